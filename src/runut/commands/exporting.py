"""The filtered chronicle as one published file: from the store's view to ``runut.publish.export``.

In: a format's name, a view of the store, a file name or None for the screen. Out: the file, whole or not at all. The
formats themselves are ``runut.publish``'s.
"""

from __future__ import annotations

import sys
from pathlib import Path

from runut.keep.filters import Filter
from runut.keep.view import View as Stored
from runut.publish import export
from runut.publish.view import ReceiptSummary, View

__all__ = ["export_to"]


def export_to(format_name: str, stored: Stored, output: str | None) -> None:
    """Write the view to a file, whole or not at all, or to the screen."""
    data = export(format_name, _view(stored), Path(output) if output and output != "-" else None)
    if not output or output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def _view(stored: Stored) -> View:
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
    named = (("--actor", wanted.actors), ("--type", wanted.types), ("--status", wanted.statuses))
    lists = [f"{option} {value}" for option, values in named for value in values]
    single = (("--from", wanted.since), ("--to", wanted.until), ("--search", wanted.words), ("--limit", wanted.limit))
    return " ".join([*between, *lists, *(f"{option} {value}" for option, value in single if value is not None)])
