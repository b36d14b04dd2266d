"""The sheet of an audit: a CSV file with one event a line, filled in by hand, in a spreadsheet or in the browser.

In: the events of a sample, or the file. Out: the rows with their verdicts, and the bytes of the file. What an event
said when it was drawn stands in its row: the sheet can be read after the event has changed or gone. It counts nothing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from runut.errors import UsageError
from runut.publish.wording import Language
from runut.records import Cluster
from runut.review.audit import WRONG, Judgement, lines

__all__ = ["Row", "read_rows", "read_sheet", "row_of", "sheet"]

RIGHT_WORDS = ("y", "yes", "ya", "benar", "right", "1")
WRONG_WORDS = ("n", "no", "t", "tidak", "salah", "wrong", "0")
OPEN_WORDS = ("", "?", "s")
SEEN = ("date", "status", "type", "line", "sentence", "source")
COLUMNS = ("verdict", "reason", "note", "by", "event", *SEEN, "drawn")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Row:
    """An event of the sample: the verdict, what a judge saw of it, and how the sample was drawn."""

    judgement: Judgement
    date: str = ""
    status: str = ""
    type: str = ""
    line: str = ""
    sentence: str = ""
    source: str = ""
    drawn: str = ""


def row_of(event: Cluster, judgement: Judgement | None, language: Language, drawn: str) -> Row:
    """The row of an event of the chronicle."""
    seen = lines(event, language)
    date, status, type, line, sentence, source = (seen[name] for name in SEEN)
    return Row(judgement or Judgement(event.id), date, status, type, line, sentence, source, drawn)


def sheet(rows: Iterable[Row]) -> bytes:
    """The rows as CSV."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    for row in rows:
        one = row.judgement
        verdict = "" if one.right is None else "y" if one.right else "n"
        said = {"verdict": verdict, "reason": one.reason, "note": one.note, "by": one.by, "event": one.event}
        said |= {name: getattr(row, name) for name in (*SEEN, "drawn")}
        writer.writerow({name: _cell(value) for name, value in said.items()})
    return out.getvalue().encode()


def _cell(value: str) -> str:
    """No formula: a spreadsheet would run it."""
    return f"'{value}" if value.startswith(FORMULA) else value


def _value(row: Mapping[str, str | None], name: str) -> str:
    """What was put into the cell."""
    cell = (row.get(name) or "").strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def read_sheet(path: Path) -> list[Judgement]:
    """The judgements of a sheet that was filled in.

    :raises UsageError: it is no such sheet, or a verdict or reason is none; the text names the line.
    """
    return [row.judgement for row in read_rows(path)]


def read_rows(path: Path) -> list[Row]:
    """The rows of a sheet that was filled in.

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
    return [
        Row(_judgement(path, rows.line_num, row), *(_value(row, name) for name in (*SEEN, "drawn"))) for row in rows
    ]


def _judgement(path: Path, number: int, row: Mapping[str, str | None]) -> Judgement:
    verdict, reason = (_value(row, name).lower() for name in ("verdict", "reason"))
    if verdict not in (*RIGHT_WORDS, *WRONG_WORDS, *OPEN_WORDS):
        raise UsageError(f"{path}, line {number}: verdict {verdict!r} is neither y nor n nor empty")
    if reason and reason not in WRONG:
        raise UsageError(f"{path}, line {number}: the reason {reason!r} is unknown; choose one of {', '.join(WRONG)}")
    right = None if verdict in OPEN_WORDS else verdict in RIGHT_WORDS
    if right and reason:
        raise UsageError(f"{path}, line {number}: judged right, and yet {reason}; take one of the two out")
    return Judgement(_value(row, "event"), right, reason, _value(row, "note"), _value(row, "by"))
