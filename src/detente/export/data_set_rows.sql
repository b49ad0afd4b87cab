-- The rows of an imported data set as export rows: each stands for itself.
select * exclude (given_id, page, title, language, published, coded, sentence_number, reports, publishers),
       'h' || id as of_happening_id, page as of_page, title as of_title, reported_by as of_publisher, language as of_language,
       published as of_published, 
       -- What Detente's own PLOVER and POLECAT files say where a story's day of publication is unknown.
       not (coalesce(raw->>'Publication Date', '') = 'None' or (date is null and raw->>'date' is null)) as of_is_published, known_on as of_known_on, coded as of_coded, 0 as of_story_length,
       sentence_number as of_sentence_number,
       reports as of_reports, publishers as of_publishers, reports as of_origins, true as of_is_first,
       is_mutual_act(event_type, cameo, sentence) as of_is_mutual, date as of_happening_date, 1 as of_happening_pairs,
       if(format in (select unnest($formats::varchar[])), given_id, null) as of_given_id
from imported_events
where dataset = $name
order by batch, line
