"""A job as its page and its JSON show it: how far it is, its receipt, and links to what it added.

In: the clerk, the desk, a job. Out: frozen rows. The receipt is that of ``runut build``, reason by reason.

>>> Line("a.html", "article-1", "no day in it").why
'no day in it'
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from runut.keep import lookup
from runut.keep.lookup import Added
from runut.reading import OTHER_LANGUAGE
from runut.receipt import Receipt
from runut.records import Reject
from runut.serve.clerk import Clerk
from runut.serve.desk import Desk
from runut.serve.jobs import Job, Progress

__all__ = ["JobPage", "Line", "job_object", "job_page"]

SHOWN = 500  # lines of one kind on the page; the JSON has all


@dataclass(frozen=True, slots=True)
class Line:
    """A source with what is said of it; ``article`` is its page here, where it has one."""

    source: str
    article: str | None
    why: str


@dataclass(frozen=True, slots=True)
class JobPage:
    """One job. ``place`` counts those before it in the queue."""

    job: Job
    place: int
    progress: Progress | None
    receipt: Receipt | None
    added: tuple[Added, ...]
    refused: tuple[Line, ...]
    copies: tuple[Line, ...]
    undated: tuple[Line, ...]
    reasons: tuple[tuple[str, int], ...]

    @property
    def left(self) -> int:
        """How many of the things sent are still to be read."""
        return sum(one.left for one in self.job.sent)


def job_page(clerk: Clerk, desk: Desk, job: Job) -> JobPage:
    """The job as it is now."""
    receipt = None if job.is_going else clerk.inbox.receipt(job.id)
    added = lookup.added(desk.store, job.runs) if job.runs and not job.is_going else ()
    names = {(one.source, one.key): one.article for one in added}
    waiting = clerk.waiting
    return JobPage(
        job=job,
        place=waiting.index(job.id) if job.id in waiting else 0,
        progress=clerk.progress(job.id),
        receipt=receipt,
        added=added,
        refused=_lines((r.source, None, f"{r.reason}: {r.detail}", None) for r in (receipt.rejects if receipt else ())),
        copies=_lines(
            (c.source, c.key, ", ".join(c.of), names.get((c.source, c.key)))
            for c in (receipt.copies if receipt else ())
        ),
        undated=_lines(
            (u.source, u.key, u.why, names.get((u.source, u.key))) for u in (receipt.undated if receipt else ())
        ),
        reasons=_reasons(receipt.rejects if receipt else ()),
    )


def _lines(rows: Iterable[tuple[str, str | None, str, str | None]]) -> tuple[Line, ...]:
    return tuple(
        Line(source if key is None else f"{source} ({key})", article, why) for source, key, why, article in rows
    )


def _reasons(rejects: Iterable[Reject]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(reject.reason for reject in rejects if reject.reason != OTHER_LANGUAGE).items()))


def job_object(page: JobPage) -> dict[str, object]:
    """The job as JSON."""
    job, progress = page.job, page.progress
    return {
        "id": job.id,
        "made": job.made,
        "state": job.state,
        "why": job.why or None,
        "before_it": page.place,
        "sent": [{"name": one.name, "size": one.size, "left": one.left} for one in job.sent],
        "progress": progress
        and {
            "doing": progress.doing,
            "source": progress.source,
            "read": progress.read,
            "kept": progress.kept,
            "already_there": progress.already_there,
            "refused": progress.refused,
        },
        "receipt": page.receipt and page.receipt.to_object(),
        "articles": [
            {"id": one.article, "source": one.source, "key": one.key, "title": one.title, "n_events": one.n_events}
            for one in page.added
        ],
    }
