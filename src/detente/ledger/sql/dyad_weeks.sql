-- Counts of a dyad by week, both directions together, an event in both counted once: what trend and change points are looked for in. An
-- event without a date is in none, since the week in which it became known says nothing of it.
with once as (
    select distinct on (event_id) event_id, date, quad_code, score, coalesce(origin_id, story_id) as origin_id
    from dyad_rows left join derived.origins using (story_id)
    where is_plain and is_dated and not list_contains(auxiliary, 'historical')
)
select date_trunc('week', date)::date as period, count(*) filter (quad_code <= 2) as cooperation,
       count(*) filter (quad_code >= 3) as conflict, avg(score) as mean_score, list(distinct origin_id) as origins
from once group by all order by period;
