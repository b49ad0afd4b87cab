-- What happened within the days and in those before, and how much was written.
with happened as (
    select count(*) filter (date >= $since) as now, count(*) filter (date < $since) as before,
           coalesce(sum(reports) filter (date >= $since), 0)::bigint as reports, coalesce(sum(reports) filter (date < $since), 0)::bigint as reports_before
    from happenings where date between $before and $until and not is_expected
),
written as (
    select known_on >= $since as is_now, count(*) as stories, count(distinct publisher) as publishers, count(distinct origin_id) as origins
    from published where known_on between $before and $until group by all
)
select is_now, if(is_now, now, before) as happenings, if(is_now, reports, reports_before) as reports, coalesce(stories, 0) as stories,
       coalesce(publishers, 0) as publishers, coalesce(origins, 0) as origins
from (values (true), (false)) t(is_now) cross join happened left join written using (is_now)
