-- Version 6: words are compared by vectors, not by families.
drop table derived.word_frequencies;
create table derived.word_frequencies as select * from frequency_rows limit 0;
