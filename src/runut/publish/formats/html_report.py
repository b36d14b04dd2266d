"""HTML: one page that needs no network, with every sentence in its article.

In: a ``View``. Out: bytes.
"""

from __future__ import annotations

from runut.publish.made import Made
from runut.publish.report import report
from runut.publish.textless import sentences_left_out
from runut.publish.view import View

__all__ = ["write"]


def write(view: View) -> Made:
    """The page."""
    return Made(report(view).encode(), sentences_left_out(view))
