-- The story that reports an event.
select story_id from events where id = $id limit 1
