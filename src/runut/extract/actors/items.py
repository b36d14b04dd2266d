"""A sentence as the grammar of names sees it: words, marks, dates and the knowledge base's atoms in a row.

In: a ``Sentence``, the document's text and the spans of its time expressions. Out: a ``Line`` of ``Item`` records.
A token that an atom cuts ("Rusia-Ukraina", "Trumpmengatakan") is given in pieces.

>>> from runut.records import Sentence, Token
>>> text = "Presiden Rusia tiba"
>>> tokens = [Token(a, b, text[a:b], text[a:b].lower(), "X") for a, b in ((0, 8), (9, 14), (15, 19))]
>>> [(item.text, item.sort) for item in line(Sentence(0, 0, 19, "body", tuple(tokens)), text, ()).items]
[('Presiden', 'title'), ('Rusia', 'state'), ('tiba', 'word')]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from runut.extract.actors import tables
from runut.extract.actors.lexicon import Atom, atoms
from runut.records import Sentence

# A sentence of at least this many words in which nearly every word of content has a capital is set like a headline:
# capitals tell no names there.
HEADLINE_WORDS = 4
SMALL_SHARE = 0.12
TITLE_SHARE = 0.34


@dataclass(frozen=True, slots=True)
class Item:
    """A word, mark, number or date of the sentence, or an atom. ``key`` is the atom's key."""

    start: int
    end: int
    text: str
    lower: str
    sort: str
    key: str = ""
    own: bool = False

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[:1].isupper()


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence's items. In a ``headline`` capitals say nothing about names."""

    sentence: Sentence
    items: tuple[Item, ...]
    headline: bool


def line(sentence: Sentence, text: str, times: Sequence[tuple[int, int]]) -> Line:
    """The items of ``sentence``; ``times`` are the (start, end) of time expressions that may touch it."""
    found = [
        _meant(a, text, sentence)
        for a in atoms(text, sentence.start, sentence.end)
        if not _blocked(a, text, sentence, times)
    ]
    items: list[Item] = []
    position = 0
    for token in sentence.tokens:
        # A token may begin inside the atom that ended in the middle of it ("MenteriLuar").
        start = max(token.start, items[-1].end) if items else token.start
        while position < len(found) and found[position].start < token.end:
            atom = found[position]
            if atom.start > start and text[start:atom.start].strip(" -"):
                _piece(items, text, start, atom.start, times)
            items.append(Item(atom.start, atom.end, atom.text, atom.text.lower(), atom.sort, atom.key, atom.own))
            start = atom.end
            position += 1
        if start == token.start and token.text[-1].isalnum() and not _in(times, start, token.end):
            first = token.text[0]
            sort = "word" if first.isalpha() else "number" if first.isdigit() else "mark"
            if sort != "mark":
                items.append(Item(start, token.end, token.text, token.lower, sort))
                continue
        if start < token.end and (start == token.start or text[start:token.end].strip(" -")):
            _piece(items, text, start, token.end, times)
    return Line(sentence, tuple(items), is_headline(sentence))


def _piece(items: list[Item], text: str, start: int, end: int, times: Sequence[tuple[int, int]]) -> None:
    """Append what is left of a token around an atom; hyphens at its edges are dropped."""
    while start < end and (text[start].isspace() or text[start] == "-") and end - start > 1:
        start += 1
    while end - start > 1 and (text[end - 1].isspace() or text[end - 1] == "-"):
        end -= 1
    piece = text[start:end]
    if _in(times, start, end):
        sort = "time"
    elif piece[0].isdigit():
        sort = "number"
    elif piece[0].isalpha():
        sort = "word"
    else:
        sort = "mark"
    items.append(Item(start, end, piece, piece.lower(), sort))


def _in(times: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether any of ``times`` touches ``start:end``."""
    return bool(times) and any(a < end and start < b for a, b in times)


def _blocked(atom: Atom, text: str, sentence: Sentence, times: Sequence[tuple[int, int]]) -> bool:
    """Whether the atom lies in a date, or behind a word that makes it something else ("bahasa Inggris", "anti-AS")."""
    if _in(times, atom.start, atom.end):
        return True
    if atom.key == "WEST" and atom.text == "Barat":
        return _compass(atom, text, sentence)
    if atom.sort not in ("state", "seat", "place"):
        return False
    before = text[max(sentence.start, atom.start - 12):atom.start].lower()
    if before.rstrip().rsplit(" ", 1)[-1] in tables.words("currency"):
        return True  # "800 juta dolar AS"
    if before.endswith(("anti-", "non-", "pro-", "anti ", "eks-", "bahasa ", "berbahasa ", "bekas-")):
        return True
    after = text[atom.end:atom.end + 3].lower()
    return after.startswith("$") or after in (".co", ".id")


def _meant(atom: Atom, text: str, sentence: Sentence) -> Atom:
    """The other place of the same name, where the sentence has a cue for it: Georgia with Atlanta."""
    namesake = tables.namesakes().get(atom.text)
    if namesake is None or atom.sort not in ("state", "place"):
        return atom
    here = text[sentence.start:sentence.end]
    if not any(cue in here for cue in namesake.cues):
        return atom
    return Atom(atom.start, atom.end, atom.text, namesake.sort, namesake.key, atom.own)


def _compass(atom: Atom, text: str, sentence: Sentence) -> bool:
    """Whether "Barat" is a point of the compass: behind a name or a word of place, or before "Laut", "Daya"."""
    before = text[sentence.start:atom.start].split()[-1:]
    after = text[atom.end:sentence.end].split()[:1]
    if after and after[0].strip(",.").lower() in ("laut", "daya", "tengah"):
        return True
    word = before[0] if before else ""
    lower = word.lower()
    return word[:1].isupper() or lower in tables.words("place_word") or lower in ("sebelah", "bagian", "ke")


def is_headline(sentence: Sentence) -> bool:
    """Whether capitals say nothing about names: nearly every word of content has one."""
    words = [t for t in sentence.tokens if t.text[0].isalpha() and t.lower not in tables.words("closed")]
    if len(words) < HEADLINE_WORDS:
        return sentence.label == "title"
    small = sum(t.text[0].islower() for t in words)
    if small and sentence.tokens[-1].text == ".":
        return False  # headlines end without a stop
    return small <= (TITLE_SHARE if sentence.label == "title" else SMALL_SHARE) * len(words)
