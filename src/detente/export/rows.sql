-- What its story and its happening add to every event. Two steps, since DuckDB plans slowly where nested columns pass many joins.
create or replace temp table export_facts as
with told as (
    select id, arg_max(date_precision, coder) as precision, bool_and(list_contains(auxiliary, 'historical')) as is_historical
    from events group by id
),
merged as (
    select happening_id, max(confidence) as confidence, bool_and(is_historical) as is_historical, count(distinct page) as reports, count(distinct coalesce(r.publisher, page)) as publishers,
           count(distinct r.origin_id) as origins, arg_max({id: event_id, date: if(is_dated, date, null), precision: precision,
                   published: s.published, doers: len(actors), others: len(recipients), is_mutual: is_mutual_act(event_type, cameo, sentence)},
                   (is_dated, -list_position(['day', 'week', 'month', 'year', 'period', 'unknown'], precision), s.published is not null,
                    stance = 'reports', confidence, event_id)) as first
    from reports r join stories s on s.id = r.story_id join told t on t.id = r.event_id group by happening_id
),
placed as (select event_id, any_value(happening_id) as happening_id from reports group by event_id)
select e.id as of_id, e.coder as of_coder, coalesce(e.date, e.known_on) as of_day, coalesce(p.happening_id, 'h' || e.id) as of_happening_id, coalesce(s.url, s.source) as of_page, s.title as of_title,
       s.publisher as of_publisher, s.language as of_language, coalesce(s.published, s.known_on) as of_published,
       s.published is not null as of_is_published, e.known_on as of_known_on,
       c.coded_at::date as of_coded, length(s.text) as of_story_length,
       1 + len(regexp_extract_all(s.text[:e.sentence_span.start], '[.!?]["”’)]*\s')) as of_sentence_number,
       coalesce(m.reports, 1) as of_reports, coalesce(m.publishers, 1) as of_publishers, coalesce(m.origins, 1) as of_origins,
       coalesce(m.first.id = e.id, true) as of_is_first, is_mutual_act(e.event_type, e.cameo, e.sentence) as of_is_mutual,
       if(m.happening_id is null, e.date, m.first.date) as of_happening_date,
       if(m.happening_id is null, s.published, m.first.published) as of_happening_published,
       if(m.happening_id is null, e.date_precision, m.first.precision) as of_happening_precision,
       coalesce(m.confidence, e.confidence) as of_happening_confidence,
       coalesce(m.is_historical, list_contains(e.auxiliary, 'historical')) as of_is_happening_historical,
       case when m.first.doers = 0 then 1 when m.first.others > 0 then m.first.doers * m.first.others
            when not m.first.is_mutual then m.first.doers
            else greatest(m.first.doers * (m.first.doers - 1), 1) end as of_happening_pairs
from events e
join stories s on s.id = e.story_id
join store.codings c on c.story_id = e.story_id and c.coder = e.coder
left join placed p on p.event_id = e.id
left join merged m on m.happening_id = p.happening_id;

select e.*, f.*
from store.events e join export_facts f on f.of_id = e.id and f.of_coder = e.coder
order by f.of_day, e.id
