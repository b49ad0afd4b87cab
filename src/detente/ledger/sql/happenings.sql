-- Reports of one happening, merged: same event type, parties in common, days within the window, and a sum of signs: words in common,
-- each weighted by how rare it is in news, and the direction that the words' vectors add up to (derived.word_frequencies, not this
-- ledger, so that what is added later changes nothing), code, day, place.
-- Only events near new ones are looked at again. Candidates stand next to each other, by day, in the block of a rare word or of
-- both parties. Each report is linked to the earlier one that is most similar to it and to what is surely the same as it.
create or replace temp table near_days as
with changed as (
    select event_type, coalesce(date, known_on) as day from store.events where batch > $since
    union
    select e.event_type, coalesce(e.date, e.known_on)
    from store.events e
    join store.recodings r on r.story_id = e.story_id and r.coder = e.coder
    where r.batch > $since
)
-- A report is due if a new one may be its candidate, or in the company of it or of a candidate; the others are candidates or company.
select event_type, (day + shift)::date as day,
       bool_or(shift between -$window_days and $span_days + 2 * $window_days) as is_due,
       bool_or(shift >= -2 * $window_days) as is_compared
from changed, (select unnest(range(-$span_days - 3 * $window_days, $span_days + 3 * $window_days + 1))::integer as shift)
group by all;

create or replace temp table signs as
select row_number() over (order by d.day, e.known_on, e.id, e.coder)::integer as n, e.id || ' ' || e.coder as key,
       e.id, e.coder, d.is_due, d.is_compared, e.story_id, e.sentence_span.start as sentence_at, e.event_type, d.day,
       least(coalesce(e.enddate, e.date, e.known_on), d.day + $span_days::integer) as endday,
       list_transform(e.actors, lambda a: party(a)) as doers, list_transform(e.recipients, lambda a: party(a)) as others,
       list_transform(
           flatten([regexp_extract_all(a.text, '\p{Lu}\p{L}{2,}') for a in e.actors || e.recipients]), lambda w: stem(lower(w))
       ) as names,
       e.place.name as place, coalesce(e.place.resolution, 0) >= $town as is_town, e.cameo, e.sentence
from store.events e
join near_days d on d.event_type = e.event_type and d.day = coalesce(e.date, e.known_on)
where not exists (select 1 from store.recodings r where r.story_id = e.story_id and r.coder = e.coder);

create or replace temp table tokens as
with words as (
    select distinct n, unnest(list_filter(
               list_transform(regexp_extract_all(lower(sentence), '\p{L}{3,}|\d+'), lambda w: stem(w)),
               lambda w: not list_contains(names, w))) as word
    from signs
),
unknown as (select weight from derived.word_frequencies where stem = '')
select n, hash(word) as token, f.stem, coalesce(f.weight, unknown.weight) as weight
from words cross join unknown
left join derived.word_frequencies f on f.stem = word and word <> ''
where word not in (select unnest(stop_words()));

-- Sums of whole numbers: the same whatever the order of addition.
create or replace temp table meanings as
with sums as (
    select n, sum(weight * columns('^v\d+$')::double)
    from (select n, stem, weight as tenths from tokens) join derived.word_frequencies using (stem)
    group by n
),
norms as (select n, sum(weight) as norm from tokens group by n)
select n, norm, meaning
from norms left join (select n, array_value(*columns('^v\d+$'))::float[64] as meaning from sums) using (n);

create or replace temp table candidates as
with rare as (
    select n, token from tokens
    qualify row_number() over (partition by n order by weight desc, token) <= $rare_words
    union all
    select n, token from (
        select distinct n, hash(least(doer, other), greatest(doer, other)) as token
        from (select n, unnest(doers) as doer, unnest(if(len(others) > 0, others, doers)) as other from signs)
    )
    qualify row_number() over (partition by n order by token) <= $rare_words
),
blocks as (
    select row_number() over (order by hash(token, event_type), n)::integer as spot, n, hash(token, event_type) as block, day, endday,
           is_compared
    from rare join signs using (n)
)
-- xor hides the equality of blocks from the planner, which would join whole blocks with themselves and filter by spot afterwards.
select distinct a.n, b.n as earlier
from (select *, spot - unnest(range(1, $neighbours + 1)) as other from blocks where is_compared) a
join blocks b on b.spot = a.other
where xor(a.block, b.block) = 0 and a.day <= b.endday + $window_days;

-- xor again: equal types would have the planner join all events of a type first.
create or replace temp table event_pairs as
select c.n, c.earlier, a.is_due, a.day = a.endday and b.day = b.endday as is_of_days,
       case when a.cameo = b.cameo then $same_code + $like_code when left(a.cameo, 3) = left(b.cameo, 3) then $like_code else 0 end
       + if(a.is_town and b.is_town, $same_place, 0) - if(a.day > b.day + 1, $later, 0) - if(a.story_id = b.story_id, $same_story, 0) as sign
