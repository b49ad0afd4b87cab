-- How many events wait for a review, and of how many something was said.
select (select count(*) from events anti join store.corrections c on c.event_id = events.id) as waiting,
       (select count(distinct event_id) from store.corrections) as reviewed
