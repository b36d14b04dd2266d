"""Decisions as lines of a table and as sentences.

In: decisions, whether they are in force, what their pins mean now; rulings on an event. Out: text. It decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Protocol

import orjson

from runut.publish.made import counted
from runut.publish.tables import JOINT, Table
from runut.records import Amendment, Cluster, Decision, EventTime, Participant, Place, Ruling

__all__ = ["decision_object", "decision_state", "decisions_left_out", "decisions_table", "in_brief", "set_values"]


class Held(Protocol):
    """A decision as a chronicle holds it."""

    @property
    def decision(self) -> Decision:
        """The decision."""

    @property
    def in_force(self) -> bool:
        """Not undone."""

    @property
    def waits(self) -> bool:
        """Something it is about is not here."""

    @property
    def events(self) -> Sequence[str | None]:
        """What its pins mean now."""


def decision_state(held: Held) -> str:
    """In force, undone, or waiting: for the article, or for a reading that gives the event again."""
    if not held.in_force:
        return "undone"
    if held.decision.verb == "undo" or not held.waits:
        return "in force"
    missing = sum(event is None for event in held.events)
    return "waiting" if missing == len(held.events) else f"in force, {missing} of {len(held.events)} waiting"


def decision_object(held: Held) -> dict[str, object]:
    """The record, with its state and what each of its pins means now; ``review import`` takes it as it is."""
    record: dict[str, object] = orjson.loads(orjson.dumps(held.decision))
    return {"state": decision_state(held), "events": list(held.events)} | record


def decisions_table(decisions: Iterable[Held]) -> Table:
    """One decision a row."""
    columns = ("at", "author", "verb", "about", "sets", "reason", "note", "state", "id", "undoes", "sources", "events")
    rows = tuple(
        (
            one.at[:19].replace("T", " "),
            one.author,
            one.verb,
            one.undoes or JOINT.join(dict.fromkeys(_words(pin.evidence.text) for pin in one.pins)),
            JOINT.join(set_values(one.amendment)) if one.amendment else "",
            one.reason or "",
            one.note or "",
            decision_state(held),
            one.id,
            one.undoes or "",
            JOINT.join(dict.fromkeys(pin.source for pin in (*one.pins, *one.others))),
            JOINT.join(dict.fromkeys(event or "?" for event in held.events)),
        )
        for held in decisions
        for one in [held.decision]
    )
    return Table(columns, rows, ("at", "author", "verb", "about", "sets", "reason", "state", "id"))


def in_brief(ruling: Ruling) -> str:
    """A decision on an event, on one line: "edit (time): sari, 2026-11-28"."""
    detail = [*((ruling.reason,) if ruling.reason else ruling.fields), *(["stale"] if ruling.stale else [])]
    what = f"{ruling.verb} ({', '.join(detail)})" if detail else ruling.verb
    return f"{what}: {ruling.author}, {ruling.at[:10]}{f' – {ruling.note}' if ruling.note else ''}"


def decisions_left_out(clusters: Iterable[Cluster]) -> tuple[str, ...]:
    """The note of an export that has no place for who decided what: the decisions hold there all the same."""
    number = sum(bool(cluster.decisions) for cluster in clusters)
    return counted(number, "note", "of who decided on an event and why (the decisions themselves hold)")


def set_values(amendment: Amendment) -> list[str]:
    """What it sets, a field each: "time = 2023-09-13"."""
    out = []
    for field in fields(amendment):
        value = getattr(amendment, field.name)
        if value is None or value == () or field.name in ("cameo", "mode", "type"):
            if not (value == () and field.name in ("actors", "targets")):
                continue
        if field.name == "cleared":
            out += [f"{name} = unknown" for name in value if name in ("place", "time")]
        elif field.name == "without":
            out += [f"without {name}" for name in value]
        else:
            out.append(f"{field.name} = {_value(value)}")
    return out


def _value(value: object) -> str:
    if isinstance(value, EventTime):
        return value.value or "unknown"
    if isinstance(value, Place):
        return value.name
    if isinstance(value, tuple):
        return ", ".join(one.name for one in value if isinstance(one, Participant)) or "none"
    return str(value)


def _words(text: str, most: int = 90) -> str:
    """The sentence on one line, cut."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
