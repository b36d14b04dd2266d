"""A chronicle in a database of a PostgreSQL server (14 or newer), by psycopg 3.

In: a ``Server``. Out: an SQLAlchemy engine whose readers see one state from their first statement to their last and
whose writers wait for each other, as those of a file do; errors as sentences that say what to do and hold no password.
The tables are those of the migrations; ``conform`` gives them what SQLite has by nature: texts of any length, ordered
by their code points, and an index of words for the search.

::

    engine = open_server(Server("postgresql://ani@news.example/korea"))
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from runut.errors import StoreError
from runut.keep.sites import Server, masked
from runut.keep.words import ACCENTED

__all__ = ["LONGEST_SEARCHED", "conform", "is_busy", "open_server", "reason", "revision", "stamp"]

OLDEST = 140000  # of the server: the oldest that its makers still mend
WAIT_SECONDS = 60
CONNECT_SECONDS = 10
# A longer text has no place in the index of words (a tsvector holds a megabyte); it is looked through instead.
LONGEST_SEARCHED = 200_000
# Dates as ISO writes them, whatever the server's habit; a build on a machine that is gone is let go after a minute.
_OPTIONS = "-c datestyle=ISO -c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3"
_INSTALL = "PostgreSQL needs the driver psycopg; install it with: pip install 'runut[postgres]'"

_TEXTS = """
SELECT c.table_name, c.column_name FROM information_schema.columns AS c
JOIN information_schema.tables AS t USING (table_schema, table_name)
WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
AND c.data_type IN ('character varying', 'text') AND c.is_generated = 'NEVER'
AND (c.data_type <> 'text' OR c.collation_name IS DISTINCT FROM 'C')
ORDER BY c.table_name, c.ordinal_position
"""
# A tree has no room for a key of more than 2,700 bytes, and an address, a user's own id or a name may be longer: what
# is only asked for whole is found by its digest instead.
_BY_DIGEST = {
    "ix_articles_source_key": ("articles", "INDEX", "USING hash (source)"),
    "ix_participants_entity": ("participants", "INDEX", "USING hash (entity)"),
    "ix_names_entity": ("names", "INDEX", "USING hash (entity)"),
    "ix_names_folded": ("names", "INDEX", "USING hash (folded)"),
    "ix_pins_document": ("pins", "INDEX", "USING hash (document)"),
    "ix_pins_event": ("pins", "INDEX", "USING hash (event)"),
    "ix_tallies_name_published_event_start": ("tallies", "INDEX", "(md5(name), published, event, start)"),
    "pk_actors": ("actors", "UNIQUE INDEX", "(md5(entity))"),
    "pk_growths": ("growths", "UNIQUE INDEX", "(md5(name))"),
    "pk_sightings": ("sightings", "UNIQUE INDEX", "(md5(entity), kind, md5(text))"),
    # these beside the three keys above
    "by_actors_entity": ("actors", "INDEX", "USING hash (entity)"),
    "by_growths_name": ("growths", "INDEX", "USING hash (name)"),
    "by_sightings_entity": ("sightings", "INDEX", "USING hash (entity)"),
}


def open_server(server: Server) -> Engine:
    """The engine; nothing is asked of the server yet.

    :raises StoreError: the address cannot be read, or there is no driver.
    """
    engine = create_engine(
        _address(server),
        connect_args={"connect_timeout": CONNECT_SECONDS, "application_name": "runut"},
        isolation_level="REPEATABLE READ",
        execution_options={"runut_site": server},
        pool_pre_ping=True,  # a server may have been restarted since
    )

    @event.listens_for(engine, "connect")
    def _settings(driver: Any, _record: object) -> None:
        with driver.cursor() as cursor:
            for setting in _OPTIONS.split("-c ")[1:]:
                cursor.execute(f"SET {setting.strip()}")
        driver.commit()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if options.get("runut_writes", False):
            _wait_for_others(connection, durable=bool(options.get("runut_durable", False)))

    return engine


def _address(server: Server) -> URL:
    try:
        url = make_url(server.url)
        port = url.port
    except (ArgumentError, ValueError) as error:
        wrong = "a port is a number, and in a password @ is %40, / is %2F, : is %3A"
        raise StoreError(f"{server} is no address of a database ({wrong})") from error
    if find_spec("psycopg") is None:
        raise StoreError(_INSTALL)
    try:
        import psycopg  # noqa: F401 - it is there, but may lack the library below it
    except ImportError as error:
        raise StoreError(
            f"psycopg cannot be loaded ({error}); install it with: pip install 'runut[postgres]'"
        ) from error
    return url.set(drivername="postgresql+psycopg", port=port)


def _wait_for_others(connection: Connection, *, durable: bool) -> None:
    """One writes at a time, batch by batch, and sees all that was written before."""
    connection.exec_driver_sql(f"SET LOCAL synchronous_commit = {'on' if durable else 'off'}")
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{int(WAIT_SECONDS * 1000)}ms'")
    lock = "SELECT pg_advisory_xact_lock(hashtext('runut'), hashtext(current_schema()))"
    connection.exec_driver_sql(lock)


def revision(connection: Connection, server: Server) -> str | None:
    """The schema that the database has; None for an empty one; an error for one that is not ours or too old."""
    version = int(str(connection.execute(text("SHOW server_version_num")).scalar_one()))
    if version < OLDEST:
        raise StoreError(f"{server}: its PostgreSQL is {version // 10000}; Runut needs {OLDEST // 10000} or newer")
    if connection.execute(text("SHOW server_encoding")).scalar() != "UTF8":
        raise StoreError(
            f"{server}: the database does not keep UTF-8; make one that does: createdb -E UTF8 -T template0"
        )
    if connection.execute(text("SELECT current_schema()")).scalar() is None:
        raise StoreError(f"{server}: the search_path names no schema that is there; make it with: CREATE SCHEMA")
    query = text("SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()")
    tables = set(connection.execute(query).scalars())
    if not tables:
        return None
    if not {"alembic_version", "originals"} <= tables:
        own = "name another, or a schema of its own: CREATE SCHEMA runut, then ?options=-csearch_path%3Drunut"
        raise StoreError(f"{server} holds tables of another program, or you may not see its own; {own}")
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def conform(connection: Connection) -> None:
    """After the migrations: what is not yet as SQLite has it. Doing it twice does nothing."""
    tables: dict[str, list[str]] = {}
    for table, column in connection.execute(text(_TEXTS)).all():
        tables.setdefault(table, []).append(f'ALTER COLUMN "{column}" TYPE text COLLATE "C"')
    for table, changes in tables.items():
        connection.exec_driver_sql(f'ALTER TABLE "{table}" {", ".join(changes)}')
    query = text("SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()")
    found = {str(row.indexname): str(row.indexdef) for row in connection.execute(query)}
    for name, (table, kind, columns) in _BY_DIGEST.items():
        there = found.get(name, "")
        if "md5(" in there or "USING hash" in there:
            continue
        connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}")
        connection.exec_driver_sql(f"DROP INDEX IF EXISTS {name}")
        connection.exec_driver_sql(f"CREATE {kind} {name} ON {table} {columns}")
    for table in ("events", "statements"):
        if f"search_{table}" not in found:
            _search(connection, table)


def _search(connection: Connection, table: str) -> None:
    """A column of words that a user can ask in SQL too: ``words @@ plainto_tsquery('indonesian', 'kunjungan')``."""
    bare, plain = ACCENTED
    words = f"to_tsvector('pg_catalog.simple', left(translate(stems, '{bare}', '{plain}'), {LONGEST_SEARCHED}))"
    column = f"ADD COLUMN words tsvector GENERATED ALWAYS AS ({words}) STORED"
    connection.exec_driver_sql(f"ALTER TABLE {table} {column}")
    connection.exec_driver_sql(f"CREATE INDEX search_{table} ON {table} USING gin (words)")
    long = f"(id) WHERE length(stems) > {LONGEST_SEARCHED}"
    connection.exec_driver_sql(f"CREATE INDEX search_{table}_long ON {table} {long}")


def stamp(connection: Connection) -> str:
    """What differs as soon as anything was written."""
    return str(connection.execute(text("SELECT pg_current_snapshot()::text")).scalar_one())


# What a server says (SQLSTATE, in whole or its class) and what to do about it.
_TOLD = {
    "55P03": "{site} is in use by another build; wait for it to end, then run the same command again",
    "40P01": "{site} is in use by another build; run the same command again",
    "53100": "the server's disk is full; what was read so far is safe in {site}; make room and run the command again",
    "53300": "the server has no connection left for {site}; try again, or let it take more (max_connections)",
    "57": "the server of {site} is stopping or starting; what was read before is safe; run the same command again",
    "08": "the connection to {site} was lost; what was read before is safe; run the same command again",
    "25006": "{site} can only be read: it is a standby, or a read-only user; name the server that is written to",
    "42501": "{site}: you may not do this ({said}); ask its owner for: GRANT ALL ON SCHEMA, or CONNECT, to your user",
    "3D000": "{site}: there is no such database; make it with: createdb DATABASE",
    "28": "{site}: the server does not let you in ({said}); set PGPASSWORD or use ~/.pgpass for the password",
}
# Before there is a session there is only a sentence: what stands in it, and the state that it means.
_AT_THE_DOOR = (
    ("password", "28"),
    ("authentication", "28"),
    ("pg_hba", "28"),
    ("role ", "28"),
    ("does not exist", "3D000"),
    ("too many", "53300"),
    ("remaining connection slots", "53300"),
    ("starting up", "57"),
    ("shutting down", "57"),
    ("permission denied", "42501"),
)


def is_busy(error: DBAPIError) -> bool:
    """Whether somebody else writes and did not end in time."""
    return getattr(error.orig, "sqlstate", None) in ("55P03", "40P01")


def reason(server: Server, error: DBAPIError) -> str:
    """An error of the server as a sentence."""
    orig = error.orig
    said = _said(server, str(orig))
    state = getattr(orig, "sqlstate", None) or _guessed(str(orig))
    known = _TOLD.get(state or "") or _TOLD.get((state or "")[:2])
    if known:
        return known.format(site=server, said=said)
    if error.connection_invalidated:
        return _TOLD["08"].format(site=server)
    if type(orig).__name__ in ("OperationalError", "ConnectionTimeout") and state is None:
        return f"no PostgreSQL server answers at {server} ({said}); start it, or correct the address"
    return f"{server} cannot be used ({said})"


def _guessed(message: str) -> str | None:
    lowered = message.lower()
    if (
        "server closed the connection" in lowered
        or "terminating connection" in lowered
        or "connection is lost" in lowered
    ):
        return "08"
    return next((state for words, state in _AT_THE_DOOR if "fatal" in lowered and words in lowered), None)


def _said(server: Server, message: str) -> str:
    """The first line, without the password however it is written."""
    line = " ".join(message.split("\n", 1)[0].split())[:300]
    password = make_url(server.url).password
    for secret in {str(password)} if password else ():
        line = line.replace(secret, "***")
    return masked(line)
