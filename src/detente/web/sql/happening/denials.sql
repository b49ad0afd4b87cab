-- Who denies a happening in an answer to a report of it, and on which pages.
with said as (select id, story_id, event_type from events where spot in (select unnest($spots::bigint[]))),
answers as (
    select distinct d.story_id, coalesce(d.attributed_to.name, d.actors[1].name) as denier
    from events d join said on d.in_response_to = said.id and d.story_id = said.story_id
    where is_denial(d.event_type, d.auxiliary, said.event_type)
)
select denier, v.publisher, v.page from answers join store.versions v using (story_id) order by v.page, denier
