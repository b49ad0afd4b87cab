-- The stable views and what they stand on. Two variables of a connection turn the clock back: `as_of` (report time: what had been
-- published by that day) and `recorded_as_of` (coding time: what this ledger held at that moment).
create or replace macro known_until() as coalesce(getvariable('as_of')::date, date '9999-12-31');
create or replace macro recorded_until() as coalesce(getvariable('recorded_as_of')::timestamptz, timestamptz '9999-12-31 00:00:00+00');
create or replace macro last_batch() as coalesce(
    case when getvariable('recorded_as_of') is null then null
         else (select coalesce(max(batch), 0) from store.batches where added_at <= recorded_until()) end,
    9223372036854775807);

-- Whom a mention stands for in a dyad: the state for its people and organs, the entity itself for armed groups, partially recognised
-- entities and international bodies.
create or replace macro party(a) as case
    when a.sector in ('PRE', 'REB', 'UAF') or a.country in ('IGO', 'UNO', 'EUR', 'NGO', 'ISM', 'IMG', 'MNC')
    then coalesce(a.entity_id, a.name)
    else coalesce(a.country, a.entity_id, a.name) end;

create or replace macro pair(one, other) as least(one, other) || ' ' || greatest(one, other);

-- Whether a party is somebody whom the tables of actors have: a state (`codes` are all of theirs), an organisation, a group, a partially
-- recognised entity, an organ of a state; not a name that only its own story knows, a person or an outlet.
create or replace macro is_known_party(party, codes) as
    list_contains(codes, party) or regexp_matches(party, '^(org|group|partial|body):');

-- The confidence from which an event opens or closes a standing fact. Below it an event of the dev split is right about every second time
-- (0.4 to 0.5: 0.39 of 61, 0.5 to 0.6: 0.53 of 97), from it on two times in three and more (0.6 to 0.7: 0.67 of 132).
create or replace macro least_fact_confidence() as 0.6;

-- Whether a party is a state or a partially recognised entity: what recognises and is recognised, and keeps embassies.
create or replace macro is_state_like(party) as regexp_matches(party, '^([A-Z]{3}$|partial:)');

-- What a sentence is known by wherever it is printed: the letters of its beginning, so that a teaser which breaks off is the same.
create or replace macro gist(sentence) as left(regexp_replace(lower(sentence), '[^\p{L}\p{N}]+', ' ', 'g'), 60);

-- The clause of an event's trigger, in lower case, with the trigger in angle brackets: "the truce was <signed> on monday". What a fact rests on must
-- stand in it: in "restored relations after Bogota had recognised the government" one verb restores, another recognises.
create or replace macro marked(sentence, start, size) as
    regexp_replace(lower(left(sentence, start)), '(?s)^.*([;:—–]| - |\b(while|because|although|though|whereas|but)\b|, (after|before|when|since|until|as|and|who|which) )', '')
    || '<' || lower(substr(sentence, start + 1, size)) || '>'
    || regexp_replace(lower(substr(sentence, start + size + 1)), '(?s)([;—–]| - |\b(after|before|because|while|when|although|though|whereas|but|until|since|despite|unless'
        || '|if|who|whose|which)\b|, (accusing|as|saying) ).*$', '');
create or replace macro clause(sentence, trigger, start) as case
    when coalesce(trigger, '') = '' then lower(sentence)
    when substr(sentence, start + 1, length(trigger)) = trigger then marked(sentence, start, length(trigger))
    when contains(sentence, trigger) then marked(sentence, instr(sentence, trigger) - 1, length(trigger))
    else lower(sentence) end;

