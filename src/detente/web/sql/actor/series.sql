-- Plain events by step and quad.
with once as (
    select distinct on (spot) spot, date_trunc($step, date)::date as period, quad_code, score, is_dated from actor_rows
    where is_plain and not list_contains(auxiliary, 'historical') and date between $since and $until
)
select period, quad_code, count(*) as events, sum(score) as sum_score,
       count(*) filter (not is_dated) as undated from once group by all order by period, quad_code
