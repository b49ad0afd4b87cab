-- Version 9: what several do side by side, to nobody named, is no act of each against the other (views.sql has the words).
create temp macro is_mutual_then(event_type, cameo, sentence) as
    event_type in ('AGREE', 'ASSAULT', 'CONCEDE', 'CONSULT', 'COOPERATE', 'RETREAT')
    or (event_type = 'SUPPORT' and not starts_with(cameo, '051'))
    or regexp_matches(lower(sentence), '\b(each other|one another|each\b.{0,40}\bthe other|trad(ed|ing)|exchang\w+|swap\w*|mutual\w*|reciproc\w+|tit-for-tat'
        || '|(break|broke|broken|cut|end|froze|freez|reduc|sever|suspend)\w*.{0,40}\b(contacts|exchanges|links|relations|talks|ties)'
        || '|(contacts|relations|talks|ties)\b.{0,90}\b(broke|broken|cut|severed|suspended))\b');
delete from store.dyads d using store.events e
where d.is_symmetric and e.id = d.event_id and e.coder = d.coder and not is_mutual_then(e.event_type, e.cameo, e.sentence);
drop macro temp.is_mutual_then;