-- Whether a mention is of people whom no text has named before: "donors froze aid", "foreign ministers meeting in a hotel". Whose they are the coder can
-- only guess; "the foreign ministers" are known already, "Turkish ministers" are named.
create or replace macro is_bare_plural(mention) as regexp_matches(mention,
    '^(([a-z-]+|Defen[cs]e|Economy|Energy|European|Finance|Foreign|Interior|Senior|Top|Trade|Western) )?(?i:allies|creditors|delegates|diplomats|donors|envoys'
    || '|experts|generals|governments|lawmakers|leaders|lenders|mediators|members|ministers|negotiators|officers|officials|powers|soldiers|states|troops)( [a-z ,-]+)?$')
    and not regexp_matches(lower(mention), '^(the|these|those|both|all|its|their|his|her|our|two|three|four|some|several|many) |\b(of|from) (the|both|these|those|its|their|his|her) ');

-- Whether a truce is for a time: "a three-day truce", "a cease-fire for Easter", "a temporary cease-fire".
create or replace macro is_timed_truce(sentence) as regexp_matches(lower(sentence),
    '\b((hour|day|week|month)(-long)?|weekend|overnight|holiday|temporary|christmas|easter|eid|ramadan) (\w+ ){0,2}(truce|cease-?fire|armistice)'
    || '|\b(truce|cease-?fire|armistice)( \w+){0,3} (for|during|over) (\w+ ){0,3}(hours|days|weeks|weekend|holidays?|christmas|easter|eid|ramadan)\b');

-- Whether the words of a mention do not tell that it is of this party: they name nobody, or "the three countries" are said to be the EU.
create or replace macro is_guess(mention, party) as is_bare_plural(mention)
    or (contains(party, ':') and regexp_matches(lower(mention), '\b(both|two|three|four|five|six) (countries|nations|republics|states)$'));

-- Who can open or close a standing fact: states, their organs, armed groups, international bodies; not firms, crowds or parties.
create or replace macro public_sectors() as ['GOV', 'MIL', 'LEG', 'JUD', 'COP', 'SPY', 'IGO', 'PRE', 'REB', 'UAF', 'UNK'];

-- Whether somebody acts for the party that stands for him: whoever is of no state does, of a state its organs do, and irregulars who fight for
-- it; its firms, unions, parties, crowds, suspects and wanted persons act for themselves. The Holy See is a church, and in
-- some states the one party is the state.
create or replace macro acts_for(party, sector) as
    not regexp_matches(party, '^[A-Z]{3}$') or party = 'VAT' or coalesce(sector, 'UNK') = 'PRM'
    or (sector = 'PTY' and party in ('CHN', 'CUB', 'DDR', 'ERI', 'LAO', 'PRK', 'SUN', 'VNM'))
    or list_contains(public_sectors(), coalesce(sector, 'UNK'));

-- Whether a sector is one of private persons. What is said to or of them, and what police and courts do with them, concerns them alone;
-- force, sanctions and aid by others concern their state.
create or replace macro are_persons(sector) as coalesce(sector in ('CVL', 'CRM', 'REF', 'JRN', 'EDU', 'MED', 'ELI'), false);
create or replace macro is_public(source, source_sector, target, target_sector, is_symmetric, quad_code) as
    acts_for(source, source_sector)
    and (acts_for(target, target_sector)
         or (not is_symmetric
             and (not are_persons(target_sector) or (quad_code in (2, 4) and coalesce(source_sector, 'UNK') not in ('COP', 'JUD')))));

-- Whether what several do, and nobody is told to whom, is done by each to the other: talks, deals, fighting, a truce. In the corpus' training
-- and dev sentences 999 of 1,011 such events of these types are mutual; of the others 17 of 43, of which these words find 14 and no
-- other. The rest is done side by side: "France and Spain condemned the raid".
create or replace macro is_mutual_act(event_type, cameo, sentence) as
    event_type in ('AGREE', 'ASSAULT', 'CONCEDE', 'CONSULT', 'COOPERATE', 'RETREAT')
    or (event_type = 'SUPPORT' and not starts_with(cameo, '051'))
    or regexp_matches(lower(sentence), '\b(each other|one another|each\b.{0,40}\bthe other|trad(ed|ing)|exchang\w+|swap\w*|mutual\w*|reciproc\w+|tit-for-tat'
        || '|(break|broke|broken|cut|end|froze|freez|reduc|sever|suspend)\w*.{0,40}\b(contacts|exchanges|links|relations|talks|ties)'
        || '|(contacts|relations|talks|ties)\b.{0,90}\b(broke|broken|cut|severed|suspended))\b');

