-- A chain of links may drift away from where it began: it is cut into spells, counted from its root.
create or replace temp table rooted as
select m.*, coalesce(o.root, top.key) as root, coalesce(o.root_day, top.day) as root_day,
       (m.day - coalesce(o.root_day, top.day)) // $spell_days as spell
from members m
join forest f on f.n = m.n
join members top on top.n = f.parent
left join outside o on o.key = top.parent;

create or replace temp table forest as
select m.n, if(up.spell = m.spell, up.n, m.n) as parent from rooted m left join rooted up on up.key = m.parent;
