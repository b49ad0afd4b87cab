create or replace temp table new_origins as
select s.id as story_id, root.id as origin_id from forest f
join ranked_stories s on s.n = f.n
join ranked_stories root on root.n = f.parent;

drop table forest;
drop table ranked_stories;
drop table story_buckets;
drop table story_pairs;
