"""Words, numbers and punctuation marks with their offsets.

In: text and a stretch of it. Out: (start, end) pairs. Hyphenated words, numbers with separators, domains and
abbreviations with inner stops stay whole; every other mark stands alone. It does not repair lost spaces.

>>> [ "Rp1,5 triliun (KTT ke-43)."[a:b] for a, b in token_spans("Rp1,5 triliun (KTT ke-43).", 0, 26)]
['Rp', '1,5', 'triliun', '(', 'KTT', 'ke-43', ')', '.']
"""

from __future__ import annotations

import re

# Each alternative begins with a distinct character class and uses no nested repetition of the same class, so the
# scan is linear in the text.
TOKEN = re.compile(
    r"""
      (?:https?://|www\.)[^\s"'<>)\]]{1,500}                     # addresses
    | [A-Za-z0-9_][\w-]{0,60}\.(?:com|co\.id|id|net|org|go\.id|tv|news|info)\b   # domains: Kompas.com
    | Rp(?=\d)                                                   # Rp1,5
    | (?:[A-Z]\.){2,8}                                           # initials: H.R., U.S.
    | \d+(?:[.,:/-]\d+)*                                         # 1.375  10/5/2022  04.50  2014-2019
    | [^\W\d_]+\d+[^\W_]*(?:-\d+)?                               # G20  QZ8501  MH17
    | [^\W\d_]+(?:['’‘`ʼ-][^\W_]+)*                              # kata  Jong-un  Jum'at  ke-75  Al-Qur'an
    | \w                                                         # stray letters and digits
    | [^\w\s]                                                    # any other mark
    """,
    re.VERBOSE,
)


def token_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Offsets of the tokens of ``text[start:end]``, in order."""
    return [match.span() for match in TOKEN.finditer(text, start, end)]
