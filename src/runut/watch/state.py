"""What a watch remembers: which addresses it knows, what it has of each, what hosts asked of it. Survives any end.

In: a folder beside the chronicle. Out: :class:`State`, a small SQLite file in it. A page counts as fetched only after
it is safe in the web archive; what is in an archive and not here (the program was killed in between) is found again
when the next watch begins. One watch at a time: a second one is refused.

::

    with State(folder_of("korea.db")) as state:
        state.name("https://kabar.example/feed", [Link("https://kabar.example/1")], now)
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from runut.acquire.fetching import Fetcher, Known
from runut.acquire.links import Link
from runut.acquire.manners import Pause
from runut.acquire.robots import Rules
from runut.errors import StoreError
from runut.watch.calm import calm

__all__ = ["State", "Stored", "Waiting", "folder_of"]

_TABLES = """
CREATE TABLE IF NOT EXISTS source(address TEXT PRIMARY KEY, etag TEXT, modified TEXT, digest TEXT, again REAL);
CREATE TABLE IF NOT EXISTS page(
  number INTEGER PRIMARY KEY, address TEXT UNIQUE, title TEXT, published TEXT, found REAL, tries INT, again REAL,
  outcome TEXT);
CREATE INDEX IF NOT EXISTS waiting ON page(found DESC, number) WHERE outcome = 'waiting';
CREATE TABLE IF NOT EXISTS file(path BLOB PRIMARY KEY, size INT, changed INT, digest TEXT);
CREATE TABLE IF NOT EXISTS archive(name TEXT PRIMARY KEY, size INT, records INT, read_size INT, read_records INT);
CREATE TABLE IF NOT EXISTS host(host TEXT PRIMARY KEY, until REAL, failures INT);
CREATE TABLE IF NOT EXISTS rules(origin TEXT PRIMARY KEY, asked REAL, text TEXT, trouble TEXT);
PRAGMA user_version = 1;
"""
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Waiting:
    """An address that is to be fetched."""

    address: str
    tries: int


@dataclass(frozen=True, slots=True)
class Stored:
    """An archive and how far it was read; all of it is safe up to ``size``."""

    name: str
    size: int
    records: int
    read_size: int
    read_records: int


def folder_of(chronicle: str | Path) -> Path:
    """Where the watch of a chronicle keeps what it fetched and what it knows."""
    return Path(chronicle).with_suffix(".watch")


class State:
    """See the module."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(folder / "state.db", timeout=1, isolation_level=None)
            self._base.execute("PRAGMA locking_mode = EXCLUSIVE")
            if self._base.execute("PRAGMA user_version").fetchone()[0] > _VERSION:
                raise StoreError(f"{folder / 'state.db'} is of a newer version; update Runut")
            self._base.execute("BEGIN EXCLUSIVE")
            self._base.execute("COMMIT")
            self._base.executescript(_TABLES)
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise StoreError(f"another runut watch is at work on {folder}; stop it first") from error
            raise StoreError(f"{folder / 'state.db'} cannot be opened ({error})") from error
        except sqlite3.DatabaseError as error:
            what = "is damaged; move it away, the pages in the archives beside it are found again"
            raise StoreError(f"{folder / 'state.db'} {what} ({error})") from error
        except OSError as error:
            raise StoreError(f"the folder {folder} cannot be made ({error.strerror})") from error

    def __enter__(self) -> State:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()

    # ------------------------------------------------------------ sources

    def known(self, source: str) -> Known:
        """What the server said of the version that was read."""
        row = self._base.execute("SELECT etag, modified FROM source WHERE address = ?", (source,)).fetchone()
        return Known(row[0] or "", row[1] or "") if row else Known()

    def digest(self, source: str) -> str:
        """Of the bytes that were read the last time."""
        row = self._base.execute("SELECT digest FROM source WHERE address = ?", (source,)).fetchone()
        return row[0] or "" if row else ""

    def due_at(self, source: str) -> float:
        """When a source that failed may be looked at again."""
        row = self._base.execute("SELECT again FROM source WHERE address = ?", (source,)).fetchone()
        return row[0] or 0.0 if row else 0.0

    def read(self, source: str, known: Known, digest: str) -> None:
        """The source was read to its end."""
        values = (source, known.etag, known.modified, digest)
        self._base.execute("INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?, 0)", values)

    def put_off(self, source: str, again: float) -> None:
        """The source could not be read."""
        self._base.execute("INSERT OR IGNORE INTO source VALUES (?, '', '', '', 0)", (source,))
        self._base.execute("UPDATE source SET again = ? WHERE address = ?", (again, source))

    # ------------------------------------------------------------ pages

    def name(self, links: Iterable[Link], now: float) -> int:
        """Addresses that a source names; how many of them are new."""
        rows = [(link.address, link.title or "", link.published or "", now) for link in links]
        with self._transaction():
            before = self._count("page")
            what = "INSERT OR IGNORE INTO page(address, title, published, found, tries, again, outcome)"
            self._base.executemany(f"{what} VALUES (?, ?, ?, ?, 0, 0, 'waiting')", rows)
            return self._count("page") - before

    def waiting(self, now: float, most: int) -> list[Waiting]:
        """What is due, the newest finds first."""
        query = "SELECT address, tries FROM page WHERE outcome = 'waiting' AND again <= ?"
        rows = self._base.execute(f"{query} ORDER BY found DESC, number LIMIT ?", (now, most))
        return [Waiting(*row) for row in rows]

    def count_waiting(self) -> int:
        """How many addresses are still to be fetched."""
        return int(self._base.execute("SELECT count(*) FROM page WHERE outcome = 'waiting'").fetchone()[0])

    def fetched(self, asked: str, final: str, archive: Stored) -> None:
        """A page is safe in the archive; ``final``: the address that it came from in the end."""
        with self._transaction():
            row = self._base.execute("SELECT title, published FROM page WHERE address = ?", (asked,)).fetchone()
            for address in dict.fromkeys((asked, final)):
                self._have(address, *(row or ("", "")))
            self._grown(archive)

    def _have(self, address: str, title: str = "", published: str = "") -> None:
        what = "INSERT INTO page(address, title, published, found, tries, again, outcome)"
        here = "ON CONFLICT(address) DO UPDATE SET outcome = 'here'"
        self._base.execute(f"{what} VALUES (?, ?, ?, 0, 0, 0, 'here') {here}", (address, title, published))

    def refused(self, address: str, reason: str) -> None:
        """It will not be tried again."""
        self._base.execute("UPDATE page SET outcome = ? WHERE address = ?", (reason, address))

    def later(self, address: str, again: float, tries: int) -> None:
        """Another try is due at ``again``."""
        self._base.execute("UPDATE page SET again = ?, tries = ? WHERE address = ?", (again, tries, address))

    def said_of(self, address: str) -> tuple[str, str]:
        """The title and the day that the source gave."""
        row = self._base.execute("SELECT title, published FROM page WHERE address = ?", (address,)).fetchone()
        return (row[0], row[1]) if row else ("", "")

    # ------------------------------------------------------------ archives

    def archives(self) -> list[Stored]:
        """All archives, the oldest first."""
        rows = self._base.execute("SELECT name, size, records, read_size, read_records FROM archive ORDER BY name")
        return [Stored(*row) for row in rows]

    def found(self, archive: Stored, addresses: Iterable[str]) -> None:
        """Pages that lie in an archive and were not known here."""
        with self._transaction():
            for address in addresses:
                self._have(address)
            self._grown(archive)

    def _grown(self, archive: Stored) -> None:
        what = "INSERT INTO archive VALUES (?, ?, ?, 0, 0) ON CONFLICT(name) DO UPDATE SET size = ?, records = ?"
        self._base.execute(what, (archive.name, archive.size, archive.records, archive.size, archive.records))

    def built(self, archives: Iterable[Stored]) -> None:
        """They are in the chronicle, up to their size."""
        with self._transaction():
            for one in archives:
                what = "UPDATE archive SET read_size = ?, read_records = ? WHERE name = ?"
                self._base.execute(what, (one.size, one.records, one.name))

    # ------------------------------------------------------------ files

    def file(self, path: str) -> tuple[int, int, str] | None:
        """Size, time of change and digest of a file that was read."""
        found = self._base.execute(
            "SELECT size, changed, digest FROM file WHERE path = ?", (os.fsencode(path),)
        ).fetchone()
        return (found[0], found[1], found[2]) if found else None

    def have_file(self, path: str, size: int, changed: int, digest: str) -> None:
        """It was read as it is now."""
        self._base.execute(
            "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?)", (os.fsencode(path), size, changed, digest)
        )

    # ------------------------------------------------------------ hosts

    def remind(self, fetcher: Fetcher) -> None:
        """Tell the fetcher what earlier runs learnt of the hosts."""
        rules = [Rules(*row) for row in self._base.execute("SELECT origin, asked, text, trouble FROM rules")]
        fetcher.remember(rules, [Pause(*row) for row in self._base.execute("SELECT host, until, failures FROM host")])

    def learn(self, fetcher: Fetcher) -> None:
        """Keep what the fetcher knows of the hosts."""
        with self._transaction():
            self._base.execute("DELETE FROM rules")
            self._base.execute("DELETE FROM host")
            rules = [(one.origin, one.when, one.text, one.trouble) for one in fetcher.rules.values()]
            self._base.executemany("INSERT INTO rules VALUES (?, ?, ?, ?)", rules)
            pauses = [(one.host, one.until, one.failures) for one in fetcher.turns.pauses.values()]
            self._base.executemany("INSERT INTO host VALUES (?, ?, ?)", pauses)

    def _count(self, table: str) -> int:
        return int(self._base.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All of it or nothing."""
        with calm():
            self._base.execute("BEGIN")
            try:
                yield
            except BaseException:
                self._base.execute("ROLLBACK")
                raise
            self._base.execute("COMMIT")
