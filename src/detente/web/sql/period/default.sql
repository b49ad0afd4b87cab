-- The day that "now" is: that of the latest story with a known date of publication; pages without one are known since they were added.
-- How many stories the days before it hold, and when the ledger has the first.
with latest as (select coalesce(max(published) filter (published <= current_date), max(known_on)) as day from published)
select day, count(*) filter (known_on between day - $days::integer + 1 and day) as recent, min(known_on) as first
from published, latest group by day
