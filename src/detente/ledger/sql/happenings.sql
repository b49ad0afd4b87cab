-- Reports of one happening, merged: like event types (kin), parties in common, days within the window, and enough points for what they
-- have in common (data/happening_signs.tsv): words, each weighted by how rare it is in the corpus, the direction that the words' vectors
-- add up to (derived.word_frequencies, not this ledger, so that what is added later changes nothing), numbers, code, day, place.
-- Only events near new ones are looked at again. Candidates stand next to each other, by day, in the block of a rare word or of
-- both parties. Each report is linked to the earlier one that is most like it.
create or replace temp table near_days as
with changed as (
    select kin(event_type) as kin, coalesce(date, known_on) as day from store.events where batch > $since
    union
    select kin(e.event_type), coalesce(e.date, e.known_on)
    from store.events e
    join store.recodings r on r.story_id = e.story_id and r.coder = e.coder
    where r.batch > $since
)
-- A report is due if a new one may be its candidate, or the rival of it or of a candidate; the others are candidates or rivals.
select kin, (day + shift)::date as day,
       bool_or(shift between -$window_days and $span_days + 2 * $window_days) as is_due,
       bool_or(shift >= -2 * $window_days) as is_compared
from changed, (select unnest(range(-$span_days - 3 * $window_days, $span_days + 3 * $window_days + 1))::integer as shift)
group by all;

create or replace temp table signs as
select row_number() over (order by d.day, e.known_on, e.id, e.coder)::integer as n, e.id || ' ' || e.coder as key,
       e.id, e.coder, d.is_due, d.is_compared, e.story_id, e.sentence_span.start as sentence_at, d.kin, d.day,
       least(coalesce(e.enddate, e.date, e.known_on), d.day + $span_days::integer) as endday,
       list_transform(e.actors, lambda a: party(a)) as doers, list_transform(e.recipients, lambda a: party(a)) as others,
       list_transform(
           flatten([regexp_extract_all(a.text, '\p{Lu}\p{L}{2,}') for a in e.actors || e.recipients]), lambda w: stem(lower(w))
       ) as names,
       list_transform(e.actors, lambda a: lower(a.name)) as doer_names,
       list_transform(e.recipients, lambda a: lower(a.name)) as other_names,
       if(coalesce(e.place.resolution, 0) >= $town, e.place.name, null) as town, left(e.cameo, 3) as deed, e.event_type = 'CONSULT' as is_mutual,
       (if(list_bool_or(list_transform($lasting_codes, lambda code: starts_with(e.cameo, code))), $lasting, 0)
        + if(list_contains($recurring_types, e.event_type), $recurring, 0)) / 2 as kind_points,
       e.sentence
from store.events e
join near_days d on d.kin = kin(e.event_type) and d.day = coalesce(e.date, e.known_on)
where not exists (select 1 from store.recodings r where r.story_id = e.story_id and r.coder = e.coder);

create or replace temp table tokens as
with words as (
    select distinct n, list_contains(names, word) as is_name, word
    from (
        select n, names, unnest(list_transform(regexp_extract_all(lower(sentence), '\p{L}{3,}|\d+'), lambda w: stem(w))) as word
        from signs
    )
),
unknown as (select weight from derived.word_frequencies where stem = '')
select n, hash(word) as token, is_name, f.stem, coalesce(f.weight, unknown.weight) as weight,
       regexp_matches(word, '^(\d+|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen)$') as is_number
from words cross join unknown
left join derived.word_frequencies f on f.stem = word and word <> ''
where word not in (select unnest(stop_words()));

-- Sums of whole numbers: the same whatever the order of addition.
create or replace temp table meanings as
with sums as (
    select n, sum(weight * columns('^v\d+$')::double)
    from (select n, stem, weight as tenths from tokens where not is_name) join derived.word_frequencies using (stem)
    group by n
),
lengths as (select n, count(*) as words from tokens where not is_name group by n)
select n, words, meaning
from lengths left join (select n, array_value(*columns('^v\d+$'))::float[64] as meaning from sums) using (n);

create or replace temp table candidates as
with rare as (
    select n, token from tokens
    qualify row_number() over (partition by n, is_name order by weight desc, token) <= $rare_words
    union all
    select n, token from (
        select distinct n, hash(least(doer, other), greatest(doer, other)) as token
        from (select n, unnest(doers) as doer, unnest(if(len(others) > 0, others, doers)) as other from signs)
    )
    qualify row_number() over (partition by n order by token) <= $rare_words
),
blocks as (
    select row_number() over (order by hash(token, kin), n)::integer as spot, n, hash(token, kin) as block, day, endday, is_compared
    from rare join signs using (n)
)
-- xor hides the equality of blocks from the planner, which would join whole blocks with themselves and filter by spot afterwards.
select distinct a.n, b.n as earlier
from (select *, spot - unnest(range(1, $neighbours + 1)) as other from blocks where is_compared) a
join blocks b on b.spot = a.other
where xor(a.block, b.block) = 0 and a.day <= b.endday + $window_days;

