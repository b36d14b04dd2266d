"""Where a chronicle lies: in a file, or in a database of a PostgreSQL server.

In: what a user typed after ``-o`` or as CHRONICLE. Out: a ``Path`` or a ``Server``. It opens nothing. A ``Server``
shows itself without its password, and ``masked`` takes passwords out of any text that is shown or kept.

>>> str(site_of("postgresql://ani:rahasia@news.example/korea"))
'postgresql://ani:***@news.example/korea'
>>> site_of("korea.db").name
'korea.db'
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from runut.errors import StoreError

__all__ = ["Name", "Server", "Site", "masked", "site_of", "typed"]

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://?", re.IGNORECASE)
_OURS = ("postgresql", "postgres", "postgresql+psycopg")
_SHAPE = "postgresql://USER@HOST/DATABASE"
# Whatever stands between a user's name and the last @; after a mistake (no @ at all) also what stands for a port.
_PASSWORD = re.compile(
    r"(postgres(?:ql)?(?:\+\w+)?:/{1,2}[^:@/?#\s]*):(?!\*\*\*)(?:.*(?=@)|(?!\d+(?:[/?\s]|$))[^/?\s]+)", re.I
)
_PARAMETER = re.compile(r"((?:\b|_)(?:ssl)?password=)[^&\s]*", re.I)


@dataclass(frozen=True, slots=True, repr=False)
class Server:
    """A database of a PostgreSQL server, by its address; the address may hold a password."""

    url: str

    def __str__(self) -> str:
        """The address as it may be shown."""
        return masked(self.url)

    __repr__ = __str__

    @property
    def name(self) -> str:
        """The name of the database."""
        return unquote(urlsplit(self.url).path.strip("/"))

    @property
    def stem(self) -> str:
        """What the chronicle is called, as a file is by its stem."""
        return self.name


Site = Path | Server
Name = str | os.PathLike[str] | Server


def site_of(name: Name) -> Site:
    """The place of that name.

    :raises StoreError: it is an address, and none of a PostgreSQL database.
    """
    if isinstance(name, Server):
        return name
    text = os.fspath(name)
    scheme = _SCHEME.match(text) if isinstance(name, str) else None
    if scheme is None:
        return Path(name)
    if scheme[1].lower() not in _OURS or not scheme[0].endswith("//"):
        raise StoreError(f"{masked(text)} is no place for a chronicle; name a file, or a database as {_SHAPE}")
    server = Server("postgresql://" + text[scheme.end() :])
    if not server.name:
        raise StoreError(f"{server} names no database; write {_SHAPE}")
    return server


def typed(name: Name) -> str:
    """The place as a user would type it, with its password: for another process, never for a message."""
    return name.url if isinstance(name, Server) else os.fspath(name)


def masked(text: str) -> str:
    """The text without the passwords of the addresses in it; rather too much is taken out than too little."""
    return _PARAMETER.sub(r"\1***", _PASSWORD.sub(r"\1:***", text))
