-- Which happenings some events report, and on which day these were: the latest.
select happening_id, any_value(date) as date from members where spot in (select unnest($spots::bigint[]))
group by happening_id order by date desc, happening_id limit $number
