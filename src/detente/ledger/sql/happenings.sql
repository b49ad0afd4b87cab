-- Reports of one happening, merged: same event type, parties in common, days within the window, and sentences alike. A report is a bag
-- of tokens (content words; type and dyad; code; place; trigger), each weighted by how rare it is in this ledger, so that a rare dyad
-- needs few words in common and two strikes of one war on one day need many. Candidates stand next to each other, by day, in the block
-- of a rare token; each report is linked to the most similar earlier one.
create or replace temp table signs as
select row_number() over (order by coalesce(e.date, e.known_on), e.known_on, e.id, e.coder)::integer as n,
       e.id, e.coder, e.story_id, e.sentence_span.start as sentence_at, e.event_type,
       coalesce(e.date, e.known_on) as day, coalesce(e.enddate, e.date, e.known_on) as endday,
       list_transform(e.actors, lambda a: party(a)) as doers, list_transform(e.recipients, lambda a: party(a)) as others,
       list_transform(
           flatten([regexp_extract_all(a.text, '\p{Lu}\p{L}{2,}') for a in e.actors || e.recipients]), lambda w: stem(lower(w))
       ) as names,
       e.place.name as place, e.place.resolution as resolution, e.cameo, lower(e.trigger) as trigger, e.sentence
from store.events e
where not exists (select 1 from store.recodings r where r.story_id = e.story_id and r.coder = e.coder);

create or replace temp table tokens as
with words as (
    select distinct n, unnest(list_filter(
               list_transform(regexp_extract_all(lower(sentence), '\p{L}{3,}|\d+'), lambda w: stem(w)),
               lambda w: not list_contains(names, w))) as word
    from signs
),
bags as (
    select n, hash(word) as token, 1.0 as boost from words where word not in (select unnest(stop_words()))
    union all
    select n, hash(event_type || ':' || least(doer, other) || ':' || greatest(doer, other)), 2.0
    from (select distinct n, event_type, unnest(doers) as doer, unnest(if(len(others) > 0, others, doers)) as other from signs)
    union all
    select n, hash('code:' || cameo), 1.0 from signs
    union all
    select n, hash('trigger:' || stem(trigger)), 0.5 from signs
    union all
    select n, hash('place:' || place), 1.0 from signs where place is not null
),
frequencies as (select token, count(*) as frequency from bags group by token),
total as (select count(*) as events from signs)
select n, token, boost * ln(1 + (events + 1) / frequency) as weight, frequency
from bags join frequencies using (token), total;

create or replace temp table norms as
select n, sqrt(sum(weight * weight)) as norm from tokens group by n;

create or replace temp table candidates as
with rarest as (
    select n, token from tokens where frequency > 1
    qualify row_number() over (partition by n order by frequency, token) <= $rare_tokens
),
blocks as (
    select row_number() over (order by hash(token, event_type), n)::integer as spot, n, hash(token, event_type) as block, day, endday
    from rarest join signs using (n)
)
-- xor hides the equality of blocks from the planner, which would join whole blocks with themselves and filter by spot afterwards.
select distinct a.n, b.n as earlier
from (select *, spot - unnest(range(1, $neighbours + 1)) as other from blocks) a
join blocks b on b.spot = a.other
where xor(a.block, b.block) = 0 and a.day <= b.endday + $window_days;

create or replace temp table event_pairs as
select c.n, c.earlier, case when a.day = b.day then 1.0 when abs(a.day - b.day) = 1 then 0.95 else 0.85 end as nearness,
       a.story_id = b.story_id as is_same_story
from candidates c
join signs a on a.n = c.n
join signs b on b.n = c.earlier
where a.event_type = b.event_type
  and a.day <= b.endday + $window_days and b.day <= a.endday + $window_days
  and not (a.story_id = b.story_id and a.sentence_at = b.sentence_at)
  and list_has_any(a.doers || a.others, b.doers || b.others)
  and (len(a.others) = 0 or len(b.others) = 0 or len(a.doers) = 0 or len(b.doers) = 0
       or (list_has_any(a.doers, b.doers) and list_has_any(a.others, b.others)))
  and not (coalesce(a.resolution, 0) >= 4 and coalesce(b.resolution, 0) >= 4 and a.place <> b.place);

-- Rounded, so that equals tie whatever the order of addition.
create or replace temp table forest as
with shared as (
    select p.n, p.earlier, any_value(nearness) as nearness, any_value(is_same_story) as is_same_story,
           sum(mine.weight * theirs.weight) as product
    from event_pairs p
    join tokens mine on mine.n = p.n
    join tokens theirs on theirs.n = p.earlier and theirs.token = mine.token
    group by p.n, p.earlier
),
alike as (
    select s.n, s.earlier, round(nearness * product / (a.norm * b.norm), 9) as similarity, is_same_story
    from shared s join norms a on a.n = s.n join norms b on b.n = s.earlier
)
select n, arg_max(earlier, (similarity, -earlier)) as parent from alike
where similarity >= if(is_same_story, $same_story_similarity, $similarity)
group by n;
