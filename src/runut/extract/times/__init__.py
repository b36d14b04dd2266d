"""Time expressions: what an article says about when, with values, intervals and reasons.

In: text and its sentences; the article's date once it is known. Out: ``Raw`` records (``recognise``) and
``TimeExpression`` records (``resolve``). It does not say which time belongs to which event.

>>> [t.value for t in times("Rapat digelar Rabu (24/6/2020) petang.")]
['2020-06-24TEV']
"""

from __future__ import annotations

from runut.extract.times.api import Time, times
from runut.extract.times.raw import Raw, Reading
from runut.extract.times.recognise import recognise
from runut.extract.times.resolve import resolve

__all__ = ["Raw", "Reading", "Time", "recognise", "resolve", "times"]
