-- Version 5: what reviewers said of events. Rows are added, never changed; the latest of an event counts. `correction_rows` is an empty
-- table of the schema of ledger/corrections.py. What follows from them is a coding of the story beside the coder's own.
create table store.corrections as select * from correction_rows limit 0;
