-- The event that is reviewed next: least sure first, of those behind the one that was passed over last.
select id from events
anti join store.corrections c on c.event_id = events.id
where $after::varchar is null or (confidence, id) > ((select max(confidence) from events where id = $after), $after)
order by confidence, id limit 1
