"""TimeML 1.2.1: a zip archive of one document an article, as ``runut read --format timeml`` writes them.

In: a ``View``. Out: bytes. Only the events of the view are marked. Without text, every letter of the article is an x,
so that the offsets hold.
"""

from __future__ import annotations

from runut.publish.decisions import decisions_left_out
from runut.publish.formats.told import masked_note, told
from runut.publish.made import Made, archive
from runut.publish.timeml import timeml
from runut.publish.view import View

__all__ = ["write"]

LEFT_OUT = (
    "parties, places and claimants", "what articles tell together: merged dates, conflicts", "intervals and zones",
)  # fmt: skip


def write(view: View) -> Made:
    """The archive."""
    files = {f"{name}.tml": timeml(article).encode() for name, article in told(view)}
    return Made(archive(files), (*masked_note(view), *decisions_left_out(view.clusters), *LEFT_OUT))
