-- The same for an entity that is no party of its own (a person, a ministry), by its id, or by its name where it has none.
create or replace temp table actor_rows as
with named as (
    select spot, story_id, coalesce(date, known_on) as date, date is not null as is_dated, known_on, event_type, quad_code, score,
           auxiliary, actors, recipients, len(recipients) = 0 and is_mutual_act(event_type, cameo, sentence) as is_symmetric,
           list_contains([coalesce(a.entity_id, a.name) for a in actors], $key) as is_among_actors
    from events
    where list_contains([coalesce(a.entity_id, a.name) for a in actors], $key)
       or list_contains([coalesce(a.entity_id, a.name) for a in recipients], $key)
),
sides as (
    select * exclude (actors, recipients), is_among_actors and not is_symmetric as is_doer,
           case when is_among_actors and not is_symmetric then recipients
                else list_filter(actors, lambda a: coalesce(a.entity_id, a.name) <> $key) end as others
    from named
)
select spot, story_id, date, is_dated, known_on, event_type, quad_code, score, auxiliary,
       len(list_intersect(auxiliary, ['future', 'hypothetical', 'negation'])) = 0 as is_plain, true as is_public,
       unnest(if(len(others) > 0, list_transform(others, lambda a: party(a)), [null])) as partner, is_doer, is_symmetric
from sides
