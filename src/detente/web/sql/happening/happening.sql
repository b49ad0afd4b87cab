-- One happening.
select happening_id, date, is_dated, event_type, mode, cameo, quad_code, score, actors, recipients, place, reports, origins, denials,
       is_contested, is_expected, confidence, evidence
from happenings where happening_id = $id and date = $day
