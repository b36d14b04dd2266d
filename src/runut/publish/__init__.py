"""Publish: a filtered chronicle in a form that others read.

In: a ``View``. Out: bytes with a note of what the format could not hold, and a file where a path is given; the file
appears whole or not at all. Each format is a module of ``publish.formats`` that is loaded on use; the table of them,
with their readers and what each leaves out, is ``docs/formats.md``.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from runut.errors import UsageError
from runut.publish.made import Made
from runut.publish.view import ReceiptSummary, View

__all__ = ["FORMATS", "Format", "Made", "ReceiptSummary", "View", "export", "format_of", "make", "write_whole"]


@dataclass(frozen=True, slots=True)
class Format:
    """An export format. ``text``: whether it carries the articles' sentences when nobody says otherwise."""

    module: str
    summary: str
    text: bool = True
    binary: bool = False


FORMATS: dict[str, Format] = {
    "jsonl": Format("jsonl", "JSON lines, the records of timeline --json"),
    "csv": Format("csv_table", "CSV, one event a line"),
    "markdown": Format("markdown_document", "Markdown document with every sentence"),
    "html": Format("html_report", "one self-contained page: timeline, filter, sentences in their articles"),
    "xlsx": Format("xlsx", "Excel workbook with live links", binary=True),
    "docx": Format("docx", "Word brief with numbered sources", binary=True),
    "parquet": Format("parquet", "Parquet table (needs pyarrow: the extra parquet)", text=False, binary=True),
    "polecat": Format("polecat", "POLECAT's 40 columns, tab-separated", text=False),
    "icews": Format("icews", "ICEWS's 20 columns, tab-separated", text=False),
    "gdelt": Format("gdelt", "GDELT 2.0's 61 event columns, tab-separated, no header", text=False),
    "plover": Format("plover", "PLOVER JSON, future and negated acts folded", text=False),
    "timelinejs": Format("timelinejs", "TimelineJS JSON"),
    "icalendar": Format("icalendar", "iCalendar (.ics)"),
    "geojson": Format("geojson", "GeoJSON, one feature an event"),
    "graphml": Format("graphml", "GraphML network of who acts with whom"),
    "ftm": Format("ftm", "FollowTheMoney entities, JSON lines", text=False),
    "jsonld": Format("jsonld", "JSON-LD with schema.org and PROV"),
    "timeml": Format("timeml_archive", "TimeML 1.2.1, a zip of one file an article", binary=True),
    "brat": Format("brat", "brat standoff, a zip of two files an article", binary=True),
    "bibtex": Format("bibtex", "BibTeX entries of the articles"),
    "csl": Format("csl", "CSL-JSON entries of the articles, for Zotero and pandoc"),
}


def make(name: str, view: View, *, text: bool | None = None) -> Made:
    """``view`` in the format. ``text``: with or without the articles' sentences; None as the format has it by default.

    :raises UsageError: there is no such format, or a package that it needs is not installed.
    """
    found = format_of(name)
    if not (found.text if text is None else text):
        from runut.publish.textless import without_text

        view = without_text(view)
    made = import_module(f"runut.publish.formats.{found.module}").write(view)
    assert isinstance(made, Made)
    return made


def export(format: str, view: View, out: Path | None = None, *, text: bool | None = None) -> bytes:
    """The bytes of ``make``, written to ``out`` if given.

    :raises UsageError: as ``make``, or ``out`` cannot be written.
    """
    data = make(format, view, text=text).data
    if out is not None:
        write_whole(out, data)
    return data


def format_of(name: str) -> Format:
    """The format of that name.

    :raises UsageError: there is none.
    """
    if name not in FORMATS:
        raise UsageError(f"there is no export format {name!r}; choose one of {', '.join(FORMATS)}")
    return FORMATS[name]


def write_whole(out: Path, data: bytes) -> None:
    """Write beside the target, then rename: a reader never sees half a file."""
    if out.is_dir():
        raise UsageError(f"{out} is a folder; name a file with -o")
    try:
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).chmod(0o644)
            Path(name).replace(out)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UsageError(f"{out}: cannot be written: {error.strerror}") from error
