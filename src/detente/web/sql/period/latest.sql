-- The latest happenings of the period, with their evidence.
select happening_id, date, is_dated, event_type, mode, cameo, quad_code, score, actors, recipients, place, reports, origins, denials,
       is_contested, is_expected, confidence, evidence
from happenings where date between $since and $until
order by date desc, origins desc, evidence, confidence desc, happening_id limit $number