create or replace view store.dead_stories as
with gone as (select page, story_id from store.supersedings where known_on <= known_until() and batch <= last_batch())
select distinct story_id from gone
where not exists (
    select 1 from store.versions v
    where v.story_id = gone.story_id and v.known_on <= known_until() and v.batch <= last_batch()
      and not exists (select 1 from gone g where g.page = v.page and g.story_id = v.story_id)
);

create or replace view store.stale_codings as
select story_id, coder from store.recodings where batch <= last_batch();

create or replace view stories as
select s.*, coalesce(o.origin_id, s.id) as origin_id
from store.stories s
left join derived.origins o on o.story_id = s.id
where s.known_on <= known_until() and s.batch <= last_batch() and s.id not in (select story_id from store.dead_stories);

create or replace view events as
select e.*
from store.events e
anti join store.dead_stories using (story_id)
anti join store.stale_codings using (story_id, coder)
where e.known_on <= known_until() and e.batch <= last_batch();

create or replace view dyads as
select d.*, is_public(d.source, d.source_sector, d.target, d.target_sector, d.is_symmetric, d.quad_code) as is_public
from store.dyads d
anti join store.dead_stories using (story_id)
anti join store.stale_codings using (story_id, coder)
where d.known_on <= known_until() and d.batch <= last_batch();

create or replace view dyad_month as
with months as (
    select date_trunc('month', date)::date as month, count(distinct event_id) as total
    from dyads where is_plain group by all
)
select source, target, date_trunc('month', date)::date as month, count(*) as events,
       count(*) filter (quad_code = 1) as verbal_cooperation, count(*) filter (quad_code = 2) as material_cooperation,
       count(*) filter (quad_code = 3) as verbal_conflict, count(*) filter (quad_code = 4) as material_conflict,
       avg(score) as mean_score, sum(score) as sum_score, 1000.0 * count(*) / any_value(total) as per_thousand,
       count(*) filter (not is_dated) as undated
from dyads join months on months.month = date_trunc('month', date)::date
where is_plain
group by all;

-- What a coder changed against another, story by story that both read.
create or replace macro recoded(old_coder, new_coder) as table
with both_read as (
    select story_id from store.codings where coder = old_coder
    intersect select story_id from store.codings where coder = new_coder
),
old as (select * from store.events semi join both_read using (story_id) where coder = old_coder),
new as (select * from store.events semi join both_read using (story_id) where coder = new_coder)
select coalesce(old.story_id, new.story_id) as story_id, coalesce(old.id, new.id) as event_id,
       case when new.id is null then 'gone' when old.id is null then 'new'
            when (old.event_type, old.mode, old.cameo, old.date, old.auxiliary, list_transform(old.actors, lambda a: a.name),
                  list_transform(old.recipients, lambda a: a.name))
                 is not distinct from
                 (new.event_type, new.mode, new.cameo, new.date, new.auxiliary, list_transform(new.actors, lambda a: a.name),
                  list_transform(new.recipients, lambda a: a.name))
            then 'same' else 'changed' end as change,
       old.event_type as old_type, new.event_type as new_type, old.cameo as old_cameo, new.cameo as new_cameo,
       coalesce(old.sentence, new.sentence) as sentence
from old full join new on old.id = new.id and old.story_id = new.story_id;

create or replace macro stem(word) as left(regexp_replace(word, '(ings?|ed|es|s|ly|ions?)$', ''), 8);

