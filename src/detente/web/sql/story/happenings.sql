-- Which happening each event of a story reports.
select event_id, happening_id from derived.happening_events where event_id in (select unnest($ids::varchar[]))
