-- One round of pointer jumping: every node's parent becomes its parent's parent.
create or replace temp table forest_next as
select f.n, coalesce(up.parent, f.parent) as parent
from forest f left join forest up on up.n = f.parent;

create or replace temp table forest_moved as
select count(*) as moved from forest_next join forest using (n) where forest.parent <> forest_next.parent;

create or replace temp table forest as from forest_next;
