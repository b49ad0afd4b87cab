insert into derived.sketches by name select * from new_sketches;
insert into derived.buckets by name select * from new_buckets;
drop table new_sketches;
drop table new_buckets;
