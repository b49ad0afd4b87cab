-- Other stories with the same origin.
select id as story_id, title, publisher, source, known_on from stories
where origin_id = $origin_id and id <> $id order by known_on, id limit $number
