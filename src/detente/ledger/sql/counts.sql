-- Numbers on which the reports of one happening part: how many were killed, hurt, taken, sent away, set free or sentenced, of whom by the same
-- words ("five nurses", "seven nurses"). Rather too few than wrong ones. Patterns are constants: one of a table would be compiled for every row.

create or replace macro deed_of(word) as case
    when word in ('killed', 'killing', 'kills', 'slain', 'died', 'dead') then 'killed'
    when word in ('wounded', 'wounding', 'injured', 'injuring', 'hurt') then 'wounded'
    when word in ('arrested', 'arresting', 'detained', 'detaining', 'captured', 'capturing') then 'arrested'
    when word in ('abducted', 'kidnapped') then 'abducted'
    when word in ('expelled', 'expelling', 'expels', 'deported', 'deporting') then 'expelled'
    when word in ('freed', 'freeing', 'released', 'releasing') then 'freed'
    when word in ('sentenced', 'jailed') then 'sentenced' end;
create or replace macro deed_words() as
    '(?:killed|killing|kills|slain|wounded|wounding|injured|injuring|hurt|arrested|arresting|detained|detaining|captured|capturing|abducted|'
    || 'kidnapped|expelled|expelling|expels|deported|deporting|freed|freeing|released|releasing|sentenced|jailed)';

-- Tolls rise as more is found.
create or replace macro is_toll(deed) as deed in ('killed', 'wounded', 'arrested');

create or replace macro number_words() as
    'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty';
create or replace macro a_number() as '(?:\d{1,3}(?:,\d{3})+|\d+|' || number_words() || ')';
create or replace macro number_of(word) as
    coalesce(nullif(list_position(string_split(number_words(), '|'), word), 0), try_cast(replace(word, ',', '') as bigint));

-- Words before a number that make it a bound, a guess or a part.
create or replace macro hedges() as
    '(?:least|most|than|over|nearly|almost|about|around|some|to|many|roughly|approximately|under|estimated|another|other|further|additional|'
    || 'no|the|more|including|first|next|last|every|of|or|and|between|against|by)';

-- Words with which what is counted ends: "seven nurses in the town".
create or replace macro ends() as
    '\b(?:in|on|at|of|and|or|but|near|from|to|by|after|before|when|during|who|whom|which|that|while|as|with|for|into|inside|outside|over|'
    || 'under|including|where|without|were|was|are|is|be|had|have|has|amid|since|because|whose|around|across|through|against|following|'
    || 'yesterday|today|overnight|early|late|earlier|monday|tuesday|wednesday|thursday|friday|saturday|sunday|there|here|last|this|if|not)\b';

-- Words that make of a number another one ("five million people"), a part ("three more people") or a length of time.
create or replace macro not_things() as
    '\b(?:hundreds?|thousands?|millions?|billions?|dozens?|scores?|per|percent|more|others?|further|additional|times|years?|months?|weeks?|days?|'
    || 'hours?|minutes?|a|an|the|' || number_words() || ')\b';

-- A month or year that is named belongs more often to an earlier deed, of which the sentence tells beside the new one.
create or replace macro names_a_month() as
    '\b(?:in|early|late|last|mid)[ -](?:january|february|march|april|may|june|july|august|september|october|november|december|year)\b'
    || '|\b(?:18|19|20)\d\d\b';

-- "Killed seven nurses", "seven nurses were killed", "seven nurses died"; the group is what is counted, the word before a number may be a hedge.
create or replace macro object_form() as '\b' || deed_words() || ' ' || a_number() || '\b((?: [\p{L}''’-]+){0,4})';
create or replace macro subject_form() as
    '(?:\w*\W+|^)' || a_number() || '\b((?: [\p{L}''’-]+){0,3}?)(?: (?:have|had|has|are|is|were|was))?'
    || ' (?:(?:were|was|been|being|be) ' || deed_words() || '|died|dead)\b';

-- How many of whom a sentence says a deed was done to: the number stands right beside it, with nothing but what is counted between. Bounds and guesses are left out, and sentences that give one thing two numbers.
create or replace macro counted_claims(source) as table
with several as (
    select happening_id from query_table(source) where stance = 'reports' group by all having count(distinct sentence) > 1
),
said as (
    select happening_id, page, reported_on, according_to, sentence, lower(sentence) as words, if(is_dated, date, null) as day, place,
           event_type in ('ASSAULT', 'COERCE', 'SANCTION') as is_force
    from query_table(source) semi join several using (happening_id)
    where stance = 'reports' and not regexp_matches(lower(sentence), names_a_month())
),
phrases as (
    select *, unnest(regexp_extract_all(words, object_form())) as phrase, true as is_object from said
    union all
    select *, unnest(regexp_extract_all(words, subject_form())), false from said
),
parts as (
    select * exclude (words), regexp_extract(phrase, '^(\w*)\W*', 1) as before,
           deed_of(if(is_object, before, regexp_extract(phrase, '\w+$'))) as deed,
           number_of(regexp_extract(phrase, '\b' || a_number() || '\b')) as number,
           trim(if(is_object, regexp_replace(regexp_extract(phrase, object_form(), 1), ends() || '.*$', ''), regexp_extract(phrase, subject_form(), 1)))
           as thing
    from phrases
)
select happening_id, page, reported_on, according_to, day, place, sentence, deed, number,
       if(thing in ('', 'persons', 'person', 'individuals'), 'people', thing) as thing
from parts
where number is not null and (is_object or not regexp_full_match(before, hedges()))
  and not regexp_matches(thing, not_things()) and not regexp_matches(thing, ends()) and not regexp_matches(phrase, a_number() || ' of\b')
  -- Told as the deed that it is, not as what another event stands against.
  and (deed = 'freed') <> is_force;

-- Two reports part if their pages do, or two sources that one page names; if neither day nor town parts them; and if the larger number is not
-- merely later, for a toll, nor a source's later word.
create or replace macro counts_apart(source) as table
with claims as (
    select *, regexp_replace(thing, 's\b', '', 'g') as singular
    from counted_claims(source)
    qualify count(distinct number) over (partition by sentence, deed, thing) = 1
),
pairs as (
    select a.happening_id, a.deed, a.singular, least(a.thing, b.thing) as thing, [a.number, b.number] as numbers,
           [a.sentence, b.sentence] as versions
    from claims a
    join claims b on b.happening_id = a.happening_id and b.deed = a.deed and b.singular = a.singular and b.number > a.number
    where (a.page <> b.page or a.according_to <> b.according_to)
      and coalesce(a.day = b.day, true) and coalesce(a.place = b.place, true)
      and not coalesce(is_toll(a.deed) and b.reported_on > a.reported_on, false)
      and coalesce(a.according_to <> b.according_to or a.reported_on = b.reported_on, true)
)
select happening_id,
       min(thing) || ' ' || deed || ': ' || array_to_string(list_sort(list_distinct(flatten(list(numbers)))), ', ') as about,
       list_distinct(flatten(list(versions))) as versions
from pairs
group by happening_id, deed, singular;
