-- Events of the dyad that answer another event of their story.
with ours as (select distinct spot from dyad_rows where date between $since and $until)
select e.spot as answer_spot, a.spot as answered_spot
from (select spot, id, coder, date, story_id, batch, in_response_to from events where in_response_to is not null) e
join ours using (spot)
join (select spot, id, coder, batch from events) a on a.id = e.in_response_to and a.coder = e.coder and a.batch = e.batch
order by e.date desc, e.id limit $number