create or replace macro stop_words() as list_transform([
    'the', 'and', 'for', 'that', 'this', 'with', 'from', 'was', 'were', 'are', 'has', 'had', 'have', 'his', 'her', 'its', 'their',
    'they', 'which', 'who', 'whom', 'will', 'would', 'could', 'should', 'been', 'being', 'but', 'not', 'into', 'over', 'after',
    'before', 'about', 'against', 'between', 'during', 'also', 'than', 'then', 'there', 'when', 'where', 'while', 'what', 'said',
    'says', 'say', 'told', 'according', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday', 'late',
    'earlier', 'later', 'new', 'all', 'any', 'some', 'other', 'more', 'most', 'two', 'one', 'out', 'him', 'them', 'both', 'reported',
    'statement', 'officials', 'official', 'spokesman', 'spokeswoman', 'government', 'ministry', 'minister', 'country', 'yesterday'
], lambda word: stem(word));

-- Which event types one happening may be told as: one reporter's killing is another's crackdown.
create or replace macro kin(event_type) as if(event_type in ('ASSAULT', 'COERCE', 'SANCTION'), 'FORCE', event_type);

create or replace macro stance(auxiliary) as case
    when list_contains(auxiliary, 'negation') then 'denies'
    when list_has_any(auxiliary, ['future', 'hypothetical']) then 'expects'
    else 'reports' end;

-- One row a page that reports an event, with the happening that it belongs to.
create or replace view reports as
select h.happening_id, e.id as event_id, e.story_id,
       coalesce(o.origin_id, e.story_id) as origin_id, v.page, v.publisher, v.known_on as reported_on, stance(e.auxiliary) as stance,
       e.attributed_to.name as according_to, e.event_type, e.mode, e.cameo, e.quad_code, e.score, coalesce(e.date, e.known_on) as date,
       e.date is not null as is_dated, e.place.name as place, list_transform(e.actors, lambda a: party(a)) as actors,
       list_transform(e.recipients, lambda a: party(a)) as recipients, e.sentence, e.confidence
from events e
join store.versions v on v.story_id = e.story_id and v.known_on <= known_until() and v.batch <= last_batch()
join derived.happening_events h on h.event_id = e.id and h.coder = e.coder
left join derived.origins o on o.story_id = e.story_id;

-- Whether an event answers another with a denial: "dismissed the charge". Who turns down what was asked or threatened denies nothing.
create or replace macro is_denial(event_type, auxiliary, answered_type) as
    list_contains(auxiliary, 'negation') or (event_type = 'REJECT' and answered_type not in ('REQUEST', 'THREATEN'));

-- One row a denial of a happening and a page that has it: who denies it in a report of it, and who in another event of the story. All counts of
-- denials are of these.
create or replace macro denied_reports(source) as table
select happening_id, page, according_to as denier, publisher, sentence from query_table(source) where stance = 'denies'
union all
select r.happening_id, r.page, coalesce(d.attributed_to.name, d.actors[1].name), r.publisher, d.sentence
from query_table(source) r
join (
    select story_id, in_response_to, attributed_to, actors, event_type, auxiliary, sentence from events
    where in_response_to is not null and (event_type = 'REJECT' or list_contains(auxiliary, 'negation'))
) d on d.in_response_to = r.event_id and d.story_id = r.story_id and is_denial(d.event_type, d.auxiliary, r.event_type);

-- One row a real-world event. `is_contested`: some report it, others deny it. `source` names a table of reports: all, or those around new ones.
-- DuckDB's mode() depends on the order of rows where two values are as common, and counts nothing as a value.
create or replace macro commonest(counts) as
    list_sort(list_transform(map_entries(counts), lambda entry: {fewer: -entry.value::bigint, value: entry.key}))[1].value;

