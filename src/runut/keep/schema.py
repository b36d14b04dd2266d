"""The tables of a chronicle.

In: nothing. Out: SQLAlchemy table objects that the rest of ``keep`` builds its statements from. The tables themselves
are made by the migrations; a test compares the two. Only portable column types are used (SQLite, and PostgreSQL by
the same statements); what makes the search quick is each back end's own and lives in the migration and ``postgres``.

``originals`` and ``pages`` are the source of truth: every other table can be made again from them. An article has one
page, or several that were joined. Whole records stand in ``record`` columns (``codec``, compressed); the columns beside
them are only there to be filtered on.

The tables from ``pending`` on are what merging remembers, so that a new article is compared with its like and not with
the whole chronicle. A *document* is a text: the same bytes at several places are several articles and one document.

``decisions`` are a person's and as much a source of truth as the originals: rows are only ever added. ``pins`` say what
each means among the articles read now (``event``: none while it waits), ``bonds`` which tellings merges and splits
hold together or apart; these two are made again from the decisions.

>>> pages.c.sha256.references(originals.c.sha256)
True
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

from runut.keep.texts import Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

originals = Table(
    "originals",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("started", String(32), nullable=False),
    Column("finished", String(32)),
    Column("engine", String(64), nullable=False),
    Column("paths", Text, nullable=False),
    Column("receipt", LargeBinary),
)

articles = Table(
    "articles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("identity", String(64), nullable=False, unique=True),
    Column("run", Integer, ForeignKey("runs.id"), nullable=False, index=True),
    Column("source", Words, nullable=False),
    Column("key", Words),
    Column("article", String(128), nullable=False, index=True),
    Column("title", Words),
    Column("outlet", Words),
    Column("language", String(16), nullable=False),
    Column("incomplete", Boolean, nullable=False),
    Column("earliest", Date, index=True),
    Column("latest", Date),
    Column("basis", String(16), nullable=False),
    Column("n_events", Integer, nullable=False),
    Column("copies_of", Text, nullable=False),
    Column("engine", String(64), nullable=False, index=True),
    Column("noted", Boolean, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Index(None, "source", "key"),
    Index(None, "earliest", "latest", "outlet"),  # how many were read, month by month
)

pages = Table(
    "pages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("identity", String(64), nullable=False, unique=True),
    Column("article", Integer, ForeignKey("articles.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("source", Words, nullable=False),
    Column("sha256", String(64), ForeignKey("originals.sha256"), nullable=False, index=True),
    Column("kind", String(8), nullable=False),
    Column("charset", String(64)),
    Column("given", LargeBinary, nullable=False),
)

rejects = Table(
    "rejects",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("identity", String(64), nullable=False, unique=True),
    Column("source", Words, nullable=False),
    Column("reason", String(32), nullable=False),
    Column("detail", Words, nullable=False),
    Column("engine", String(64), nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article", Integer, ForeignKey("articles.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("event", String(128), nullable=False, index=True),
    Column("cluster", String(128), index=True),
    Column("type", String(32), nullable=False),
    Column("act", String(64), nullable=False),
    Column("status", String(16), nullable=False),
    Column("earliest", Date),
    Column("latest", Date),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("stems", Text, nullable=False),
)

statements = Table(
    "statements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article", Integer, ForeignKey("articles.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("speaker", String(128)),
    Column("speaker_name", Text, nullable=False),
    Column("addressee", String(128)),
    Column("addressee_name", Text),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("stems", Text, nullable=False),
    Column("record", LargeBinary, nullable=False),
)

clusters = Table(
    "clusters",
    metadata,
    Column("id", String(128), primary_key=True),
    Column("type", String(32), nullable=False, index=True),
    Column("act", String(64), nullable=False),
    Column("status", String(16), nullable=False, index=True),
    Column("earliest", Date, index=True),
    Column("latest", Date),
    Column("day", Date, nullable=False),  # the earliest, or the last of all days: a list in order needs one index
    Column("reported", Date, nullable=False),  # first; the last of all days where no report has a date
    Column("mark", String(16)),
    Column("doubt", Float, index=True),  # how much it wants looking at; none where a person has judged it
    Column("place", Text, index=True),
    Column("country", String(3), index=True),  # of the place
    Column("lat", Float),
    Column("lon", Float),
    Column("confidence", Float, index=True),
    Column("cameo", String(8)),
    Column("occasion", String(128)),
    Column("occasion_year", Integer),  # the year of the occasion, where one is known
    Column("record", LargeBinary, nullable=False),
    Index(None, "day", "latest", "reported", "id"),
    Index(None, "occasion", "occasion_year"),
)

participants = Table(
    "participants",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("cluster", String(128), ForeignKey("clusters.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("side", String(8), nullable=False),
    Column("entity", String(128), index=True),
    Column("name", Text, nullable=False),
    Column("country", String(3), index=True),
)

conflicts = Table(
    "conflicts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("cluster", String(128), index=True),
    Column("article", Integer, index=True),
    Column("event", Integer, index=True),  # in ``events``: the one that a conflict inside an article is about
    Column("kind", String(16), nullable=False),
    Column("stems", Text, nullable=False),
    Column("record", LargeBinary, nullable=False),
)

actors = Table(
    "actors",
    metadata,
    Column("entity", String(128), primary_key=True),
    Column("n_events", Integer, nullable=False),
    Column("country", String(3)),
    Column("record", LargeBinary, nullable=False),
)

names = Table(
    "names",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("entity", String(128), nullable=False, index=True),
    Column("folded", Text, nullable=False, index=True),
    Column("canonical", Boolean, nullable=False),
)

state = Table(
    "state",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", Text, nullable=False),
)

changes = Table(
    "changes",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("cluster", String(128)),  # none: all of them
    sqlite_autoincrement=True,
)

pending = Table(
    "pending",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document", String(128), nullable=False, unique=True),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(128), nullable=False, unique=True),
    Column("digest", String(16), nullable=False),
    Column("published", Date),
    Column("original", Integer, index=True),  # the document that it copies
    Column("sketch", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

sketches = Table(
    "sketches",
    metadata,
    Column("value", BigInteger, primary_key=True),
    Column("document", Integer, primary_key=True),
    sqlite_with_rowid=False,
)

alike = Table(
    "alike",
    metadata,
    Column("one", Integer, primary_key=True),
    Column("other", Integer, primary_key=True),
    Column("share", Float, nullable=False),
    sqlite_with_rowid=False,
)

tellings = Table(
    "tellings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document", Integer, nullable=False, index=True),
    Column("event", String(128), nullable=False, unique=True),
    Column("cluster", String(128), index=True),
    Column("record", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

meetings = Table(
    "meetings",
    metadata,
    Column("key", BigInteger, primary_key=True),
    Column("telling", Integer, primary_key=True),
    sqlite_with_rowid=False,
)

links = Table(
    "links",
    metadata,
    Column("one", Integer, primary_key=True),
    Column("other", Integer, primary_key=True),
    Column("score", Float, nullable=False),
    sqlite_with_rowid=False,
)

tallies = Table(
    "tallies",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("telling", Integer, nullable=False, index=True),
    Column("published", Date, nullable=False),
    Column("event", String(128), nullable=False),
    Column("start", Integer, nullable=False),
    Column("value", Float, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Index(None, "name", "published", "event", "start"),
)

growths = Table(
    "growths",
    metadata,
    Column("name", Text, primary_key=True),
    Column("cluster", String(128), nullable=False, index=True),
    Column("record", LargeBinary, nullable=False),
)

voices = Table(
    "voices",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("telling", Integer, nullable=False, index=True),
    Column("record", LargeBinary, nullable=False),
)

frames = Table(
    "frames",
    metadata,
    Column("cluster", String(128), primary_key=True),
    Column("part_of", String(128), index=True),
    Column("record", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

nests = Table(
    "nests",
    metadata,
    Column("key", BigInteger, primary_key=True),
    Column("whole", Boolean, primary_key=True),
    Column("cluster", String(128), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

sightings = Table(
    "sightings",
    metadata,
    Column("entity", String(128), primary_key=True),
    Column("kind", String(8), primary_key=True),
    Column("text", Text, primary_key=True),
    Column("n", Integer, nullable=False),
    sqlite_with_rowid=False,
)

decisions = Table(
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("at", String(40), nullable=False),
    Column("author", Words, nullable=False),
    Column("verb", String(8), nullable=False, index=True),
    Column("undoes", String(32), index=True),
    Column("record", LargeBinary, nullable=False),
)

pins = Table(
    "pins",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("decision", Integer, ForeignKey("decisions.number"), nullable=False, index=True),
    Column("place", Integer, nullable=False),
    Column("document", String(128), nullable=False, index=True),
    Column("event", String(128), index=True),
)

bonds = Table(
    "bonds",
    metadata,
    Column("one", String(128), primary_key=True),
    Column("other", String(128), primary_key=True),
    Column("together", Boolean, nullable=False),
    sqlite_with_rowid=False,
)
