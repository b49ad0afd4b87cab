-- Some happenings, found by their days.
select happening_id, date, is_dated, event_type, mode, cameo, quad_code, score, actors, recipients, place, reports, origins, denials,
       is_contested, is_expected, confidence, evidence
from happenings where date in (select unnest($days::date[])) and happening_id in (select unnest($ids::varchar[]))
order by date desc, origins desc, evidence, confidence desc, happening_id
