"""Which pages name somebody who is watched: what names none of them need not be read.

In: names as a user knows them. Out: ``Watch``, which says of a raw page whether it may name one of them. The names are
those that the knowledge base has for the same actor, and for a state those of its people and bodies, too.

It loses nothing. A page is passed over only where the letters of no name stand in it in this order, with everything
between letters taken away: tags, blanks, hyphens, soft hyphens, accents; entities and ``\\u`` escapes read, wrong
decoding repaired. So a name that is split or disguised is found, and many that are none ("baru siap" holds "rusia").
What is left is looked at as reading looks at it: where a name may begin and end, and how it must be written. The parts
of that are the parser's, the decoder's and the lexicon's own.

Not seen are persons meant by their office alone ("presiden itu"; watch the state) and spellings that no table lists.

>>> watch = Watch.of(["Rusia"])
>>> page = RawPage("a.txt", b"Putin tiba di Pyongyang.", "text")
>>> watch.names(page), watch.names(RawPage("b.txt", b"Mereka baru siap berangkat.", "text"))
(True, False)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from runut.clean.decode import decode
from runut.clean.mojibake import repaired
from runut.errors import UnreadableError
from runut.extract.actors import tables
from runut.extract.actors.fold import SPECIAL, fold
from runut.extract.actors.lexicon import Entry, case_of, end_of, every_entry, is_written_right, may_start
from runut.own import follows_own
from runut.records import RawPage
from runut.scale import page_text

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick, BytesAhoCorasick

__all__ = ["Watch", "letters", "watch_for"]

_NO_LETTER = re.compile(r"\\u00(?:[012][0-9a-fA-F]|3[a-fA-F])")  # the most frequent: quotes, tags, blanks
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_NAMING = frozenset({"person", "bare", "organisation", "state", "place", "city"})
_LETTERS_ALONE = bytes(byte for byte in range(256) if not chr(byte).isalnum() or byte > 0x7F)
# Letters that no table of Unicode takes apart; fold does.
_UNSPLIT = str.maketrans({char: base for char, base in SPECIAL.items() if char.isalpha() and base.isalpha()})


def letters(text: str) -> bytes:
    """The letters and figures of a text without accents, in their case; what is no Latin letter is left out.

    >>> letters("Türki\\xadye, Kim Jong-Un")
    b'TurkiyeKimJongUn'
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_UNSPLIT) if _is_special(text) else text)
    return text.encode("ascii", "ignore").translate(None, _LETTERS_ALONE)


def _is_special(text: str) -> bool:
    return any(chr(code) in text for code in _UNSPLIT)


@dataclass(frozen=True, slots=True)
class Watch:
    """The names that are watched. ``given``: as the user wrote them, sorted."""

    given: tuple[str, ...]
    words: tuple[str, ...]  # every name that counts, sorted
    _any_case: BytesAhoCorasick | None
    _own_case: BytesAhoCorasick | None
    _without_letters: bool  # a name that has none of ours: every page is looked at
    _automaton: AhoCorasick
    _entries: tuple[tuple[Entry, ...], ...]

    @classmethod
    def of(cls, names: Iterable[str]) -> Watch:
        """The watch for these names."""
        from ahocorasick_rs import AhoCorasick, BytesAhoCorasick

        given = tuple(sorted({name.strip() for name in names if name.strip()}))
        found = sorted(_entries_for(given), key=lambda entry: (entry.alias, entry.sort, entry.key))
        by_fold: dict[str, list[Entry]] = {}
        for entry in found:
            by_fold.setdefault(fold(entry.alias), []).append(entry)
            if "-" in entry.alias:
                by_fold.setdefault(fold(entry.alias.replace("-", " - ")), []).append(entry)
        whole = {entry.alias: letters(entry.alias) for entry in found}
        own = sorted({whole[entry.alias] for entry in found if entry.case == "exact" and whole[entry.alias]})
        other = sorted({whole[entry.alias].lower() for entry in found if entry.case != "exact"} - {b""})
        return cls(
            given,
            tuple(sorted({entry.alias for entry in found})),
            BytesAhoCorasick(other) if other else None,
            BytesAhoCorasick(own) if own else None,
            any(sum(map(str.isalnum, fold(alias))) != len(kept) for alias, kept in whole.items()),
            AhoCorasick(list(by_fold), store_patterns=False),
            tuple(tuple(entries) for entries in by_fold.values()),
        )

    def names(self, page: RawPage) -> bool:
        """Whether the page may name one of them; a page that cannot be read counts as one that does."""
        try:
            decoded = decode(page.data, charset=page.charset, html=page.kind == "html")
            text = page_text.whole(decoded.text) if page.kind == "html" else decoded.text
            if not self._may_stand_in(text):
                return False
            shown = page_text.shown(decoded.text) if page.kind == "html" else (decoded.text,)
        except UnreadableError:
            return True
        return any(self._stands_in(variant) for text in shown for variant in _variants(text))

    def _may_stand_in(self, text: str) -> bool:
        if self._without_letters:
            return True
        found = letters(_unescaped(repaired(text)))
        if self._own_case and self._own_case.find_matches_as_indexes(found):
            return True
        return bool(self._any_case and self._any_case.find_matches_as_indexes(found.lower()))

    def _stands_in(self, text: str) -> bool:
        for pattern, a, b in self._automaton.find_matches_as_indexes(fold(text), overlapping=True):
            if may_start(text, a, b) and any(_counts(text, a, b, entry) for entry in self._entries[pattern]):
                return True
        return False


