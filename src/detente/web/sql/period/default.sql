-- The day that "now" is: that of the latest story with a known date of publication; pages without one are known since they were added.
-- How many stories the days before it hold, when the ledger has the first and the last, and of how many the day is not known.
with latest as (select coalesce(max(published) filter (published <= current_date), max(known_on)) as day from published)
select day, count(*) filter (known_on between day - $days::integer + 1 and day) as recent, min(known_on) as first, max(known_on) as last,
       count(*) filter (published is null) as unpublished
from published, latest group by day
