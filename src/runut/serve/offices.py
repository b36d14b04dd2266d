"""Offices of a person over time: the terms that the knowledge base has, and what the articles call the person when.

In: the desk and an actor. Out: terms, and offices in the words of articles with the days of the first and the last that
say so. The two are shown beside each other and never merged: an article that calls somebody a former minister, or is
wrong, is not corrected. Of a person in very many articles some are read, spread over all of them, and that is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
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
from runut.records import Article
from runut.serve.desk import Desk

__all__ = ["Called", "Offices", "Term", "offices_of"]

UNKNOWN = "?"
READ = 120  # articles; each takes about a millisecond


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
    names = lookup.articles_naming(desk.store, actor.entity.id)
    step = max(1, -(-len(names) // READ))
    shown = names[::step]
    found = lookup.articles(desk.store, shown) if actor.offices else ()
    return Offices(
        _terms(actor.entity.name, language), _called(found, actor.entity.id, language), len(shown), len(names)
    )


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


def _called(articles: tuple[Article, ...], entity: str, language: Language) -> tuple[Called, ...]:
    """By the first day, those of unknown day last."""
    days: dict[str, list[str]] = {}
    for article in articles:
        for one in article.entities:
            if one.id == entity and one.office:
                days.setdefault(one.office, []).append(_day(article))
    ranked = sorted(days.items(), key=lambda pair: (min(pair[1]) == UNKNOWN, sorted(pair[1]), pair[0]))
    return tuple(_office(office, told, language) for office, told in ranked)


def _day(article: Article) -> str:
    """The day of publication where at least its month is known."""
    first, last = article.published.earliest, article.published.latest
    known = first and last and (first.year, first.month) == (last.year, last.month)
    return first.isoformat() if first and known else UNKNOWN


def _office(office: str, days: list[str], language: Language) -> Called:
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
