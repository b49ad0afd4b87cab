-- What the ledger holds, for the foot of each page and for citations.
select $ledger as ledger,
       (select coalesce(max(batch), 0) from store.batches) as batch,
       (select max(added_at) at time zone 'UTC' from store.batches) as added_at,
       (select coalesce(list(distinct coder order by coder), []) from store.codings anti join stale_codings using (story_id, coder)) as coders,
       (select count(*) from published) as stories,
       (select count(*) from events) as events,
       (select min(known_on) from published) as first_day,
       (select coalesce(max(published) filter (published <= current_date), max(known_on)) from published) as last_day
