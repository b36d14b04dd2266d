"""CSV: the table of ``runut timeline --csv``, one event a line.

In: a ``View``. Out: bytes. Cells that a spreadsheet would run as a formula have an apostrophe in front.
"""

from __future__ import annotations

from runut.publish.made import Made
from runut.publish.tables import timeline_table
from runut.publish.textless import sentences_left_out
from runut.publish.view import View

__all__ = ["LEFT_OUT", "write"]

LEFT_OUT = ("what each report says for itself, apart from the sentence of one", "the values of conflicts")


def write(view: View) -> Made:
    """The table."""
    return Made(timeline_table(view.clusters, view.language).csv(), (*sentences_left_out(view), *LEFT_OUT))
