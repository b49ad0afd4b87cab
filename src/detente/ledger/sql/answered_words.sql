-- The sentences of the events that others answer.
select id, any_value(sentence order by known_on, coder) as sentence from events
where id in (select unnest($ids::varchar[])) group by id;
