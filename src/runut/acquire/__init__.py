"""Intake: paths, archives, standard input and addresses become raw pages, one at a time.

In: what the user named. Out: an iterator of :class:`records.RawPage` and, for what cannot be kept,
:class:`records.Reject` with its reason. Bytes are not decoded and not changed here.

>>> [found.reason for found in find(["no such file"])]
['not-found']
"""

from __future__ import annotations

from runut.acquire.finding import Named, files_in, find, find_rows
from runut.acquire.limits import Limits

__all__ = ["Limits", "Named", "files_in", "find", "find_rows"]
