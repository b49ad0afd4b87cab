-- How exactly the days of some happenings are known, as the most exact report of the day says, and how surely the best dated page was published when
-- it is said to be.
with ours as (select spot, happening_id, date from members where happening_id in (select unnest($ids::varchar[])))
select o.happening_id, min(e.enddate) as enddate, arg_min(e.date_precision, (e.enddate, e.date_precision)) as date_precision,
       max(s.published_confidence) as published_confidence
from (select spot, story_id, date, enddate, date_precision from events where spot in (select spot from ours)) e
join ours o on o.spot = e.spot and o.date = e.date
left join (select id, published_confidence from stories) s on s.id = e.story_id
group by o.happening_id
