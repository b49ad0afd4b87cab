-- The events that report a happening, and where they are stored.
with members as (select distinct event_id from members where happening_id = $id)
select e.id as event_id, e.batch from store.events e where e.id in (select event_id from members)
