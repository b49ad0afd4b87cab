-- Version 1: the append-only store. Rows of `store` are added, never changed or removed.
-- The columns of stories and events come from records.py through Arrow: `story_rows` and `event_rows` are empty tables of its schemas.
create schema store;
create schema derived;

create table store.batches (batch bigint, added_at timestamptz, detente varchar);

create table store.stories as
select * replace (null::json as furniture), null::date as known_on, null::bigint as batch from story_rows limit 0;

create table store.versions (
    page varchar, version bigint, story_id varchar, source varchar, url varchar, publisher varchar, published date,
    crawled date, known_on date, batch bigint
);

-- A page that changed: from known_on on, this story stands for it no more.
create table store.supersedings (page varchar, story_id varchar, by_story_id varchar, known_on date, batch bigint);

create table store.codings (story_id varchar, coder varchar, coded_at timestamptz, events bigint, batch bigint);

-- A story that another coder read again: from batch on, its earlier events are history.
create table store.recodings (story_id varchar, coder varchar, by_coder varchar, recoded_at timestamptz, batch bigint);

create table store.events as
select *, null::date as known_on, null::bigint as batch from event_rows limit 0;

-- Who to whom, one row per pair of parties of an event; both directions where the event is symmetric. `pair` is both names in
-- alphabetical order: one comparison finds a dyad's rows.
create table store.dyads (
    event_id varchar, coder varchar, story_id varchar, pair varchar, source varchar, target varchar, source_sector varchar,
    target_sector varchar, is_symmetric boolean, date date, known_on date, event_type varchar, mode varchar, cameo varchar,
    quad_code bigint, score double, auxiliary varchar[], is_plain boolean, confidence double, batch bigint
);

-- What `refresh` works out from the store; may be thrown away and made again.
create table derived.state (batch bigint, engine varchar, refreshed_at timestamptz);
-- 64 slots of a one-permutation MinHash over word shingles: slot in the upper 6 bits, 26 bits of the least hash below.
create table derived.sketches (story_id varchar, shingles bigint, sketch uinteger[]);
create table derived.origins (story_id varchar, origin_id varchar);
create table derived.happening_events (event_id varchar, coder varchar, happening_id varchar);
create table derived.happenings (
    happening_id varchar, event_type varchar, mode varchar, cameo varchar, quad_code bigint, score double, date date, place varchar,
    actors varchar[], recipients varchar[], reports bigint, origins bigint, denials bigint, is_contested boolean,
    is_expected boolean, denied_by varchar[], first_reported date, last_reported date, confidence double, evidence varchar
);
create table derived.standing_rules (
    fact varchar, effect varchar, event_type varchar, cameo varchar, mode varchar, words varchar, sides varchar, lapse_days integer
);
create table derived.evidence (
    fact varchar, effect varchar, is_mutual boolean, lapse_days integer, pair varchar, first_party varchar, second_party varchar, by_party varchar,
    event_id varchar, coder varchar, story_id varchar, date date, known_on date, is_history boolean, confidence double,
    in_response_to varchar, sentence varchar, batch bigint
);
