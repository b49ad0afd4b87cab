-- Events that meet all filters given, latest first: how many, and the first $number after the key. A line stands if its parameter is given.
select count(*) as total,
       arg_max({spot: spot}, (coalesce(date, known_on), id), $number)
           filter (where true
               and (coalesce(date, known_on), id) < ($after_day::date, $after_id::varchar) -- if after_id
           ) as found
from events e
where true
  and coalesce(date, known_on) >= $since -- if since
  and coalesce(date, known_on) <= $until -- if until
  and (date is not null) = $dated -- if dated
  and event_type = $type -- if type
  and mode = $mode -- if mode
  and len(auxiliary) = $plain -- if plain
  and list_contains(auxiliary, $aux) -- if aux
  and list_contains([a.country for a in actors], $actor_country) -- if actor_country
  and len(list_filter(actors, lambda a: a.entity_id = $actor_name or contains(lower(a.name), lower($actor_name)))) > 0 -- if actor_name
  and list_contains([a.country for a in if(len(recipients) > 0, recipients, actors)], $recipient_country) -- if recipient_country
  and len(list_filter(if(len(recipients) > 0, recipients, actors), lambda a: a.entity_id = $recipient_name or contains(lower(a.name), lower($recipient_name)))) > 0 -- if recipient_name
  and spot in (select spot from actor_rows) -- if party
  and place.country = $place_country -- if place_country
  and contains(lower(place.name), lower($place_name)) -- if place_name
  and contains(lower(coalesce(reported_by, source)), lower($source)) -- if source
  and spot in (select spot from sentences where true -- if words
    and contains(words, $word_1) -- if word_1
    and contains(words, $word_2) -- if word_2
    and contains(words, $word_3) -- if word_3
    and contains(words, $word_4) -- if word_4
    and contains(words, $word_5) -- if word_5
  ) -- if words
