"""Publish: a filtered chronicle in a form that others read: JSON lines, CSV, Markdown, one self-contained HTML page.

In: a ``View``. Out: bytes, and a file where a path is given; the file appears whole or not at all.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from runut.errors import UsageError
from runut.publish.view import ReceiptSummary, View

__all__ = ["FORMATS", "ReceiptSummary", "View", "export"]


def export(format: str, view: View, out: Path | None = None) -> bytes:
    """``view`` in ``format``, written to ``out`` if given.

    :raises UsageError: there is no such format, or ``out`` cannot be written.
    """
    if format not in FORMATS:
        raise UsageError(f"there is no export format {format!r}; choose one of {', '.join(FORMATS)}")
    data = FORMATS[format](view)
    if out is not None:
        _write(out, data)
    return data


def _write(out: Path, data: bytes) -> None:
    """Write beside the target, then rename: a reader never sees half a file."""
    if out.is_dir():
        raise UsageError(f"{out} is a folder; name a file with -o")
    try:
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).chmod(0o644)
            Path(name).replace(out)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UsageError(f"{out}: cannot be written: {error.strerror}") from error


def _jsonl(view: View) -> bytes:
    from runut.publish.json_lines import cluster_object, dumps

    return b"".join(dumps(cluster_object(cluster)) for cluster in view.clusters)


def _csv(view: View) -> bytes:
    from runut.publish.tables import timeline_table

    return timeline_table(view.clusters).csv()


def _markdown(view: View) -> bytes:
    from runut.publish.markdown import markdown

    return markdown(view).encode()


def _html(view: View) -> bytes:
    from runut.publish.report import report

    return report(view).encode()


FORMATS: dict[str, Callable[[View], bytes]] = {"jsonl": _jsonl, "csv": _csv, "markdown": _markdown, "html": _html}
