-- Version 7: whether a day is the event's own, or that on which an event without one became known.
alter table store.dyads add column is_dated boolean;
update store.dyads d set is_dated = e.date is not null from store.events e where e.id = d.event_id and e.coder = d.coder;
alter table derived.evidence add column is_dated boolean;
update derived.evidence d set is_dated = e.date is not null from store.events e where e.id = d.event_id and e.coder = d.coder;
alter table derived.happenings add column is_dated boolean;
update derived.happenings h set is_dated = m.is_dated
from (
    select happening_id, bool_or(e.date is not null) as is_dated
    from derived.happening_events m join store.events e on e.id = m.event_id and e.coder = m.coder group by happening_id
) m
where m.happening_id = h.happening_id;
