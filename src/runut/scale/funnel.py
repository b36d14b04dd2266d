"""The funnel: of what intake finds, only pages that may name somebody who is watched go on.

In: raw pages and rejects in the order of intake, a ``Watch``. Out: the same without the pages that name nobody
watched; ``None`` stands where some were, so that pages which were no neighbours are not joined. Pages that may be
those of one article (``seams``) go on together: the second page of a story about somebody often says only
"he".

>>> from runut.scale.files import Counts
>>> counts = Counts()
>>> list(funnel([RawPage("a.txt", b"Pasar ramai.", "text")], Watch.of(["Rusia"]), counts)), counts.passed_over
([None], 1)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from runut.records import RawPage, Reject
from runut.scale.files import Counts
from runut.scale.seams import may_join
from runut.scale.watch import Watch

__all__ = ["funnel"]

MOST = 30  # pages that are held until one of them names somebody


@dataclass(slots=True)
class _Chain:
    """Pages that may be those of one article, and whether one of them names somebody."""

    pages: list[RawPage] = field(default_factory=list)
    last: RawPage | None = None
    named: bool = False

    def takes(self, page: RawPage) -> bool:
        return self.last is not None and len(self.pages) < MOST and may_join(self.last, page)


def funnel(found: Iterable[RawPage | Reject], watch: Watch, counts: Counts) -> Iterator[RawPage | Reject | None]:
    """What goes on; what does not is counted in ``passed_over``."""
    chain = _Chain()
    for item in found:
        if isinstance(item, Reject):
            yield from _passed_over(chain, counts)
            chain = _Chain()
            yield item
            continue
        if not chain.takes(item):
            yield from _passed_over(chain, counts)
            chain = _Chain()
        chain.pages.append(item)
        chain.last = item
        chain.named = chain.named or watch.names(item)
        if chain.named:
            yield from chain.pages
            chain.pages.clear()
    yield from _passed_over(chain, counts)


def _passed_over(chain: _Chain, counts: Counts) -> Iterator[None]:
    if chain.pages:
        counts.passed_over += len(chain.pages)
        yield None
