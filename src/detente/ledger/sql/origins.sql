-- Near-duplicate stories: MinHash over shingles of four words (Broder 1997; one permutation, Li, Owen and Zhang 2012), candidates from
-- bands of two slots, each story linked to the most similar earlier one. Only neighbours within a band's bucket are compared, so the
-- work grows as n log n whatever the texts are.
insert into derived.sketches
with fresh as (
    select id, regexp_extract_all(lower(text), '[\p{L}\p{N}]+') as words
    from store.stories
    where id not in (select story_id from derived.sketches)
),
shingles as (
    select id, hash(unnest(list_zip(words, words[2:], words[3:], words[4:])[:greatest(len(words) - 3, 1)])) as value
    from fresh
),
slots as (
    select id, value % 64 as slot, min((value >> 6) % 67108864) as least, count(distinct value) as shingles
    from shingles group by all
)
select id, sum(shingles), list(((slot << 26) | least)::uinteger order by slot) from slots group by id;

create or replace temp table ranked_stories as
select row_number() over (order by s.known_on, s.id)::integer as n, s.id, k.shingles, k.sketch
from store.stories s join derived.sketches k on k.story_id = s.id;

create or replace temp table story_buckets as
with codes as (select n, unnest(sketch) as code from ranked_stories),
bands as (
    select n, code >> 27 as band, hash(min(code), max(code)) as bucket
    from codes group by n, code >> 27 having count(*) = 2
)
select n, hash(band, bucket) as bucket from bands
qualify count(*) over (partition by hash(band, bucket)) > 1;

create or replace temp table story_pairs as
with beside as (
    select n, unnest([lag(n, 1) over w, lag(n, 2) over w, lag(n, 3) over w, lag(n, 4) over w]) as earlier
    from story_buckets window w as (partition by bucket order by n)
)
select distinct n, earlier from beside where earlier is not null;

create or replace temp table forest as
with alike as (
    select p.n, p.earlier, a.shingles as mine, b.shingles as theirs,
           len(list_intersect(a.sketch, b.sketch))
           / len(list_distinct(list_transform(list_concat(a.sketch, b.sketch), lambda c: c >> 26))) as jaccard
    from story_pairs p
    join ranked_stories a on a.n = p.n
    join ranked_stories b on b.n = p.earlier
),
reprints as (
    select n, earlier, jaccard from alike
    where jaccard >= 0.4
       or (jaccard >= 0.15 and jaccard / (1 + jaccard) * (mine + theirs) >= 0.7 * least(mine, theirs))
)
select n, arg_max(earlier, (jaccard, -earlier)) as parent from reprints group by n;
