"""Words as the search sees them.

In: text or a query. Out: Indonesian stems in order, the same for both sides, so that "menyerang" finds "serangan" and
"diserang". It does not rank and knows no stop words: a phrase in quotes must match word for word.

>>> stems("Serangan itu diserang")
'serang itu serang'
>>> query('"kunjungan Putin" menyerang')
'"kunjung putin" "serang"'
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Protocol, cast

from runut.errors import UsageError

__all__ = ["ACCENTED", "bare", "folded", "parts", "query", "stems"]

_WORD = re.compile(r"\w+")
_PART = re.compile(r'"([^"]*)"?|([^\s"]+)')
_LONGEST = 64  # a longer run of letters is not a word and would only fill the index
_LATIN = range(0xC0, 0x1F00)


def _accented() -> tuple[str, str]:
    marked = {chr(code): unicodedata.normalize("NFD", chr(code)) for code in _LATIN}
    taken = {letter: parts[0] for letter, parts in marked.items() if len(parts) == 2 and "a" <= parts[0] <= "z"}
    return "".join(taken) + "_", "".join(taken.values()) + " "


# Letters with one mark, and the same without: FTS5 takes "Erdoğan" for "Erdogan", and parts words at "_". Where the
# search is not FTS5's, both sides are written so.
ACCENTED = _accented()
_BARE = str.maketrans(*ACCENTED)


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's name


@cache
def _stemmer() -> _Stemmer:
    import snowballstemmer

    return cast(_Stemmer, snowballstemmer.stemmer("indonesian"))


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return _stemmer().stemWord(word)


def folded(text: str) -> str:
    """A name as names are compared: without case, hyphens and doubled spaces ("Kim Jong-un" is "Kim Jong Un")."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def stems(text: str) -> str:
    """The stems of the text's words, separated by spaces."""
    return " ".join(_stem(word) for word in folded(text).split() if len(word) <= _LONGEST)


def parts(words: str) -> tuple[str, ...]:
    """What a user typed, as stems: each word for itself, the words of a phrase in quotes together."""
    found = tuple(part for phrase, word in _PART.findall(words) if (part := stems(phrase or word)))
    if not found:
        raise UsageError(f"--search {words!r} holds no word; give at least one, for example --search 'kunjungan Putin'")
    return found


def query(words: str) -> str:
    """The same for FTS5: all parts must occur."""
    return " ".join(f'"{part}"' for part in parts(words))


def bare(words: str) -> str:
    """Stems as FTS5 compares them.

    >>> bare("erdoğan kota_baru")
    'erdogan kota baru'
    """
    return words.translate(_BARE)
