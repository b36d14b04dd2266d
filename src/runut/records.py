"""The records that travel between stages: frozen, slotted, without behaviour beyond small look-ups.

What comes in and out of every stage is one of these. All spans are half-open Unicode code point offsets into
``Document.text``; for every record with ``start``, ``end`` and ``text`` holds ``document.text[start:end] == text``.
Dates are ``datetime.date``; printed values are EDTF. Countries are ISO 3166-1 alpha-3.

The data flow::

    RawPage -(clean)-> Document -(dissect)-> Dissected -(extract)-> Article -(fuse)-> Cluster

>>> Span(0, 5, "Rusia").end
5
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

EMPTY: Mapping[str, str] = MappingProxyType({})


def _empty() -> Mapping[str, str]:
    return EMPTY


BlockLabel = Literal["title", "byline", "dateline", "body", "caption", "related", "navigation", "repeated"]
PublishedBasis = Literal["metadata", "dateline", "text", "inferred", "unknown"]
EntityKind = Literal["person", "organisation", "state", "place", "group", "event", "weapon"]
Status = Literal["actual", "planned", "rumoured", "denied", "negated", "conditional"]
StatementKind = Literal["direct", "indirect", "mixed"]
DifferenceKind = Literal["added", "withdrawn", "merged", "split", "changed"]
ChangeReason = Literal[
    "new article", "article gone", "a person's decision", "read by other rules", "merged by other rules",
    "other reports beside it",
]  # fmt: skip
DecisionVerb = Literal["accept", "reject", "edit", "merge", "split", "undo"]
ConflictKind = Literal[
    "weekday", "day", "ordinal", "date", "number", "place", "actor", "status", "quote", "metadata", "future"
]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the document's text."""

    start: int
    end: int
    text: str


