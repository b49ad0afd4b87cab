-- Persons and groups that appear for a party.
select a.entity_id as key, a.name as name, arg_max(a.role, length(a.role)) as role, count(*) as mentions
from actor_mentions
where a.country = $key and a.entity_id is not null and not starts_with(a.entity_id, 'country:') and a.entity_id <> $key
group by all order by mentions desc, name limit $number
