-- The acts since batch $since that can bear on a standing fact: of the types that some rule has, plain, likely right, between two parties that the
-- tables have and that the words name, each with the clause of its trigger.
create or replace temp table fact_acts as
with new as (
    select d.*, e.sentence, e.trigger, e.trigger_span.start - e.sentence_span.start as trigger_at, e.in_response_to,
           list_transform(e.actors, lambda a: party(a)) as doers, list_transform(e.recipients, lambda a: party(a)) as others,
           list_concat(list_filter(e.actors, lambda a: party(a) = d.source),
                       list_filter(if(d.is_symmetric, e.actors, e.recipients), lambda a: party(a) = d.target)) as mentions
    from store.dyads d
    join store.events e on e.id = d.event_id and e.coder = d.coder
    where d.batch > $since and e.batch > $since and d.is_plain and d.source <> d.target
      and d.event_type in (select event_type from derived.standing_rules)
      and d.confidence >= least_fact_confidence()
      and is_known_party(d.source, $codes::varchar[]) and is_known_party(d.target, $codes::varchar[])
      and coalesce(d.source_sector, 'UNK') in (select unnest(public_sectors()))
      and coalesce(d.target_sector, 'UNK') in (select unnest(public_sectors()))
)
select * exclude (trigger_at, doers, others, mentions), clause(sentence, trigger, trigger_at) as words,
       len(list_distinct(doers)) as doers,
       list_contains(others, source) as is_on_both_sides,
       least(s.until, t.until) as gone_on
from new
left join gone_states s on s.code = new.source
left join gone_states t on t.code = new.target
where not list_bool_and(list_transform(list_filter(mentions, lambda a: party(a) = source), lambda a: is_guess(a.text, source)))
  and not list_bool_and(list_transform(list_filter(mentions, lambda a: party(a) = target), lambda a: is_guess(a.text, target)));
