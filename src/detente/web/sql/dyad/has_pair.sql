-- Whether the ledger has an event between two parties (not only between their private people).
select true as there from dyads where pair = pair($first, $second) and is_public limit 1
