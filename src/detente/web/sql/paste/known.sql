-- Which of some parties have events.
select distinct key from (select unnest($keys::varchar[]) as key)
where key in (select source from dyads where source in (select unnest($keys::varchar[])))
   or key in (select target from dyads where target in (select unnest($keys::varchar[])))
   or key in (select party from alone where party in (select unnest($keys::varchar[])))
