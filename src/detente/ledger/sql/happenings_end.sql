create or replace temp table new_happening_events as
select m.event_id, m.coder, coalesce(o.happening_id, 'h' || top.event_id) as happening_id, m.day, m.parent, m.root, m.root_day,
       m.old_happening_id
from rooted m
join forest f on f.n = m.n
join rooted top on top.n = f.parent
left join outside o on o.key = top.parent and (o.day - o.root_day) // $spell_days = top.spell;

-- The happenings whose reports are others now, or whose pages are, or whose origins.
create or replace temp table touched_happenings as
with stories as (
    select story_id from store.versions where batch > $since
    union select story_id from store.supersedings where batch > $since
    union select story_id from store.recodings where batch > $since
    union select story_id from moved_origins
),
reported as (select id as event_id, coder from store.events semi join stories using (story_id)),
changed as (select * from new_happening_events where old_happening_id is distinct from happening_id)
select happening_id from changed
union select old_happening_id from changed where old_happening_id is not null
union select happening_id from gone
union select happening_id from derived.happening_events semi join reported using (event_id, coder) where $since > 0
union select happening_id from new_happening_events semi join reported using (event_id, coder);

drop table forest;
drop table signs;
drop table tokens;
drop table meanings;
drop table candidates;
drop table event_pairs;
drop table likenesses;
drop table rivals;
drop table new_links;
drop table near_days;
drop table due;
drop table known_due;
drop table moved;
drop table members;
drop table outside;
drop table rooted;
