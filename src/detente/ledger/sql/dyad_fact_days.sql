-- How exactly the days are known on which standing facts of a dyad began or ended: as the most exact event of that day says.
select d.fact, d.first_party, d.effect = 'opens' as is_opening, d.date, min(e.enddate) as enddate,
       arg_min(e.date_precision, (e.enddate, e.date_precision)) as precision
from derived.evidence d
join store.events e on e.id = d.event_id and e.coder = d.coder and e.batch = d.batch and e.date = d.date
where d.pair = pair($first, $second) and d.known_on <= known_until() and d.batch <= last_batch()
group by all;
