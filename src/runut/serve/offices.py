"""Offices of a person over time: the terms that the knowledge base has, and what the articles call the person when.

In: the desk and an actor. Out: terms, and offices in the words of articles with the days of the first and the last that
say so. The two are shown beside each other and never merged: an article that calls somebody a former minister, or is
wrong, is not corrected. Of a person in very many articles some are read, spread over all of them, and that is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from runut.data import LOADER
from runut.extract.actors.tables import organisations, places, rows
from runut.keep import lookup
from runut.keep.cast import Actor
from runut.publish.dates import date_text
from runut.publish.wording import Language, country_name
from runut.records import Published
from runut.serve.asking import Asked
from runut.serve.desk import Desk

__all__ = ["Called", "Offices", "Term", "offices_of"]

UNKNOWN = "?"
READ = 120  # articles; each takes a fifth of a millisecond


@dataclass(frozen=True, slots=True)
class Term:
    """An office of the knowledge base; ``last`` is "" where it was still held on the day of ``checked``."""

    office: str
    of: str
    first: str
    last: str
    checked: str


@dataclass(frozen=True, slots=True)
class Called:
    """An office in the words of articles: how many say so, the days of the first and the last, and all their months."""

    office: str
    articles: int
    first: str
    last: str
    months: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Offices:
    """Both, and from how many of the person's articles the second was read."""

    terms: tuple[Term, ...]
    called: tuple[Called, ...]
    read: int
    articles: int


def offices_of(desk: Desk, actor: Actor, language: Language) -> Offices:
    """The offices of a person; of anybody else none."""
    if actor.entity.kind != "person":
        return Offices((), (), 0, 0)
    told = desk.kept(f"offices {actor.entity.id}", Asked(), lambda: _told(desk, actor))
    return Offices(_terms(actor.entity.name, language), _called(told.days, language), told.read, told.articles)


@dataclass(frozen=True, slots=True)
class _Told:
    """The days of each office in the words of articles, of how many articles that were read, and of how many in all."""

    days: Mapping[str, tuple[str, ...]]
    read: int
    articles: int


def _told(desk: Desk, actor: Actor) -> _Told:
    names = lookup.articles_naming(desk.store, actor.entity.id)
    step = max(1, -(-len(names) // READ))
    shown = names[::step]
    days: dict[str, list[str]] = {}
    for office, published in lookup.offices_told(desk.store, shown, actor.entity.id) if actor.offices else ():
        days.setdefault(office, []).append(_day(published))
    return _Told(MappingProxyType({office: tuple(found) for office, found in days.items()}), len(shown), len(names))


def _terms(name: str, language: Language) -> tuple[Term, ...]:
    held = sorted((row for row in rows("offices.tsv") if row["person"] == name), key=lambda row: row["start"])
    return tuple(
        Term(
            office=_word(row["office"], language),
            of=_owner(row["of"], language),
            first=date_text(row["start"], language),
            last=date_text(row["end"], language) if row["end"] else "",
            checked=date_text(row["as_of"], language),
        )
        for row in held
    )


def _owner(of: str, language: Language) -> str:
    if of in organisations():
        return organisations()[of].name
    return country_name(of.partition(":")[0], language) or (places()[of].name if of in places() else of)


def _called(days: Mapping[str, Sequence[str]], language: Language) -> tuple[Called, ...]:
    """By the first day, those of unknown day last."""
    ranked = sorted(days.items(), key=lambda pair: (min(pair[1]) == UNKNOWN, sorted(pair[1]), pair[0]))
    return tuple(_office(office, told, language) for office, told in ranked)


def _day(published: Published) -> str:
    """The day of publication where at least its month is known."""
    first, last = published.earliest, published.latest
    known = first and last and (first.year, first.month) == (last.year, last.month)
    return first.isoformat() if first and known else UNKNOWN


def _office(office: str, days: Sequence[str], language: Language) -> Called:
    dated = sorted(day for day in days if day != UNKNOWN)
    ends = (dated[0], dated[-1]) if dated else ("", "")
    first, last = (date_text(day, language) if day else "" for day in ends)
    months = Counter(day[:7] for day in days)
    return Called(office, len(days), first, last, {month: float(n) for month, n in months.items()})


@cache
def _sheet() -> Mapping[str, Any]:
    text = (files("runut.data") / "serve" / "offices.yaml").read_text(encoding="utf8")
    return MappingProxyType(yaml.load(text, Loader=LOADER))


def _word(office: str, language: Language) -> str:
    entry = _sheet().get(office)
    return str(entry[language]) if entry else office.replace("_", " ")
