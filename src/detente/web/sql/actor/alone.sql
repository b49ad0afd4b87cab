-- What a party did to nobody named: no dyad has it.
insert into actor_rows by name
select spot, coalesce(date, known_on) as date, known_on, event_type, quad_code, score, auxiliary,
       len(list_intersect(auxiliary, ['future', 'hypothetical', 'negation'])) = 0 as is_plain, null as partner, true as is_doer, false as is_symmetric
from events where len(recipients) = 0 and len(actors) = 1 and party(actors[1]) = $key
