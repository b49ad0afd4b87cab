create or replace temp table new_origins as
select m.story_id, coalesce(o.origin_id, top.parent, top.story_id) as origin_id, m.parent, m.old_origin_id
from story_members m
join forest f on f.n = m.n
join story_members top on top.n = f.parent
left join derived.origins o on $since > 0 and o.story_id = top.parent;

create or replace temp table moved_origins as select story_id from new_origins where origin_id <> old_origin_id;

drop table forest;
drop table story_members;
drop table new_story_links;
drop table story_pairs;
drop table due_stories;
