"""The words of time, loaded from ``runut/data/time``.

In: the tables ``*.tsv`` (surface, kind, attributes) and the word lists in ``guards.yaml`` and ``cues.yaml``.
Out: ``lexicon()``, one immutable object with a first-word index for longest match. It does not interpret anything.

>>> lexicon().first["kemarin"][-1].kind
'KEM'
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml

from runut.data import LOADER

TABLES = ("months weekdays numerals units day_parts relative modifiers eras calendars feasts").split()
WORD = r"[^\W\d_]\w*(?:['’`´][^\W\d_]\w*)*"
PIECE = re.compile(WORD + r"|\d+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One surface form: its grammar symbol, its attributes and the words that follow the first one."""

    kind: str
    attrs: Mapping[str, str]
    rest: tuple[str, ...] = ()

    def number(self, name: str) -> int:
        """The attribute as an integer; the tables' test guarantees that it is one."""
        return int(self.attrs[name])


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``first`` maps a first word to its entries, longest first; the sets are contexts of guards and cues."""

    first: Mapping[str, tuple[Entry, ...]]
    guards: Mapping[str, frozenset[str]]
    cues: Mapping[str, frozenset[str]]
    founding: Mapping[str, str]
    feast_days: Mapping[str, tuple[str, ...]]
    kinds: tuple[str, ...]


def read_table(name: str) -> list[list[str]]:
    """Rows of a tab-separated table without its comments."""
    text = (files("runut.data") / "time" / name).read_text(encoding="utf8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def _attrs(field: str) -> Mapping[str, str]:
    return MappingProxyType(dict(pair.split("=", 1) for pair in field.split()))


def _word_lists(name: str) -> Mapping[str, frozenset[str]]:
    text = (files("runut.data") / "time" / name).read_text(encoding="utf8")
    loaded = yaml.load(text, Loader=LOADER)
    return MappingProxyType({key: frozenset(str(word) for word in words) for key, words in loaded.items()})


@cache
def lexicon() -> Lexicon:
    """The loaded tables (once per process)."""
    index: dict[str, list[Entry]] = {}
    kinds: dict[str, None] = {}
    for table in TABLES:
        for row in read_table(table + ".tsv"):
            words = PIECE.findall(row[0])
            entry = Entry(row[1], _attrs(row[2] if len(row) > 2 else ""), tuple(words[1:]))
            index.setdefault(words[0], []).append(entry)
            kinds[row[1]] = None
    feast_days: dict[str, list[str]] = {}
    for name, day in read_table("feast_days.tsv"):
        feast_days.setdefault(name, []).append(day)
    return Lexicon(
        first=MappingProxyType({w: tuple(sorted(e, key=lambda x: -len(x.rest))) for w, e in index.items()}),
        guards=_word_lists("guards.yaml"),
        cues=_word_lists("cues.yaml"),
        founding=MappingProxyType({row[0]: row[1] for row in read_table("founding.tsv")}),
        feast_days=MappingProxyType({name: tuple(days) for name, days in feast_days.items()}),
        kinds=tuple(kinds),
    )
