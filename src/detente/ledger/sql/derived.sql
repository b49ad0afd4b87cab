-- What was worked out takes the place of what was there: one transaction, so that a reader sees either.
delete from derived.origins;
insert into derived.origins by name select * from new_origins;
delete from derived.happening_events;
insert into derived.happening_events by name select * from new_happening_events;
delete from derived.happenings;
insert into derived.happenings by name select * from happenings_then order by date;
insert into derived.evidence by name select * from new_evidence order by pair;
delete from derived.state;
insert into derived.state select coalesce(max(batch), 0), $engine, $now from store.batches;
drop table new_origins;
drop table new_happening_events;
drop table new_evidence;
