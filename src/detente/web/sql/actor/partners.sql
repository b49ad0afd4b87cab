-- With whom: most events first. What an actor did, what was done to it, what both did together.
select partner, count(distinct spot) as events, count(distinct spot) filter (is_doer) as done,
       count(distinct spot) filter (not is_doer and not is_symmetric) as received, count(distinct spot) filter (is_symmetric) as mutual,
       avg(score) as mean_score, count(distinct spot) filter (quad_code >= 3) as conflict, max(date) as last_day
from actor_rows where is_plain and partner is not null and partner <> $key
group by partner order by events desc, partner limit $number
