"""How often the chronicle of one's own corpus is right: a random sample, judged by a person, with its interval.

In: an open ``Store`` and a ``Filter``; later the judgements (``sheet`` keeps them). Out: the sample, and precision with
its Wilson interval at 95 %. Which events are drawn depends on the seed and their ids alone: the same chronicle gives
the same sample on every machine, and a larger sample holds the smaller one. The interval is about the draw; it knows
nothing of a judge's mistakes, and a sample says nothing about events that were missed.

>>> low, high = wilson(45, 50)
>>> round(low, 3), round(high, 3)
(0.786, 0.957)
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from runut.keep import schema
from runut.keep.engine import reading
from runut.keep.filters import Filter, matching
from runut.keep.rows import pick, unpack
from runut.keep.store import Store
from runut.publish.dates import honest_day
from runut.publish.phrasing import lead_report, sentence
from runut.publish.wording import Language
from runut.records import Cluster

__all__ = ["WRONG", "Judgement", "Precision", "figures_object", "lines", "precision", "sample", "wilson"]

Z = 1.959964  # of the normal distribution, for 95 %
# Why an event is wrong. True: it is an event of the article all the same, with a wrong value.
WRONG: Mapping[str, bool] = {
    "not-an-event": False,
    "not-article-text": False,
    "duplicate": False,
    "wrong-type": True,
    "wrong-status": True,
    "wrong-person": True,
    "wrong-date": True,
    "wrong-place": True,
    "other": False,
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person says of one event of the sample; ``right`` None: not judged."""

    event: str
    right: bool | None = None
    reason: str = ""
    note: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Precision:
    """``right`` of ``judged``, and the interval in which the share of the whole chronicle lies, 95 times of 100."""

    name: str
    right: int
    judged: int
    low: float
    high: float


def wilson(right: int, judged: int) -> tuple[float, float]:
    """The Wilson score interval at 95 %; all there is where nothing was judged."""
    if not judged:
        return 0.0, 1.0
    share, z2 = right / judged, Z * Z
    middle = share + z2 / (2 * judged)
    reach = Z * math.sqrt(share * (1 - share) / judged + z2 / (4 * judged * judged))
    scale = 1 + z2 / judged
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)


def sample(store: Store, wanted: Filter, size: int, seed: int) -> list[Cluster]:
    """``size`` events that the filter leaves, each as likely as any other, in the order of the draw."""
    table = schema.clusters
    with reading(store.engine) as connection:
        names = list(connection.execute(select(table.c.id).where(*matching(connection, wanted))).scalars())
        drawn = sorted(names, key=lambda name: hashlib.blake2b(f"{seed} {name}".encode()).digest())[:size]
        found = {row.id: row.record for row in pick(connection, [table.c.id, table.c.record], table.c.id, drawn)}
    return [unpack(Cluster, found[name]) for name in drawn]


def lines(event: Cluster, language: Language) -> dict[str, str]:
    """What a judge has to see of an event."""
    lead = lead_report(event)
    return {
        "event": event.id,
        "date": honest_day(event, language),
        "status": event.status,
        "type": f"{event.type}/{event.act}",
        "line": sentence(event, language),
        "sentence": " ".join(lead.event.evidence.text.split()) if lead else "",
        "source": lead.source if lead else "",
    }


def precision(judgements: Sequence[Judgement]) -> tuple[tuple[Precision, ...], Counter[str]]:
    """Right in every part, and an event of the article at all; and how often which reason was given."""
    judged = [one for one in judgements if one.right is not None]
    wrong = [one for one in judged if not one.right]
    right, real = len(judged) - len(wrong), sum(WRONG.get(one.reason, False) for one in wrong)
    figures = tuple(
        Precision(name, n, len(judged), *wilson(n, len(judged)))
        for name, n in (("right in every part", right), ("an event of the article", right + real))
    )
    return figures, Counter(one.reason or "no reason given" for one in wrong)


def figures_object(judgements: Sequence[Judgement]) -> dict[str, object]:
    """The figures as one object: what ``--judged --json`` prints."""
    figures, reasons = precision(judgements)
    total = figures[0].judged
    named = [
        {"name": f.name, "right": f.right, "judged": f.judged, "precision": f.right / total if total else None,
         "low": f.low, "high": f.high}
        for f in figures
    ]  # fmt: skip
    return {"drawn": len(judgements), "judged": total, "figures": named, "reasons": dict(sorted(reasons.items()))}
