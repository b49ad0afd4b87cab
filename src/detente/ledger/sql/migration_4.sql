-- Version 4: how stories and events hang together, so that a refresh need only look at what is near the new ones.
create table derived.word_frequencies (stem varchar, sentences bigint, family varchar);
-- The bands of a story's sketch: stories that share one may be near-duplicates.
create table derived.buckets (story_id varchar, known_on date, bucket ubigint);
drop table derived.origins;
create table derived.origins (story_id varchar, origin_id varchar, parent varchar);
drop table derived.happening_events;
-- parent: the earlier event (id and coder) that this one was linked to; root: where that chain began.
create table derived.happening_events (
    event_id varchar, coder varchar, happening_id varchar, day date, parent varchar, root varchar, root_day date
);
delete from derived.sketches;
