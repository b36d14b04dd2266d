"""Opening a chronicle: found or made, brought to the present schema, with the settings that keep it safe.

In: a file's path, or a server (``postgres``). Out: an SQLAlchemy engine, or a ``StoreError`` that says what is wrong
and what to do. It never changes a file or database that is not a chronicle or that a newer Runut wrote.

Writes take SQLite's write lock at their start (``BEGIN IMMEDIATE``): two builds on one chronicle wait for each other
instead of failing half-way. Write-ahead logging lets readers go on meanwhile and survives a kill at any moment. A power
cut may take the last writes of a build that was not at its end, never a part of one: the same command reads them again.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError

from runut.errors import BusyError, StoreError
from runut.keep.sites import Server, Site

if TYPE_CHECKING:
    from alembic.config import Config

__all__ = ["LONG", "connect", "is_served", "reading", "stamp", "writing"]

HEAD = "0007"  # the newest migration; a test compares it with the scripts
_MIGRATIONS = Path(__file__).parent / "migrations"
_WAIT_SECONDS = 60  # how long a write waits for another build's batch before it gives up
# SQLite's own waiting sleeps up to a tenth of a second, and misses the gap between two writes of a build that has much
# to merge; this one finds it.
_ASK_AGAIN_SECONDS = 0.002
# How a statement is run whose rows may be many: a server gives them a few at a time, as a file does by nature.
LONG = {"stream_results": True, "max_row_buffer": 500}


def connect(site: Site, *, create: bool) -> Engine:
    """The chronicle at ``site``; with ``create`` it is made when missing."""
    return _connect_server(site, create=create) if isinstance(site, Server) else _connect_file(site, create=create)


def _connect_file(path: Path, *, create: bool) -> Engine:
    if path.is_dir():
        raise StoreError(f"{path} is a folder; name a chronicle file, for example {path / 'chronicle.db'}")
    if not create and not path.exists():
        raise StoreError(f"there is no chronicle at {path}; make one with: runut build FOLDER -o {path}")
    if create and not path.parent.is_dir():
        raise StoreError(f"the folder {path.parent} does not exist; make it first or choose another with -o")
    engine = _engine(path)
    with _explained(path), engine.connect() as connection:
        if _revision(connection, path) != HEAD:
            _migrate(connection, path)
    return engine


def _connect_server(server: Server, *, create: bool) -> Engine:
    from runut.keep.postgres import open_server, revision

    engine = open_server(server)
    with _explained(server), engine.connect() as connection:
        found = _not_newer(revision(connection, server), server)
        if found is None and not create:
            raise StoreError(f"there is no chronicle in {server}; make one with: runut build FOLDER -o {server}")
    if found != HEAD:
        _migrate_server(engine, server)
    return engine


def _migrate_server(engine: Engine, server: Server) -> None:
    """Bring the database to ``HEAD``, wholly or not at all: a server can take back changes of tables, too."""
    from alembic import command

    from runut.keep.postgres import conform, revision

    with writing(engine, durable=True) as connection:
        if _not_newer(revision(connection, server), server) == HEAD:
            return  # another process came first
        command.upgrade(_scripts(connection), HEAD)
        conform(connection)


def is_served(at: Engine | Connection) -> bool:
    """Whether the chronicle lies in a server's database, and not in a file."""
    return at.dialect.name == "postgresql"


