-- Which stored events bear on which standing fact, after `standing_rules`.
create or replace temp table new_evidence as
with matched as (
    select d.*, r.fact, r.effect, r.sides = 'mutual' as is_mutual, r.lapse_days, r.words
    from store.dyads d
    join derived.standing_rules r on r.event_type = d.event_type
     and (r.cameo = '' or starts_with(d.cameo, r.cameo)) and (r.mode = '' or r.mode = d.mode)
    where d.is_plain and d.source <> d.target
      and (d.source_sector is null or d.source_sector in ('GOV', 'MIL', 'LEG', 'JUD', 'COP', 'SPY', 'IGO', 'PRE', 'REB', 'UAF', 'UNK'))
      and (d.target_sector is null or d.target_sector in ('GOV', 'MIL', 'LEG', 'JUD', 'COP', 'SPY', 'IGO', 'PRE', 'REB', 'UAF', 'UNK'))
)
select distinct on (m.event_id, m.coder, m.fact, m.effect, first_party, second_party)
       m.fact, m.effect, m.is_mutual, m.lapse_days,
       if(m.is_mutual, least(m.source, m.target), m.source) as first_party,
       if(m.is_mutual, greatest(m.source, m.target), m.target) as second_party,
       m.source as by_party, m.event_id, m.coder, m.story_id, m.date, m.known_on, list_contains(m.auxiliary, 'historical') as is_history,
       m.confidence, e.in_response_to,
       e.sentence, m.batch
from matched m
join store.events e on e.id = m.event_id and e.coder = m.coder
where m.words = '' or regexp_matches(lower(e.sentence), m.words);
