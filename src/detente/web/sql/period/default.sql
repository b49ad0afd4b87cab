-- The day that "now" is: that of the latest story with a known date of publication; pages without one are known since they were added.
select coalesce(max(published) filter (published <= current_date), max(known_on)) as day from published
