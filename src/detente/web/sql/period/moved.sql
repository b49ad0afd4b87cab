-- Pairs of parties by how far their score moved from the period before. A score is shrunk towards neutral by $few imagined neutral
-- happenings, so that one event makes no headline.
with within_days as (
    select happening_id, date >= $since as is_now, score, actors, if(len(recipients) > 0, recipients, actors) as others
    from happenings where date between $before and $until and not is_expected
),
sides as (select * exclude (actors, others), unnest(actors) as one, others from within_days),
pairs as (select * exclude (others), unnest(others) as other from sides),
once as (
    select distinct happening_id, is_now, score, least(one, other) as first, greatest(one, other) as second
    from pairs where one <> other
),
scores as (
    select first, second, count(*) filter (is_now) as happenings, count(*) filter (not is_now) as happenings_before,
           coalesce(sum(score) filter (is_now), 0) / (count(*) filter (is_now) + $few) as score,
           coalesce(sum(score) filter (not is_now), 0) / (count(*) filter (not is_now) + $few) as score_before
    from once group by first, second
    having count(*) filter (is_now) > 0
),
ranked as (select *, score - score_before as moved from scores)
from (from ranked where moved > 0 order by moved desc, first, second limit $number)
union all
from (from ranked where moved < 0 order by moved, first, second limit $number)
