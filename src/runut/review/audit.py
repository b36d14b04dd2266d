"""How often the chronicle of one's own corpus is right: a random sample, judged by a person, with its interval.

In: an open ``Store`` and a ``Filter``; later the judgements. Out: the sample as lines to fill in, and precision with
its Wilson interval at 95 %. Which events are drawn depends on the seed and their ids alone: the same chronicle gives
the same sample on every machine, and a larger sample holds the smaller one. The interval is about the draw; it knows
nothing of a judge's mistakes, and a sample says nothing about events that were missed.

>>> low, high = wilson(45, 50)
>>> round(low, 3), round(high, 3)
(0.786, 0.957)
"""

from __future__ import annotations

import csv
import hashlib
import io
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from runut.errors import UsageError
from runut.keep import schema
from runut.keep.engine import reading
from runut.keep.filters import Filter, matching
from runut.keep.rows import pick, unpack
from runut.keep.store import Store
from runut.publish.dates import honest_day
from runut.publish.phrasing import lead_report, sentence
from runut.publish.wording import Language
from runut.records import Cluster

__all__ = ["WRONG", "Judgement", "Precision", "lines", "precision", "read_sheet", "sample", "sheet", "wilson"]

Z = 1.959964  # of the normal distribution, for 95 %
COLUMNS = ("verdict", "reason", "note", "event", "date", "status", "type", "line", "sentence", "source")
RIGHT_WORDS = ("y", "yes", "ya", "benar", "right", "1")
WRONG_WORDS = ("n", "no", "t", "tidak", "salah", "wrong", "0")
OPEN_WORDS = ("", "?", "s")
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
    right: bool | None
    reason: str
    note: str


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


def sheet(events: Iterable[Cluster], judged: Mapping[str, Judgement], language: Language) -> bytes:
    """The sample as CSV, with what is judged already."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    for event in events:
        known = judged.get(event.id)
        verdict = "" if known is None or known.right is None else "y" if known.right else "n"
        said = {"verdict": verdict, "reason": known.reason if known else "", "note": known.note if known else ""}
        writer.writerow({name: _cell(value) for name, value in (said | lines(event, language)).items()})
    return out.getvalue().encode()


def _cell(value: str) -> str:
    """No formula: a spreadsheet would run it."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def read_sheet(path: Path) -> list[Judgement]:
    """The judgements of a sheet that was filled in.

    :raises UsageError: it is no such sheet, or a verdict or reason is none; the text names the line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read as a sheet ({error})") from error
    head = text.split("\n", 1)[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if head.count(";") > head.count(",") else ",")
    if not {"event", "verdict"} <= set(rows.fieldnames or ()):
        raise UsageError(f"{path} has no columns event and verdict; make it with: runut audit --sample 200 -o {path}")
    return [_judgement(path, rows.line_num, row) for row in rows]


def _judgement(path: Path, number: int, row: Mapping[str, str | None]) -> Judgement:
    verdict, reason = ((row.get(name) or "").strip().lower() for name in ("verdict", "reason"))
    if verdict not in (*RIGHT_WORDS, *WRONG_WORDS, *OPEN_WORDS):
        raise UsageError(f"{path}, line {number}: verdict {verdict!r} is neither y nor n nor empty")
    if reason and reason not in WRONG:
        raise UsageError(f"{path}, line {number}: the reason {reason!r} is unknown; choose one of {', '.join(WRONG)}")
    right = None if verdict in OPEN_WORDS else verdict in RIGHT_WORDS
    if right and reason:
        raise UsageError(f"{path}, line {number}: judged right, and yet {reason}; take one of the two out")
    return Judgement((row.get("event") or "").strip(), right, reason, (row.get("note") or "").strip())


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
