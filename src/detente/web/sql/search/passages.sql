-- Where in some stories a word stands: the text around it.
select id as story_id, substring(text, greatest(1, position(lower($first_word) in lower(text)) - 120)::bigint, 320) as passage
from stories where id in (select unnest($ids::varchar[]))
