-- Standing facts of a party, with whomever.
select fact, first_party, second_party, is_mutual, state, since, until, last_evidence, reports, origins, confidence,
       coalesce(closing_evidence, evidence) as evidence, coalesce(closed_by, opened_by) as event_id, closed_by_party,
       closed_in_response_to
from relations
where (first_party = $key or second_party = $key) and state = 'standing'
order by last_evidence desc, fact, first_party, second_party limit $number
