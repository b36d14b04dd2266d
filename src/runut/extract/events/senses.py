"""Which of the model's readings become triggers beside those of the codebook.

In: a sentence as the model reads it, and the forms of the codebook at a place. Out: the model's reading of a trigger,
or the form that it proposes where the codebook's conditions fail or where it has no word at all. What is proposed here
is only a candidate: ``judging`` decides with the whole draft before it. Where the codebook reads an act, the model
never reads another one: of 22 so proposed in held-out articles two were right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from runut.extract.events.codebook import Codebook, Form, Voice
from runut.extract.events.grounds import Candidate
from runut.extract.events.items import Item
from runut.extract.reader import Sensed, TriggerReading

# A form of the codebook is proposed from this probability of its type on, a word that the codebook lacks from that one.
PROPOSED = 0.12
UNLISTED = 0.35
CLAUSE_OPENERS = frozenset("bahwa telah sudah akan belum tidak tak pernah masih sedang kalau adanya".split())


@dataclass(frozen=True, slots=True)
class Senses:
    """The model's reading of one sentence."""

    sensed: Sensed
    book: Codebook

    def of(self, items: Sequence[Item], kind: str) -> TriggerReading | None:
        """The reading, among those of these words, that is surest of the act's type."""
        found = [one for one in self._at(items) if kind in one.types]
        return max(found, key=lambda one: one.types[kind], default=None)

    def _at(self, items: Sequence[Item]) -> list[TriggerReading]:
        return [one for one in self.sensed.triggers if items[0].start <= one.start < items[-1].end]

    def proposed(self, items: Sequence[Item], position: int, forms: Sequence[Candidate]) -> Candidate | None:
        """The form that the model would read at ``position``, where the codebook's conditions let none stand."""
        best: Candidate | None = None
        most = PROPOSED
        for form in forms:
            if _before_clause(items, form) or _is_thing(items, position, form):
                continue
            reading = self.of(items[position : form.end], form.form.act.type)
            sure = reading.types[form.form.act.type] if reading else 0.0
            if sure > most:
                best, most = form, sure
        here = self.sensed.at.get(items[position].start)
        if best is not None:
            return self._as_general(best, [one for one in forms if one.form.act.type == best.form.act.type])
        if here is None:
            return None
        kind, sure = max(here.types.items(), key=lambda pair: pair[1], default=("", 0.0))
        if sure < UNLISTED or items[position].kind != "word":
            return None
        return self._unlisted(items[position], kind, position)

    def _as_general(self, best: Candidate, forms: Sequence[Candidate]) -> Candidate | None:
        """The same type by an act that no object makes: "meminta ganti rugi" asks, but demands no talks."""
        if not best.form.objects:
            return best
        plain = next((one for one in forms if not one.form.objects), None)
        act = self.book.acts.get(f"other_{best.form.act.type.lower()}")
        return plain or (None if act is None else replace(best, form=replace(best.form, act=act)))

    def _unlisted(self, item: Item, kind: str, position: int) -> Candidate | None:
        act = self.book.acts.get(f"other_{kind.lower()}")
        if act is None:
            return None
        return Candidate(Form((item.lower,), act, _voice(item), entry=item.lower), "", position + 1)


def _before_clause(items: Sequence[Item], found: Candidate) -> bool:
    """ "mengakui telah mengirim", "menyebut bahwa": a clause follows, not the object that makes the act."""
    if not found.form.objects or found.form.voice not in ("active", "bare") or found.end >= len(items):
        return False
    following = items[found.end]
    return following.tag == "VERB" or following.lower in CLAUSE_OPENERS


def _is_thing(items: Sequence[Item], position: int, found: Candidate) -> bool:
    """ "Bom melukai dua polisi": a noun that a bare stem is too, with nobody before it who could be its doer."""
    doer = position > 0 and items[position - 1].kind == "mention"
    return found.form.voice == "bare" and items[position].tag == "NOUN" and not doer


def _voice(item: Item) -> Voice:
    """The voice of a word that no entry lists, by its shape."""
    if item.tag != "VERB":
        return "noun"
    if item.lower.startswith("di"):
        return "passive"
    return "intransitive" if item.lower.startswith(("ber", "ter")) else "active"
