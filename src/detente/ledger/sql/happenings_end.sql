-- A chain of links may drift away from where it began: what lies outside the window of its root stands alone again.
create or replace temp table new_happening_events as
select s.id as event_id, s.coder, 'h' || coalesce(root.id, s.id) as happening_id
from signs s
left join forest f on f.n = s.n
left join signs root on root.n = f.parent
     and s.day <= root.endday + $window_days + 1 and root.day <= s.endday + $window_days + 1;

drop table forest;
drop table signs;
drop table tokens;
drop table norms;
drop table candidates;
drop table event_pairs;
