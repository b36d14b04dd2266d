"""Tab-separated tables as the data sets of events have them: no quotes, so no tab and no line break in a cell.

In: columns and rows by column name. Out: bytes; what a row does not name is empty. Numbers lose a needless fraction.
A cell that a spreadsheet would run as a formula is written as it is, but for the sign in front: these files are read by
programs that would take an apostrophe for a part of the name.

>>> tsv(("a", "b"), [{"b": "x\\ty", "a": 2.0}], header=True)
b'a\\tb\\n2\\tx y\\n'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from runut.publish.sources import plain

Value = str | int | float | None
FORMULA = "=@+-"


def tsv(columns: Sequence[str], rows: Iterable[Mapping[str, Value]], *, header: bool) -> bytes:
    """The table; a row with a column that the table does not have is a mistake of ours."""
    lines = ["\t".join(columns)] if header else []
    known = set(columns)
    for row in rows:
        assert known.issuperset(row), sorted(set(row) - known)
        lines.append("\t".join(cell(row.get(column)) for column in columns))
    return "".join(f"{line}\n" for line in lines).encode()


def cell(value: Value) -> str:
    """One cell."""
    if value is None:
        return ""
    if isinstance(value, str):
        return plain(value).lstrip(FORMULA).strip()
    return str(value) if isinstance(value, int) else f"{value:.10g}"
