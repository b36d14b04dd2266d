"""A person's decisions, applied to what was read and to what merging gave.

In: ``Decision`` s, an article's events, a merged event. Out: for every pin the event that it means now, the reports as
the decisions leave them, the event with the values that a person gave it. What is right is the person's to say; here is
only what follows from it. It keeps nothing (``keep.decisions``) and makes no decision (``review.deciding``).

A pin survives another reading of its article: it means the event with the same word at the same place; else with the
same word in the same sentence, wherever that stands now; else of the same type by a word that overlaps; else of the
same act, told by that sentence beside its own. Where these leave several or none, the pin waits and changes nothing.

Of two decisions on one thing the later holds, whatever the order in which they came.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import orjson

from runut.records import Amendment, Cluster, CrossConflict, Decision, Event, Participant, Pin, Report, Ruling, Span

__all__ = [
    "Judged", "amended", "decision_id", "doubt", "in_force", "in_order", "judge_event", "judge_reports", "meant",
    "pin_of", "signed", "taken_back", "values",
]  # fmt: skip

T = TypeVar("T", Event, Cluster)
SETTING = ("type", "act", "cameo", "mode", "status", "actors", "targets", "place", "time")
SIDES = ("actors", "targets")
# Which fields, once a person sets them, settle a conflict of which kind.
SETTLES = {
    "date": ("time",), "weekday": ("time",), "day": ("time",), "place": ("place",), "status": ("status",),
    "actor": SIDES,
}  # fmt: skip
# How much a contradiction among its reports adds to the doubt about an event; a stale acceptance comes before all.
CONTRADICTION = 0.2
STALE = 2.0


# ---------------------------------------------------------------- decisions


def decision_id(decision: Decision) -> str:
    """The name of a decision: the same content has the same name on every machine."""
    return "de-" + hashlib.sha256(orjson.dumps(replace(decision, id=""), option=orjson.OPT_SORT_KEYS)).hexdigest()[:12]


def signed(decision: Decision) -> Decision:
    """The decision with its name."""
    return replace(decision, id=decision_id(decision))


def in_order(decisions: Iterable[Decision]) -> list[Decision]:
    """Each once, the oldest first."""
    return sorted({one.id: one for one in decisions}.values(), key=lambda one: (one.at, one.id))


def taken_back(undoings: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Of (undoing, what it undoes): all that is undone; an undoing that is undone itself counts no more.

    >>> sorted(taken_back([("u1", "a"), ("u2", "b"), ("u3", "u2")]))
    ['a', 'u2']
    """
    by: dict[str, list[str]] = {}
    for undoing, undone in undoings:
        by.setdefault(undone, []).append(undoing)

    def holds(name: str) -> bool:
        return not any(holds(one) for one in by.get(name, ()))

    return frozenset(name for name in by if not holds(name))


def in_force(decisions: Iterable[Decision]) -> list[Decision]:
    """Those that are not undone, the oldest first."""
    every = in_order(decisions)
    gone = taken_back((one.id, one.undoes) for one in every if one.undoes is not None)
    return [one for one in every if one.verb != "undo" and one.id not in gone]


# ---------------------------------------------------------------- pins


def pin_of(report: Report) -> Pin:
    """The pin that means this report's event."""
    event = report.event
    return Pin(report.article, report.source, report.key, event.type, event.act, event.trigger, event.evidence)


def meant(pin: Pin, events: Sequence[Event]) -> Event | None:
    """The event of the article that ``pin`` means; None where none or no single one is meant."""
    for rule in (_same_place, _same_words):
        found = [event for event in events if rule(pin, event)]
        for same in (_same_act, _same_type, _any):
            chosen = [event for event in found if same(pin, event)]
            if len(chosen) == 1:
                return chosen[0]
            if chosen:
                return None
    for rule in (_overlapping, _told_there):
        found = [event for event in events if rule(pin, event)]
        if len(found) == 1:
            return found[0]
    return None


def _same_place(pin: Pin, event: Event) -> bool:
    return event.trigger == pin.trigger


def _same_words(pin: Pin, event: Event) -> bool:
    """In the same sentence, as far from its beginning, by the same word."""
    return (
        _folded(event.trigger) == _folded(pin.trigger)
        and _folded(event.evidence) == _folded(pin.evidence)
        and _ahead(event.evidence, event.trigger) == _ahead(pin.evidence, pin.trigger)
    )


def _overlapping(pin: Pin, event: Event) -> bool:
    at = event.trigger
    return event.type == pin.type and at.start < pin.trigger.end and pin.trigger.start < at.end and _inside(pin, event)


def _inside(pin: Pin, event: Event) -> bool:
    """The word stands in the sentence that it stood in: the page has not been cut otherwise since."""
    ahead = event.trigger.start - pin.evidence.start
    return ahead >= 0 and pin.evidence.text[ahead:].startswith(event.trigger.text)


def _told_there(pin: Pin, event: Event) -> bool:
    """The act has its best sentence elsewhere now. Another word of the pin's own sentence may be another act."""
    return event.act == pin.act and any(_folded(span) == _folded(pin.evidence) for span in event.also)


def _same_act(pin: Pin, event: Event) -> bool:
    return event.act == pin.act


def _same_type(pin: Pin, event: Event) -> bool:
    return event.type == pin.type


def _any(_pin: Pin, _event: Event) -> bool:
    return True


def _folded(span: Span) -> str:
    return " ".join(span.text.split())


