"""The user's own actors as rows of the knowledge base's tables (``--actors FILE``; format in ``docs/codebook.md``).

In: the files named by ``runut.own``. Out: rows with the same columns as the shipped tables, and further aliases for
actors that are there. What is wrong in a file is said by ``check_actors``, before this is asked.

>>> list(own_rows("persons.tsv"))
[]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from runut.extract.actors.fold import fold, slug
from runut.own import follows_own, own, read_own

SOURCE = "user"
TABLES = {"person": "persons.tsv", "organisation": "organisations.tsv", "group": "organisations.tsv",
          "place": "places.tsv"}  # fmt: skip
AS_OF = "9998-12"  # a user's own open tenure is open


def own_rows(table: str) -> tuple[dict[str, str], ...]:
    """The user's rows for one table."""
    return _read()[0].get(table, ())


def own_aliases(name: str) -> tuple[str, ...]:
    """The user's further aliases for what Runut knows by this name, id or country code."""
    return _read()[1].get(fold(name), ())


def own_meaning(alias: str) -> frozenset[str]:
    """Folded names or ids of what the user says that a (folded) alias means; empty where the user says nothing."""
    return _read()[2].get(alias, frozenset())


@follows_own
@cache
def _read() -> tuple[dict[str, tuple[dict[str, str], ...]], dict[str, tuple[str, ...]], dict[str, frozenset[str]]]:
    rows: dict[str, list[dict[str, str]]] = {}
    aliases: dict[str, tuple[str, ...]] = {}
    mine: dict[str, frozenset[str]] = {}
    for path in own().actors:
        content = read_own(path).value or {}
        for entry in content.get("actors") or ():
            for table, row in _rows(entry):
                rows.setdefault(table, []).append(row)
            for alias in (str(entry["name"]), *_names(entry, "aliases"), *_names(entry, "bare")):
                mine[fold(alias)] = frozenset({fold(str(entry["name"])), fold(str(entry.get("id", "")))})
        for target, names in (content.get("aliases") or {}).items():
            given = tuple(map(str, names))
            aliases[fold(str(target))] = aliases.get(fold(str(target)), ()) + given
            mine.update((fold(alias), frozenset({fold(str(target))})) for alias in given)
    return {table: tuple(found) for table, found in rows.items()}, aliases, mine


def _names(entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(str(name) for name in entry.get(key) or ())


def _rows(entry: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    name, kind = str(entry["name"]), str(entry["kind"])
    row = {
        "name": name, "iso3": str(entry.get("country") or ""), "wikidata": str(entry.get("wikidata") or ""),
        "as_of": AS_OF, "source": SOURCE, "aliases": _cell(_names(entry, "aliases")),
    }  # fmt: skip
    if kind == "person":
        yield TABLES[kind], with_aliases(
            row | {"affiliation": str(entry.get("affiliation") or ""), "bare": _cell(_names(entry, "bare")),
                   "aliases": ""},
            (name, *_names(entry, "aliases")),
        )
        for held in entry.get("offices") or ():
            yield "offices.tsv", {
                "of": str(held["of"]), "office": str(held["office"]), "person": name, "start": str(held["start"]),
                "end": str(held.get("end") or ""), "as_of": AS_OF, "source": SOURCE,
            }  # fmt: skip
    elif kind == "place":
        yield TABLES[kind], row | {"lat": str(entry["lat"]), "lon": str(entry["lon"]), "kind": "own"}
    else:
        key = str(entry.get("id") or "org:" + slug(name))
        yield TABLES[kind], row | {"id": key, "kind": kind, "role": str(entry.get("role") or "CVL")}


def _cell(names: Iterable[str]) -> str:
    return "|".join(dict.fromkeys(names))


def with_aliases(row: dict[str, str], names: Iterable[str]) -> dict[str, str]:
    """The row with further names; a single word for a person goes to ``bare``, where single words count."""
    out = dict(row)
    for name in names:
        if name != row["name"] or "bare" in row:
            key = "bare" if "bare" in row and " " not in name and "-" not in name else "aliases"
            if name != row["name"] or key == "bare":
                out[key] = _cell([*filter(None, out[key].split("|")), name])
    return out
