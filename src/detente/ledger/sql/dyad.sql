-- Both directions of a dyad: counts, mean score and days; the last row is both together, an event in both counted once.
with both_ways as (
    select d.*, coalesce(o.origin_id, d.story_id) as origin_id from dyad_rows d left join derived.origins o using (story_id)
),
plain as (select * from both_ways where is_plain and not list_contains(auxiliary, 'historical')),
once as (select distinct on (event_id) * replace ('both' as source, 'both' as target) from plain)
select source, target, count(*) as events, count(distinct origin_id) as origins, count(*) filter (not is_dated) as undated,
       count(*) filter (quad_code = 1) as verbal_cooperation,
       count(*) filter (quad_code = 2) as material_cooperation, count(*) filter (quad_code = 3) as verbal_conflict,
       count(*) filter (quad_code = 4) as material_conflict, avg(score) as mean_score,
       min(date) filter (is_dated) as first_day, max(date) filter (is_dated) as last_day
from (from plain union all by name from once)
group by source, target;
