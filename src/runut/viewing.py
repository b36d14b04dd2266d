"""From the store's view to what is published: the filtered chronicle, whole in memory.

In: a view of the store and a language. Out: ``publish.View``, which ``runut export`` and the workbench publish.
It writes nothing.
"""

from __future__ import annotations

from runut.keep.filters import Filter
from runut.keep.view import View as Stored
from runut.publish.view import ReceiptSummary, View
from runut.publish.wording import Language

__all__ = ["in_words", "whole_view"]


def whole_view(stored: Stored, language: Language) -> View:
    """The events that the filter leaves, with their articles and disagreements, and the receipt of all builds."""
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
        without_model=totals.without_model,
    )


def in_words(wanted: Filter) -> str:
    """The filter as it was typed; "" for none."""
    between = [f"--between {' '.join(wanted.between)}"] if wanted.between else []
    named = (
        ("--actor", wanted.actors),
        ("--type", wanted.types),
        ("--status", wanted.statuses),
        ("--outlet", wanted.outlets),
        ("--place", wanted.places),
        ("--certainty", wanted.certainties),
    )
    lists = [f"{option} {value}" for option, values in named for value in values]
    single = (("--from", wanted.since), ("--to", wanted.until), ("--search", wanted.words))
    dated = [f"{option} {value}" for option, value in single if value is not None]
    flags = [option for option, is_on in (("--conflict", wanted.conflicts), ("--newest", wanted.newest)) if is_on]
    limit = [] if wanted.limit is None else [f"--limit {wanted.limit}"]
    offset = [f"--offset {wanted.offset}"] if wanted.offset else []
    return " ".join([*between, *lists, *dated, *flags, *limit, *offset])
