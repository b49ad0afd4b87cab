-- How many events, from when to when.
select count(distinct spot) as events, min(date) as since, max(date) as until from actor_rows
