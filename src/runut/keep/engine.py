"""Opening a chronicle file: found or made, brought to the present schema, with the settings that keep it safe.

In: a path. Out: an SQLAlchemy engine, or a ``StoreError`` that says what is wrong with the file and what to do. It
never changes a file that is not a chronicle or that a newer Runut wrote.

Writes take SQLite's write lock at their start (``BEGIN IMMEDIATE``): two builds on one chronicle wait for each other
instead of failing half-way. Write-ahead logging lets readers go on meanwhile and survives a kill at any moment.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError, OperationalError

from runut.errors import StoreError

__all__ = ["connect", "reading", "writing"]

HEAD = "0004"  # the newest migration; a test compares it with the scripts
_MIGRATIONS = Path(__file__).parent / "migrations"
_WAIT_SECONDS = 60  # how long a write waits for another build's batch before it gives up


def connect(path: Path, *, create: bool) -> Engine:
    """The chronicle at ``path``; with ``create`` it is made when missing."""
    if path.is_dir():
        raise StoreError(f"{path} is a folder; name a chronicle file, for example {path / 'chronicle.db'}")
    if not create and not path.exists():
        raise StoreError(f"there is no chronicle at {path}; make one with: runut build FOLDER -o {path}")
    if create and not path.parent.is_dir():
        raise StoreError(f"the folder {path.parent} does not exist; make it first or choose another with -o")
    engine = _engine(path)
    with _explained(path), engine.connect() as connection:
        found = _revision(connection, path)
        if found != HEAD:
            _migrate(connection, path, found)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state of the chronicle from its first statement to its last."""
    with _explained(_path(engine)), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection whose changes are all kept at the end, or none of them."""
    with (
        _explained(_path(engine)),
        engine.connect().execution_options(runut_writes=True) as connection,
        connection.begin(),
    ):
        yield connection


def _path(engine: Engine) -> Path:
    return Path(engine.url.database or "")


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": _WAIT_SECONDS})

    @event.listens_for(engine, "connect")
    def _settings(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # SQLAlchemy's documented way to leave BEGIN to _begin
        for pragma in ("foreign_keys = ON", "synchronous = NORMAL", "temp_store = MEMORY", "cache_size = -65536"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("runut_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """SQLite's errors as sentences that say what to do."""
    try:
        yield
    except OperationalError as error:
        raise StoreError(_reason(path, str(error.orig))) from error
    except DatabaseError as error:
        raise StoreError(f"{path} is not a chronicle or is damaged ({error.orig}); name another file") from error


def _reason(path: Path, message: str) -> str:
    if "locked" in message or "busy" in message:
        return f"{path} is in use by another build; wait for it to end, then run the same command again"
    if "full" in message:
        return f"the disk is full; what was read so far is safe in {path}; free some space and run the command again"
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
    found = str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
    if found > HEAD:
        raise StoreError(f"{path} was written by a newer Runut (schema {found}); update with: pip install -U runut")
    return found


def _migrate(connection: Connection, path: Path, found: str | None) -> None:
    """Bring the file to ``HEAD``; an older chronicle is copied beside itself first."""
    from alembic import command
    from alembic.config import Config

    connection.rollback()
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA journal_mode = WAL")
    if found is not None:
        with sqlite3.connect(f"{path}.before-{HEAD}") as copy:
            driver.backup(copy)
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    with connection.execution_options(runut_writes=True).begin():
        if _revision(connection, path) == found:  # another process may have come first
            config.attributes["connection"] = connection
            command.upgrade(config, HEAD)
