"""The report of a run as JSON: the receipt, what it read by, how it was called, and checks of the result.

In: a receipt, the open store, the settings. Out: an object for ``build --report FILE``. It looks at counts, not at
every value: that is ``runut verify``'s.

::

    report(receipt, store, {"workers": 4})
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from runut.config import fusing_version
from runut.engines import present
from runut.keep.store import Store
from runut.receipt import Receipt

__all__ = ["Check", "report"]


@dataclass(frozen=True, slots=True)
class Check:
    """Something that must hold after a build; ``holds`` is None where this build does not let it be told."""

    check: str
    holds: bool | None
    detail: str


def report(receipt: Receipt, store: Store, settings: Mapping[str, Any]) -> dict[str, Any]:
    """The whole report."""
    engine = present()
    checks = [
        {"check": one.check, "holds": one.holds, "detail": one.detail} for one in _checks(receipt, store, engine.name)
    ]
    read_by = {"engine": engine.name, "fusing": fusing_version()} | engine.digests()
    return receipt.to_object() | {"read_by": read_by, "settings": dict(settings), "checks": checks}


def _checks(receipt: Receipt, store: Store, engine: str) -> Iterator[Check]:
    again = bool(receipt.reread or receipt.not_reread or receipt.interrupted)  # what was read again was not found
    told = receipt.kept + receipt.joined + receipt.already_there + len(receipt.rejects)
    detail = f"read {receipt.read}; kept, joined, there and refused {told}"
    yield Check("every page is accounted for", None if again else receipt.read == told, detail)
    yield Check("everything is merged", not store.is_stale(), "")
    outdated = store.count_outdated(engine)
    yield Check("all is read by the present rules", not outdated, f"{outdated} articles are not")
    totals = store.totals()
    events, conflicts = store.counts()
    yield Check("the counts are the chronicle's", (events, conflicts) == (receipt.events, receipt.conflicts), "")
    yield Check("it is not empty", totals.articles > 0, f"{totals.articles} articles, {events} events")
