"""Rules and words of cleaning, loaded once from ``data/clean`` and from the outlets' own litter in ``data/outlets``.

In: the YAML files of the package. Out: :class:`LitterRules`, ready for look-ups, and a finder of all cue phrases in one
pass over a text. It judges nothing.

>>> "baca juga" in load().related_cues
True
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from runut.data import LOADER

_CATEGORIES = ("related_cues", "fixed", "goes_on", "share_cues", "byline_cues", "colophon_cues", "own_litter")
# Three words may begin a sentence of prose ("Baca tanpa iklan"); as a line of their own they are safe at any length.
_OWN_WORDS = 4


@dataclass(frozen=True, slots=True)
class LitterRules:
    """The word lists of ``litter.yaml`` and ``dateline_places.yaml``."""

    lone_lines: Mapping[str, str]
    longest_line: int
    own_litter: frozenset[str]
    related_cues: frozenset[str]
    fixed_capitals: frozenset[str]
    fixed_any_case: frozenset[str]
    fixed: frozenset[str]
    goes_on: frozenset[str]
    share_cues: frozenset[str]
    byline_cues: frozenset[str]
    colophon_cues: frozenset[str]
    caption_starts: frozenset[str]
    summary_headings: frozenset[str]
    places: frozenset[str]
    states: frozenset[str]
    outlet_words: frozenset[str]


@dataclass(frozen=True, slots=True)
class FunctionWords:
    """The word lists of ``words.yaml``."""

    small_words: frozenset[str]
    opening_words: frozenset[str]
    subject_nouns: frozenset[str]
    time_words: frozenset[str]
    indonesian: frozenset[str]
    malay_only: frozenset[str]
    english: frozenset[str]
    clause_words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue phrase found in a text; ``kind`` is the list that it stands in."""

    start: int
    end: int
    phrase: str
    kinds: tuple[str, ...]


def read_yaml(folder: str, name: str) -> dict[str, Any]:
    """One data file of the package, parsed."""
    source = resources.files("runut").joinpath("data", folder, name).read_text(encoding="utf-8")
    parsed: dict[str, Any] = yaml.load(source, Loader=LOADER)
    return parsed


@lru_cache(maxsize=1)
def load() -> LitterRules:
    """Load the word lists (cached)."""
    data = read_yaml("clean", "litter.yaml")
    heads = read_yaml("clean", "dateline_places.yaml")
    capitals = frozenset(data["inline_fixed"]["capitals"])
    profiles = read_yaml("outlets", "profiles.yaml")["profiles"]
    # Copied articles carry the litter of the outlet they come from, so each outlet's holds on every page. A phrase that
    # says that the page goes on keeps its own rule, which marks the article as incomplete.
    phrases = {phrase for profile in profiles for phrase in profile.get("litter", ())}
    own = dict.fromkeys(sorted(phrases - set(data["goes_on"])), "navigation")
    lines = own | {phrase: label for label, phrases in data["lone_lines"].items() for phrase in phrases}
    any_case = frozenset(data["inline_fixed"]["any_case"])
    return LitterRules(
        lone_lines=lines,
        longest_line=max(len(phrase.split()) for phrase in lines),
        own_litter=_running(own, data),
        related_cues=frozenset(data["related_cues"]),
        fixed_capitals=capitals,
        fixed_any_case=any_case,
        fixed=any_case | frozenset(phrase.lower() for phrase in capitals),
        goes_on=frozenset(data["goes_on"]),
        share_cues=frozenset(data["share_cues"]),
        byline_cues=frozenset(data["byline_cues"]),
        colophon_cues=frozenset(data["colophon_cues"]),
        caption_starts=frozenset(data["caption_starts"]),
        summary_headings=frozenset(data["summary_headings"]),
        places=frozenset(heads["places"]) | frozenset(heads["regions"]),
        outlet_words=frozenset(heads["outlet_words"]),
        states=frozenset(read_yaml("clean", "citing.yaml")["states"]),
    )


def _running(own: Mapping[str, str], data: Mapping[str, Any]) -> frozenset[str]:
    """The outlets' own phrases that are cut inside running text too, where no common list says what becomes of them."""
    # "Artikel ini telah tayang di ..." reaches further than the phrase, by a rule of its own.
    common = {*data["related_cues"], *data["inline_fixed"]["any_case"]}
    remarks = tuple(data["colophon_cues"])
    long = (phrase for phrase in own if len(phrase.split()) >= _OWN_WORDS)
    return frozenset(phrase for phrase in long if phrase not in common and not phrase.startswith(remarks))


@lru_cache(maxsize=1)
def words() -> FunctionWords:
    """Load the function words (cached)."""
    return FunctionWords(**{name: frozenset(found) for name, found in read_yaml("clean", "words.yaml").items()})


def find_cues(lowered: str) -> list[Cue]:
    """All cue phrases in a lower-cased text, leftmost and longest, at word starts."""
    automaton, phrases, kinds = _automaton()
    return [
        Cue(start, end, phrases[index], kinds[index])
        for index, start, end in automaton.find_matches_as_indexes(lowered)
    ]


def lower(text: str) -> str:
    """Lower case with the same length: the few letters that grow when lowered stay as they are."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(small if len(small := char.lower()) == 1 else char for char in text)


@lru_cache(maxsize=1)
def _automaton() -> tuple[Any, list[str], list[tuple[str, ...]]]:
    from ahocorasick_rs import AhoCorasick, MatchKind

    rules = load()
    kinds: dict[str, list[str]] = {}
    for category in _CATEGORIES:
        for phrase in sorted(getattr(rules, category)):
            kinds.setdefault(phrase, []).append(category)
            if phrase.endswith(":"):
                kinds.setdefault(phrase[:-1] + " :", []).append(category)
    for phrase in rules.own_litter:  # the longest match is the only one seen: an invitation to share stays one
        if any(f" {cue} " in f" {phrase} " for cue in rules.share_cues):
            kinds[phrase].append("share_cues")
    phrases = sorted(kinds)
    automaton = AhoCorasick(phrases, matchkind=MatchKind.LeftmostLongest)
    return automaton, phrases, [tuple(kinds[phrase]) for phrase in phrases]

