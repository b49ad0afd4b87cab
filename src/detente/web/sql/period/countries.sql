-- Happenings by state that took part: how many, their mean score, how many were conflict.
with took_part as (
    select happening_id, quad_code, score, unnest(list_distinct(actors || recipients)) as party
    from happenings where date between $since and $until and not is_expected
)
select party, count(*) as happenings, avg(score) as mean_score, count(*) filter (quad_code >= 3) as conflict
from took_part
where length(party) = 3
group by party order by happenings desc, party
