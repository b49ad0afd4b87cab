-- Pairs of parties by how far the mean score of their happenings moved from the period before. Only what can be compared is: happenings
-- whose day is known and that are not told as history, between parties whom the tables of actors have, as many of them and as many
-- independent texts on both sides as a mean needs to mean something ($thin_events, $thin_origins). Not by what private people do.
with told as (
    select m.happening_id, list(distinct coalesce(o.origin_id, e.story_id)) as texts
    from members m
    join (select spot, story_id, auxiliary from events) e using (spot)
    left join derived.origins o on o.story_id = e.story_id
    where m.date between $before and $until and not list_contains(e.auxiliary, 'historical')
    group by m.happening_id
),
within_days as (
    select happening_id, date >= $since as is_now, score, texts, actors, if(len(recipients) > 0, recipients, actors) as others
    from happenings join told using (happening_id)
    where date between $before and $until and is_dated and not is_expected
),
sides as (select * exclude (actors, others), unnest(actors) as one, others from within_days),
pairs as (select * exclude (others), unnest(others) as other from sides),
public as (
    select distinct m.happening_id, d.pair from members m join dyads d using (spot)
    where m.date between $before and $until and d.is_public
),
once as (
    select distinct on (happening_id, first, second) is_now, score, texts, least(one, other) as first, greatest(one, other) as second
    from pairs semi join public on public.happening_id = pairs.happening_id and public.pair = pair(one, other)
    where one <> other and is_known_party(one, $codes::varchar[]) and is_known_party(other, $codes::varchar[])
),
scores as (
    select first, second, count(*) filter (is_now) as happenings, count(*) filter (not is_now) as happenings_before,
           len(list_distinct(flatten(list(texts) filter (is_now)))) as texts,
           len(list_distinct(flatten(list(texts) filter (not is_now)))) as texts_before,
           avg(score) filter (is_now) as score, avg(score) filter (not is_now) as score_before
    from once group by first, second
),
ranked as (
    select * exclude (texts, texts_before), score - score_before as moved from scores
    where least(happenings, happenings_before) >= $thin_events and texts >= $thin_origins and texts_before >= $thin_origins
)
from (from ranked where moved > 0 order by moved desc, first, second limit $number)
union all
from (from ranked where moved < 0 order by moved, first, second limit $number)
