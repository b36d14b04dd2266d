"""What a yearly occasion is called, in both languages, and which one a name means.

In: the id of an occasion, or a name as anybody would write it. Out: its title, or the ids of the occasions that may be
meant. Titles stand in ``data/publish/occasions.tsv``; the names that articles use, in the tables that are read by.

>>> title_of("victory-day-europe", "en"), named("hari kemenangan"), named("VE Day")
('Victory Day of Russia', ('victory-day-europe',), ('ve-day',))
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from runut.extract.actors.fold import fold
from runut.extract.occasions import occasions, table_rows
from runut.publish.wording import Language

__all__ = ["Titles", "named", "title_of", "titles"]


@dataclass(frozen=True, slots=True)
class Titles:
    """An occasion's title in Indonesian, and its English names, the title first."""

    id: str
    en: tuple[str, ...]


@cache
def titles() -> Mapping[str, Titles]:
    """The titles of all occasions by their ids."""
    return {name: Titles(title, tuple(en.split("|"))) for name, title, en in table_rows("publish/occasions.tsv")}


def title_of(name: str, language: Language) -> str:
    """The title of an occasion; its id where the table does not have it."""
    found = titles().get(name)
    if found is None:
        return name
    return found.id if language == "id" else found.en[0]


def named(text: str) -> tuple[str, ...]:
    """The occasions that ``text`` may mean: by id or whole name; else those in whose names it stands, word by word."""
    wanted = _plain(text)
    whole = _by_name().get(wanted)
    if whole or not wanted:
        return whole or ()
    inside = {one: None for name, ids in _by_name().items() if f" {wanted} " in f" {name} " for one in ids}
    return tuple(sorted(inside))


@cache
def _by_name() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for one in occasions():
        own = titles().get(one.id)
        for name in (one.id, *one.names, *((own.id, *own.en) if own else ())):
            found.setdefault(_plain(name), {})[one.id] = None
    return {name: tuple(ids) for name, ids in found.items()}


def _plain(name: str) -> str:
    return " ".join(fold(name).split())
