-- On what the reports part.
select kind, about, versions from contradictions where happening_id = $id order by kind desc, about
