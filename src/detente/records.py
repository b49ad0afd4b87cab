"""The records that the stages hand on: frozen, keyword-only dataclasses without behaviour beyond derived properties.

Offsets count Unicode code points. A Span points into `Story.text` unless its field says otherwise, so a reader can always
be shown the words behind a claim: `story.text[span.start:span.end]`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date as Date  # noqa: N812 (fields are called date)
from typing import Literal

UrlFrom = Literal["given", "page"]
PublishedFrom = Literal["given", "metadata", "url", "dateline", "text", "none"]
SentenceKind = Literal["body", "bullet", "heading"]
DatePrecision = Literal["day", "week", "month", "year", "period", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of text, `start` included, `end` excluded."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One news page as it was found, decoded but not cleaned."""

    name: str
    """What the input is called in messages: a path, a URL, `file.csv:12` for a row."""
    content: str
    """The page as text: HTML source, a text dump, or the body of a feed entry."""
    kind: Literal["text", "html"]
    url: str | None = None
    title: str | None = None
    """Title from outside the content (a column, a feed entry); the cleaner finds its own otherwise."""
    published: Date | None = None
    """Publication date given from outside the content (an option, a column, a feed entry)."""
    published_from: PublishedFrom = "none"
    crawled: Date | None = None
    publisher: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """A piece of a page that is not its story, and which rule removed it."""

    text: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The clean text of a page and what is known about its publication."""

    id: str
    """First 16 hex digits of the SHA-256 of title and text: the same words give the same id."""
    source: str
    """`Page.name` of the page it came from."""
    title: str | None
    text: str
    """Paragraphs separated by a blank line; a summary bullet is a paragraph beginning with '• '."""
    url: str | None = None
    """Its address on the web; null if unknown."""
    url_from: UrlFrom | None = None
    """Whether the address was given from outside (fetched, a feed, a column) or is what the page says of itself; null if unknown."""
    published: Date | None = None
    published_from: PublishedFrom = "none"
    published_evidence: str | None = None
    """The kind of place and the words that the publication date was read from; where it was given, only those that speak against it."""
    published_confidence: float | None = None
    """How far the publication date can be trusted, 0 to 1; null if unknown."""
    crawled: Date | None = None
    language: str | None = None
    """ISO 639-1 code."""
    publisher: str | None = None
    dateline: str | None = None
    """The dateline's words ("KHARTOUM, Feb 11"), kept out of `text`."""
    furniture: tuple[Furniture, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a story: `text == story.text[start:end]`."""

    index: int
    start: int
    end: int
    text: str
    kind: SentenceKind = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A noun phrase that names or describes a political actor."""

    text: str
    span: Span
    sentence_index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the extractor read around one trigger, before anything is resolved. Spans point into the story."""

    sentence_index: int
    trigger: Span
    cameo: str
    event_type: str
    mode: str | None
    auxiliary: tuple[str, ...]
    contexts: tuple[str, ...]
    actors: tuple[Mention, ...]
    recipients: tuple[Mention, ...]
    speaker: Mention | None
    time: Span | None
    place: Span | None
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Who a mention stands for, as of a date. An unresolved mention has no entity_id and, unless the words show it, no country."""

    name: str
    entity_id: str | None = None
    """Identifier in the knowledge base, for example `country:PRK` or `person:vladimir-putin`."""
    country: str | None = None
    """ISO 3166-1 alpha-3 as of the date, or one of PLOVER's international codes (IGO, UNO, EUR, NGO, ISM, IMG, MNC)."""
    sector: str | None = None
    """PLOVER's primary sector (GOV, MIL, REB, …)."""
    other_sectors: tuple[str, ...] = ()
    wikidata_id: str | None = None
    role: str | None = None
    """The office held on the date, for example "president"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """An actor, recipient or source of an event: the words and the entity that they stand for."""

    text: str
    """The words of the mention."""
    span: Span
    """Where the mention stands in the story's text."""
    name: str
    """Canonical name; the words themselves where the mention is not resolved."""
    country: str | None
    """ISO 3166-1 alpha-3 as of the date, or one of PLOVER's international codes; null if unknown."""
    sector: str | None
    """PLOVER's primary sector; null if unknown."""
    other_sectors: tuple[str, ...]
    """Further PLOVER sectors."""
    entity_id: str | None
    """Identifier in the knowledge base; null if not resolved."""
    wikidata_id: str | None
    """Wikidata item where the knowledge base has one."""
    role: str | None
    """The office held on the date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDate:
    """When something happened, and the words that say so."""

    date: Date | None
    enddate: Date | None
    precision: DatePrecision
    text: str | None = None
    """The words that the date rests on; None when it is by default the day of publication, or of the news that the story tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something happened: the words, and the gazetteer's entry where there is one."""

    text: str
    span: Span
    name: str
    geonames_id: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    admin1: str | None = None
    country: str | None = None
    """ISO 3166-1 alpha-3."""
    feature_class: str | None = None
    """GeoNames feature class: A country or region, P populated place."""
    resolution: int | None = None
    """PLOVER's resolution level: 1 country, 2 province, 3 district, 4 city, 5 sub-city."""
    qualifier: str | None = None
    """Words that say where the event lies relative to the place: "near", "30 km south of", "eastern"; the point is the place's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One coded event and the words that it rests on."""

    id: str
    """Stable: the same story and the same words give the same id."""
    story_id: str
    """Id of the story that reports it."""
    source: str
    """The input that the story was read from: a path, a URL, `file.csv:12` for a row."""
    reported_by: str | None
    """The story's publisher or agency."""
    event_type: str
    """PLOVER event type, for example SANCTION."""
    mode: str | None
    """PLOVER mode of the type, where it has one."""
    contexts: tuple[str, ...]
    """PLOVER contexts."""
    cameo: str
    """CAMEO code at the finest grain that the coder found."""
    quad_code: int
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
    score: float
    """PLOVER's score of type and mode, from -10 to 10."""
    auxiliary: tuple[str, ...]
    """historical, future, hypothetical, negation; empty for a plain fact."""
    actors: tuple[Actor, ...]
    """Who acted; for a symmetric event (talks, an agreement, fighting) all parties."""
    recipients: tuple[Actor, ...]
    """To whom it was done; empty for a symmetric event."""
    date: Date | None
    """First day of the event."""
    enddate: Date | None
    """Last day of the event; equal to `date` at day precision."""
    date_precision: DatePrecision
    """How exact the date is: day, week, month, year, period or unknown."""
    date_text: str | None
    """The words that the date rests on; null when it is by default the day of publication, or of the news that the story tells."""
    place: Place | None
    """Where it happened, if the text says so."""
    attributed_to: Actor | None
    """The nearest source that vouches for the event, if the text names one."""
    in_response_to: str | None
    """Id of the event of the same story that this one answers."""
    sentence: str
    """The sentence that reports the event."""
    sentence_span: Span
    """Where the sentence stands in the story's text."""
    trigger: str
    """The words that name the act."""
    trigger_span: Span
    """Where the trigger stands in the story's text."""
    confidence: float
    """The coder's confidence in the event and its type, 0 to 1."""
    coder: str
    """Version of Detente and hash of the weights."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A story with all that was found in it."""

    story: Story
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    events: tuple[Event, ...]
    warnings: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """An input that was not coded: which, at which stage, why and what to do about it."""

    source: str
    stage: Literal["read", "clean", "code"]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one page in bulk work: its story and events, or the refusal."""

    story: Story | None = None
    events: tuple[Event, ...] = ()
    is_known: bool = False
    """Whether the story was not coded because the caller has its events already."""
    refusal: Refusal | None = None
