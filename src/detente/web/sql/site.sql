-- What the site reads instead of the ledger's views, in memory, made anew when the ledger has changed: the views turn back time, which the
-- site does not, and are planned slowly for it. The names are those of the views, so that the ledger's own queries find them first.
-- `ledger.` stands for the catalogue of the ledger. A line stands if there are stories that newer versions replaced, or stale codings.
drop schema if exists memory.site cascade;
create schema memory.site;

-- A name with a schema is looked for in this database only.
create schema if not exists memory.store; -- if attached
create schema if not exists memory.derived; -- if attached
create or replace view memory.store.batches as from ledger.store.batches; -- if attached
create or replace view memory.store.codings as from ledger.store.codings; -- if attached
create or replace view memory.store.corrections as from ledger.store.corrections; -- if attached
create or replace view memory.store.events as from ledger.store.events; -- if attached
create or replace view memory.store.recodings as from ledger.store.recodings; -- if attached
create or replace view memory.store.stories as from ledger.store.stories; -- if attached
create or replace view memory.store.supersedings as from ledger.store.supersedings; -- if attached
create or replace view memory.store.versions as from ledger.store.versions; -- if attached
create or replace view memory.derived.evidence as from ledger.derived.evidence; -- if attached
create or replace view memory.derived.happening_events as from ledger.derived.happening_events; -- if attached
create or replace view memory.derived.origins as from ledger.derived.origins; -- if attached

create table memory.site.dead_stories as select story_id from ledger.store.dead_stories;
create table memory.site.stale_codings as select story_id, coder from ledger.store.stale_codings;

-- `spot` is where an event is stored: to fetch a row by it costs a look, to find one by its id a scan.
create view memory.site.events as
select e.rowid as spot, e.* from ledger.store.events e -- if attached
select (hash(e.id, e.coder) >> 1)::bigint as spot, e.* from ledger.store.events e -- if folder
anti join memory.site.dead_stories using (story_id) -- if dead
anti join memory.site.stale_codings using (story_id, coder) -- if stale
;

create view memory.site.stories as
select s.*, coalesce(o.origin_id, s.id) as origin_id
from ledger.store.stories s left join ledger.derived.origins o on o.story_id = s.id
anti join memory.site.dead_stories d on d.story_id = s.id -- if dead
;

create view memory.site.happenings as select * from ledger.derived.happenings;
create view memory.site.contradictions as select * from ledger.derived.contradictions;

create table memory.site.published as
select id, published, known_on, publisher, origin_id from memory.site.stories order by known_on;

create table memory.site.dyads as
select d.*, e.spot, is_public(d.source, d.source_sector, d.target, d.target_sector, d.is_symmetric, d.quad_code) as is_public
from ledger.store.dyads d
join (select id, coder, spot from memory.site.events) e on e.id = d.event_id and e.coder = d.coder
order by d.pair, d.date;

create table memory.site.relations as select * from ledger.main.relations order by pair;

-- The events of each happening, and its day, by which it is found quickly.
create table memory.site.members as
select m.happening_id, e.spot, h.date
from ledger.derived.happening_events m
join (select id, coder, spot from memory.site.events) e on e.id = m.event_id and e.coder = m.coder
join ledger.derived.happenings h using (happening_id)
order by m.happening_id;

-- What a party did to nobody named or with its own people alone, and what nobody named did to it: no dyad has it.
create table memory.site.alone as
with sided as (
    select spot, coalesce(date, known_on) as date, date is not null as is_dated, known_on, event_type, quad_code, score, auxiliary, cameo, sentence,
           len(actors) > 0 as is_doer,
           list_distinct(list_transform(if(len(actors) > 0, actors, recipients), lambda a: ledger.main.party(a))) as parties
    from memory.site.events where len(recipients) = 0 or len(actors) = 0
)
select unnest(parties) as party, spot, date, is_dated, known_on, event_type, quad_code, score, auxiliary, is_doer,
       len(list_intersect(auxiliary, ['future', 'hypothetical', 'negation'])) = 0 as is_plain
from sided where not is_doer or len(parties) = 1 or not ledger.main.is_mutual_act(event_type, cameo, sentence)
order by party;

-- Sentences in lower case, for the search; in memory unless there are too many.
create table memory.site.sentences as select spot, lower(sentence) as words from memory.site.events; -- if few
create view memory.site.sentences as select spot, lower(sentence) as words from memory.site.events; -- if many
