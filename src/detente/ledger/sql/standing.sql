-- Which events since batch $since bear on a standing fact after one row of `standing_rules`. One rule at a time, since a regular
-- expression from a column would be compiled anew for every row. A truce for days or weeks lapses after three months without news of it.
insert into new_evidence by name
select distinct on (d.event_id, d.coder, first_party, second_party)
       $fact as fact, $effect as effect, $sides = 'mutual' as is_mutual, if($fact = 'cease-fire' and is_timed_truce(e.sentence), 90, $lapse_days::integer) as lapse_days, d.pair,
       if($sides = 'mutual', least(d.source, d.target), d.source) as first_party,
       if($sides = 'mutual', greatest(d.source, d.target), d.target) as second_party,
       d.source as by_party, d.event_id, d.coder, d.story_id, d.date, d.is_dated, d.known_on,
       list_contains(d.auxiliary, 'historical') as is_history,
       d.confidence, e.in_response_to, e.sentence, d.batch
from store.dyads d
join store.events e on e.id = d.event_id and e.coder = d.coder
where d.event_type = $event_type and starts_with(d.cameo, $cameo) and ($mode = '' or d.mode = $mode)
  and d.is_plain and d.source <> d.target and d.batch > $since
  and e.event_type = $event_type and e.batch > $since
  and ($words = '' or regexp_matches(lower(e.sentence), $words))
  and d.confidence >= least_fact_confidence()
  and is_known_party(d.source, $codes::varchar[]) and is_known_party(d.target, $codes::varchar[])
  and coalesce(d.source_sector, 'UNK') in (select unnest(public_sectors()))
  and coalesce(d.target_sector, 'UNK') in (select unnest(public_sectors()))
order by d.event_id, d.coder, first_party, second_party, d.source;
