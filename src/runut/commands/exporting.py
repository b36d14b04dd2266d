"""The filtered chronicle as one published file: from the store's view to ``runut.publish.export``.

In: a format's name, a view of the store, a file name or None for the screen. Out: the file, whole or not at all. The
formats themselves are ``runut.publish``'s. What a format could not hold is one line on standard error.
"""

from __future__ import annotations

import sys
from pathlib import Path

from runut.errors import UsageError
from runut.keep.filters import Filter
from runut.keep.view import View as Stored
from runut.publish import format_of, make, write_whole
from runut.publish.view import ReceiptSummary, View
from runut.publish.wording import Language

__all__ = ["export_to"]


def export_to(
    format_name: str, stored: Stored, output: str | None, *, text: bool | None = None, language: Language = "id"
) -> None:
    """Write the view to a file, whole or not at all, or to the screen; what is left out goes to standard error."""
    found = format_of(format_name)
    file = output if output and output != "-" else None
    if found.binary and file is None and sys.stdout.isatty():
        raise UsageError(f"{format_name} is no text; name a file with -o, or send it on with > or |")
    made = make(format_name, _view(stored, language), text=text)
    if file is not None:
        write_whole(Path(file), made.data)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(made.data)
        sys.stdout.buffer.flush()
    if made.left_out:
        print(f"runut: {format_name} leaves out: {'; '.join(made.left_out)}", file=sys.stderr)


def _view(stored: Stored, language: Language) -> View:
    clusters = tuple(stored.timeline())
    told = {report.article for cluster in clusters for report in cluster.reports}
    whole = stored.wanted == Filter()
    rows = [row for row in stored.everything().articles() if whole or row.article.document.id in told]
    return View(
        clusters=clusters,
        articles=tuple(row.article for row in rows),
        conflicts=tuple(stored.conflicts()),
        receipt=_receipt(stored),
        copies_of={row.article.document.id: row.copies_of for row in rows if row.copies_of},
        title=stored.store.path.stem,
        filter=in_words(stored.wanted),
        language=language,
    )


def _receipt(stored: Stored) -> ReceiptSummary:
    """What the chronicle holds and refused, over all its builds."""
    totals = stored.store.totals()
    return ReceiptSummary(
        read=totals.articles + len(totals.rejects),
        kept=totals.articles,
        copies=totals.copies,
        other_language=sum(reject.reason == "other-language" for reject in totals.rejects),
        undated=totals.undated,
        unreadable=sum(reject.reason != "other-language" for reject in totals.rejects),
        rejects=totals.rejects,
    )


def in_words(wanted: Filter) -> str:
    """The filter as it was typed; "" for none."""
    between = [f"--between {' '.join(wanted.between)}"] if wanted.between else []
    named = (
        ("--actor", wanted.actors),
        ("--type", wanted.types),
        ("--status", wanted.statuses),
        ("--outlet", wanted.outlets),
    )
    lists = [f"{option} {value}" for option, values in named for value in values]
    single = (("--from", wanted.since), ("--to", wanted.until), ("--search", wanted.words))
    dated = [f"{option} {value}" for option, value in single if value is not None]
    flags = [option for option, is_on in (("--conflict", wanted.conflicts), ("--newest", wanted.newest)) if is_on]
    limit = [] if wanted.limit is None else [f"--limit {wanted.limit}"]
    offset = [f"--offset {wanted.offset}"] if wanted.offset else []
    return " ".join([*between, *lists, *dated, *flags, *limit, *offset])
