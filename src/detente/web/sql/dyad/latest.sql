-- The latest events of the dyad (`dyad_rows` was made by the ledger's relation).
select spot from dyad_rows where date between $since and $until
group by spot order by max(date) desc, spot limit $number
