"""How much of one thing intake is willing to read.

In: nothing. Out: :class:`Limits`, with defaults for a laptop; a caller may pass its own to ``find``.

>>> Limits().document
20000000
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, counts and seconds. ``document``: one article; ``json_file``: one .json file, which is read whole;
    ``memory``: the process that reads one print-out."""

    document: int = 20_000_000
    feed: int = 5_000_000
    addresses: int = 100_000
    json_file: int = 100_000_000
    archive_members: int = 100_000
    archive_bytes: int = 4_000_000_000
    archive_ratio: int = 200
    archive_depth: int = 2
    memory: int = 1_500_000_000
    seconds: float = 30.0
    redirects: int = 5


def megabytes(size: int) -> str:
    """A size for people."""
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{size} bytes"
