-- What a party did to nobody named or within itself, and what nobody named did to it.
insert into actor_rows by name
select spot, date, is_dated, known_on, event_type, quad_code, score, auxiliary, is_plain, true as is_public, null as partner, is_doer,
       false as is_symmetric
from alone where party = $key
