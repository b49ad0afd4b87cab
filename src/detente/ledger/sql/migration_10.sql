-- Version 10: standing facts rest on the clause of the event's trigger; what counts against them, and when they begin anew.
alter table derived.standing_rules add column if not exists unless varchar;
alter table derived.standing_rules add column if not exists parties varchar;
alter table derived.standing_rules add column if not exists again_days integer;
alter table derived.evidence add column if not exists again_days integer;
alter table derived.evidence add column if not exists gone_on date;
