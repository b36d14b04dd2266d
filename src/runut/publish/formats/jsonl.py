"""JSON lines: the records of ``runut timeline --json``, one event a line.

In: a ``View``. Out: bytes. Without text, the text of a sentence's span is empty, its offsets stay; ``article`` is the
beginning of the hash of the article's bytes.
"""

from __future__ import annotations

from runut.publish.json_lines import cluster_object, dumps
from runut.publish.made import Made
from runut.publish.textless import sentences_left_out
from runut.publish.view import View

__all__ = ["write"]


def write(view: View) -> Made:
    """The events; with text, nothing of an event is left out."""
    return Made(b"".join(dumps(cluster_object(cluster)) for cluster in view.clusters), sentences_left_out(view))
