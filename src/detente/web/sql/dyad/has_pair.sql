-- Whether the ledger has an event between two parties.
select true as there from dyads where pair = pair($first, $second) limit 1
