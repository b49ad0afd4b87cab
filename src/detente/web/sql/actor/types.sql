-- Events by type.
select event_type, quad_code, count(distinct spot) as events from actor_rows where is_plain group by all order by events desc, event_type
