-- All events by type.
select event_type, quad_code, count(distinct spot) as events from actor_rows group by all order by events desc, event_type
