-- Parties whose name or id has these words in it, those with most events first.
select source as party, null as name from dyads where contains(lower(source), lower($words)) group by source order by count(*) desc, source limit $number
