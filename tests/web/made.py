"""A small ledger for the tests of the site: two dyads at odds, a reprint, a denial, numbers that differ, hostile words."""

from dataclasses import replace
from pathlib import Path

from detente.ledger import Ledger
from detente.records import Actor, Coded, Furniture, Span
from tests.ledger.made import NOBODY_SPAN, coded, event

HOSTILE = "<script>alert(1)</script>"
HOSTILE_NAME = "Blue\"><img src=x onerror=alert(2)>/..json {{ 7*7 }} '; drop table"
SEVERED = "Kyiv severed diplomatic relations with Pyongyang after North Korea recognised the enclaves."
EXPELLED = "Lithuania expelled three Belarusian diplomats on Thursday."


def spanned(story: Coded) -> Coded:
    """The story with spans where the words stand: sentences, triggers and actors' names as they are written in it."""
    text = story.story.text

    def find(words: str, start: int = 0) -> Span:
        at = text.find(words, start)
        return Span(start=at, end=at + len(words)) if words and at >= 0 else NOBODY_SPAN

    events = []
    for each in story.events:
        sentence = find(each.sentence)
        events.append(
            replace(
                each,
                sentence_span=sentence,
                trigger_span=find(each.trigger, sentence.start),
                actors=tuple(replace(a, span=find(a.text, sentence.start)) for a in each.actors),
                recipients=tuple(replace(a, span=find(a.text, sentence.start)) for a in each.recipients),
            )
        )
    return replace(story, events=tuple(events))


def person(name: str, entity_id: str | None, country: str | None) -> Actor:
    """A person who acts for a state."""
    return Actor(
        text=name,
        span=NOBODY_SPAN,
        name=name,
        country=country,
        sector="GOV",
        other_sectors=(),
        entity_id=entity_id,
        wikidata_id=None,
        role="president",
    )


def undated(story: Coded) -> Coded:
    """The story without a day of publication: the ledger knows it since today."""
    return replace(story, story=replace(story.story, published=None))


def hostile_story() -> Coded:
    """A story whose title, words, address, publisher, furniture and actors' names try to run something."""
    told = event("2022-07-10 RUS 111 UKR", f"Moscow denounced Kyiv {HOSTILE} on Sunday.")
    villain = person(HOSTILE_NAME, None, None)
    story = coded("hostile", replace(told, actors=(villain,), trigger="denounced"))
    words = replace(
        story.story,
        title=HOSTILE * 3,
        url="javascript:alert(3)",
        publisher=f"{HOSTILE} Post",
        source='"><svg onload=alert(4)>',
        furniture=(Furniture(text=HOSTILE, rule="<b>rule</b>"),),
    )
    return replace(story, story=words, events=tuple(replace(e, reported_by=words.publisher) for e in story.events))


def stories() -> list[Coded]:
    """All stories of the ledger."""
    recognised = event("2022-07-13 PRK 054 partial:dpr/UKR", "North Korea <recognised> the enclaves on Wednesday.")
    severed = replace(event("2022-07-13 UKR 161 PRK", SEVERED), trigger="severed")
    expelled = replace(event("2022-07-14 LTU 166 BLR", EXPELLED), trigger="expelled")
    putin = person("Vladimir Putin", "person:vladimir-putin", "RUS")
    visited = replace(event("2022-07-15 RUS 042 PRK", "Vladimir Putin visited Pyongyang."), actors=(putin,))
    killed = [
        event(
            "2022-07-16 RUS 190 UKR",
            f"Russian shelling killed {number} people in Kharkiv on Saturday.",
            place="Kharkiv",
        )
        for number in ("five", "seven")
    ]
    denied = event(
        "2022-07-16 RUS 190 UKR",
        "Russia denied shelling that killed people in Kharkiv on Saturday.",
        auxiliary=("negation",),
        place="Kharkiv",
    )
    earlier = [event(f"2022-05-{day:02} RUS 040 UKR", f"Russia and Ukraine met on May {day}.") for day in (20, 24)]
    protest = event("2022-07-16 VEN 141 -", "Teachers marched in Caracas on Saturday.")
    return [
        undated(coded("Undated-1", text="A page without a date.")),
        spanned(coded("Herald-1", recognised, severed)),
        spanned(coded("Wire-1", expelled)),
        spanned(coded("Gazette-1", visited)),
        coded("Post-1", killed[0]),
        coded("Times-1", killed[1]),
        coded("Pravda-1", denied),
        coded("Old-1", *earlier),
        coded("Caracas-1", protest),
        coded("Empty-1", text="Nothing happened.", published="2022-07-16"),
        hostile_story(),
    ]


def make_ledger(path: Path) -> Path:
    """The ledger as a file."""
    with Ledger(path) as ledger:
        for story in stories():
            if story.events and len(story.events) == 2 and story.story.source == "Herald-1":
                answer = replace(story.events[1], in_response_to=story.events[0].id)
                story = replace(story, events=(story.events[0], answer))
            ledger.add_coded([story], coder="made 1", refresh=False)
        ledger.refresh()
    return path
