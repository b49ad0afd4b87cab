-- Whether the ledger has an event between a party and another.
select true as there from dyads where source = $party or target = $party limit 1
