"""Who published a page, and the names by which articles call outlets and agencies.

In: names, addresses and datelines. Out: :class:`records.Outlet` or None for one that is not known. It does not decide
whether a name in a text is a source: that is ``sources``.

>>> by_domain("https://news.detik.com/internasional/d-1/judul").name
'detikcom'
>>> by_name("Agence France-Presse").name
'AFP'
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import urlsplit

from runut.clean.rules import read_yaml
from runut.records import Outlet

_FOREIGN = frozenset({"foreign", "foreign-agency"})
_AGENCIES = frozenset({"agency", "foreign-agency"})
_DOMAIN_NAME = re.compile(
    r"(?:[A-Za-z0-9-]{2,40}\.)+(?:com|co\.id|or\.id|go\.id|id|co|net|news|org|info|tv|asia)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class OutletRow:
    """One row of ``outlets.yaml``."""

    name: str
    domains: tuple[str, ...]
    aliases: tuple[str, ...]
    kind: str
    credits: tuple[str, ...]
    text: bool

    @property
    def outlet(self) -> Outlet:
        """The row as the record that a document carries."""
        return Outlet(self.name, self.domains[0] if self.domains else None)


@lru_cache(maxsize=1)
def table() -> tuple[OutletRow, ...]:
    """All rows, in the order of the file."""
    return tuple(
        OutletRow(
            row["name"],
            tuple(row["domains"]),
            tuple(row["aliases"]),
            row["kind"],
            tuple(row["credits"]),
            bool(row.get("text", True)),
        )
        for row in read_yaml("outlets", "outlets.yaml")["outlets"]
    )


@lru_cache(maxsize=1)
def names() -> Mapping[str, OutletRow]:
    """Every name and alias as written, and without its spaces where that is longer than three letters."""
    found: dict[str, OutletRow] = {}
    for row in table():
        for name in (row.name, *row.aliases):
            found.setdefault(name, row)
    return MappingProxyType(found)


@lru_cache(maxsize=1)
def _folded() -> Mapping[str, OutletRow]:
    found: dict[str, OutletRow] = {}
    for row in table():
        for name in (row.name, *row.aliases, *row.domains):
            found.setdefault(name.casefold(), row)
    return MappingProxyType(found)


@lru_cache(maxsize=1)
def _credits() -> frozenset[str]:
    return frozenset(
        credit for row in table() for credit in ((row.name, *row.aliases) if row.text else ()) + row.credits
    )


def is_credit(surface: str) -> bool:
    """True for a name under which an agency or outlet signs pictures ("ANTARA FOTO", "AFP")."""
    return surface in _credits() or surface.removesuffix(" Photo").removesuffix(" PHOTO") in _credits()


def is_domestic(surface: str) -> bool:
    """True where the words are the name of an Indonesian outlet, with or without the name of a desk after it."""
    row = names().get(surface) or names().get(surface.rsplit(" ", 1)[0])
    return row is not None and row.kind not in _FOREIGN


def is_agency(name: str) -> bool:
    """True for a name of a news agency, capitals not minded."""
    row = _folded().get(name.casefold())
    return row is not None and row.kind in _AGENCIES


def by_name(name: str) -> Outlet | None:
    """The outlet of that name or alias, capitals not minded."""
    row = _folded().get(" ".join(name.split()).casefold())
    return row.outlet if row else None


def by_domain(address: str) -> Outlet | None:
    """The outlet of an address or host; the longest known domain that it ends in (or begins with, for paths) wins."""
    parts = urlsplit(address if "//" in address else f"//{address}")
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    if not host:
        return None
    first = parts.path.strip("/").split("/", 1)[0]
    folded = _folded()
    if first and (row := folded.get(f"{host}/{first}")):
        return row.outlet
    labels = host.split(".")
    for index in range(len(labels) - 1):
        row = folded.get(".".join(labels[index:]))
        if row and "." in ".".join(labels[index:]):
            return row.outlet
    return None


def as_written(name: str) -> Outlet:
    """An outlet that the table does not know, under the name that the page gives it."""
    if name.isupper() and " " in name and not is_domain_name(name.split()[-1]):
        name = name.title()
    domain = name.lower() if _DOMAIN_NAME.fullmatch(name) else None
    return Outlet(name, domain)


def is_domain_name(word: str) -> bool:
    """True for a word that is written like an Internet domain ("WahanaNews.co.id")."""
    return _DOMAIN_NAME.fullmatch(word) is not None
