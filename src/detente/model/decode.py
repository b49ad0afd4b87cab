"""From scores to readings: which spans stand, what each trigger reports, and who plays which role in it."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from detente import ontology
from detente.model.runtime import Encoded, Floats, Ints, Network, TriggerScores

CharSpan = tuple[int, int]
TokenSpan = tuple[int, int]

MAX_SPANS = 40
"""Spans of one kind in a sentence; more than this is noise, and pairs grow with its square."""
ENCODED_AHEAD = 16
"""Sentences: some megabytes of states and span scores."""
OBJECT = "object"
"""Kind of argument: a pronoun that is a recipient where a trigger has no other."""
OBJECT_PRONOUNS = frozenset({"him", "her", "them"})
DOUBTFUL_TRIGGER = -3.0
"""Logit from which a trigger has a say in judging a pair."""
TOLD_WEIGHT = 0.5
"""Of the triggers beside the pair head; from 0.1 to 2 the root macro-F1 on PLV_train gains 0.010 to 0.012 over the head alone."""
LEAST_SCORE = 0.001
"""Of a label among all labels, down to which a judgement lists them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerReading:
    """One trigger of a sentence and its arguments; spans are characters of the sentence."""

    trigger: CharSpan
    cameo: str
    event_type: str
    mode: str | None
    auxiliary: tuple[str, ...]
    contexts: tuple[str, ...]
    actors: tuple[CharSpan, ...]
    recipients: tuple[CharSpan, ...]
    speaker: CharSpan | None
    time: CharSpan | None
    place: CharSpan | None
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that the model found in one sentence."""

    mentions: tuple[CharSpan, ...]
    triggers: tuple[TriggerReading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the sentence reports between two spans, best first."""

    cameo: str
    event_type: str
    mode: str | None
    score: float
    """Probability of the event type, 0 to 1."""
    type_scores: tuple[tuple[str, float], ...]
    """(event type, probability), best first; they add up to 1 with `no_event`."""
    label_scores: tuple[tuple[str, str, str | None, float], ...]
    """(CAMEO code, event type, mode, probability), best first, down to LEAST_SCORE."""
    no_event: float
    """Probability that the sentence reports no event from the first to the second."""


def read_sentence(network: Network, text: str) -> Reading:
    """Mentions and triggers of one sentence."""
    if not text.strip():
        return Reading(mentions=(), triggers=())
    return _read(network, text, network.encode(text))


def read_sentences(network: Network, texts: Sequence[str]) -> Iterator[Reading]:
    """The same of many sentences, in order; some are encoded ahead, which changes nothing but the time it takes."""
    for first in range(0, len(texts), ENCODED_AHEAD):
        ahead = texts[first : first + ENCODED_AHEAD]
        yield from (_read(network, text, each) for text, each in zip(ahead, network.encode_each(ahead), strict=True))


def _read(network: Network, text: str, encoded: Encoded) -> Reading:
    kinds: list[str] = network.manifest["span_kinds"]
    limits: dict[str, float] = network.manifest["thresholds"]["span"]
    found = {
        kind: _whole_spans(encoded, encoded.span_scores[row], limits[kind], nested=kind == "mention")
        for row, kind in enumerate(kinds)
    }
    mentions = tuple(_characters(encoded, span) for span in found["mention"])
    if not found["trigger"] or not mentions:
        return Reading(mentions=mentions, triggers=())
    arguments = [(kind, span) for kind in ("mention", "time", "place") for span in found[kind]]
    arguments += [(OBJECT, span) for span in _object_pronouns(text, encoded, found["trigger"], found["mention"])]
    scores = network.score_triggers(encoded, _array(found["trigger"]), _array([span for _, span in arguments]))
    readings = (
        _read_trigger(network, encoded, row, span, arguments, scores) for row, span in enumerate(found["trigger"])
    )
    triggers = reported([reading for reading in readings if reading], network.manifest["thresholds"]["event"])
    parties = {span for reading in triggers for span in (*reading.actors, *reading.recipients)}
    return Reading(mentions=tuple(sorted({*mentions, *parties})), triggers=triggers)


def reported(triggers: Sequence[TriggerReading], sure: float) -> tuple[TriggerReading, ...]:
    """All of them where one is sure, else none; of two that tell the same of the same parties the surer one.

    A sentence that tells of one event more likely tells of a second; but "dispersed them with water cannon" is one deed.
    """
    if all(trigger.confidence < sure for trigger in triggers):
        return ()
    best: dict[Hashable, TriggerReading] = {}
    for trigger in sorted(triggers, key=lambda trigger: -trigger.confidence):
        best.setdefault((trigger.cameo, trigger.auxiliary, trigger.actors, trigger.recipients), trigger)
    return tuple(sorted(best.values(), key=lambda trigger: trigger.trigger))


