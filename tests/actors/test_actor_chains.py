"""What other mentions of a name say of it."""

from datetime import date

from detente.actors import load_knowledge, resolve_mentions
from detente.actors.chains import body_names
from detente.records import Entity, Mention, Sentence, Span, Story


def resolved(text: str, *words: str) -> list[tuple[str | None, str | None]]:
    """Country and sector of mentions, given in order, of a text of one sentence."""
    story = Story(id="case", source="case", title=None, text=text, published=date(2031, 8, 15))
    mentions = []
    for each in words:
        start = text.index(each)
        mentions.append(Mention(text=each, span=Span(start=start, end=start + len(each)), sentence_index=0))
    sentence = Sentence(index=0, start=0, end=len(text), text=text)
    found = resolve_mentions(story, [sentence], mentions, knowledge=load_knowledge())
    return [(found[mention][0].country, found[mention][0].sector) for mention in mentions]


def test_members_of_a_list_are_what_the_list_is_called() -> None:
    text = "Two Chilean soldiers, Ada Quill and Tom Abel, and the driver were hurt."
    whole = "Two Chilean soldiers, Ada Quill and Tom Abel"
    assert resolved(text, whole, "Ada Quill", "Tom Abel")[1:] == [("CHL", "MIL"), ("CHL", "MIL")]


def test_whoever_the_people_of_a_description_belong_to_is_not_one_of_them() -> None:
    text = "Chilean lawyers of Ada Quill went home."
    assert resolved(text, "Chilean lawyers of Ada Quill", "Ada Quill")[1] == (None, None)


def test_a_body_is_called_by_its_name_without_the_generic_word() -> None:
    assert body_names(Entity(name="Zorbax Air", entity_id="org:zorbax-air")) == ["zorbax"]
    assert body_names(Entity(name="Zorbax Air")) == []
