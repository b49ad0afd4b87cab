-- An event as it was last read or corrected, also one that was rejected.
select * exclude (known_on, batch) from store.events where id = $id order by batch desc limit 1