def _object_pronouns(
    text: str,
    encoded: Encoded,
    triggers: Sequence[TokenSpan],
    mentions: Sequence[TokenSpan],
) -> list[TokenSpan]:
    """Pronouns right behind a trigger ("to recognise them") that are no mention by their own score."""
    behind = [(last + 1, last + 1) for _, last in triggers]
    return [
        span
        for span in behind
        if text[slice(*_characters(encoded, span))].lower() in OBJECT_PRONOUNS
        and all(_fits(span, other, nested=False) for other in mentions)
    ]


def find_spans(encoded: Encoded, scores: Floats, threshold: float, *, nested: bool) -> list[tuple[TokenSpan, float]]:
    """Spans of whole words above the threshold, in text order, none crossing a better one, each with its probability."""
    spans = _whole_spans(encoded, scores, threshold, nested=nested)
    return [(span, float(1 / (1 + np.exp(-scores[span])))) for span in spans]


def _whole_spans(encoded: Encoded, scores: Floats, threshold: float, *, nested: bool) -> list[TokenSpan]:
    above = np.flatnonzero(scores > threshold)
    if not above.size:
        return []
    best = above[np.argsort(-scores.ravel()[above], kind="stable")].tolist()
    ranked = (divmod(at, scores.shape[1]) for at in best)
    kept: list[TokenSpan] = []
    last_token = len(encoded.offsets) - 1
    for first, last in ranked:
        whole = first > 0 and last < last_token and not encoded.continues[first] and not encoded.continues[last + 1]
        if whole and len(kept) < MAX_SPANS and all(_fits((first, last), other, nested=nested) for other in kept):
            kept.append((first, last))
    return sorted(kept)


def _fits(span: TokenSpan, other: TokenSpan, *, nested: bool) -> bool:
    if span[1] < other[0] or other[1] < span[0]:
        return True
    inside = (span[0] >= other[0] and span[1] <= other[1]) or (other[0] >= span[0] and other[1] <= span[1])
    return nested and inside


def _read_trigger(
    network: Network,
    encoded: Encoded,
    row: int,
    span: TokenSpan,
    arguments: Sequence[tuple[str, TokenSpan]],
    scores: TriggerScores,
) -> TriggerReading | None:
    by_type = scores.labels[row] @ network.type_matrix
    best_type = int(by_type.argmax())
    label = int((scores.labels[row] * network.type_matrix[:, best_type]).argmax())
    cameo, event_type, mode = network.labels[label]
    span_score = float(encoded.span_scores[network.manifest["span_kinds"].index("trigger")][span])
    confidence = _confidence(network, span_score, float(by_type[best_type]))
    if confidence < network.manifest["thresholds"]["beside"]:
        return None
    actors, recipients, others = _assign(network, encoded, scores.roles[row], arguments)
    if not actors and not recipients:
        return None
    auxiliary, symmetric = _auxiliary(network, event_type, scores.auxiliary[row])
    if symmetric and len(actors) + len(recipients) > 1:
        actors, recipients = sorted(actors + recipients), []
    limit = network.manifest["thresholds"]["context"]
    is_said = (scores.contexts[row] > limit).tolist()
    return TriggerReading(
        trigger=_characters(encoded, span),
        cameo=cameo,
        event_type=event_type,
        mode=mode,
        auxiliary=auxiliary,
        contexts=tuple(name for name, holds in zip(ontology.CONTEXTS, is_said, strict=True) if holds),
        actors=tuple(actors),
        recipients=tuple(recipients),
        speaker=others["speaker"],
        time=others["time"],
        place=others["place"],
        confidence=confidence,
    )


def _confidence(network: Network, span_score: float, type_probability: float) -> float:
    """The chance that there is an event of this type: logistic in the logits of trigger and type (fitted by training.tune)."""
    of_span, of_type, offset = network.manifest["confidence"]
    type_score = math.log(max(type_probability, 1e-6) / max(1 - type_probability, 1e-6))
    return round(1 / (1 + math.exp(-(of_span * span_score + of_type * type_score + offset))), 4)


def _auxiliary(network: Network, event_type: str, scores: Floats) -> tuple[tuple[str, ...], bool]:
    names: list[str] = network.manifest["auxiliary"]
    limits: dict[str, float] = network.manifest["thresholds"]["auxiliary"]
    *modes, symmetric = (p > limits[name] for name, p in zip(names, scores.tolist(), strict=True))
    said = [name for name, holds in zip(ontology.AUXILIARY_MODES, modes, strict=True) if holds]
    if event_type in ontology.SAYING_AHEAD:
        said = [name for name in said if name in ("historical", "negation")]
    return tuple(said), symmetric