create or replace macro merge_reports(source) as table
with merged as (
    select happening_id,
           arg_max({event_type: event_type, mode: mode, cameo: cameo, quad_code: quad_code, actors: actors, recipients: recipients,
                    evidence: sentence}, (stance = 'reports', confidence, event_id, cameo, actors, recipients)) as best,
           round(avg(score), 6) as score,
           coalesce(commonest(histogram(date) filter (is_dated)), commonest(histogram(date))) as date, bool_or(is_dated) as is_dated,
           commonest(histogram(place)) as place,
           count(distinct page) as reports,
           least(count(distinct origin_id), count(distinct gist(sentence))) as origins,
           bool_or(stance = 'reports') as is_reported, bool_and(stance = 'expects') as is_expected,
           min(reported_on) as first_reported, max(reported_on) as last_reported, max(confidence) as confidence
    from query_table(source)
    group by happening_id
),
denied as (
    select happening_id, count(distinct page) as denials, list(distinct denier order by denier) filter (denier is not null) as denied_by
    from denied_reports(source) group by all
)
select happening_id, best.event_type, best.mode, best.cameo, best.quad_code, score, date, place, best.actors, best.recipients, reports,
       origins, coalesce(denials, 0) as denials, is_reported and denials is not null as is_contested, is_expected, denied_by, first_reported,
       last_reported, confidence, best.evidence, is_dated
from merged left join denied using (happening_id);

create or replace view happenings_then as from merge_reports('reports');

create or replace view happenings as
select * from derived.happenings where getvariable('as_of') is null and getvariable('recorded_as_of') is null
union all
select * from happenings_then where getvariable('as_of') is not null or getvariable('recorded_as_of') is not null;

-- Where the reports of one happening part: who denies it, and numbers of one thing that differ (counts.sql).
create or replace macro part_reports(source) as table
select happening_id, 'denial' as kind, coalesce(denier, publisher) as about, list(distinct sentence) as versions
from denied_reports(source) group by all
union all
select happening_id, 'count', about, versions from counts_apart(source);

create or replace view contradictions_then as from part_reports('reports');

create or replace view contradictions as
select * from derived.contradictions where getvariable('as_of') is null and getvariable('recorded_as_of') is null
union all
select * from contradictions_then where getvariable('as_of') is not null or getvariable('recorded_as_of') is not null;

-- The day that "now" is: the day looked back to, else the latest day of publication. A page that tells none is known since it was added, which says
-- nothing of how far the ledger reaches: it counts only where no page tells one.
create or replace macro ledger_day() as coalesce(
    getvariable('as_of')::date,
    (select coalesce(max(published) filter (published <= current_date), least(max(known_on), current_date)) from store.stories));

