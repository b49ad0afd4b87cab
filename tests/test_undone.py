import pytest

from detente.model import TriggerReading
from detente.undone import mend_triggers, taken_back


def trigger_of(text: str, words: str, cameo: str, event_type: str, auxiliary: tuple[str, ...] = ()) -> TriggerReading:
    start = text.index(words)
    return TriggerReading(
        trigger=(start, start + len(words)),
        cameo=cameo,
        event_type=event_type,
        mode=None,
        auxiliary=auxiliary,
        contexts=(),
        actors=(),
        recipients=(),
        speaker=None,
        time=None,
        place=None,
        confidence=0.9,
    )


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("The story also wrongly said that police beat drivers.", " that police beat drivers."),
        ("An earlier version of this story said Chad left.", " Chad left."),
        ("A previous version of our article, published on Monday, misstated when Chad left.", " when Chad left."),
        ("Correction: This report said that Chad left; Niger left.", " that Chad left"),
        ("This article incorrectly stated that Chad left, but Niger left.", " that Chad left"),
        ("An earlier version of the bill said Chad would leave.", None),
        ("The report wrongly said that Chad left, Niger claimed.", None),
        ("The story said that police beat drivers.", None),
        ("This article wrongly accused Chad.", None),
        ("The correction of the border was reported by Chad.", None),
    ],
)
def test_an_outlet_takes_back_what_stands_behind_its_own_mistake(text: str, taken: str | None) -> None:
    span = taken_back(text)
    assert (text[slice(*span)] if span else None) == taken


def test_what_is_taken_back_is_no_event() -> None:
    text = "After a protest, this story wrongly said that Chad closed it; Niger shut it."
    triggers = [trigger_of(text, words, "172", "COERCE") for words in ("protest", "closed", "shut")]
    assert [text[slice(*trigger.trigger)] for trigger in mend_triggers(text, triggers)] == ["protest", "shut"]


@pytest.mark.parametrize(
    ("text", "trigger", "cameo"),
    [
        ("Chad quadrupled its own tariff on cars.", "quadrupled", "163"),
        ("Chad hiked import duties.", "hiked", "163"),
        ("Chad tightened a pause in sanctions.", "tightened", "085"),
        ("Chad doubled the tariff-free quota.", "doubled", "085"),
        ("Chad raised quotas and cut tariffs.", "raised", "085"),
        ("Chad scrapped tariffs.", "scrapped", "085"),
    ],
)
def test_a_curb_that_is_raised_is_not_eased(text: str, trigger: str, cameo: str) -> None:
    (mended,) = mend_triggers(text, [trigger_of(text, trigger, "085", "RETREAT")])
    assert (mended.cameo, mended.event_type) == (cameo, "SANCTION" if cameo == "163" else "RETREAT")


@pytest.mark.parametrize(
    ("text", "trigger", "given", "expected"),
    [
        ("Chad would not extend duties on Niger.", "would not extend", (), ("085", ("future",))),
        ("Chad won’t prolong its sanctions.", "prolong", (), ("085", ("future",))),
        ("Chad refused to renew the embargo.", "refused", ("historical",), ("085", ("historical", "future"))),
        ("Chad did not renew the sanctions.", "renew", (), ("085", ())),
        ("Chad will not extend sanctions waivers.", "will not extend", (), ("124", ())),
        ("Chad will not extend the suspension of sanctions.", "will not extend", (), ("124", ())),
        ("Chad will not extend the truce.", "will not extend", (), ("124", ())),
        ("Chad rejected a plea, so it would not extend duties.", "rejected", (), ("124", ())),
    ],
)
def test_a_curb_that_is_not_renewed_is_eased(
    text: str, trigger: str, given: tuple[str, ...], expected: tuple[str, tuple[str, ...]]
) -> None:
    (mended,) = mend_triggers(text, [trigger_of(text, trigger, "124", "REJECT", given)])
    assert (mended.cameo, mended.auxiliary) == expected


def test_weapons_that_are_loaded_attack_nobody() -> None:
    text = "The ship loaded missiles that hit Chad."
    triggers = [trigger_of(text, words, "194", "ASSAULT") for words in ("loaded", "hit")]
    assert [text[slice(*trigger.trigger)] for trigger in mend_triggers(text, triggers)] == ["hit"]