def _assign(
    network: Network, encoded: Encoded, roles: Floats, arguments: Sequence[tuple[str, TokenSpan]]
) -> tuple[list[CharSpan], list[CharSpan], dict[str, CharSpan | None]]:
    """Actors, recipients, and the best speaker, time and place above the threshold."""
    names: list[str] = network.manifest["roles"]
    limits: dict[str, float] = network.manifest["thresholds"]["role"]
    chosen: dict[str, list[tuple[float, TokenSpan]]] = {name: [] for name in names}
    objects: list[tuple[float, TokenSpan]] = []
    for (kind, span), scores in zip(arguments, roles.tolist(), strict=True):
        of = dict(zip(names, scores, strict=True))
        if kind == OBJECT:
            objects.append((of["recipient"], span))
            continue
        if kind != "mention":
            chosen[kind].append((of[kind], span))
            continue
        side = "actor" if of["actor"] >= of["recipient"] else "recipient"
        chosen[side].append((of[side], span))
        chosen["speaker"].append((of["speaker"], span))
    best = {name: max(chosen[name], default=(0.0, (0, 0))) for name in ("speaker", "time", "place")}
    others = {name: _characters(encoded, span) if p > limits[name] else None for name, (p, span) in best.items()}
    actors, recipients = (_outermost(chosen[side], limits[side]) for side in ("actor", "recipient"))
    recipients = recipients or _outermost(objects, limits["recipient"])
    return (
        [_characters(encoded, span) for span in actors],
        [_characters(encoded, span) for span in recipients],
        others,
    )


def _outermost(scored: list[tuple[float, TokenSpan]], limit: float) -> list[TokenSpan]:
    """Spans above the limit in text order; of two that overlap, the likelier."""
    kept: list[TokenSpan] = []
    for score, span in sorted(scored, reverse=True):
        if score > limit and all(_fits(span, other, nested=False) for other in kept):
            kept.append(span)
    return sorted(kept)


def _characters(encoded: Encoded, span: TokenSpan) -> CharSpan:
    return encoded.offsets[span[0]][0], encoded.offsets[span[1]][1]


def _array(spans: Sequence[TokenSpan]) -> Ints:
    return np.asarray(spans, dtype=np.int64).reshape(-1, 2)


def judge_pairs(network: Network, text: str, pairs: Sequence[tuple[CharSpan, CharSpan]]) -> list[Judgement]:
    """What a sentence reports from the first span to the second, for each pair of character spans.

    Raises ValueError for a span that is empty, outside the text, or beyond the tokens that are read.
    """
    encoded = network.encode(text)
    left = _array([_tokens(encoded, text, first) for first, _ in pairs])
    right = _array([_tokens(encoded, text, second) for _, second in pairs])
    judged = network.score_pairs(encoded, left, right)
    labels = judged[:, :-1] + TOLD_WEIGHT * _told_by_triggers(network, encoded, left, right)
    event = 1 - judged[:, -1:]
    labels *= event / labels.sum(axis=1, keepdims=True)
    return [_judgement(network, row, float(none)) for row, none in zip(labels, judged[:, -1], strict=True)]


def _told_by_triggers(network: Network, encoded: Encoded, left: Ints, right: Ints) -> Floats:
    """(pairs, labels): what the triggers say of each pair, a trigger counting as far as either span plays its role in it."""
    kinds: list[str] = network.manifest["span_kinds"]
    triggers = find_spans(encoded, encoded.span_scores[kinds.index("trigger")], DOUBTFUL_TRIGGER, nested=False)
    if not triggers:
        return np.zeros((len(left), len(network.labels)), dtype=np.float32)
    scores = network.score_triggers(encoded, _array([span for span, _ in triggers]), np.concatenate([left, right]))
    actor, recipient = (network.manifest["roles"].index(name) for name in ("actor", "recipient"))
    plays = np.maximum(scores.roles[:, : len(left), actor], scores.roles[:, len(left) :, recipient])
    weights = plays * np.asarray([[p] for _, p in triggers], dtype=np.float32)
    return np.asarray(weights.T @ scores.labels, dtype=np.float32)


def _tokens(encoded: Encoded, text: str, span: CharSpan) -> TokenSpan:
    start, end = span
    if not 0 <= start < end <= len(text):
        raise ValueError(f"span {span} is empty or outside the text of {len(text)} characters")
    inside = [i for i, (a, b) in enumerate(encoded.offsets) if a < b and a < end and b > start]
    if not inside:
        raise ValueError(f"span {span} lies beyond the first word pieces that are read")
    return inside[0], inside[-1]


def _judgement(network: Network, scores: Floats, no_event: float) -> Judgement:
    by_type = scores @ network.type_matrix
    order = np.argsort(-by_type, kind="stable")
    types = ontology.event_types()
    label = int((scores * network.type_matrix[:, order[0]]).argmax())
    ranked = [int(i) for i in np.argsort(-scores, kind="stable") if scores[i] >= LEAST_SCORE * scores.sum()]
    cameo, event_type, mode = network.labels[label]
    return Judgement(
        cameo=cameo,
        event_type=event_type,
        mode=mode,
        score=round(float(by_type[order[0]]), 4),
        type_scores=tuple((types[i], round(float(by_type[i]), 4)) for i in order),
        label_scores=tuple((*network.labels[i], round(float(scores[i]), 4)) for i in ranked),
        no_event=round(no_event, 4),
    )
