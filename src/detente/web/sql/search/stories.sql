-- Stories whose title or text has all the words, latest first. A line stands if its parameter is given.
select count(*) as total,
       arg_max({story_id: id, title: title, publisher: coalesce(publisher, source), known_on: known_on}, (known_on, id), $number)
           filter (where true
               and (known_on, id) < ($after_day::date, $after_id::varchar) -- if after_id
           ) as found
from stories
where true
  and known_on >= $since -- if since
  and known_on <= $until -- if until
  and contains(lower(coalesce(publisher, source)), lower($source)) -- if source
  and (text ilike $word_1 escape '\' or title ilike $word_1 escape '\') -- if word_1
  and (text ilike $word_2 escape '\' or title ilike $word_2 escape '\') -- if word_2
  and (text ilike $word_3 escape '\' or title ilike $word_3 escape '\') -- if word_3
  and (text ilike $word_4 escape '\' or title ilike $word_4 escape '\') -- if word_4
  and (text ilike $word_5 escape '\' or title ilike $word_5 escape '\') -- if word_5
