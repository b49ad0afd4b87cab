-- The day that "now" is: that of the latest report.
select max(known_on) as day from published
