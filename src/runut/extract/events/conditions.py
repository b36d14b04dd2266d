"""The conditions of an entry of the codebook, checked where one of its forms stands.

In: a sentence's items and clauses, the place of a form and its slots. Out: whether ``requires`` holds and ``unless``
does not. What holds for all entries is in ``grounds``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from runut.extract.events.arguments import Slots
from runut.extract.events.clauses import Clause, Clauses
from runut.extract.events.codebook import Codebook, Form, WordSet, line_of
from runut.extract.events.items import Item
from runut.extract.events.morphology import without_clitic
from runut.records import EntityKind

NEAR = 16
# What a mention is stands behind its words, so that a condition can ask for any state, not for a list of them.
KIND_WORDS = {kind: f"#{kind}" for kind in get_args(EntityKind)}
JOINING_WORDS = frozenset({"dan", "serta", "atau"})
# The press's own state.
HOME = "IDN"


class Whole:
    """The words of a sentence, made once, when the first condition asks for them."""

    __slots__ = ("_homely", "_items", "_line", "_words")

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = items
        self._words: frozenset[str] | None = None
        self._line = ""
        self._homely: bool | None = None

    def has(self, words: WordSet) -> bool:
        """Whether any of ``words`` stands anywhere in the sentence."""
        if self._words is None:
            listed = words_of(self._items)
            self._words, self._line = frozenset(listed), line_of(listed)
        if not words.words.isdisjoint(self._words):
            return True
        return not words.heads.isdisjoint(self._words) and words.in_line(self._line)

    def is_homely(self, book: Codebook) -> bool:
        """Whether the sentence tells of everyday life at home and names nobody from abroad and no armed group."""
        if self._homely is None:
            kinds = [item.mention for item in self._items if item.mention is not None]
            abroad = any(m.kind in ("state", "group") and not m.entity.startswith(HOME) for m in kinds)
            abroad = abroad or any(m.kind == "group" and m.rule == "organisation" for m in kinds)  # those in arms
            self._homely = not abroad and self.has(book.everyday) and not self.has(book.foreign)
        return self._homely


def words_of(items: Sequence[Item]) -> list[str]:
    """Lower-cased words of ``items``, clitic -nya taken off as well, marks left out."""
    out: list[str] = []
    for item in items:
        if item.kind == "mark":
            continue
        for word in item.lower.split():
            out.append(word)
            stripped, clitic = without_clitic(word)
            if clitic == "nya":
                out.append(stripped)
        if item.mention is not None:
            out.append(KIND_WORDS[item.mention.kind])
    return out


def fits(
    items: Sequence[Item], clauses: Clauses, start: int, end: int, form: Form, slots: Slots, whole: Whole
) -> bool:
    """Whether the conditions of the form and its act hold here."""
    requires, unless = form.act.requires, form.act.unless
    if form.objects or requires.object or unless.object:
        words = theme_words(items, clauses, start, form, slots)
        if form.objects and not form.objects.hits(words):
            return False
        if requires.object and not form.objects and not requires.object.hits(words):
            return False
        if unless.object and unless.object.hits(words):
            return False
    if unless.near and whole.has(unless.near):
        return False
    if requires.near and not _near(items, start, end, requires.near, whole):
        return False
    if (requires.subject or unless.subject) and not subject_fits(items, clauses, start, form):
        return False
    if unless.after and beside(unless.after, items[end : end + 3], first=True):
        return False
    if requires.after and not beside(requires.after, items[end : end + 3], first=True):
        return False
    if unless.before and "yang" in unless.before.words and _joined_behind_yang(clauses.clause(start)):
        return False
    if unless.before and beside(unless.before, items[max(0, start - 3) : start], first=False):
        return False
    return not (requires.before and not beside(requires.before, items[max(0, start - 3) : start], first=False))


def _joined_behind_yang(clause: Clause) -> bool:
    """ "pejabat yang menguasai X dan mendukung Y": the second verb stands behind the same *yang*."""
    return clause.kind == "relative" and clause.opener in JOINING_WORDS


def _near(items: Sequence[Item], start: int, end: int, words: WordSet, whole: Whole) -> bool:
    if not whole.has(words):
        return False
    low, high = max(0, start - NEAR), end + NEAR
    return (low == 0 and high >= len(items)) or words.hits(words_of(items[low:high]))


def beside(words: WordSet, items: Sequence[Item], *, first: bool) -> bool:
    """A single word must stand next to the trigger, a group must begin (or end) there."""
    near = [word for item in items for word in item.lower.split()]
    if not near:
        return False
    mention = items[0 if first else -1].mention
    if mention is not None and KIND_WORDS[mention.kind] in words.words:
        return True
    if (near[0] if first else near[-1]) in words.words:
        return True
    line = " ".join(near) + " " if first else " " + " ".join(near)
    return line.startswith(words.starts) if first else line.endswith(words.ends)


def theme_words(items: Sequence[Item], clauses: Clauses, start: int, form: Form, slots: Slots) -> list[str]:
    """Words of what the act is done to: the object, a passive's subject, or what follows a noun."""
    clause = clauses.clause(start)
    if form.voice in ("passive", "undergo") or (form.voice == "bare" and clause.kind == "relative"):
        if clause.kind == "relative" and clause.antecedent is not None:
            subject = items[max(0, clause.antecedent - 5) : clause.antecedent + 1]
        else:
            a, b = clause.subject_words
            subject = items[a:b] if b else items[max(0, start - 10) : start]
        return words_of(subject) + slots.object_words[:6]
    if form.voice == "noun":
        return words_of(items[start : slots.end + 2])
    words = [without_clitic(word)[0] for word in slots.object_words]
    kinds = [KIND_WORDS[mention.kind] for p in slots.get("object") if (mention := items[p].mention) is not None]
    return slots.object_words + words + kinds


def subject_fits(items: Sequence[Item], clauses: Clauses, start: int, form: Form) -> bool:
    """Whether the act's conditions on its subject hold: "terbang dekat X" is told of aircraft alone."""
    clause = clauses.clause(start)
    a, b = clause.subject_words
    if not b and clause.kind == "relative" and clause.antecedent is not None:
        a, b = max(0, clause.antecedent - 3), clause.antecedent + 1
    words = words_of(items[a:b] if b else items[max(0, start - 10) : start])
    requires, unless = form.act.requires.subject, form.act.unless.subject
    return not (requires and not requires.hits(words)) and not (unless and unless.hits(words))
