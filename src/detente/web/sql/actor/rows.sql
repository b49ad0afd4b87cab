-- The events of one party (a state with its organs, a body, a group): all that its page says is read from these.
create or replace temp table actor_rows as
select spot, story_id, date, is_dated, known_on, event_type, quad_code, score, auxiliary, is_plain, is_public, target as partner,
       not is_symmetric as is_doer, is_symmetric
from dyads where source = $key
union all by name
select spot, story_id, date, is_dated, known_on, event_type, quad_code, score, auxiliary, is_plain, is_public, source as partner, false as is_doer,
       false as is_symmetric
from dyads where target = $key and not is_symmetric
