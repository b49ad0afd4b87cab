-- Why events of a dyad are not counted: the first reason that holds.
with once as (
    select event_id, bool_or(is_plain) as is_plain, bool_or(list_contains(auxiliary, 'historical')) as is_history, bool_or(is_public) as is_public
    from dyads where pair = pair($first, $second) group by event_id
)
select count(*) filter (not is_plain) as not_fact, count(*) filter (is_plain and is_history) as history,
       count(*) filter (is_plain and not is_history and not is_public) as private, 0 as alone
from once
