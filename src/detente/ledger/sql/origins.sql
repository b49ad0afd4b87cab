-- Near-duplicate stories: each story is linked to the most similar earlier one. Only neighbours within a band's bucket are compared, so
-- the work grows as n log n whatever the texts are; and only stories that have a new one among their neighbours are looked at again.
create or replace temp table due_stories as
with new as (select id as story_id from store.stories where batch > $since),
hot as (select b.* from derived.buckets b semi join (select bucket from derived.buckets semi join new using (story_id)) using (bucket)),
marked as (select bucket, known_on, story_id, story_id in (select story_id from new) as is_new from hot),
followed as (
    select story_id, bool_or(is_new) over (
               partition by bucket order by known_on, story_id rows between $neighbours preceding and current row) as is_due
    from marked
)
select distinct story_id from followed where is_due
union select story_id from new;

create or replace temp table story_pairs as
with near as (
    select b.* from derived.buckets b semi join (select bucket from derived.buckets semi join due_stories using (story_id)) using (bucket)
),
beside as (
    select story_id, known_on, list(story_id) over (
               partition by bucket order by known_on, story_id rows between $neighbours preceding and 1 preceding) as before
    from near
)
select distinct story_id, unnest(before) as earlier from beside semi join due_stories using (story_id);

create or replace temp table new_story_links as
with alike as (
    select p.story_id, p.earlier, a.shingles as mine, b.shingles as theirs,
           len(list_intersect(a.sketch, b.sketch))
           / len(list_distinct(list_transform(list_concat(a.sketch, b.sketch), lambda c: c >> 26))) as jaccard
    from story_pairs p
    join derived.sketches a on a.story_id = p.story_id
    join derived.sketches b on b.story_id = p.earlier
)
select story_id, earlier as parent
from alike join store.stories s on s.id = earlier
where jaccard >= 0.4
   or (jaccard >= 0.15 and jaccard / (1 + jaccard) * (mine + theirs) >= 0.7 * least(mine, theirs))
qualify row_number() over (partition by story_id order by jaccard desc, s.known_on, earlier) = 1;

-- The trees of links that change, as for happenings.
create or replace temp table story_members as
with due as (select story_id, parent from due_stories left join new_story_links using (story_id)),
stored as (select * from derived.origins where $since > 0),
moved as (
    select due.story_id, coalesce(stored.origin_id, due.story_id) as old_root
    from due left join stored using (story_id)
    where due.parent is distinct from stored.parent
),
roots as (select distinct old_root as story_id from moved),
there as (
    select story_id, parent, origin_id from stored where origin_id in (select story_id from roots)
    union all select story_id, null, story_id from roots
),
all_of_them as (
    select story_id, if(due.story_id is null, there.parent, due.parent) as parent, origin_id as old_origin_id
    from there left join due using (story_id)
)
select row_number() over (order by story_id)::integer as n, * from all_of_them;

create or replace temp table forest as
select m.n, coalesce(up.n, m.n) as parent from story_members m left join story_members up on up.story_id = m.parent;
