-- What mentions say of the entity: its name, country, sector and offices then.
select a.name as name, a.country as country, a.sector as sector, a.wikidata_id as wikidata_id,
       list(distinct a.role) filter (a.role is not null) as roles
from actor_mentions where coalesce(a.entity_id, a.name) = $key or party(a) = $key
group by all order by count(*) desc, max(day) desc limit 1
