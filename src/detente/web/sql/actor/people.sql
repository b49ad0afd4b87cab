-- Persons and groups that appear for a party in its latest events.
with mentions as (
    select unnest(actors || recipients) as a
    from events where batch in (select unnest($batches::bigint[])) and id in (select unnest($ids::varchar[]))
)
select a.entity_id as key, a.name as name, arg_max(a.role, length(a.role)) as role, count(*) as mentions
from mentions where a.country = $key and a.entity_id is not null and not starts_with(a.entity_id, 'country:') and a.entity_id <> $key
group by all order by mentions desc, name limit $number
