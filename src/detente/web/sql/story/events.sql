-- The events of a story by its latest coder, in the order of the text.
select * exclude (known_on, batch) from store.events e
where e.story_id = $id and not exists (select 1 from store.recodings r where r.story_id = e.story_id and r.coder = e.coder)
order by e.sentence_span.start, e.trigger_span.start, e.id
