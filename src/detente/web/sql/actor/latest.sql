-- The latest events.
select spot from actor_rows group by spot order by max(date) desc, spot limit $number
