-- The latest events of the dyad (`dyad_rows` was made by the ledger's relation).
select event_id, batch from dyad_rows where date between $since and $until
group by all order by max(date) desc, event_id limit $number
