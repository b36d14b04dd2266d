"""Differences of two chronicles as objects, and as lines of a table.

In: ``Difference`` s. Out: what ``runut diff --json`` prints, and the rows of its table. It compares nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from runut.publish.phrasing import sentence
from runut.publish.tables import JOINT, Table
from runut.publish.wording import Language
from runut.records import Cluster, Difference

__all__ = ["difference_object", "differences_table", "reasons"]


def difference_object(found: Difference) -> dict[str, object]:
    """What ``runut diff --json`` prints for one difference."""
    return {
        "kind": found.kind,
        "old": [_event(event) for event in found.old],
        "new": [_event(event) for event in found.new],
        "fields": {name: {"old": old, "new": new} for name, old, new in found.fields},
        "why": [{"reason": reason, "sources": list(sources)} for reason, sources in found.why],
    }


def differences_table(differences: Iterable[Difference], language: Language = "id") -> Table:
    """One difference a row; a merge names what was merged in ``old``, a split what came of it in ``new``."""
    columns = ("kind", "old", "new", "fields", "why", "old_ids", "new_ids")
    rows = tuple(
        (
            found.kind,
            _lines(found.old, language),
            _lines(found.new, language) if found.kind != "changed" else "",
            JOINT.join(f"{name}: {old or '-'} -> {new or '-'}" for name, old, new in found.fields),
            reasons(found),
            JOINT.join(event.id for event in found.old),
            JOINT.join(event.id for event in found.new),
        )
        for found in differences
    )
    return Table(columns, rows, ("kind", "old", "new", "fields", "why"))


def reasons(found: Difference) -> str:
    """Why, on one line; of many sources the first two and how many more."""
    return JOINT.join(f"{reason}{_named(sources)}" for reason, sources in found.why)


def _named(sources: Sequence[str]) -> str:
    names = [source.replace("\\", "/").rsplit("/", 1)[-1] for source in sources[:2]]
    more = [f"{len(sources) - 2} more"] if len(sources) > 2 else []
    return f": {', '.join([*names, *more])}" if names else ""


def _lines(events: Sequence[Cluster], language: Language) -> str:
    return " | ".join(sentence(event, language) for event in events)


def _event(event: Cluster) -> dict[str, object]:
    return {
        "id": event.id,
        "line": sentence(event, "id"),
        "reports": [
            {
                "source": report.source,
                "key": report.key,
                "article": report.article,
                "trigger": {"start": report.event.trigger.start, "end": report.event.trigger.end},
            }
            for report in event.reports
        ],
    }
