-- Who wrote, most first.
select coalesce(publisher, 'unknown') as publisher, count(*) as stories, count(distinct origin_id) as origins
from published where known_on between $since and $until
group by all order by stories desc, publisher limit $number
