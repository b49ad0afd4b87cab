-- The text of a story.
select title, publisher, text from store.stories where id = $id
