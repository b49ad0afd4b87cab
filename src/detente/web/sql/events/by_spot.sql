-- Some events in full.
select e.spot, e.id as event_id, e.story_id, e.coder, coalesce(e.date, e.known_on) as date, e.date is not null as is_dated,
       e.date_precision, e.enddate, e.event_type, e.mode, e.cameo, e.quad_code,
       e.score, e.auxiliary,
       list_transform(e.actors, lambda a: coalesce(if(starts_with(a.entity_id, 'country:'), a.country, a.entity_id), a.name)) as actors,
       list_transform(e.actors, lambda a: a.name) as actor_names,
       list_transform(e.recipients, lambda a: coalesce(if(starts_with(a.entity_id, 'country:'), a.country, a.entity_id), a.name)) as recipients,
       list_transform(e.recipients, lambda a: a.name) as recipient_names,
       e.place.name as place, e.attributed_to.name as according_to, e.reported_by, e.source as page, e.sentence, e.trigger, e.in_response_to,
       e.confidence, s.published_confidence
from events e left join (select id, published_confidence from stories) s on s.id = e.story_id
where e.spot in (select unnest($spots::bigint[]))
