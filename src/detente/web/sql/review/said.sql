-- What reviewers said last, of one event or of all.
with latest as (
    select * from store.corrections where $id::varchar is null or event_id = $id order by reviewed_at desc limit $number
)
select event_id, verdict, event_type, mode, reviewer, reviewed_at at time zone 'UTC' as reviewed_at,
       (select any_value(sentence) from store.events e where e.id = latest.event_id) as sentence
from latest order by reviewed_at desc
