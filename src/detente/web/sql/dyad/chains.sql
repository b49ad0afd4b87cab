-- Events of the dyad that answer another event, or are answered: links of reaction chains.
with ours as (select distinct event_id, batch from dyad_rows where date between $since and $until)
select e.id as answer_id, o.batch, e.in_response_to as answered_id
from ours o join events e on e.id = o.event_id
where e.in_response_to is not null
  and e.batch in (select distinct batch from ours)
order by e.date desc, e.id limit $number
