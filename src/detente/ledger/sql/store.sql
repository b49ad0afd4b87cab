-- One batch: `new_stories`, `new_versions`, `new_codings`, `new_events` are Arrow tables; what is known already adds nothing.
-- $batch, $now and $today are set by the caller.
create or replace temp table coming as
select distinct on (story_id, coder) story_id, coder
from new_codings
anti join store.codings using (story_id, coder);

insert into store.versions by name
with unseen as (
    select *, row_number() over () as place
    from new_versions
    anti join store.versions using (page, story_id)
),
once as (select distinct on (page, story_id) * from unseen order by page, story_id, place),
latest as (
    select page, max(version) as version, arg_min(published, version) as first_published
    from store.versions semi join once using (page) group by page
),
-- Beside each, the day of publication of its page's first version.
placed as (
    select once.*, version,
           case when version is null then first_value(published) over (partition by page order by place) else first_published end as first_published
    from once left join latest using (page)
)
select page, coalesce(placed.version, 0) + row_number() over (partition by page order by place) as version,
       story_id, source, url, publisher, published, crawled,
       case when placed.version is null and row_number() over (partition by page order by place) = 1
            then coalesce(published, crawled, $today::date)
            when crawled is null and published > first_published then published
            else greatest(published, coalesce(crawled, $today::date)) end as known_on,
       $batch as batch
from placed;

insert into store.stories by name
with first_known as (select story_id as id, min(known_on) as known_on from store.versions where batch = $batch group by all)
select distinct on (id) n.* replace (to_json(furniture) as furniture),
       coalesce(known_on, published, crawled, $today::date) as known_on, $batch as batch
from new_stories n
left join first_known using (id)
anti join store.stories using (id);

insert into store.supersedings
with touched as (
    select v.* from store.versions v
    semi join (select page from store.versions where batch = $batch and version > 1) using (page)
),
best as (
    select page, arg_max(story_id, (coalesce(crawled, known_on), version)) as story_id,
           max((coalesce(crawled, known_on), version)) as rank, arg_max(known_on, (coalesce(crawled, known_on), version)) as known_on
    from touched group by page
)
select touched.page, touched.story_id, best.story_id, best.known_on, $batch
from touched join best on touched.page = best.page and touched.story_id <> best.story_id
where not exists (
    select 1 from store.supersedings old where old.page = touched.page and old.story_id = touched.story_id
);

insert into store.recodings
select old.story_id, old.coder, coming.coder, $now::timestamptz, $batch
from store.codings old join coming on coming.story_id = old.story_id
where not exists (select 1 from store.recodings r where r.story_id = old.story_id and r.coder = old.coder);

create or replace temp table coming_events as
select e.*, s.known_on, $batch::bigint as batch
from new_events e
semi join coming on coming.story_id = e.story_id and coming.coder = e.coder
join store.stories s on s.id = e.story_id;

insert into store.events by name select * from coming_events;

insert into store.codings
select coming.story_id, coming.coder, $now::timestamptz, count(e.id), $batch
from coming left join coming_events e on e.story_id = coming.story_id and e.coder = coming.coder
group by all;

insert into store.dyads
with parties as (
    select e.* exclude (actors, recipients, place, attributed_to),
           list_transform(actors, lambda a: {party: party(a), sector: a.sector}) as doers,
           list_transform(recipients, lambda a: {party: party(a), sector: a.sector}) as others
    from coming_events e
),
sides as (
    select p.*, unnest(doers) as doer, len(others) = 0 and is_mutual_act(event_type, cameo, sentence) as is_symmetric
    from parties p
),
pairs as (
    select s.*, unnest(case when is_symmetric then list_filter(doers, lambda d: d.party <> doer.party) else others end) as other
    from sides s
)
select distinct on (id, coder, doer.party, other.party)
       id, coder, story_id, pair(doer.party, other.party), doer.party, other.party, doer.sector, other.sector, is_symmetric, coalesce(date, known_on),
       known_on, event_type, mode, cameo, quad_code, score, auxiliary,
       len(list_intersect(auxiliary, ['future', 'hypothetical', 'negation'])) = 0, confidence, batch, date is not null
from pairs
-- Of several of one party, whoever acts for it.
order by id, coder, doer.party, other.party, acts_for(doer.party, doer.sector) desc, acts_for(other.party, other.sector) desc,
         doer.sector, other.sector;

insert into store.batches values ($batch, $now::timestamptz, $detente);