-- xor again: equal kinds would have the planner join all events of a kind first.
create or replace temp table event_pairs as
with pairs as (
    select c.n, c.earlier, a.is_due, a.day = a.endday and b.day = b.endday as is_of_days,
           -- Two parties that meet say what it is about; a state and itself or nobody only where both sides name the same ones.
           len(list_intersect(a.doers || a.others, b.doers || b.others)) < 2
           and not (list_has_any(a.doer_names, b.doer_names) and list_has_any(a.other_names, b.other_names)) as is_of_one_party,
           $base + a.kind_points + b.kind_points + if(a.town = b.town, $same_town, 0) + if(a.day > b.day + 1, $later, 0)
           + if(a.deed <> b.deed and not suffix(a.deed, '0') and not suffix(b.deed, '0'), $other_deed, 0)
           + if(list_has_any(a.doers, a.others), $within_state, 0) + if(a.story_id = b.story_id, $same_story, 0) as points
    from candidates c
    join signs a on a.n = c.n
    join signs b on b.n = c.earlier
    where xor(hash(a.kin), hash(b.kin)) = 0
      and not (a.story_id = b.story_id and a.sentence_at = b.sentence_at)
      and list_has_any(a.doers || a.others, b.doers || b.others)
      and (len(a.others) = 0 or len(b.others) = 0 or len(a.doers) = 0 or len(b.doers) = 0
           or (list_has_any(a.doers, b.doers) and list_has_any(a.others, b.others))
           -- Who visits and who receives meet all the same.
           or (a.is_mutual and b.is_mutual and list_has_all(a.doers || a.others, b.doers || b.others)
               and list_has_all(b.doers || b.others, a.doers || a.others)))
      and (a.town = b.town or a.town is null or b.town is null)
)
select * replace (points + if(is_of_one_party, $one_party, 0) as points) from pairs;

-- Decimal, so that what follows is the same whatever the order. Words of the parties' names count where the parties themselves say little.
create or replace temp table likenesses as
with common as (
    select p.n, p.earlier, sum(mine.weight) as tenths, bool_or(mine.is_number) as has_number
    from event_pairs p
    join tokens mine on mine.n = p.n
    join tokens theirs on theirs.n = p.earlier and theirs.token = mine.token
    where p.is_of_one_party or not (mine.is_name or theirs.is_name)
    group by p.n, p.earlier
)
select p.n, p.earlier, p.is_due, p.is_of_days,
       (points + $words * coalesce(tenths, 0) / 10 + if(has_number, $number, 0)
        + $length * least(coalesce(a.words, 0), coalesce(b.words, 0), $many_words)
        + $meaning * coalesce(array_cosine_similarity(a.meaning, b.meaning), 0))::decimal(9, 4) as likeness
from event_pairs p
left join common c on c.n = p.n and c.earlier = p.earlier
left join meanings a on a.n = p.n
left join meanings b on b.n = p.earlier;

-- What a report is most like. Only reports of a day have rivals, which keeps what must be looked at near.
create or replace temp table rivals as
with both_ways as (
    select n, earlier as other, likeness from likenesses where is_of_days
    union all
    select earlier, n, likeness from likenesses where is_of_days
)
select n, max_by(other, (likeness, -other)) as first, max(likeness) as first_likeness,
       list_sort(list(likeness), 'desc')[2] as second_likeness,
       max_by(s.town, (likeness, -other)) filter (s.town is not null and likeness >= 0) as near_town
from both_ways join (select n as other, town from signs) s using (other)
group by n;

-- A report that is more like a third one stays out, unless there is much in common; so does one that names no town, if it is like one of another.
create or replace temp table new_links as
with compared as (
    select p.n, p.earlier, p.likeness::double as likeness,
           greatest(if(a.first = p.earlier, a.second_likeness, a.first_likeness),
                    if(b.first = p.n, b.second_likeness, b.first_likeness), p.likeness)::double as rival,
           coalesce(coalesce(mine.town, a.near_town) <> coalesce(theirs.town, b.near_town), false) as is_of_two_towns
    from likenesses p
    join signs mine on mine.n = p.n
    join signs theirs on theirs.n = p.earlier
    left join rivals a on a.n = p.n
    left join rivals b on b.n = p.earlier
    where p.is_due
),
weighed as (
    select n, earlier,
           round(likeness + $closer_rival * (rival - likeness) + if(is_of_two_towns, $other_town, 0), 9) as likeness
    from compared
)
select n, arg_max(earlier, (likeness, -earlier)) as parent from weighed
where likeness >= 0
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
