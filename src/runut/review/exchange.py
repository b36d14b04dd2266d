"""Decisions taken elsewhere and brought back: one JSON object a line, with the record's own field names.

In: decisions, or lines. Out: bytes, or decisions that are checked. A decision brings its own name along, which follows
from its content: one that was changed on the way is refused. A line without ``id`` is given its name. The order of the
lines does not matter, and a decision that is there already is passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import get_args

import orjson

from runut.errors import UsageError
from runut.fuse.decided import decision_id, signed
from runut.keep.codec import decode
from runut.keep.decisions import append, held
from runut.keep.merging import merge
from runut.keep.store import Store
from runut.records import Decision, DecisionVerb, Pin

__all__ = ["TakenIn", "decisions_in", "moment", "take_in", "written"]


@dataclass(frozen=True, slots=True)
class TakenIn:
    """How many decisions were added, were here already, and how many of the added wait for something."""

    added: int
    known: int
    waiting: int


def written(decisions: Iterable[Decision]) -> Iterator[bytes]:
    """A line for each."""
    for one in decisions:
        yield orjson.dumps(one) + b"\n"


def decisions_in(data: bytes, name: str) -> list[Decision]:
    """The decisions of a file called ``name``; all or none.

    :raises UsageError: a line is no decision, or was changed since it was made.
    """
    found = []
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip():
            try:
                found.append(_decision(line))
            except (UsageError, TypeError, ValueError, AttributeError, KeyError) as error:
                raise UsageError(f"{name}, line {number}: no decision ({error})") from error
    return found


def take_in(store: Store, decisions: Sequence[Decision]) -> TakenIn:
    """Keep the decisions that are new and merge what they are about."""
    new = append(store, decisions)
    merge(store)
    names = {one.id for one in new}
    waiting = sum(one.waits for one in held(store) if one.decision.id in names)
    return TakenIn(len(new), len(decisions) - len(new), waiting)


def _decision(line: bytes) -> Decision:
    given = orjson.loads(line)
    if not isinstance(given, dict):
        raise ValueError("a line is one JSON object")
    one = decode(Decision, orjson.dumps({"id": ""} | given))
    if one.verb not in get_args(DecisionVerb):
        raise ValueError(f"verb {one.verb!r} is none of {', '.join(get_args(DecisionVerb))}")
    if not (isinstance(one.author, str) and one.author):
        raise ValueError("it has no author")
    if moment(one.at) != one.at:
        raise ValueError(f"at {one.at!r} is not UTC as in {moment(one.at)}")
    if (one.undoes is None) == (one.verb == "undo") or bool(one.pins) == (one.verb == "undo"):
        raise ValueError("an undo names a decision, every other decision its reports (pins)")
    for pin in (*one.pins, *one.others):
        _check(pin)
    if one.id and one.id != decision_id(one):
        raise ValueError(f"{one.id} was changed after it was made; leave id out to make another decision of it")
    return signed(one)


def _check(pin: Pin) -> None:
    for span in (pin.trigger, pin.evidence):
        if span.end - span.start != len(span.text):
            raise ValueError(f"the span {span.start} to {span.end} does not fit its text")
    if not isinstance(pin.article, str):
        raise ValueError("a pin's article is its id")


def moment(value: str) -> str:
    """A time as decisions keep it: UTC, so that the order of the letters is that of time.

    >>> moment("2026-11-28T16:00+07:00")
    '2026-11-28T09:00:00.000000Z'
    """
    try:
        read = datetime.fromisoformat(value)
    except ValueError as error:
        raise UsageError(f"{value!r} is no time; write 2026-11-28T09:00Z or 2026-11-28T16:00+07:00") from error
    if read.tzinfo is None:
        raise UsageError(f"{value!r} has no zone; write 2026-11-28T09:00Z or 2026-11-28T16:00+07:00")
    return read.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
