-- Stories whose title or text has all the words, latest first. A line stands if its parameter is given.
select count(*) as total,
       arg_max({story_id: id, title: title, publisher: coalesce(publisher, source), known_on: known_on,
                is_published: published is not null}, (known_on, id), $number)
           filter (where true
               and (known_on, id) < ($after_day::date, $after_id::varchar) -- if after_id
           ) as found
from stories
where true
  and known_on >= $since -- if since
  and known_on <= $until -- if until
  and (published is not null) = $dated -- if dated
  and contains(lower(coalesce(publisher, source)), lower($source)) -- if source
  and (contains(lower(text), $word_1) or contains(lower(coalesce(title, '')), $word_1)) -- if word_1
  and (contains(lower(text), $word_2) or contains(lower(coalesce(title, '')), $word_2)) -- if word_2
  and (contains(lower(text), $word_3) or contains(lower(coalesce(title, '')), $word_3)) -- if word_3
  and (contains(lower(text), $word_4) or contains(lower(coalesce(title, '')), $word_4)) -- if word_4
  and (contains(lower(text), $word_5) or contains(lower(coalesce(title, '')), $word_5)) -- if word_5
