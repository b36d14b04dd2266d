"""Places for chronicles: files, and databases of the PostgreSQL server that RUNUT_TEST_POSTGRES names.

``.ci/postgres start FOLDER PORT`` starts such a server; without one the tests that need it are skipped. A place is what
a user would type: a path, or an address.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import make_url

from runut.keep import schema
from runut.keep.sites import Server, Site
from runut.keep.store import Store

SERVER = os.environ.get("RUNUT_TEST_POSTGRES", "")
NO_SERVER = "RUNUT_TEST_POSTGRES names no PostgreSQL server to test with (.ci/postgres starts one)"
needs_server = pytest.mark.skipif(not SERVER, reason=NO_SERVER)
BACK_ENDS = ["sqlite", pytest.param("postgresql", marks=needs_server)]
Place = str | Path
NUMBERS = count()  # of databases, whoever makes them


class Files:
    """Places in a folder."""

    kind = "sqlite"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = count()

    def new(self) -> Place:
        """One where nothing is yet."""
        return self.folder / f"{next(self.numbers)}.db"

    def copy(self, made: Site | Place) -> Place:
        """A copy of a chronicle that nobody has open."""
        return Path(shutil.copy(str(made), self.new()))

    def drop(self, made: Site | Place) -> None:
        """Remove it."""
        for end in ("", "-wal", "-shm"):
            Path(f"{made}{end}").unlink(missing_ok=True)


class Databases:
    """Places on the server. A database that is no longer needed serves again, emptied: making one takes a second."""

    kind = "postgresql"

    def __init__(self) -> None:
        self.made: list[str] = []
        self.idle: list[str] = []
        self.blank: Place | None = None

    def new(self) -> Place:
        """An empty database."""
        if not self.idle:
            return self._create("template0")
        place = self.idle.pop()
        order("DROP SCHEMA public CASCADE; CREATE SCHEMA public", place)
        return place

    def copy(self, made: Site | Place) -> Place:
        """A copy of a chronicle that nobody has open."""
        if made == self.blank and self.idle:
            return emptied(self.idle.pop())
        return self._create(database(made))

    def drop(self, made: Site | Place) -> None:
        """It is not needed any more, whoever has it open."""
        order(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database(made)}'")
        self.idle.append(typed(made))

    def _create(self, template: str) -> Place:
        name = f"runut_test_{os.getpid()}_{next(NUMBERS)}"
        order(f"CREATE DATABASE {name} TEMPLATE {template}")
        place = make_url(SERVER).set(database=name).render_as_string(hide_password=False)
        self.made.append(place)
        return place

    def close(self) -> None:
        """Leave nothing behind, but on a server that keeps nothing itself."""
        if order("SHOW fsync") == "on":
            for made in self.made:
                order(f"DROP DATABASE IF EXISTS {database(made)} WITH (FORCE)")


Keeping = Files | Databases


def typed(made: Site | Place) -> str:
    """What a user would type for it."""
    return made.url if isinstance(made, Server) else str(made)


def database(made: Site | Place) -> str:
    """The name of a place's database."""
    return make_url(typed(made)).database or ""


def order(statement: str, at: str = SERVER) -> object:
    """Tell the server something; gives the first value of its answer."""
    import psycopg

    with closing(psycopg.connect(at, autocommit=True)) as connection:
        answer = connection.execute(statement)
        return next(iter(answer))[0] if answer.rownumber is not None and answer.rowcount else None


def emptied(place: str) -> str:
    """The place, with nothing in its tables."""
    tables = reversed(schema.metadata.sorted_tables)  # truncating them would make two hundred files anew
    order(";".join(f"DELETE FROM {table.name}" for table in tables), place)
    return place


def places(kind: str, folder: Path) -> Iterator[Keeping]:
    """The places of one kind."""
    if kind == "sqlite":
        yield Files(folder)
        return
    found = Databases()
    yield found
    found.close()


def empty(keeping: Keeping) -> Place:
    """A chronicle without articles that nobody has open: copying it is quicker than making one."""
    place = keeping.new()
    Store(place, create=True).engine.dispose()
    if isinstance(keeping, Databases):
        keeping.blank = place
    return place
