-- How many events of the dyad are left out as those of private people.
select count(distinct event_id) as events from dyads
where pair = pair($first, $second) and is_plain and not list_contains(auxiliary, 'historical')
  and event_id not in (select event_id from dyad_rows);
