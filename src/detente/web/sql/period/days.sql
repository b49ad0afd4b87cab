-- Stories and happenings by $step of the period.
with written as (
    select date_trunc($step, known_on)::date as day, count(*) as stories from published where known_on between $since and $until group by all
),
happened as (
    select date_trunc($step, date)::date as day, count(*) filter (quad_code = 1) as verbal_cooperation,
           count(*) filter (quad_code = 2) as material_cooperation, count(*) filter (quad_code = 3) as verbal_conflict,
           count(*) filter (quad_code = 4) as material_conflict, count(*) filter (not is_dated) as undated
    from happenings where date between $since and $until and not is_expected group by all
)
select day, coalesce(stories, 0) as stories, coalesce(verbal_cooperation, 0) as verbal_cooperation,
       coalesce(material_cooperation, 0) as material_cooperation, coalesce(verbal_conflict, 0) as verbal_conflict,
       coalesce(material_conflict, 0) as material_conflict, coalesce(undated, 0) as undated
from written full join happened using (day) order by day
