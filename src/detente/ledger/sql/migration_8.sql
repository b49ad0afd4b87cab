-- Version 8: whether a story's address was given or is its page's own word; null in what was added before.
alter table store.stories add column if not exists url_from varchar;
