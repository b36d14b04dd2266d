"""What a list of events could be narrowed to: every value with its count, as a link that adds it or takes it away.

In: the desk and what is asked. Out: facets, and the filters that are set as chips. All state is in the addresses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from runut.keep.lookup import party_named
from runut.keep.places import country_of
from runut.keep.survey import Count, names_of
from runut.publish.dates import date_text
from runut.publish.wording import Language, country_name
from runut.serve.asking import Asked
from runut.serve.desk import BUSIEST, Counts, Desk
from runut.serve.texts import party_name, say

__all__ = ["Chip", "Choice", "Facet", "chips", "facets"]

Naming = Callable[[Count], str]
Meaning = Callable[[str], str]
WORDED = {"types": "types", "statuses": "statuses", "certainties": "interface"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that the list can be narrowed to, and the address that does so, or undoes it."""

    name: str
    n: int
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one filter."""

    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, in words, and the address without it."""

    text: str
    address: str


def facets(desk: Desk, asked: Asked, language: Language, path: str) -> tuple[Facet, ...]:
    """What the list at ``path`` can be narrowed to; filters that would leave nothing are not offered."""
    counts = desk.counts(asked)
    outlets = {one.value.lower(): one.value for one in counts.outlets}
    found = (
        Facet("actor", _choices(asked, "actors", counts.parties, _party(language), path, _id_in(desk))),
        Facet("dyad_pair", tuple(_pairs(desk, asked, language, path))),
        Facet("type", _choices(asked, "types", counts.types, _worded("types", language), path)),
        Facet("status", _choices(asked, "statuses", counts.statuses, _worded("statuses", language), path)),
        Facet("outlet", _choices(asked, "outlets", counts.outlets, lambda one: one.name, path,
                                 lambda name: outlets.get(name.lower(), name))),
        Facet("place", _choices(asked, "places", counts.countries, _party(language), path,
                                lambda name: country_of(name) or name)),
        Facet("certainty", _choices(asked, "certainties", counts.certainties, _worded("interface", language), path)),
        Facet("conflicts_title", tuple(_contested(counts, asked, language, path))),
    )
    return tuple(facet for facet in found if facet.choices)


def chips(asked: Asked, path: str, language: Language) -> tuple[Chip, ...]:
    """The filters that are set."""
    return tuple(Chip(text, rest.address(path)) for text, rest in _set(asked, language))


def _set(asked: Asked, language: Language) -> Iterator[tuple[str, Asked]]:
    if asked.between:
        pair = f" {say('and_other', language)} ".join(country_name(one, language) or one for one in asked.between)
        yield f"{say('between', language)}: {pair}", replace(asked, between=())
    lists = ("actors", "actor"), ("types", "type"), ("statuses", "status"), ("outlets", "outlet"), ("places", "place")
    for field, title in (*lists, ("certainties", "certainty")):
        for value in getattr(asked, field):
            named = _worded(WORDED[field], language) if field in WORDED else _party(language)
            yield f"{say(title, language)}: {named(Count(value, value, 0))}", asked.toggled(field, value)
    for field, title in (("since", "from"), ("until", "to"), ("words", "search")):
        value = getattr(asked, field)
        if value:
            shown = value if field == "words" else date_text(value, language)
            without: dict[str, Any] = {field: ""}
            yield f"{say(title, language)}: {shown}", replace(asked, **without)
    if asked.conflicts:
        yield say("conflicts_only", language), replace(asked, conflicts=False)


def _pairs(desk: Desk, asked: Asked, language: Language, path: str) -> Iterator[Choice]:
    """The pairs of parties that meet most; the pair that is chosen comes first and can be taken back."""
    chosen = tuple(map(_id_in(desk), asked.between))  # the pair may be asked for by other names than the ties have
    strongest = [tie for tie in desk.ties(asked)[: BUSIEST + 1] if {tie.one, tie.other} != set(chosen)]
    called = names_of(desk.store, {*chosen, *(party for tie in strongest for party in (tie.one, tie.other))})

    def words(pair: Iterable[str]) -> str:
        return " – ".join(party_name(party, called.get(party, party), language) for party in pair)

    if chosen:
        yield Choice(words(chosen), desk.total(asked), replace(asked, between=()).address(path), chosen=True)
    for tie in strongest[:BUSIEST]:
        pair = (tie.one, tie.other)
        yield Choice(words(pair), tie.events, replace(asked, between=pair).address(path), chosen=False)


def _contested(counts: Counts, asked: Asked, language: Language, path: str) -> Iterator[Choice]:
    if counts.contested or asked.conflicts:
        to = replace(asked, conflicts=not asked.conflicts).address(path)
        yield Choice(say("with_conflict", language), counts.contested, to, asked.conflicts)


def _worded(group: str, language: Language) -> Naming:
    return lambda one: say(one.value, language, group)


def _party(language: Language) -> Naming:
    return lambda one: party_name(one.value, one.name, language)


def _id_in(desk: Desk) -> Meaning:
    return lambda name: party_named(desk.store, name) or name


def _choices(
    asked: Asked, field: str, found: Iterable[Count], named: Naming, path: str, meaning: Meaning = str
) -> tuple[Choice, ...]:
    """A value that is chosen stays in sight, where it can be taken back; ``meaning`` says under which it is counted."""
    given: dict[str, str] = {meaning(value): value for value in getattr(asked, field)}
    counted = tuple(found)
    unseen = (Count(value, value, -1) for value in given if value not in {one.value for one in counted})
    return tuple(
        Choice(
            named(one), one.n, asked.toggled(field, given.get(one.value, one.value)).address(path), one.value in given
        )
        for one in (*unseen, *counted)
    )
