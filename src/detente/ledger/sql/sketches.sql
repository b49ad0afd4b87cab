-- Sketches of the stories that have none: MinHash over shingles of four words (Broder 1997; one permutation, Li, Owen and Zhang 2012),
-- and their bands of two slots.
create or replace temp table new_sketches as
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
select id as story_id, sum(shingles)::bigint as shingles, list(((slot << 26) | least)::uinteger order by slot) as sketch
from slots group by id;

create or replace temp table new_buckets as
with codes as (select story_id, unnest(sketch) as code from new_sketches),
bands as (
    select story_id, code >> 27 as band, hash(min(code), max(code)) as bucket
    from codes group by story_id, code >> 27 having count(*) = 2
)
select story_id, known_on, hash(band, bucket) as bucket from bands join store.stories on id = story_id;
