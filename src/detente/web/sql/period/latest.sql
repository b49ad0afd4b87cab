-- The latest happenings of the period, with their evidence. Those whose day nobody told come last: when they were cannot be said.
select happening_id, date, is_dated, event_type, mode, cameo, quad_code, score, actors, recipients, place, reports, origins, denials,
       is_contested, is_expected, confidence, evidence
from happenings where date between $since and $until
order by is_dated desc, date desc, origins desc, evidence, confidence desc, happening_id limit $number
