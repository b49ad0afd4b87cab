-- The dyad by step: each direction, and both together ('both'), where an event that stands in both counts once. Plain events.
with plain as (
    select source, target, event_id, date_trunc($step, date)::date as period, event_type, quad_code, score, is_dated
    from dyad_rows where is_plain and not list_contains(auxiliary, 'historical') and date between $since and $until
),
once as (select distinct on (event_id) * replace ('both' as source, 'both' as target) from plain)
select source, target, period, event_type, quad_code, count(*) as events, sum(score) as sum_score,
       count(*) filter (not is_dated) as undated
from (from plain union all by name from once)
group by all order by source, target, period, quad_code, event_type