-- One row a spell of a standing fact between two parties: opened, ended and doubted by events after data/standing_facts.tsv. `since` is null
-- where the ledger has only the end. States: standing; lapsed (last told longer ago than the rule's lapse_days, or doubted by what came last, or one of the
-- two is no more); ended; history (all evidence tells of the past). What stories tell of as history alone does not run on into what is opened more
-- than a year later: a treaty of 1930 is not the one signed today, and nothing says that it held in between. Of fighting and a truce on one day the truce
-- came last; what breaks off an affair of which nothing was told for again_days breaks nothing. The words of the end are those of the first event that ended it, of a doubt those of the last. One sentence counts once, however many texts print it.
-- Confidence: of independent origins, one minus the chance that all err.
create or replace view relations as
with evidence as (
    select d.*, coalesce(o.origin_id, d.story_id) as origin_id,
           case fact when 'cease-fire' then effect = 'opens' when 'armed conflict' then effect <> 'opens' end as is_last_of_day
    from derived.evidence d
    anti join store.dead_stories using (story_id)
    anti join store.stale_codings using (story_id, coder)
    left join derived.origins o on o.story_id = d.story_id
    where d.known_on <= known_until() and d.batch <= last_batch()
),
marked as (
    select *, row_number() over w as place,
           case when lag(effect) over w is null then true
                when date - lag(date) over w > again_days and (effect <> 'closes' or lag(effect) over w = 'opens') then true
                when effect <> 'opens' then false
                when lag(effect) over w in ('closes', 'breaks') then true
                else not is_history and date - lag(date) over w > 365
                     and bool_and(is_history) over (w rows between unbounded preceding and 1 preceding) end as is_start
    from evidence
    window w as (partition by pair, fact, first_party order by date, is_last_of_day, known_on, effect desc, event_id)
),
spells as (
    select *, count(*) filter (is_start) over (partition by pair, fact, first_party order by place rows unbounded preceding) as spell
    from marked
),
ranked as (
    select *, row_number() over (partition by pair, fact, first_party, spell, effect = 'opens', origin_id order by confidence desc, event_id) = 1
           and row_number() over (partition by pair, fact, first_party, spell, effect = 'opens', gist(sentence) order by confidence desc, event_id) = 1
               as is_best_of_origin
    from spells
),
facts as (
    select fact, pair, first_party, second_party, spell, any_value(is_mutual) as is_mutual,
           min(date) filter (effect = 'opens') as since, min(date) filter (effect in ('closes', 'breaks')) as until,
           arg_min(is_dated, (date, not is_dated)) filter (effect = 'opens') as is_since_dated,
           arg_min(is_dated, (date, not is_dated)) filter (effect in ('closes', 'breaks')) as is_until_dated,
           max(date) as last_evidence, arg_max(is_dated, (date, is_dated)) as is_last_dated, count(distinct event_id) filter (effect <> 'doubts') as reports,
           least(count(distinct origin_id) filter (effect <> 'doubts'), count(distinct gist(sentence)) filter (effect <> 'doubts')) as origins,
           if(bool_or(lapse_days is null), null, max(lapse_days)) as lapse_days, bool_and(is_history) as is_history, min(gone_on) as gone_on,
           arg_max(effect, place) = 'doubts' as is_doubted,
           product(1 - least(confidence, 0.95)) filter (is_best_of_origin and effect = 'opens') as open_doubt,
           product(1 - least(confidence, 0.95)) filter (is_best_of_origin and effect in ('closes', 'breaks')) as close_doubt,
           arg_max({id: event_id, sentence: sentence, answers: in_response_to}, (confidence, event_id)) filter (effect = 'opens') as opening,
           arg_min({id: event_id, sentence: sentence, answers: in_response_to, party: by_party}, (date, -confidence, event_id))
               filter (effect in ('closes', 'breaks')) as closing,
           arg_max({id: event_id, sentence: sentence, answers: in_response_to, party: by_party}, place) filter (effect = 'doubts') as doubt
    from ranked group by fact, pair, first_party, second_party, spell
    having bool_or(effect in ('opens', 'closes'))
),
judged as (
    select *, case when closing is not null then closing when is_doubted then doubt end as change from facts
)
select fact, pair, first_party, second_party, is_mutual,
       case when until is not null then 'ended'
            when is_history then 'history'
            when is_doubted or last_evidence + lapse_days < ledger_day() or gone_on < ledger_day() then 'lapsed'
            else 'standing' end as state,
       since, until, last_evidence, reports, origins, least(0.99, 1 - coalesce(close_doubt, open_doubt)) as confidence, opening.sentence as evidence,
       opening.id as opened_by, change.sentence as closing_evidence, change.id as closed_by, change.party as closed_by_party,
       change.answers as closed_in_response_to, opening.answers as opened_in_response_to, is_since_dated, is_until_dated,
       is_last_dated
from judged;

-- A dyad's series by 'day', 'week', 'month' or 'year': counts per quad and type, mean score, and events per thousand of the whole ledger's.
create or replace macro dyad_series(first_party, second_party, step) as table
with totals as (
    select date_trunc(step, date)::date as period, count(distinct event_id) as total from dyads where is_plain group by all
)
select source, target, date_trunc(step, date)::date as period, count(*) as events,
       count(*) filter (quad_code = 1) as verbal_cooperation, count(*) filter (quad_code = 2) as material_cooperation,
       count(*) filter (quad_code = 3) as verbal_conflict, count(*) filter (quad_code = 4) as material_conflict,
       histogram(event_type) as types, avg(score) as mean_score, 1000.0 * count(*) / any_value(total) as per_thousand,
       count(*) filter (not is_dated) as undated