def _ahead(sentence: Span, word: Span) -> int:
    """How many words of the sentence stand before the word; -1 where it stands elsewhere."""
    at = word.start - sentence.start
    return len(sentence.text[:at].split()) if 0 <= at < len(sentence.text) else -1


# ---------------------------------------------------------------- reports


@dataclass(frozen=True, slots=True)
class Judged:
    """A report that is left, and the same as it is compared with others: with the values that a person gave it."""

    report: Report
    compared: Report


def judge_reports(reports: Iterable[Report], on: Mapping[str, Sequence[Decision]]) -> list[Judged]:
    """What decisions leave of an article's reports; ``on``: those in force on each event, in any order."""
    out = []
    for report in reports:
        decisions = in_order(on.get(report.event.id, ()))
        if decisions and _is_out(decisions):
            continue
        shown = _told(report, [one for one in decisions if one.reading])
        out.append(Judged(shown, _told(shown, [_moving(one) for one in decisions if not one.reading])))
    return out


def _moving(decision: Decision) -> Decision:
    """As it counts for comparing: a date that is taken out would let the event fall to any like it of another day."""
    by = decision.amendment
    return decision if by is None or not by.cleared else replace(decision, amendment=replace(by, cleared=()))


def _is_out(decisions: Sequence[Decision]) -> bool:
    """Whether the last word on it was that there is no such event; a rejected value leaves the event."""
    verdicts = [one.verb for one in decisions if one.verb == "accept" or (one.verb == "reject" and not one.amendment)]
    return bool(verdicts) and verdicts[-1] == "reject"


def _told(report: Report, decisions: Sequence[Decision]) -> Report:
    amendments = [one.amendment for one in decisions if one.amendment is not None]
    return replace(report, event=_all_amended(report.event, amendments)) if amendments else report


def _all_amended(told: T, amendments: Iterable[Amendment]) -> T:
    for one in amendments:
        told = amended(told, one)
    return told


def amended(told: T, by: Amendment) -> T:
    """``told`` with the values of the amendment."""
    changes: dict[str, Any] = {name: value for name in SETTING if (value := getattr(by, name)) is not None}
    changes.update(dict.fromkeys(by.cleared))
    if by.without:
        for side in SIDES:
            changes[side] = tuple(p for p in changes.get(side, getattr(told, side)) if not _is_named(p, by.without))
    return replace(told, **changes)


def _is_named(one: Participant, names: Sequence[str]) -> bool:
    return one.entity in names or one.name in names


# ---------------------------------------------------------------- events


def judge_event(cluster: Cluster, decisions: Iterable[Decision]) -> Cluster:
    """The event with what persons decided on its reports; ``decisions`` are in force, and each pins one of these."""
    ordered = in_order(decisions)
    if not ordered:
        return cluster
    ours = [one for one in ordered if one.amendment is not None and not one.reading]
    told = _all_amended(cluster, [one.amendment for one in ours if one.amendment is not None])
    settled = {name: one for one in ours for name in _fields(one)}
    conflicts = tuple(_settled(conflict, settled, told) for conflict in told.conflicts)
    return replace(told, conflicts=conflicts, decisions=tuple(_ruling(one, told) for one in ordered))


def _settled(conflict: CrossConflict, settled: Mapping[str, Decision], told: Cluster) -> CrossConflict:
    names = [name for name in SETTLES.get(conflict.kind, ()) if name in settled]
    if not names:
        return conflict
    value = "; ".join(dict(values(told))[VALUE_OF[name]] or "unknown" for name in names)
    by = max((settled[name] for name in names), key=lambda one: (one.at, one.id))
    return replace(conflict, detail=f"{conflict.detail}; {by.author} decided: {value}")


def _ruling(decision: Decision, told: Cluster) -> Ruling:
    d = decision
    stale = bool(d.seen) and d.seen != values(told)
    return Ruling(d.id, d.at, d.author, d.verb, d.reason, d.note, _fields(d), stale)


def _fields(decision: Decision) -> tuple[str, ...]:
    """What an amendment touches."""
    by = decision.amendment
    if by is None:
        return ()
    named = {name for name in SETTING if getattr(by, name) is not None}
    return tuple(sorted({*named, *by.cleared, *(SIDES if by.without else ())}))


VALUE_OF = {"time": "date", "status": "status", "actors": "actors", "targets": "targets", "place": "place"}
_READ: tuple[tuple[str, Callable[[Cluster], str]], ...] = (
    ("date", lambda event: (event.time.value or "") if event.time else ""),
    ("status", lambda event: event.status),
    ("act", lambda event: f"{event.type}/{event.act}"),
    ("actors", lambda event: _names(event.actors)),
    ("targets", lambda event: _names(event.targets)),
    ("place", lambda event: event.place.name if event.place else ""),
)


def values(event: Cluster) -> tuple[tuple[str, str], ...]:
    """What a reader sees of an event, by name."""
    return tuple((name, read(event)) for name, read in _READ)


def _names(side: Sequence[Participant]) -> str:
    return "; ".join(sorted({one.name for one in side}))


def doubt(event: Cluster) -> float | None:
    """How much an event wants looking at: the more the less certain it is; None where a person has judged it."""
    judged = [one for one in event.decisions if one.verb == "accept" or one.fields]
    if judged and not judged[-1].stale:
        return None
    disputed = sum(one.judgement == "contradiction" for one in event.conflicts)
    return round((STALE if judged else 0.0) + 1 - event.confidence + CONTRADICTION * disputed, 4)