# ---------------------------------------------------------------- acquire


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller said about a page: evidence like any other, never trusted blindly.

    ``published`` is ISO 8601 or EDTF as given; ``other`` keeps the columns that Runut has no name for.
    """

    key: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    other: Mapping[str, str] = field(default_factory=_empty)


@dataclass(frozen=True, slots=True)
class RawPage:
    """One article as it was found: the original bytes and where they came from.

    ``source`` is the path or address as the user will recognise it (``folder/a.zip!b.html``, ``rows.jsonl#12``).
    ``kind`` says how to read ``data``: "text", "html". ``charset`` is what a transport or container declared.
    """

    source: str
    data: bytes
    kind: Literal["text", "html"]
    given: Given = field(default_factory=Given)
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Reject:
    """Something that was not kept, with the reason that the receipt shows.

    ``reason`` is a short code: empty, binary, unreadable, not-found, too-large, unknown-format, other-language,
    broken-archive, broken-record, broken-row, no-article, not-fetched; too-slow and crashed where several processes
    read; damaged where the store lost it.
    """

    source: str
    reason: str
    detail: str


# ---------------------------------------------------------------- clean


@dataclass(frozen=True, slots=True)
class Block:
    """A labelled stretch of the page; blocks do not overlap and are in text order."""

    start: int
    end: int
    label: BlockLabel
    rule: str


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who published the page."""

    name: str
    domain: str | None = None


@dataclass(frozen=True, slots=True)
class CitedSource:
    """Who the article says it has something from; ``via`` is the one that passed it on (the chain's outer link)."""

    name: str
    via: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class MetadataDate:
    """A date that the page's machinery or the caller gives; ``where`` names the field ("json-ld", "given", ...)."""

    value: str
    where: str


@dataclass(frozen=True, slots=True)
class Document:
    """One page, decoded and labelled. ``text`` is the whole visible text, litter included."""

    source: str
    key: str | None
    id: str
    sha256: str
    text: str
    title: Span | None
    title_given: str | None
    outlet: Outlet | None
    language: str
    blocks: tuple[Block, ...]
    cited_sources: tuple[CitedSource, ...]
    metadata_dates: tuple[MetadataDate, ...]
    incomplete: bool
    given: Given = field(default_factory=Given)
    repairs: tuple[str, ...] = ()


# ---------------------------------------------------------------- dissect


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or punctuation mark. ``lower`` is case-folded; ``tag`` a coarse word class.

    Tags: NOUN PROPN VERB ADJ ADV PRON DET NUM ADP CCONJ SCONJ AUX PART PUNCT X.
    """

    start: int
    end: int
    text: str
    lower: str
    tag: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the title or the body. ``label`` is its block's label ("title" or "body").

    ``quoted`` are the stretches inside quotation marks (marks excluded), as (start, end) offsets.
    """

    index: int
    start: int
    end: int
    label: BlockLabel
    tokens: tuple[Token, ...]
    quoted: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Dissected:
    """A document with its sentences: title and body only, in text order."""

    document: Document
    sentences: tuple[Sentence, ...]


# ---------------------------------------------------------------- extract


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A TIMEX3 with the interval of days that it allows.

    ``type``: DATE TIME DURATION SET. ``value``, ``mod``: TIMEX3 1.2.1. ``earliest``/``latest``: days, None where open
    or unknown. ``granularity``: time day week month quarter half year decade century season none. ``anchor``: what it
    was resolved from ("published", "explicit", "expression:START", "holiday:NAME", "none"). ``why``: one readable
    line. ``ext``: extension attributes. ``flags``: e.g. "weekday-mismatch", "impossible-day", "future".
    """

    start: int
    end: int
    text: str
    type: str
    value: str
    mod: str | None = None
    earliest: date | None = None
    latest: date | None = None
    granularity: str = "none"
    anchor: str = "none"
    why: str = ""
    ext: Mapping[str, str] = field(default_factory=_empty)
    flags: tuple[str, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """When the page was published. ``value`` is EDTF ("2025-08", "2023-09-09/2023-09-12") or None."""

    earliest: date | None
    latest: date | None
    value: str | None
    basis: PublishedBasis
    span: Span | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that mentions point to.

    ``id`` is stable within a document set: a knowledge-base id ("RUS", "Q7747") or "person:kim-jong-un".
    ``office`` is the office in the words of the article ("Menteri Pertahanan"), if any.
    """

    id: str
    name: str
    kind: EntityKind
    country: str | None = None
    wikidata: str | None = None
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase that names an entity: title, office, affiliation and name together; mentions do not overlap.

    ``form``: name, nominal ("pemimpin Korut"), pronoun, plural ("kedua negara"). ``entity`` is the first of
    ``entities`` (several for "keduanya").
    """

    start: int
    end: int
    text: str
    kind: EntityKind
    entity: str
    form: Literal["name", "nominal", "pronoun"] = "name"
    entities: tuple[str, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count or measure: "lebih dari 10.000 tentara" -> value 10000, approximator "lebih dari", of "tentara"."""

    start: int
    end: int
    text: str
    value: float
    upper: float | None
    approximator: str | None
    unit: str | None
    of: str | None
    said_by: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Participant:
    """An actor or target. ``mention`` is None where the sentence leaves it out; ``role`` then says why."""

    entity: str | None
    name: str
    country: str | None
    role: str
    mention: Span | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event happened."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    mention: Span | None


@dataclass(frozen=True, slots=True)
class EventTime:
    """When an event happened: ``value`` in EDTF (None where the words bind no day), with the words it rests on."""

    value: str | None
    earliest: date | None
    latest: date | None
    basis: str
    anchor: str
    mention: Span | None


@dataclass(frozen=True, slots=True)
class Claim:
    """Who says that the event is so; ``cue`` is the word of saying."""

    name: str
    entity: str | None
    cue: str | None
    mention: Span | None


@dataclass(frozen=True, slots=True)
class Event:
    """One real act, as one article tells it; ``by_date``: its date alone, later than the page, makes it a plan."""

    id: str
    type: str
    mode: str | None
    act: str
    cameo: str | None
    contexts: tuple[str, ...]
    status: Status
    actors: tuple[Participant, ...]
    targets: tuple[Participant, ...]
    place: Place | None
    time: EventTime | None
    said_by: tuple[Claim, ...]
    trigger: Span
    evidence: Span
    also: tuple[Span, ...]
    quantities: tuple[Quantity, ...]
    confidence: float
    rule: str
    why: tuple[str, ...] = ()
    by_date: bool = False


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks in a statement; ``mention`` None where the subject is dropped."""

    name: str
    entity: str | None
    mention: Span | None


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what, directly or indirectly; ``via`` are the media that passed it on, innermost first."""

    speaker: Speaker
    addressee: Speaker | None
    cue: Span | None
    kind: StatementKind
    content: Span
    via: tuple[str, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two things in one article that cannot both be right; ``repairs`` ranked, never applied."""

    kind: ConflictKind
    detail: str
    spans: tuple[Span, ...]
    repairs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """Everything read from one page; ``runut read --json`` prints exactly this (see ``publish.json_lines``)."""

    document: Document
    published: Published
    times: tuple[TimeExpression, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    sentences: tuple[Sentence, ...] = field(default=(), repr=False)


# ---------------------------------------------------------------- fuse


@dataclass(frozen=True, slots=True)
class Quote:
    """Words in quotation marks and whose they are: an entity's id, else a name in lower case."""

    speaker: str
    words: Span


@dataclass(frozen=True, slots=True)
class Report:
    """One article's telling of an event, with its own values, inside a cluster.

    ``quotes``: what the article quotes next to it; all, at the event that it tells first.
    """

    article: str
    source: str
    key: str | None
    outlet: str | None
    published: Published
    origin: str
    event: Event
    occasion: str | None = None
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Pin:
    """Where a decision holds: an article's words for an act, as they were read when the person decided.

    ``article`` is the document's id (the hash of its bytes); ``source`` and ``key`` are for the reader alone.
    """

    article: str
    source: str
    key: str | None
    type: str
    act: str
    trigger: Span
    evidence: Span


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a person puts in the place of values: None leaves a field as it is.

    ``cleared`` names the fields that are taken out (place, time); ``without`` those who take no part, by id or name.
    """

    type: str | None = None
    act: str | None = None
    cameo: str | None = None
    mode: str | None = None
    status: Status | None = None
    actors: tuple[Participant, ...] | None = None
    targets: tuple[Participant, ...] | None = None
    place: Place | None = None
    time: EventTime | None = None
    cleared: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided, never changed afterwards; ``id`` follows from the rest.

    ``pins``: the reports it is about; ``others``: of a split, those that they are not one event with. ``reading``:
    an edit of what these reports say, not of the event. ``seen``: of an acceptance, the values that were accepted.
    ``undoes``: the decision that is taken back. ``at``: UTC, ISO 8601.
    """

    id: str
    at: str
    author: str
    verb: DecisionVerb
    pins: tuple[Pin, ...] = ()
    others: tuple[Pin, ...] = ()
    reason: str | None = None
    note: str | None = None
    amendment: Amendment | None = None
    reading: bool = False
    seen: tuple[tuple[str, str], ...] = ()
    undoes: str | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision in force on an event, as it is listed with the event.

    ``fields``: those that it sets; ``stale``: accepted with other values than the event has now.
    """

    id: str
    at: str
    author: str
    verb: DecisionVerb
    reason: str | None
    note: str | None
    fields: tuple[str, ...]
    stale: bool = False


@dataclass(frozen=True, slots=True)
class CrossConflict:
    """Reports of one event that disagree. ``values``: (source, key, value, span)."""

    kind: str
    event: str
    values: tuple[tuple[str, str | None, str, Span | None], ...]
    judgement: str
    detail: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """An event of the chronicle: its reports and what they give together.

    ``part_of`` is the id of the event that holds it (a visit its talks); ``parts`` are those that it holds.
    ``decisions``: what persons decided on it, oldest first.
    """

    id: str
    type: str
    mode: str | None
    act: str
    cameo: str | None
    contexts: tuple[str, ...]
    status: Status
    actors: tuple[Participant, ...]
    targets: tuple[Participant, ...]
    place: Place | None
    time: EventTime | None
    reports: tuple[Report, ...]
    independent_sources: int
    first_reported: str | None
    conflicts: tuple[CrossConflict, ...]
    status_history: tuple[tuple[str | None, Status, str], ...]
    occasion: str | None
    confidence: float
    why: tuple[str, ...] = ()
    part_of: str | None = None
    parts: tuple[str, ...] = ()
    decisions: tuple[Ruling, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What a newer chronicle says otherwise: ``old`` events became ``new`` ones.

    ``fields``: name, old value, new value, of an event that stayed one. ``why``: a reason, and the sources it is about.
    """

    kind: DifferenceKind
    old: tuple[Cluster, ...]
    new: tuple[Cluster, ...]
    fields: tuple[tuple[str, str, str], ...]
    why: tuple[tuple[ChangeReason, tuple[str, ...]], ...]
