-- What an event's mention says of the entity: its name, country, sector and office then.
with mentions as (
    select coalesce(date, known_on) as day, unnest(actors || recipients) as a
    from events where batch in (select unnest($batches::bigint[])) and id in (select unnest($ids::varchar[]))
)
select a.name as name, a.country as country, a.sector as sector, a.wikidata_id as wikidata_id,
       list(distinct a.role) filter (a.role is not null) as roles
from mentions where coalesce(a.entity_id, a.name) = $key or party(a) = $key
group by all order by count(*) desc, max(day) desc limit 1
