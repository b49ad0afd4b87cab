-- Score of another dyad by step, both directions together.
with once as (
    select distinct on (event_id) event_id, date_trunc($step, date)::date as period, score, is_dated from dyads
    where pair = pair($first, $second) and is_public and is_plain and not list_contains(auxiliary, 'historical') and date between $since and $until
)
select $first as first, $second as second, period, count(*) as events, avg(score) as mean_score, count(*) filter (not is_dated) as undated
from once group by all order by period
