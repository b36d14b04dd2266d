"""What is wrong in a user's file of actors, with the line and what to do.

In: a file read with its lines, and the knowledge base as shipped. Out: ``Problem`` records; none means that the file
holds. It changes nothing.

>>> from runut.own import marked
>>> [str(p) for p in check_actors(marked("actors:\\n- {name: X, kind: ship}"), "my.yaml")]
['my.yaml:2: kind is one of person, organisation, group, place, not ship']
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from functools import cache
from typing import Any

from runut.extract.actors import tables
from runut.extract.actors.fold import fold
from runut.own import Marked, Problem

KEYS = {
    "person": {"name", "kind", "country", "affiliation", "aliases", "bare", "wikidata", "offices"},
    "organisation": {"name", "kind", "country", "role", "aliases", "wikidata", "id"},
    "place": {"name", "kind", "country", "aliases", "lat", "lon"},
}
KEYS["group"] = KEYS["organisation"]
OFFICE_KEYS = {"of", "office", "start", "end"}
ROLES = frozenset("GOV MIL COP LEG JUD REB OPP CVL MED NGO IGO BUS SET PTY".split())
DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
WIKIDATA = re.compile(r"Q[1-9]\d*")
Found = Iterator[tuple[tuple[Hashable, ...], str]]


def check_actors(file: Marked, name: str) -> list[Problem]:
    """The problems of one file, in the order of its lines."""
    found = [Problem(name, file.line(*path), text) for path, text in _file(file.value)]
    return sorted(found, key=lambda problem: problem.line)


def _file(value: Any) -> Found:
    if not isinstance(value, dict) or not set(value) & {"actors", "aliases"}:
        yield (), "a file of actors begins with actors: or aliases:"
        return
    for key in sorted(set(value) - {"actors", "aliases"}, key=str):
        yield (key,), f"{key} is no part of a file of actors; it has actors: and aliases:"
    yield from _actors(value.get("actors"))
    yield from _aliases(value.get("aliases"))


def _actors(entries: Any) -> Found:
    if entries is not None and not isinstance(entries, list):
        yield ("actors",), "actors is a list: begin each actor with a dash"
        return
    names: dict[str, int] = {}
    for number, entry in enumerate(entries or ()):
        path = ("actors", number)
        if not isinstance(entry, dict) or not entry.get("name"):
            yield path, "an actor has a name"
            continue
        kind = entry.get("kind")
        if kind not in KEYS:
            yield path, f"kind is one of {', '.join(('person', 'organisation', 'group', 'place'))}, not {kind}"
            continue
        if names.setdefault(fold(str(entry["name"])), number) != number:
            yield path, f"{entry['name']} stands twice in this file"
        yield from _entry(entry, str(kind), path)


def _entry(entry: Mapping[str, Any], kind: str, path: tuple[Hashable, ...]) -> Found:
    for key in sorted(set(entry) - KEYS[kind], key=str):
        yield (*path, key), f"a {kind} has no {key}; it may have {', '.join(sorted(KEYS[kind]))}"
    for key in ("aliases", "bare"):
        if not _words(entry.get(key) or []):
            yield (*path, key), f"{key} is a list of names: [one, two]"
    country, role, wikidata = (entry.get(key) for key in ("country", "role", "wikidata"))
    if country is not None and country not in _shipped()["countries.tsv"]:
        yield (*path, "country"), f"{country} is no country; write its ISO 3166-1 alpha-3 code, for example IDN"
    if role is not None and role not in ROLES:
        yield (*path, "role"), f"{role} is no role; it is one of {' '.join(sorted(ROLES))}"
    if wikidata is not None and not WIKIDATA.fullmatch(str(wikidata)):
        yield (*path, "wikidata"), f"{wikidata} is no Wikidata id; it looks like Q7747"
    if kind == "place":
        for key, limit in (("lat", 90), ("lon", 180)):
            if not isinstance(entry.get(key), int | float) or abs(entry[key]) > limit:
                yield (*path, key), f"a place has a {key} in degrees, from -{limit} to {limit}"
    if kind == "person":
        yield from _person(entry, path)


def _person(entry: Mapping[str, Any], path: tuple[Hashable, ...]) -> Found:
    if not entry.get("country") and not entry.get("affiliation"):
        yield path, "a person has a country, or the affiliation for which it speaks"
    for number, held in enumerate(entry.get("offices") or ()):
        here = (*path, "offices", number)
        if not isinstance(held, dict) or not set(held) <= OFFICE_KEYS or not {"of", "office", "start"} <= set(held):
            yield here, "an office has of, office and start, and may have end"
            continue
        if not re.fullmatch(r"[a-z_]+", str(held["office"])):
            yield (*here, "office"), f"{held['office']} is no class of offices; see the column office of titles.tsv"
        for key in ("start", "end"):
            if held.get(key) and not DAY.fullmatch(str(held[key])):
                yield (*here, key), f"{held[key]} is no day; write 2024, 2024-05 or 2024-05-31"


def _aliases(targets: Any) -> Found:
    if targets is not None and not isinstance(targets, dict):
        yield ("aliases",), "aliases names an actor and lists further names for it: RUS: [one, two]"
        return
    known = set().union(*(map(fold, names) for names in _shipped().values()))
    for target, names in (targets or {}).items():
        if fold(str(target)) not in known:
            yield ("aliases", target), f"Runut knows no {target}; give its name, its id or its country code"
        if not _words(names) or not names:
            yield ("aliases", target), "further names are a list: [one, two]"


def _words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) and word.strip() for word in value)


@cache
def _shipped() -> dict[str, frozenset[str]]:
    """Table to the names and ids that its rows go by."""
    return {
        table: frozenset(row[key] for row in tables.shipped_rows(table) for key in keys)
        for table, keys in tables.NAMED_BY.items()
    }
