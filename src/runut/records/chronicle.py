"""What several articles give together: reports of one event, their disagreements, and what persons decided on it.

In and out of ``fuse``, ``keep``, ``review`` and ``publish``.

>>> Ruling("1", "2024-07-01T00:00:00Z", "A", "accept", None, None, ()).stale
False
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from runut.records.articles import Event, EventTime, Participant, Place, Published, Status
from runut.records.pages import Span

DifferenceKind = Literal["added", "withdrawn", "merged", "split", "changed"]
ChangeReason = Literal[
    "new article", "article gone", "a person's decision", "read by other rules", "merged by other rules",
    "other reports beside it",
]  # fmt: skip
DecisionVerb = Literal["accept", "reject", "edit", "merge", "split", "undo"]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words in quotation marks and whose they are: an entity's id, else a name in lower case."""

    speaker: str
    words: Span


@dataclass(frozen=True, slots=True)
class Denial:
    """Who denies an act, in words that point back to it."""

    name: str
    words: Span


@dataclass(frozen=True, slots=True)
class Ordinal:
    """Which time an occasion is kept, in the article's words ("ke-80"); ``doubt``: why that cannot be."""

    count: int
    words: Span
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One article's telling of an event, with its own values, inside a cluster.

    ``quotes``: what the article quotes next to it; all, at the event that it tells first. ``denials``: who denies it in
    the sentence after it. ``ordinal``: of its occasion.
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
    denials: tuple[Denial, ...] = ()
    ordinal: Ordinal | None = None


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
