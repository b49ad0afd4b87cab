-- Which happening each event of a story reports.
with ours as (select spot, id from events where story_id = $id)
select ours.id as event_id, m.happening_id from ours join members m using (spot)
