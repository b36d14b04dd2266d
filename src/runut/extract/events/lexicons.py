"""Closed word lists of the event rules, read from ``data/lexicons``.

Out: ``LightVerbs`` (verbs that carry a nominal act) and ``StatusCues`` (words that make an act planned, denied ...).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from runut.data import LOADER
from runut.extract.events.codebook import MOST_WORDS, verb_forms
from runut.extract.events.items import Item
from runut.extract.events.morphology import without_clitic
from runut.records import Status


def _read(folder: str, name: str) -> Any:
    text = (files("runut.data") / folder / name).read_text(encoding="utf8")
    return yaml.load(text, Loader=LOADER)


@dataclass(frozen=True, slots=True)
class LightVerbs:
    """Verb forms by kind: doer (its subject does the noun's act), receiver (undergoes it), aspect, passive."""

    forms: Mapping[str, str]

    def kind(self, word: str) -> str:
        """The kind of ``word``, "" where it is no light verb; "diberlakukannya" is a noun and carries nothing."""
        plain, clitic = without_clitic(word)
        found = self.forms.get(word) or self.forms.get(plain, "")
        return "" if clitic and word.startswith("di") else found


@cache
def light_verbs() -> LightVerbs:
    """The light verbs of ``data/codebook/light_verbs.yaml`` with all their forms."""
    forms: dict[str, str] = {}
    for group in _read("codebook", "light_verbs.yaml")["groups"]:
        for stem in group.get("verbs") or ():
            for form, voice in verb_forms(str(stem)):
                forms.setdefault(form, "passive" if voice == "passive" else group["kind"])
        for word in group.get("words") or ():
            forms[str(word)] = group["kind"]
    return LightVerbs(forms)


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or group that sets a status; ``status`` None marks a group that looks like a cue and is none.

    ``scope``: right (what follows in the clause), left, clause, noun (the nominal act beside it).
    """

    words: tuple[str, ...]
    status: Status | None
    scope: str


NEARLY = frozenset({"nyaris", "hampir"})


@dataclass(frozen=True, slots=True)
class StatusCues:
    """Cues by first word, longest first."""

    index: Mapping[str, tuple[Cue, ...]]
    # The cues that a word may begin, filled as words are met; nearly all begin none.
    met: dict[str, tuple[Cue, ...]] = field(default_factory=dict, init=False, compare=False, repr=False)

    def find(self, items: Sequence[Item], start: int, end: int) -> list[tuple[Cue, int, int]]:
        """Cues in ``items[start:end]`` with their positions; a longer group hides the cues inside it."""
        out: list[tuple[Cue, int, int]] = []
        position = start
        while position < end:
            here = [cue for cue in self._at(items, position) if position + len(cue.words) <= end]
            if not here:
                position += 1
                continue
            # the longest group hides shorter ones; it may have several scopes or statuses
            length = max(len(cue.words) for cue in here)
            after = items[position + length] if position + length < len(items) else None
            if items[position].lower in NEARLY and after is not None and (after.kind == "time" or after.tag == "NUM"):
                # "nyaris setiap hari", "hampir 40 orang": nearly a number, not nearly an act
                position += length
                continue
            longest = [cue for cue in here if len(cue.words) == length]
            out.extend((cue, position, position + length) for cue in longest if cue.status is not None)
            position += length
        return out

    def _begun_by(self, word: str) -> tuple[Cue, ...]:
        if len(self.met) >= MOST_WORDS:
            self.met.clear()
        stem = without_clitic(word)[0]
        return (*self.index.get(word, ()), *(self.index.get(stem, ()) if stem != word else ()))

    def _at(self, items: Sequence[Item], position: int) -> list[Cue]:
        item = items[position]
        if item.kind != "word":
            return []
        cues = self.met.get(item.lower)
        if cues is None:
            cues = self.met[item.lower] = self._begun_by(item.lower)
        if not cues:
            return []
        found = []
        for cue in cues:
            rest = items[position + 1 : position + len(cue.words)]
            if tuple(other.lower for other in rest) == cue.words[1:]:
                found.append(cue)
        return found


@cache
def status_cues() -> StatusCues:
    """The cues of ``data/lexicons/status_cues.yaml``."""
    index: dict[str, list[Cue]] = {}
    for status, scopes in _read("lexicons", "status_cues.yaml")["cues"].items():
        for scope, groups in scopes.items():
            for group in groups:
                for line in group if isinstance(group, list) else [group]:
                    words = tuple(str(line).lower().split())
                    cue = Cue(words, None if status == "none" else status, scope)
                    index.setdefault(words[0], []).append(cue)
    ordered = {word: tuple(sorted(cues, key=lambda c: (-len(c.words), c.scope))) for word, cues in index.items()}
    return StatusCues(ordered)
