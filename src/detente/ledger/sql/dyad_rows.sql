-- The events of one dyad: all that is said of it is read from these. What private people of two states do is no act of theirs.
create or replace temp table dyad_rows as select * from dyads where pair = pair($first, $second) and is_public;
