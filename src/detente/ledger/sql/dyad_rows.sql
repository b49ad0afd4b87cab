-- The events of one dyad: all that is said of it is read from these. What private people of two states do is no act of theirs.
-- What is dated after the day looked back to, or after today, is a plan, whatever its words.
create or replace temp table dyad_rows as
with told as (select *, date > coalesce(getvariable('as_of')::date, current_date) as is_to_come from dyads)
select * exclude (is_to_come) replace (
           is_plain and not is_to_come as is_plain,
           if(is_to_come and not list_contains(auxiliary, 'future'), list_append(auxiliary, 'future'), auxiliary) as auxiliary)
from told where pair = pair($first, $second) and is_public;
