-- The events of a dyad from $since to $until, latest first, or the weightiest first.
with chosen as (
    select distinct on (event_id) *, abs(score) * confidence as weight from dyad_rows
    where date between $since and $until and ($planned or (is_plain and is_dated and not list_contains(auxiliary, 'historical')))
),
best as (select * from chosen order by if($weightiest, weight, null) desc nulls last, known_on desc, date desc, event_id limit $number)
select event_id, coder, batch, source, target, date, is_dated, event_type, mode, cameo, auxiliary, score, confidence from best;
