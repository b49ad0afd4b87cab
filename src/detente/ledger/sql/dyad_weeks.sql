-- Counts of a dyad by week, both directions together: what change points are looked for in.
select date_trunc('week', date)::date as period, count(distinct event_id) filter (quad_code <= 2) as cooperation,
       count(distinct event_id) filter (quad_code >= 3) as conflict, sum(score) / count(*) as mean_score
from dyad_rows
where is_plain and not list_contains(auxiliary, 'historical')
group by all order by period;
