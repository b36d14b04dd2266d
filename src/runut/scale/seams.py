"""Where pages may be parted: two that may be those of one article stay together.

In: two raw pages, one after the other. Out: whether cleaning them could show that they are pages of one article. It
reads addresses, as ``clean.joining`` does, and bytes only.

>>> page = RawPage("a.txt", b"Pertemuan di Moskow.", "text")
>>> may_join(page, page), may_join(page, RawPage("b.txt", b"Pertemuan di Moskow (halaman 2)", "text"))
(False, True)
"""

from __future__ import annotations

import re

from runut.clean.joining import numbered
from runut.records import RawPage

__all__ = ["may_join"]

# Blanks as pages write them, too; a number that is itself written in entities is not seen.
_NUMBERED = re.compile(rb"(?:halaman|hal\.?|page|bagian)(?:\s|&[#\w]{1,8};|[\x80-\xff])*\d", re.IGNORECASE)


def may_join(page: RawPage, following: RawPage) -> bool:
    """Whether the two may be pages of one article; a False is certain."""
    if page.given.url or following.given.url:
        return _stem(page.given.url) == _stem(following.given.url)
    plain = b"\0" not in following.data  # else of two or four bytes a letter
    title = (following.given.title or "").encode()
    return not plain or bool(_NUMBERED.search(following.data) or _NUMBERED.search(title))


def _stem(url: str | None) -> str | None:
    """What the addresses of all pages of one article share."""
    return numbered(url)[0] if url else None
