"""Cleaning: a page as it was found becomes a document whose every stretch of text is labelled.

In: :class:`records.RawPage`. Out: :class:`records.Document`, or ``errors.UnreadableError`` with the reason. Nothing
is deleted from the text and nothing is fetched; what the page is about, when it was published and what happened is
read by later stages.

>>> from runut.records import RawPage
>>> document = clean(RawPage("a.txt", b"Menteri Tiba di Seoul\\n\\nMenteri itu tiba di Seoul pada Senin pagi.", "text"))
>>> document.title.text
'Menteri Tiba di Seoul'
"""

from __future__ import annotations

from runut.clean.dates import jakarta_day
from runut.clean.documents import clean
from runut.clean.joining import join_pages

__all__ = ["clean", "jakarta_day", "join_pages"]
