-- Whether the ledger has an event between two parties, or only ones of their private people; nothing where it has none.
select bool_or(is_public) as there from dyads where pair = pair($first, $second) having count(*) > 0
