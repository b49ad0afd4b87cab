-- Why events of an actor are not counted with any partner: the first reason that holds.
with once as (
    select spot, bool_or(is_plain) as is_plain, bool_or(list_contains(auxiliary, 'historical')) as is_history,
           bool_or(partner is not null and partner <> $key) as has_partner, bool_or(is_public and partner is not null and partner <> $key) as is_public
    from actor_rows group by spot
)
select count(*) filter (not is_plain) as not_fact, count(*) filter (is_plain and is_history) as history,
       count(*) filter (is_plain and not is_history and has_partner and not is_public) as private,
       count(*) filter (is_plain and not is_history and not has_partner) as alone
from once