from dyads join totals on totals.period = date_trunc(step, date)::date
where is_plain and pair = pair(first_party, second_party)
group by all;

-- The same with both directions together; an event that stands in both counts once.
create or replace macro undirected_series(first_party, second_party, step) as table
with totals as (
    select date_trunc(step, date)::date as period, count(distinct event_id) as total from dyads where is_plain group by all
),
once as (
    select distinct on (event_id) * from dyads
    where is_plain and pair = pair(first_party, second_party)
)
select date_trunc(step, date)::date as period, count(*) as events,
       count(*) filter (quad_code = 1) as verbal_cooperation, count(*) filter (quad_code = 2) as material_cooperation,
       count(*) filter (quad_code = 3) as verbal_conflict, count(*) filter (quad_code = 4) as material_conflict,
       histogram(event_type) as types, avg(score) as mean_score, 1000.0 * count(*) / any_value(total) as per_thousand,
       count(*) filter (not is_dated) as undated
from once join totals on totals.period = date_trunc(step, date)::date
group by all;

-- Other data sets, row by row as they were imported; never among the events, happenings and relations above.
create or replace macro last_import() as coalesce(
    case when getvariable('recorded_as_of') is null then null
         else (select coalesce(max(batch), 0) from imported.batches where added_at <= recorded_until()) end,
    9223372036854775807);

create or replace view imported_events as
select * from imported.events where known_on <= known_until() and batch <= last_import();

create or replace view datasets as
select dataset, format, count(*) as events, min(date) as first_day, max(date) as last_day, min(added_at) as imported_at
from imported_events join imported.batches using (batch, dataset, format)
group by all;

-- Who to whom in those sets, in the columns of `dyads` that they have.
create or replace view imported_dyads as
with sides as (
    select * exclude (actors, recipients), unnest(list_transform(actors, lambda a: party(a))) as doer,
           len(recipients) = 0 and is_mutual_act(event_type, cameo, sentence) as is_symmetric,
           list_transform(if(len(recipients) = 0 and is_mutual_act(event_type, cameo, sentence), actors, recipients), lambda a: party(a)) as others
    from imported_events
),
pairs as (select *, unnest(if(is_symmetric, list_filter(others, lambda o: o <> doer), others)) as other from sides)
select distinct dataset, id as event_id, pair(doer, other) as pair, doer as source, other as target, is_symmetric,
       coalesce(date, known_on) as date, known_on, event_type, mode, cameo, quad_code, score,
       len(list_intersect(auxiliary, ['future', 'hypothetical', 'negation'])) = 0 as is_plain, date is not null as is_dated
from pairs;

-- One's own ledger ('own') and every imported set side by side: a directed dyad by month, plain events.
create or replace view compared as
with both_kinds as (
    select 'own' as dataset, event_id, source, target, date, is_dated, quad_code, score from dyads where is_plain
    union all
    select dataset, event_id, source, target, date, is_dated, quad_code, score from imported_dyads where is_plain
),
totals as (
    select dataset, date_trunc('month', date)::date as month, count(distinct event_id) as total from both_kinds group by all
)
select both_kinds.dataset, source, target, totals.month, count(*) as events,
       count(*) filter (quad_code = 1) as verbal_cooperation, count(*) filter (quad_code = 2) as material_cooperation,
       count(*) filter (quad_code = 3) as verbal_conflict, count(*) filter (quad_code = 4) as material_conflict,
       avg(score) as mean_score, 1000.0 * count(*) / any_value(total) as per_thousand,
       count(*) filter (not is_dated) as undated
from both_kinds
join totals on totals.dataset = both_kinds.dataset and totals.month = date_trunc('month', both_kinds.date)::date
group by all;
