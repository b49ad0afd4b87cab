-- All mentions in some events, for what is said of actors there.
create or replace temp table actor_mentions as
select coalesce(date, known_on) as day, unnest(actors || recipients) as a
from events where spot in (select unnest($spots::bigint[]))
