-- Counts of a dyad by week, both directions together: what trend and change points are looked for in. An event without a date is in
-- none, since the week in which it became known says nothing of it.
select date_trunc('week', date)::date as period, count(distinct event_id) filter (quad_code <= 2) as cooperation,
       count(distinct event_id) filter (quad_code >= 3) as conflict, sum(score) / count(*) as mean_score,
       list(distinct coalesce(origin_id, story_id)) as origins
from dyad_rows left join derived.origins using (story_id)
where is_plain and is_dated and not list_contains(auxiliary, 'historical')
group by all order by period;
