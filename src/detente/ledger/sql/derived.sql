-- What was worked out takes the place of what was there: one transaction, so that a reader sees either.
delete from derived.origins where $since = 0 or story_id in (select story_id from new_origins);
insert into derived.origins by name select * exclude (old_origin_id) from new_origins where parent is not null;
delete from derived.happening_events where $since = 0
    or (event_id, coder) in (select event_id, coder from new_happening_events)
    or (event_id, coder) in (select event_id, coder from gone);
insert into derived.happening_events by name select * exclude (old_happening_id) from new_happening_events;
create or replace temp table touched_events as
select event_id from derived.happening_events semi join touched_happenings using (happening_id);
-- Two coders' readings of a story share event ids, and may be in two happenings of which one is not touched.
create or replace temp table touched_reports as
select * from reports
where $since = 0
   or (event_id in (select event_id from touched_events) and happening_id in (select happening_id from touched_happenings));
delete from derived.happenings where $since = 0 or happening_id in (select happening_id from touched_happenings);
insert into derived.happenings by name
select * from merge_reports('touched_reports') order by date;
delete from derived.contradictions where $since = 0 or happening_id in (select happening_id from touched_happenings);
insert into derived.contradictions by name
select * from part_reports('touched_reports') order by happening_id, kind, about;
insert into derived.evidence by name select * from new_evidence order by pair;
delete from derived.state;
insert into derived.state select coalesce(max(batch), 0), $engine, $now from store.batches;
drop table new_origins;
drop table moved_origins;
drop table new_happening_events;
drop table touched_happenings;
drop table touched_events;
drop table touched_reports;
drop table gone;
drop table new_evidence;
