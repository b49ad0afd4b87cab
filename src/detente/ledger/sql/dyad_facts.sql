select fact, first_party, second_party, is_mutual, state, since, is_since_dated, until, is_until_dated, last_evidence, is_last_dated,
       reports, origins, confidence,
       coalesce(closing_evidence, evidence) as evidence, coalesce(closed_by, opened_by) as event_id, closed_by_party,
       closed_in_response_to, if(closed_by is null, opened_in_response_to, closed_in_response_to) as in_response_to
from relations
where pair = pair($first, $second)
order by state <> 'standing', fact, since;
