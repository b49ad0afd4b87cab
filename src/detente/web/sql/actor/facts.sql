-- What stands between a party and others, and how exactly the day is known since when: as the most exact event of that day says.
with told as (
    select d.fact, d.first_party, d.second_party, d.date as since, min(e.enddate) as since_enddate,
           arg_min(e.date_precision, (e.enddate, e.date_precision)) as since_precision
    from derived.evidence d
    join store.events e on e.id = d.event_id and e.coder = d.coder and e.batch = d.batch and e.date = d.date
    where (d.first_party = $key or d.second_party = $key) and d.effect = 'opens'
    group by all
)
select if(first_party = $key, second_party, first_party) as partner, fact, is_mutual, first_party = $key as is_by_actor, since,
       is_since_dated, last_evidence,
       reports, origins, confidence, coalesce(closing_evidence, evidence) as evidence, coalesce(closed_by, opened_by) as event_id,
       since_enddate, coalesce(since_precision, 'day') as since_precision
from relations left join told using (fact, first_party, second_party, since)
where (first_party = $key or second_party = $key) and state = 'standing'
order by last_evidence desc, fact, partner limit $number
