"""How well an article's own date is inferred when it is hidden.

Run: python bench/bench_published.py ROWS.jsonl [--lot tune|report|all] [--size 300] [--seed 20261128] [-v]
Rows need ``text``; ``title`` and ``outlet`` help; the day comes from ``date`` or from the address (``/2025/06/25/``).
Rows whose day cannot be read are left out. A seeded shuffle deals the others into two lots: ``report`` has the first
SIZE, ``tune`` the rest. Prints how many dates are exact, off by a day, inside the interval given, withheld, or wrong;
-v lists those of the last two.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from runut.clean import clean
from runut.extract.times import times
from runut.pipeline import read_document
from runut.records import Given, Published, RawPage

ISO = re.compile(r"(\d{4})[/-](\d\d)[/-](\d\d)")
IN_ADDRESS = re.compile(r"/(20\d\d)/(\d\d)/(\d\d)/|[/-](20\d\d)(\d\d)(\d\d)\d{2,}")
AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}) \d")
FORMS = ("%d%b%Y", "%B %d, %Y", "%d %B %Y", "%d-%b-%y")
WIDEST = 31


def known_day(row: dict[str, Any]) -> date | None:
    """The day that the row or its address gives."""
    said = re.sub(r"\+", " ", str(row.get("date") or "")).strip()
    address = IN_ADDRESS.search(str(row.get("url") or ""))
    if address is not None:
        return _day(*(part for part in address.groups() if part))
    match = ISO.match(said)
    if match:
        return _day(*match.groups())
    match = AMERICAN.match(said)
    if match:
        return _day(match[3], match[1], match[2])
    for form in FORMS:
        try:
            return datetime.strptime(said, form).date()
        except ValueError:
            continue
    found = times(said, None)
    return found[0].earliest if found and found[0].earliest == found[0].latest else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def rows(path: Path) -> Iterator[tuple[dict[str, Any], date]]:
    for line in path.read_text(encoding="utf8").split("\n"):
        row = json.loads(line or "{}")
        day = known_day(row)
        if day is not None and row.get("text"):
            yield row, day


def infer(row: dict[str, Any]) -> Published:
    """The date of the article by its own words: date and address are withheld."""
    given = Given(title=row.get("title") or None, outlet=row.get("outlet") or None)
    return read_document(clean(RawPage(str(row.get("id")), str(row["text"]).encode(), "text", given))).published


def outcome(found: Published, day: date) -> str:
    first, last = found.earliest, found.latest
    if first is None or last is None:
        return "withheld"
    if first <= day <= last:
        return "exact" if first == last else "inside" if (last - first).days <= WIDEST else "inside, wide"
    gap = max((first - day).days, (day - last).days)
    return ("off by one" if first == last else "beside") if gap == 1 else "wrong"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=Path)
    parser.add_argument("--lot", choices=("tune", "report", "all"), default="report")
    parser.add_argument("--size", type=int, default=300)
    parser.add_argument("--seed", type=int, default=20261128)
    parser.add_argument("-v", action="store_true")
    options = parser.parse_args()
    known = sorted(rows(options.rows), key=lambda pair: str(pair[0].get("id")))
    random.Random(options.seed).shuffle(known)
    lots = {"report": known[: options.size], "tune": known[options.size :], "all": known}
    counts: Counter[str] = Counter()
    for row, day in lots[options.lot]:
        found = infer(row)
        kind = outcome(found, day)
        counts[kind] += 1
        if options.v and kind in ("withheld", "wrong", "beside"):
            print(f"{kind}\t{row.get('id')}\t{day}\t{found.value}\t{found.basis}\t{found.why}")
    print(f"{options.lot}: {sum(counts.values())} articles")
    for kind, count in counts.most_common():
        print(f"  {kind:14} {count}")


if __name__ == "__main__":
    main()
