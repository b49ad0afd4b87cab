-- What happened within the days, and how much was written.
select (select count(*) from happenings where date between $since and $until and not is_expected) as happenings,
       (select count(*) from happenings where date between $since and $until and not is_expected and not is_dated) as undated,
       (select coalesce(sum(reports), 0)::bigint from happenings where date between $since and $until and not is_expected) as reports,
       (select count(*) from published where known_on between $since and $until) as stories,
       (select count(*) from published where published is null and known_on between $since and $until) as unpublished,
       (select count(distinct publisher) from published where known_on between $since and $until) as publishers,
       (select count(distinct origin_id) from published where known_on between $since and $until) as origins
