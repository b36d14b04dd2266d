"""Markdown: the chronicle as a document, by year and date.

In: a ``View``. Out: bytes.
"""

from __future__ import annotations

from runut.publish.made import Made
from runut.publish.markdown import markdown
from runut.publish.textless import sentences_left_out
from runut.publish.view import View

__all__ = ["write"]


def write(view: View) -> Made:
    """The document."""
    left_out = (*sentences_left_out(view), "parties' codes, offsets and the rules behind each value")
    return Made(markdown(view, view.language).encode(), left_out)
