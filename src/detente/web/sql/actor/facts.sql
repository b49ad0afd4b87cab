-- What stands between a party and others.
select if(first_party = $key, second_party, first_party) as partner, fact, is_mutual, first_party = $key as is_by_actor, since,
       is_since_dated, last_evidence,
       reports, origins, confidence, coalesce(closing_evidence, evidence) as evidence, coalesce(closed_by, opened_by) as event_id
from relations
where (first_party = $key or second_party = $key) and state = 'standing'
order by last_evidence desc, fact, partner limit $number
