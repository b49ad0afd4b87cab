-- Version 2: rows of other data sets, beside the store. `data_rows` is an empty table of the schema of datasets/rows.py.
create schema imported;
create table imported.batches (batch bigint, added_at timestamptz, detente varchar, dataset varchar, format varchar);
create table imported.events as
select *, null::varchar as dataset, null::varchar as format, null::date as known_on, null::bigint as batch from data_rows limit 0;
