"""Names that an entity is known by, whether or not the chronicle's articles use them.

In: nothing. Out: aliases by entity id (a country's code, an organisation's id) or Wikidata id, from the tables of the
knowledge base. It serves the look-up of names that a user types and takes no part in reading.

>>> "DPRK" in known_aliases()["PRK"]
True
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

__all__ = ["known_aliases"]

# table -> the columns that name an entity, and those that hold further names of it
_TABLES = {
    "countries.tsv": (("iso3",), ("name", "aliases")),
    "organisations.tsv": (("id",), ("name", "aliases")),
    "persons.tsv": (("wikidata",), ("name", "bare", "aliases")),
}


@cache
def known_aliases() -> Mapping[str, tuple[str, ...]]:
    """The names of every entity in the knowledge base."""
    known: dict[str, dict[str, None]] = {}
    for table, (ids, names) in _TABLES.items():
        text = (files("runut.data") / "kb" / table).read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if line and not line.startswith("#")]
        header = lines[0].split("\t")
        for line in lines[1:]:
            row = dict(zip(header, line.split("\t"), strict=False))
            found = [name for column in names for name in row.get(column, "").split("|") if name]
            for column in ids:
                if row.get(column):
                    known.setdefault(row[column], {}).update(dict.fromkeys(found))
    return {entity: tuple(names) for entity, names in known.items()}
