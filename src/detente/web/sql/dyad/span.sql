-- First and last day of a dyad.
select min(date) as since, max(date) as until, count(distinct event_id) as events from dyad_rows
