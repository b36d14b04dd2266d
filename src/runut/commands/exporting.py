"""The filtered chronicle as one published file: from the store's view to ``runut.publish.export``.

In: a format's name, a view of the store, a file name or None for the screen. Out: the file, whole or not at all. The
formats themselves are ``runut.publish``'s. What a format could not hold is one line on standard error.
"""

from __future__ import annotations

import sys
from pathlib import Path

from runut.errors import UsageError
from runut.keep.view import View as Stored
from runut.messages import say
from runut.publish import format_of, make, write_whole
from runut.publish.wording import Language
from runut.viewing import whole_view

__all__ = ["export_to"]


def export_to(
    format_name: str, stored: Stored, output: str | None, *, text: bool | None = None, language: Language = "id"
) -> None:
    """Write the view to a file, whole or not at all, or to the screen; what is left out goes to standard error."""
    found = format_of(format_name)
    file = output if output and output != "-" else None
    if found.binary and file is None and sys.stdout.isatty():
        raise UsageError(f"{format_name} is no text; name a file with -o, or send it on with > or |")
    made = make(format_name, whole_view(stored, language), text=text)
    if file is not None:
        write_whole(Path(file), made.data)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(made.data)
        sys.stdout.buffer.flush()
    if made.left_out:
        say(f"{format_name} leaves out: {'; '.join(made.left_out)}")
