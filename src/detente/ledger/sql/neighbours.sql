-- The $nearest most similar stories of every story, within $window_days of its report. A story is a bag of content words (1 + ln of how often),
-- names weightier, each by its rarity in this ledger; candidates stand next to each other, by day, in the block of a rare word.
create or replace temp table story_words as
with said as (
    select id, unnest(regexp_extract_all(coalesce(title, '') || ' ' || text, '\p{L}{3,}|\d+')) as word
    from stories
),
counted as (
    select id, stem(lower(word)) as word, count(*) as number, count(*) filter (word[1] <> lower(word[1])) as capitals
    from said group by all
),
kept as (select * from counted where word not in (select unnest(stop_words()))),
frequencies as (select word, count(*) as frequency from kept group by word having count(*) > 1),
total as (select count(*) as stories from stories)
select id, word, frequency,
       (1 + ln(number)) * if(capitals >= 0.6 * number, $name_boost, 1.0) * ln((stories + 1) / frequency) as weight
from kept join frequencies using (word), total;

create or replace temp table story_bags as
with norms as (select id, sqrt(sum(weight * weight)) as norm from story_words group by id),
numbered as (select row_number() over (order by known_on, id)::integer as n, id, known_on from stories)
select n, known_on, word, frequency, weight / norm as weight
from story_words join norms using (id) join numbered using (id)
where norm > 0;

create or replace temp table neighbours as
with rarest as (
    select n, known_on, word from story_bags
    qualify row_number() over (partition by n order by frequency, word) <= $rare_words
),
blocks as (select row_number() over (order by hash(word), n)::integer as spot, n, known_on, hash(word) as block from rarest),
-- xor hides the equality of blocks from the planner, which would join whole blocks with themselves and filter by spot afterwards.
candidates as (
    select distinct a.n, b.n as other
    from (select *, spot - unnest(range(1, $beside + 1)) as before from blocks) a
    join blocks b on b.spot = a.before
    where xor(a.block, b.block) = 0 and a.known_on - b.known_on <= $window_days
),
alike as (
    select c.n, c.other, sum(mine.weight * theirs.weight) as similarity
    from candidates c
    join story_bags mine on mine.n = c.n
    join story_bags theirs on theirs.n = c.other and theirs.word = mine.word
    group by c.n, c.other
),
both_ways as (select n, other, similarity from alike union all select other, n, similarity from alike)
select n, other, round(similarity, 9) as similarity from both_ways
qualify row_number() over (partition by n order by round(similarity, 9) desc, other) <= $nearest
