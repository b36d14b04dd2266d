"""Stems of Indonesian words, so that "berkunjung" and "kunjungan" count as one word.

In: a word in lower case. Out: its stem by the Snowball rules. It looks nothing up, so a stem need not be a word.

>>> stem("kepercayaan") == stem("percaya")
True
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Protocol, cast

__all__ = ["stem"]


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's name


@cache
def _stemmer() -> _Stemmer:
    from snowballstemmer import stemmer

    return cast(_Stemmer, stemmer("indonesian"))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of ``word``."""
    return _stemmer().stemWord(word)
