-- A story, also one that a newer version of its page has replaced.
select s.id, s.source, s.title, s.text, s.url, s.url_from, s.published, s.published_from, s.published_evidence, s.published_confidence, s.crawled,
       s.language, s.publisher, s.dateline, s.furniture::varchar as furniture, s.known_on,
       coalesce((select any_value(origin_id) from derived.origins o where o.story_id = $id), s.id) as origin_id,
       (select any_value(by_story_id) from store.supersedings r where r.story_id = $id and r.by_story_id <> $id) as replaced_by
from store.stories s where s.id = $id
