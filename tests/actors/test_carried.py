"""What one mention of a name tells of a person's country, carried to the others."""

from detente.actors.carried import carried
from detente.records import Entity, Mention, Span

TEXT = "Tom Abel met the envoys. Mr. Abel praised them. Mr. Abel left."


def mentions() -> list[Mention]:
    words = ("Tom Abel", "Mr. Abel", "Mr. Abel")
    starts = (0, TEXT.index("Mr."), TEXT.rindex("Mr."))
    return [
        Mention(text=text, span=Span(start=start, end=start + len(text)), sentence_index=index)
        for index, (text, start) in enumerate(zip(words, starts, strict=True))
    ]


def countries(*told: str | None, name: str = "Tom Abel", entity_id: str | None = None) -> list[str | None]:
    entities = [Entity(name=name, entity_id=entity_id, country=code, sector="GOV") for code in told]
    found = {mention: (entity,) for mention, entity in zip(mentions(), entities, strict=True)}
    return [entity.country for (entity,) in carried(found, TEXT).values()]


def test_a_full_name_has_the_country_that_a_later_mention_tells() -> None:
    assert countries(None, "CHL", None) == ["CHL", "CHL", "CHL"]


def test_two_countries_tell_nothing() -> None:
    assert countries(None, "CHL", "PER") == [None, "CHL", "PER"]


def test_a_word_or_a_known_body_is_no_name_in_full() -> None:
    assert countries(None, "CHL", "CHL", name="police") == [None, "CHL", "CHL"]
    assert countries(None, "CHL", "CHL", entity_id="org:nato") == [None, "CHL", "CHL"]
