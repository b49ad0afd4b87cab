-- The happenings that some events report.
with wanted as (
    select distinct happening_id from derived.happening_events where event_id in (select unnest($ids::varchar[]))
)
select happening_id, date, event_type, mode, cameo, quad_code, score, actors, recipients, place, reports, origins, denials,
       is_contested, is_expected, confidence, evidence
from happenings semi join wanted using (happening_id)
order by date desc, origins desc, evidence, confidence desc, happening_id limit $number
