"""What an export gives back: the bytes, and what the format could not hold.

In: bytes and sentences. Out: ``Made``. ``left_out`` is one sentence a thing, in English, without the format's name; a
format that has a place for a note carries it inside too. ``archive`` packs several files with fixed dates, so that the
same chronicle gives the same bytes.

>>> counted(3, "event", "without a date"), counted(1, "status", "of a plan"), counted(0, "event", "without a date")
(('3 events without a date',), ('1 status of a plan',), ())
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# The earliest time that a zip archive can hold.
EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Made:
    """A finished export."""

    data: bytes
    left_out: tuple[str, ...] = ()


def counted(number: int, thing: str, why: str) -> tuple[str, ...]:
    """A note about so many things; none where there are none."""
    plural = "" if number == 1 else "es" if thing.endswith("s") else "s"
    return (f"{number} {thing}{plural} {why}",) if number else ()


def note(left_out: Iterable[str]) -> str:
    """The note as one text, for the place that a format has for it; "" for nothing."""
    told = "; ".join(left_out)
    return f"Left out: {told}." if told else ""


def archive(files: Mapping[str, bytes]) -> bytes:
    """A zip archive, the files in the order given."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name, data in files.items():
            info = ZipInfo(name, EPOCH)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            packed.writestr(info, data)
    return out.getvalue()
