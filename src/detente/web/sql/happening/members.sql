-- The events that report a happening, and its day.
select spot, date from members where happening_id = $id
