-- The pages that report a happening: first reported first.
with said as (
    select e.id as event_id, e.story_id, stance(e.auxiliary) as stance, e.auxiliary, e.attributed_to.name as according_to, e.sentence, e.confidence
    from events e where e.spot in (select unnest($spots::bigint[]))
),
pages as (
    select v.story_id, v.page, v.publisher, v.known_on from store.versions v
    where v.story_id in (select story_id from said)
),
origins as (select story_id, origin_id from derived.origins where story_id in (select story_id from said))
select said.event_id, said.story_id, coalesce(origin_id, said.story_id) as origin_id, page, publisher, known_on as reported_on, stance,
       auxiliary, according_to, sentence, confidence
from said join pages using (story_id) left join origins using (story_id)
order by reported_on, page, event_id
