-- One batch of a data set: `new_rows` is an Arrow table; a row that the set has already adds nothing.
insert into imported.events by name
select distinct on (row_id) *, $dataset as dataset, $format as format, published as known_on, $batch::bigint as batch
from new_rows
anti join (select row_id from imported.events where dataset = $dataset) using (row_id)
order by row_id, line;

insert into imported.batches values ($batch, $now::timestamptz, $detente, $dataset, $format);
