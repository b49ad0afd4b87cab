-- Which of the acts bear on a standing fact after one row of `standing_rules`. One rule at a time, since a regular expression from a
-- column would be compiled anew for every row. A truce for days or weeks lapses after three months without news of it. Who acts together with
-- whom, and against whom, cannot be told where several act and nobody is on the other side: of two they act on each other, of more they only
-- agree ('joint'), and what goes from one to the other ('directed') then needs "each other". What somebody is said "to have signed" or did "having signed" was done by that day, not on it.
insert into new_evidence by name
select distinct on (event_id, coder, first_party, second_party)
       $fact as fact, $effect as effect, $sides <> 'directed' as is_mutual,
       if($fact = 'cease-fire' and is_timed_truce(sentence), 90, $lapse_days::integer) as lapse_days, $again_days::integer as again_days, pair,
       if($sides = 'directed', source, least(source, target)) as first_party,
       if($sides = 'directed', target, greatest(source, target)) as second_party,
       source as by_party, event_id, coder, story_id, date,
       is_dated and not regexp_matches(words, '\b(to have|having) (\w+ly )?<') as is_dated, known_on, list_contains(auxiliary, 'historical') as is_history,
       confidence, in_response_to, sentence, batch, gone_on
from fact_acts
where event_type = $event_type and starts_with(cameo, $cameo) and ($mode = '' or mode = $mode)
  and ($words = '' or regexp_matches(words, $words)) and ($unless = '' or not regexp_matches(words, $unless))
  and ($parties = '' or (is_state_like(source) and is_state_like(target)))
  and case when $effect = 'doubts' or $sides = 'joint' then true
           when $sides = 'mutual' then not is_symmetric or doers = 2
           when is_symmetric then regexp_matches(words, '\b(each other|one another|mutual)')
           else not is_on_both_sides end
order by event_id, coder, first_party, second_party, source;