@follows_own
@cache
def watch_for(names: tuple[str, ...]) -> Watch:
    """The watch for these names, made once."""
    return Watch.of(names)


def _counts(text: str, a: int, b: int, entry: Entry) -> bool:
    """Whether the name ends where one may and is written as it must be, as the lexicon asks when it reads."""
    return bool(end_of(text, a, b, entry)) and is_written_right(text[a:b], entry, shouting=False)


def _unescaped(text: str) -> str:
    """JSON's escapes read; those that are half a letter are left out."""
    if "\\u" not in text:
        return text
    return _ESCAPE.sub(_character, _NO_LETTER.sub(" ", text))


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return "" if 0xD800 <= code < 0xE000 else chr(code)


def _variants(text: str) -> tuple[str, ...]:
    """The text as it is read and, where marks that are not seen stand in it, with blanks for them and without them."""
    plain = _unescaped(repaired(text))
    if plain.isascii():
        return (plain,)
    unseen = {ord(char): None for char in set(plain) if unicodedata.category(char) in ("Cf", "Mn")}
    parted = plain.translate(dict.fromkeys(unseen, " ")) if unseen else plain
    return tuple(dict.fromkeys((plain, parted, unicodedata.normalize("NFKC", plain.translate(unseen)))))


def _entries_for(given: Sequence[str]) -> list[Entry]:
    """The names themselves, and all that the knowledge base knows whom they mean by."""
    everything = [entry for entry in every_entry() if entry.sort in _NAMING or entry.sort in ("seat", "noun", "title")]
    keys = {key for name in given for key in _keys(name, everything)}
    found = {entry for entry in everything if _key_of(entry) in keys}
    for name in given:
        found.add(Entry(name, "person", name, "any" if name.islower() else case_of(name)))
    return list(found)


def _keys(name: str, everything: Sequence[Entry]) -> set[str]:
    """Whom a name means: by code, id or alias; else whose name holds its words, as in the filters of listings."""
    wanted = fold(name)
    found = {entry.key for entry in everything if entry.sort in _NAMING and fold(entry.alias) == wanted}
    found |= {name.upper()} & tables.countries().keys() | {name} & tables.organisations().keys()
    found |= {person.name for person in tables.persons().values() if name in (person.id, person.wikidata)}
    if not found:
        found = {entry.key for entry in everything if entry.sort == "seat" and fold(entry.alias) == wanted}
    if not found:
        found = {e.key for e in everything if e.sort in _NAMING and f" {wanted} " in f" {fold(e.alias)} "}
    for state in found & tables.countries().keys():
        found |= {person.name for person in tables.persons().values() if person.country == state}
        found |= {body.id for body in tables.organisations().values() if body.country == state}
    return found


def _key_of(entry: Entry) -> str:
    """Whose name the entry is; for a word of the trade, the state that it belongs to."""
    if entry.sort == "noun":
        return tables.nouns()[entry.key].usual_owner or ""
    return (tables.titles()[entry.key].country or "") if entry.sort == "title" else entry.key
