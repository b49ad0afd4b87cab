-- How exactly the days of some happenings are known: as the most exact report of the day says.
with ours as (select spot, happening_id, date from members where happening_id in (select unnest($ids::varchar[])))
select o.happening_id, min(e.enddate) as enddate, arg_min(e.date_precision, (e.enddate, e.date_precision)) as date_precision
from (select spot, date, enddate, date_precision from events where spot in (select spot from ours)) e
join ours o on o.spot = e.spot and o.date = e.date
group by o.happening_id
