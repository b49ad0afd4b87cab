"""Sentences -> mentions and frames: what the model read, placed in the story's text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from detente.model import Reading, TriggerReading
from detente.records import Frame, Mention, Sentence, Span

ReadSentence = Callable[[str], Reading]


def read_frames(
    sentences: Sequence[Sentence], *, read_sentence: ReadSentence
) -> tuple[tuple[Mention, ...], tuple[Frame, ...]]:
    """All mentions and all frames of the sentences, in text order."""
    mentions: list[Mention] = []
    frames: list[Frame] = []
    for sentence in sentences:
        reading = read_sentence(sentence.text)
        found = {span: _mention(sentence, span) for span in reading.mentions}
        mentions += found.values()
        frames += [_frame(sentence, trigger, found) for trigger in reading.triggers]
    return tuple(mentions), tuple(frames)


def _span(sentence: Sentence, span: tuple[int, int]) -> Span:
    return Span(start=sentence.start + span[0], end=sentence.start + span[1])


def _mention(sentence: Sentence, span: tuple[int, int]) -> Mention:
    return Mention(text=sentence.text[slice(*span)], span=_span(sentence, span), sentence_index=sentence.index)


def _frame(sentence: Sentence, trigger: TriggerReading, mentions: dict[tuple[int, int], Mention]) -> Frame:
    return Frame(
        sentence_index=sentence.index,
        trigger=_span(sentence, trigger.trigger),
        cameo=trigger.cameo,
        event_type=trigger.event_type,
        mode=trigger.mode,
        auxiliary=trigger.auxiliary,
        contexts=trigger.contexts,
        actors=tuple(mentions[span] for span in trigger.actors),
        recipients=tuple(mentions[span] for span in trigger.recipients),
        speaker=mentions[trigger.speaker] if trigger.speaker else None,
        time=_span(sentence, trigger.time) if trigger.time else None,
        place=_span(sentence, trigger.place) if trigger.place else None,
        confidence=trigger.confidence,
    )
