-- The events of one dyad: all that is said of it is read from these.
create or replace temp table dyad_rows as select * from dyads where pair = pair($first, $second);
