-- The events of a dyad from $since to $until, latest first, or the weightiest first.
with chosen as (
    select distinct on (event_id) *, abs(score) * confidence as weight from dyads
    where ((source = $first and target = $second) or (source = $second and target = $first))
      and date between $since and $until and ($planned or (is_plain and not list_contains(auxiliary, 'historical')))
),
best as (select * from chosen order by if($weightiest, weight, null) desc nulls last, known_on desc, date desc, event_id limit $number)
select best.event_id, best.source, best.target, best.date, best.event_type, best.mode, best.cameo, best.auxiliary, best.score,
       best.confidence, e.sentence, e.source as page, e.reported_by, e.attributed_to.name as according_to
from best join store.events e on e.id = best.event_id and e.coder = best.coder
order by if($weightiest, weight, null) desc nulls last, best.known_on desc, best.date desc, best.event_id;
