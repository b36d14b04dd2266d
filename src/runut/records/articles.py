"""What is read from one page: times, names, counts, events, statements, and the article that holds them.

Out of ``extract``, in to ``fuse``, ``keep`` and ``publish``.

>>> Published(None, None, None, "unknown").basis
'unknown'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from runut.records.pages import Document, Sentence, Span, empty

PublishedBasis = Literal["metadata", "dateline", "text", "inferred", "unknown"]
EntityKind = Literal["person", "organisation", "state", "place", "group", "event", "weapon"]
Status = Literal["actual", "planned", "rumoured", "denied", "negated", "conditional"]
StatementKind = Literal["direct", "indirect", "mixed"]
ConflictKind = Literal[
    "weekday", "day", "ordinal", "date", "number", "place", "actor", "status", "quote", "metadata", "future"
]


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
    ext: Mapping[str, str] = field(default_factory=empty)
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