from candidates c
join signs a on a.n = c.n
join signs b on b.n = c.earlier
where xor(hash(a.event_type), hash(b.event_type)) = 0
  and not (a.story_id = b.story_id and a.sentence_at = b.sentence_at)
  and list_has_any(a.doers || a.others, b.doers || b.others)
  and (len(a.others) = 0 or len(b.others) = 0 or len(a.doers) = 0 or len(b.doers) = 0
       or (list_has_any(a.doers, b.doers) and list_has_any(a.others, b.others)))
  and not (a.is_town and b.is_town and a.place <> b.place);

-- Decimal, so that means are the same whatever the order of addition.
create or replace temp table likenesses as
with shares as (
    select p.n, p.earlier, sum(mine.weight) as shared
    from event_pairs p
    join tokens mine on mine.n = p.n
    join tokens theirs on theirs.n = p.earlier and theirs.token = mine.token
    group by p.n, p.earlier
)
select p.n, p.earlier, p.is_due, p.is_of_days,
       (sign + $words * coalesce(shared / a.norm + shared / b.norm, 0) / 2
        + $meaning * coalesce(array_cosine_similarity(a.meaning, b.meaning), $unknown_meaning))::decimal(9, 4) as likeness
from event_pairs p
left join shares s on s.n = p.n and s.earlier = p.earlier
left join meanings a on a.n = p.n
left join meanings b on b.n = p.earlier;

-- A report's company: the few that are surely reports of the same. Only reports of a day have one, which keeps what must be looked at near.
create or replace temp table company as
with sure as (select n, earlier, likeness from likenesses where is_of_days and likeness >= $surely)
select n, other
from (select n, earlier as other, likeness from sure union all select earlier, n, likeness from sure)
qualify row_number() over (partition by n order by likeness desc, other) <= $company;

-- Two reports are as alike as each is to the other and its company, in the mean: one that merely resembles one of several stays out.
create or replace temp table new_links as
with due as (select n, earlier, likeness from likenesses where is_due),
both_ways as (select n, earlier as other, likeness from likenesses union all select earlier, n, likeness from likenesses),
compared as (
    select * from due
    union all
    select p.n, p.earlier, l.likeness
    from due p join company c on c.n = p.n join both_ways l on l.n = c.other and l.other = p.earlier
    union all
    select p.n, p.earlier, l.likeness
    from due p join company c on c.n = p.earlier join both_ways l on l.n = c.other and l.other = p.n
),
means as (select n, earlier, round(sum(likeness)::double / count(*), 9) as likeness from compared group by n, earlier)
select n, arg_max(earlier, (likeness, -earlier)) as parent from means
where likeness >= $least
group by n;

-- The trees of links that change: every event whose root may be another now. What they hang on outside is known from before.
create or replace temp table gone as
select h.event_id, h.coder, h.root, h.happening_id
from derived.happening_events h
semi join (
    select e.id, e.coder from store.events e
    join store.recodings r on r.story_id = e.story_id and r.coder = e.coder where r.batch > $since
) e on e.id = h.event_id and e.coder = h.coder
where $since > 0;

create or replace temp table due as
select s.key, s.id as event_id, s.coder, s.day, parent.key as parent
from signs s
left join new_links l on l.n = s.n
left join signs parent on parent.n = l.parent
where s.is_due;

create or replace temp table known_due as
select h.* from derived.happening_events h semi join due d on d.event_id = h.event_id and d.coder = h.coder where $since > 0;

create or replace temp table moved as
select d.*, h.root as old_root
from due d left join known_due h on h.event_id = d.event_id and h.coder = d.coder
where h.event_id is null or h.parent is distinct from d.parent;

create or replace temp table members as
with roots as (select old_root as root from moved where old_root is not null union select root from gone),
there as (
    select event_id || ' ' || coder as key, event_id, coder, day, parent, happening_id
    from derived.happening_events h semi join roots using (root)
    where $since > 0
),
all_of_them as (
    select key, event_id, coder, day, if(due.key is null, there.parent, due.parent) as parent, happening_id as old_happening_id
    from there full join due using (key, event_id, coder, day)
    where (there.key is not null or due.key in (select key from moved))
      and (event_id, coder) not in (select event_id, coder from gone)
)
select row_number() over (order by key)::integer as n, * from all_of_them;

create or replace temp table outside as
with named as (select distinct parent as key from members where parent is not null and parent not in (select key from members))
select event_id || ' ' || coder as key, day, root, root_day, happening_id
from derived.happening_events h
semi join named on named.key = h.event_id || ' ' || h.coder
where $since > 0;

create or replace temp table forest as
select m.n, coalesce(up.n, m.n) as parent from members m left join members up on up.key = m.parent;
