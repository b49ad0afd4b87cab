-- Both directions of a dyad: counts, mean score and days; the last row is both together, an event in both counted once.
with both_ways as (
    select * from dyad_rows
),
plain as (select * from both_ways where is_plain and not list_contains(auxiliary, 'historical')),
once as (select distinct on (event_id) * replace ('both' as source, 'both' as target) from plain)
select source, target, count(*) as events, count(*) filter (quad_code = 1) as verbal_cooperation,
       count(*) filter (quad_code = 2) as material_cooperation, count(*) filter (quad_code = 3) as verbal_conflict,
       count(*) filter (quad_code = 4) as material_conflict, avg(score) as mean_score, min(date) as first_day, max(date) as last_day
from (from plain union all by name from once)
group by source, target;