def stamp(engine: Engine) -> tuple[object, ...]:
    """What differs as soon as anything was written: size and time of the file and of its log, or what a server says."""
    site = _site(engine)
    if isinstance(site, Server):
        from runut.keep.postgres import stamp as said

        with reading(engine) as connection:
            return (said(connection),)
    found: list[object] = []
    for file in (site, site.with_name(site.name + "-wal")):
        try:
            state = file.stat()
            found += (state.st_mtime_ns, state.st_size)
        except OSError:
            found += (0, 0)
    return tuple(found)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state of the chronicle from its first statement to its last."""
    with _explained(_site(engine)), engine.connect() as connection:
        if is_served(engine):
            connection = connection.execution_options(postgresql_readonly=True)
        yield connection


@contextmanager
def writing(engine: Engine, *, durable: bool = False) -> Iterator[Connection]:
    """A connection whose changes are all kept at the end, or none of them.

    ``durable``: at the end they, and all that was written before, are on the disk and not only on their way there.
    """
    with _explained(_site(engine)), engine.connect().execution_options(runut_writes=True) as connection:
        if is_served(engine):
            # It waits for the others with its first statement, and what they wrote is seen by its second.
            connection = connection.execution_options(isolation_level="READ COMMITTED", runut_durable=durable)
            with connection.begin():
                yield connection
            return
        driver: Any = connection.connection.driver_connection
        if durable:
            driver.execute("PRAGMA synchronous = FULL")
        try:
            with connection.begin():
                yield connection
        finally:
            if durable:
                driver.execute("PRAGMA synchronous = NORMAL")


def _site(engine: Engine) -> Site:
    site: Site = engine.get_execution_options()["runut_site"]
    return site


def _engine(path: Path) -> Engine:
    connect_args, options = {"timeout": _WAIT_SECONDS}, {"runut_site": path}
    engine = create_engine(f"sqlite:///{path}", connect_args=connect_args, execution_options=options)

    @event.listens_for(engine, "connect")
    def _settings(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # SQLAlchemy's documented way to leave BEGIN to _begin
        for pragma in ("foreign_keys = ON", "synchronous = NORMAL", "temp_store = MEMORY", "cache_size = -65536"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("runut_writes", False):
            _patiently(connection.connection.driver_connection, "BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql("BEGIN")

    return engine


def _patiently(driver: Any, statement: str) -> None:
    """Run a statement for which no other build may be writing."""
    deadline = time.monotonic() + _WAIT_SECONDS
    driver.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                driver.execute(statement)
                return
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > deadline:
                    raise
            time.sleep(_ASK_AGAIN_SECONDS)
    finally:
        driver.execute(f"PRAGMA busy_timeout = {int(_WAIT_SECONDS * 1000)}")


@contextmanager
def _explained(site: Site) -> Iterator[None]:
    """The errors of SQLite, or of the server, as sentences that say what to do."""
    if isinstance(site, Server):
        with _explained_by(site):
            yield
        return
    path = site
    try:
        yield
    except (OperationalError, sqlite3.OperationalError) as error:
        raise _failure(path, str(getattr(error, "orig", error)).lower()) from error
    except (DatabaseError, sqlite3.DatabaseError) as error:
        raise StoreError(_damage(path, str(getattr(error, "orig", error)))) from error


@contextmanager
def _explained_by(server: Server) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        from runut.keep.postgres import is_busy, reason

        raise (BusyError if is_busy(error) else StoreError)(reason(server, error)) from error


def _damage(path: Path, message: str) -> str:
    if "malformed" in message:
        return f"{path} is damaged ({message}); runut verify {path} says what is left"
    return f"{path} is not a chronicle or is damaged ({message}); name another file"


def _failure(path: Path, message: str) -> StoreError:
    if "locked" in message or "busy" in message:
        return BusyError(f"{path} is in use by another build; wait for it to end, then run the same command again")
    return StoreError(_reason(path, message))


def _reason(path: Path, message: str) -> str:
    if "full" in message:
        return f"the disk is full; what was read so far is safe in {path}; free some space and run the command again"
    if "disk i/o" in message:
        return f"the disk under {path} fails or is full; what was read before is safe; see to it and run this again"
    if "readonly" in message or "unable to open" in message:
        return f"{path} cannot be written; check the rights of the file and its folder, or choose another with -o"
    if "fts5" in message:
        return "this Python's SQLite was built without FTS5; install Python from python.org or your distribution"
    return f"{path} cannot be used ({message})"


def _revision(connection: Connection, path: Path) -> str | None:
    """Which schema the file has: None for an empty file; an error for one that is not ours or is newer."""
    tables = {str(row[0]) for row in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))}
    if not tables:
        return None
    if not {"alembic_version", "originals"} <= tables:
        raise StoreError(f"{path} is a database of another program; name another file with -o")
    return _not_newer(str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()), path)


def _not_newer(found: str | None, site: Site) -> str | None:
    if found is not None and found > HEAD:
        raise StoreError(f"{site} was written by a newer Runut (schema {found}); update with: pip install -U runut")
    return found


def _scripts(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _migrate(connection: Connection, path: Path) -> None:
    """Bring the file to ``HEAD``; an older chronicle is copied beside itself first."""
    from alembic import command

    connection.rollback()
    _patiently(connection.connection.driver_connection, "PRAGMA journal_mode = WAL")
    with connection.execution_options(runut_writes=True).begin():
        found = _revision(connection, path)
        if found == HEAD:
            return  # another process came first
        if found is not None:
            _copy(path, Path(f"{path}.before-{HEAD}"))
        command.upgrade(_scripts(connection), HEAD)


def _copy(path: Path, to: Path) -> None:
    """The chronicle as it is on the disk, whole or not at all: a copy that a kill cut short has another name."""
    part = Path(f"{to}.part")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(part)) as target:
        source.backup(target)
    os.replace(part, to)
