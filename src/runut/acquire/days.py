"""The day that a feed or a mail header names -> ISO 8601; a zone is kept, none is added.

In: RFC 822 or ISO 8601 as feeds and mail have it. Out: ISO 8601, or None for what is no day. Nothing is guessed.
Beside it, whether what a person typed as a day of publication can be one: ISO 8601 or EDTF.

>>> iso_day("Tue, 03 Sep 2024 06:00:00 +0700"), iso_day("2024-09-03"), iso_day("kemarin")
('2024-09-03T06:00:00+07:00', '2024-09-03', None)
"""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

_DAY = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
_END = r"\d{4}(-\d{2}(-\d{2}(T\d{2}:?\d{2}.*)?)?)?[~?%]?"
_TYPED = re.compile(rf"({_END}|\.\.)?(/({_END}|\.\.)?)?")


def may_be_day(typed: str) -> bool:
    """Whether it is ISO 8601 or EDTF at first sight; the stages that read it say the rest."""
    return bool(typed.strip() and _TYPED.fullmatch(typed.strip()))


def iso_day(value: str | None) -> str | None:
    """The day and, where it is named, the time with its zone."""
    written = " ".join((value or "").split())[:80]
    if not written:
        return None
    if _DAY.fullmatch(written):
        return written
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(written).isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None
