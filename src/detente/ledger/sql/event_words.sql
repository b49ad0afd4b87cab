-- The sentences of some events; the batch numbers spare DuckDB most of the table.
select id, coder, sentence, source as page, reported_by, attributed_to.name as according_to, enddate, date_precision
from store.events
where batch in (select unnest($batches::bigint[])) and id in (select unnest($ids::varchar[]));
