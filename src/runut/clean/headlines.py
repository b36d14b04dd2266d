"""Does a stretch of text read like a headline? By capitals, punctuation and length, never by its words' meaning.

In: a stretch of text. Out: measures and a yes or no. Indonesian headlines are written in title case by most outlets
(every word but prepositions, conjunctions and the like), carry no full stop and seldom exceed 18 words; agencies
write them in sentence case, which these tests cannot tell from an unfinished sentence.

>>> is_title_case("Wakil Menteri Ditahan karena Dugaan Suap")
True
>>> is_title_case("Wakil menteri itu ditahan karena dugaan suap")
False
"""

from __future__ import annotations

import re

from runut.clean.rules import words

_TOKEN = re.compile(r"[^\W_]+(?:[-'’./][^\W_]+)*")
MAX_HEADLINE_WORDS = 24


def capital_ratio(surface: str) -> float:
    """Share of the words that title case would capitalise and that begin with a capital or a figure."""
    small = words().small_words
    big = total = 0
    for token in _TOKEN.findall(surface):
        if token.lower() in small:
            continue
        total += 1
        big += not token[0].islower()
    return big / total if total else 0.0


def is_title_case(surface: str) -> bool:
    """True for title case or capitals throughout: at least two words, nearly all with a capital."""
    tokens = _TOKEN.findall(surface)
    if len(tokens) < 2 or len(tokens) > MAX_HEADLINE_WORDS:
        return False
    return capital_ratio(surface) >= 0.8


def is_capital_token(token: str) -> bool:
    """True where the token begins with a capital or figure, opening marks skipped."""
    bare = token.lstrip("\"'“‘([«*_")
    return bool(bare) and not bare[0].islower() and (bare[0].isalpha() or bare[0].isdigit())
