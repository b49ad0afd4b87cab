-- Version 3: what reports of a happening differ on is worked out at refresh, as happenings are.
create table derived.contradictions (happening_id varchar, kind varchar, about varchar, versions varchar[]);
