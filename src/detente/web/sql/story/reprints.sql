-- Other stories with the same origin.
with others as (select id from published where origin_id = $origin_id and id <> $id order by known_on, id limit $number)
select id as story_id, title, publisher, source, known_on from store.stories semi join others using (id) order by known_on, id
