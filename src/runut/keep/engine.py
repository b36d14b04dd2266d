"""Opening a chronicle file: found or made, brought to the present schema, with the settings that keep it safe.

In: a path. Out: an SQLAlchemy engine, or a ``StoreError`` that says what is wrong with the file and what to do. It
never changes a file that is not a chronicle or that a newer Runut wrote.

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
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError, OperationalError

from runut.errors import BusyError, StoreError

__all__ = ["connect", "reading", "writing"]

HEAD = "0005"  # the newest migration; a test compares it with the scripts
_MIGRATIONS = Path(__file__).parent / "migrations"
_WAIT_SECONDS = 60  # how long a write waits for another build's batch before it gives up
# SQLite's own waiting sleeps up to a tenth of a second, and misses the gap between two writes of a build that has much
# to merge; this one finds it.
_ASK_AGAIN_SECONDS = 0.002


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
        if _revision(connection, path) != HEAD:
            _migrate(connection, path)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state of the chronicle from its first statement to its last."""
    with _explained(_path(engine)), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine, *, durable: bool = False) -> Iterator[Connection]:
    """A connection whose changes are all kept at the end, or none of them.

    ``durable``: at the end they, and all that was written before, are on the disk and not only on their way there.
    """
    with _explained(_path(engine)), engine.connect().execution_options(runut_writes=True) as connection:
        driver: Any = connection.connection.driver_connection
        if durable:
            driver.execute("PRAGMA synchronous = FULL")
        try:
            with connection.begin():
                yield connection
        finally:
            if durable:
                driver.execute("PRAGMA synchronous = NORMAL")


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
def _explained(path: Path) -> Iterator[None]:
    """SQLite's errors as sentences that say what to do."""
    try:
        yield
    except (OperationalError, sqlite3.OperationalError) as error:
        raise _failure(path, str(getattr(error, "orig", error)).lower()) from error
    except (DatabaseError, sqlite3.DatabaseError) as error:
        raise StoreError(_damage(path, str(getattr(error, "orig", error)))) from error


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
    found = str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
    if found > HEAD:
        raise StoreError(f"{path} was written by a newer Runut (schema {found}); update with: pip install -U runut")
    return found


def _migrate(connection: Connection, path: Path) -> None:
    """Bring the file to ``HEAD``; an older chronicle is copied beside itself first."""
    from alembic import command
    from alembic.config import Config

    connection.rollback()
    _patiently(connection.connection.driver_connection, "PRAGMA journal_mode = WAL")
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    with connection.execution_options(runut_writes=True).begin():
        found = _revision(connection, path)
        if found == HEAD:
            return  # another process came first
        if found is not None:
            _copy(path, Path(f"{path}.before-{HEAD}"))
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)


def _copy(path: Path, to: Path) -> None:
    """The chronicle as it is on the disk, whole or not at all: a copy that a kill cut short has another name."""
    part = Path(f"{to}.part")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(part)) as target:
        source.backup(target)
    os.replace(part, to)
