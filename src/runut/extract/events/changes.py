"""What another codebook can read otherwise: the words without which an article is read as before.

In: two compiled codebooks. Out: ``Changed``, which says of a text whether it may be read otherwise. It says so rather
too often than once too seldom: reading looks the codebook up by the words of the text alone (``triggers.candidates_at``
by the first word of a form, ``WordSet`` by its words), so an article that holds none of the words under which the two
codebooks differ is read alike by both.

>>> Changed(frozenset({"memanen"}), everything=False).touches("Petani MEMANEN padi.")
True
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from runut.extract.events.codebook import GENERAL, Codebook, WordSet

__all__ = ["Changed", "changed"]


@dataclass(frozen=True, slots=True)
class Changed:
    """Words in lower case; ``everything``: what differs is bound to no word."""

    words: frozenset[str]
    everything: bool

    def touches(self, text: str) -> bool:
        """Whether the text may be read otherwise."""
        lower = _even(text)
        return self.everything or any(word in lower for word in self.words)


def changed(one: Codebook, other: Codebook) -> Changed:
    """Under which words the two differ."""
    words = {word for word in one.index.keys() | other.index.keys() if one.index.get(word) != other.index.get(word)}
    # An act that is no longer the user's own, or has become it, is judged otherwise though all its forms be the same.
    moved = one.mine ^ other.mine
    for book in (one, other) if moved else ():
        words |= {word for word, forms in book.index.items() if any(form.act.name in moved for form in forms)}
    for name in (*GENERAL, "foreign"):
        words |= set(_differing(getattr(one, name), getattr(other, name)))
    return Changed(frozenset(map(_even, words)), _acts_without_words(one, other))


def _differing(one: WordSet, other: WordSet) -> Iterator[str]:
    yield from one.words ^ other.words
    for group in set(one.groups) ^ set(other.groups):
        yield from group.split()
    if one.groups != other.groups and set(one.groups) == set(other.groups):
        yield from (word for group in one.groups for word in group.split())


def _acts_without_words(one: Codebook, other: Codebook) -> bool:
    """Whether an act differs that reading may reach by its name ("other_assault") and not by a word of its own."""
    differing = {name for name in one.acts.keys() | other.acts.keys() if one.acts.get(name) != other.acts.get(name)}
    differing |= one.mine ^ other.mine
    return any(name.startswith("other_") for name in differing)


def _even(text: str) -> str:
    """In lower case; the two small sigmas are one, since which of them a capital becomes hangs on what follows."""
    return text.lower().replace("ς", "σ")
