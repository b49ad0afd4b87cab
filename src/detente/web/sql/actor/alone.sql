-- What a party did to nobody named.
insert into actor_rows by name
select spot, date, is_dated, known_on, event_type, quad_code, score, auxiliary, is_plain, null as partner, true as is_doer,
       false as is_symmetric
from alone where party = $key
