-- The latest events.
select event_id, batch from actor_rows group by all order by max(date) desc, event_id limit $number
