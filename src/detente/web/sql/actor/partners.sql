-- With whom: most events first. What an actor did, what was done to it, what both did together; the events are those that the page of the
-- two counts. An event may have several rows with one partner (it did and was done to, or two of its organs took part): it counts once, in the
-- mean too.
with rows as (
    select * from actor_rows left join derived.origins using (story_id)
    where is_plain and is_public and not list_contains(auxiliary, 'historical') and partner is not null and partner <> $key
),
means as (select partner, avg(score) as mean_score from (select distinct on (partner, spot) partner, spot, score from rows) group by partner),
counted as (
    select partner, count(distinct spot) as events, count(distinct spot) filter (is_doer) as done,
           count(distinct spot) filter (not is_doer and not is_symmetric) as received, count(distinct spot) filter (is_symmetric) as mutual,
           any_value(mean_score) as mean_score, count(distinct coalesce(origin_id, story_id)) as origins,
           count(distinct spot) filter (quad_code >= 3) as conflict, max(date) as last_day,
           arg_max(is_dated, (date, is_dated)) as is_last_dated, arg_max(spot, (date, is_dated, spot)) as last_spot
    from rows join means using (partner) group by partner
    order by events desc, partner limit $number
),
told as (
    select spot as last_spot, enddate as last_enddate, date_precision as last_precision
    from events where spot in (select last_spot from counted)
)
select * exclude (last_spot), events < $thin_events or origins < $thin_origins as is_thin
from counted join told using (last_spot) order by events desc, partner
