"""Which language a text is in: a cheap count of function words, and py3langid only where that does not tell.

In: the article's body. Out: an ISO 639-1 code; "id" where nothing speaks against it. It is meant for whole articles:
with fewer than 200 characters only the count of function words is used.

>>> detect("Presiden itu mengatakan bahwa mereka akan datang ke kota ini dengan para menteri yang baru.")
'id'
"""

from __future__ import annotations

import re

from runut.clean import rules

_WORD = re.compile(r"[^\W\d_]+")
_LIMITED = ("id", "ms", "en", "jv", "su", "tl")
_LONG, _SAMPLE = 200, 4000


def detect(body: str) -> str:
    """The language code of an article's body."""
    written = _WORD.findall(body[:_SAMPLE])
    words = [word.lower() for word in written]
    if not words:
        return "und"
    lists = rules.words()
    indonesian = sum(word in lists.indonesian for word in words) / len(words)
    # in capitals they are abbreviations: "AS" is the United States
    english = sum(word.lower() in lists.english for word in written if not word.isupper()) / len(words)
    malay = sum(word in lists.malay_only for word in words)
    if indonesian >= 0.12 and english < 0.05 and malay * 100 < len(words):
        return "id"
    if english >= 0.2 and indonesian < 0.04:
        return "en"
    if len(body) < _LONG:
        return "en" if english > indonesian and english >= 0.1 else "id"
    return _classify(body[:_SAMPLE], indonesian=indonesian, malay=malay * 100 / len(words))


def _classify(sample: str, *, indonesian: float, malay: float) -> str:
    from py3langid import langid

    ranked = [str(code) for code, _ in langid.rank(sample)]
    if ranked[0] not in _LIMITED and indonesian < 0.04:
        return ranked[0]
    best = next((code for code in ranked if code in _LIMITED), "id")
    # The classifier often takes Indonesian for Malay; Malay needs words of its own.
    return "id" if best == "ms" and malay < 1 and indonesian >= 0.06 else best
