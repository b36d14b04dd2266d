"""A chronicle on a PostgreSQL server says what one in a file says; errors say what to do and never a password."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import make_url, select

import keeping as places
import making
from keeping import SERVER, Databases, Place, database, needs_server, order
from runut.api import Chronicle
from runut.build import build
from runut.cli import run
from runut.config import example_articles
from runut.errors import BusyError, StoreError
from runut.keep import engine, postgres, schema, survey
from runut.keep.canonical import lines
from runut.keep.census import census_of
from runut.keep.engine import reading, writing
from runut.keep.filters import Filter
from runut.keep.sites import Server, masked, site_of
from runut.keep.store import Batch, Entry, Page, Store
from runut.keep.survey import Found
from runut.keep.verifying import check
from runut.keep.view import View
from runut.serve.desk import Desk

SECRET = "s3:cret/p@ss"
PAGES = {
    "a": "published 2023-09-14\nvisit CONSULT PRK RUS 2023-09-13 actual 1000:kontainer\nsays RUS kami sepakat Erdoğan",
    "b": "published 2023-09-15\nvisit CONSULT PRK RUS 2023-09-13 actual 4000:kontainer\nsays PRK kunjungan kota_baru",
    "c": "award YIELD RUS PRK 2020-05-05 actual weekday\nsays RUS terima kasih ǖber 12abc 1e5 x",
    "d": "sign AGREE person:vladimir-putin PRK - planned",
    "e": "unreadable",
    "f": "english page",
}
SEARCHES = [
    "kunjungan", "berkunjung", "erdogan", "Erdoğan", '"kami sepakat"', '"sepakat kami"', "kota baru", "kota_baru",
    "baru", "uber", "ǖber", "12abc", "1e5", "12 abc", "visit rus", '"visit CONSULT"', "kontainer 1000", "tidak_ada",
]  # fmt: skip


@pytest.fixture(scope="module")
def databases() -> Iterator[Databases]:
    """Databases on the server."""
    found = Databases()
    places.empty(found)
    yield found
    found.close()


@pytest.fixture
def there(databases: Databases) -> Iterator[Place]:
    """An empty chronicle on the server."""
    assert databases.blank is not None
    made = databases.copy(databases.blank)
    yield made
    databases.drop(made)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pages for the reader by hand."""
    making.install(monkeypatch)
    return making.write(tmp_path / "pages", **PAGES)


def content(store: Store) -> bytes:
    """All that the chronicle says."""
    return b"".join(lines(store))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("postgresql://ani@h/d", "postgresql://ani@h/d"),
        ("postgresql://ani:rahasia@h:5432/d", "postgresql://ani:***@h:5432/d"),
        (f"postgres://ani:{SECRET}@h/d", "postgres://ani:***@h/d"),
        ("postgresql://h:5432/d", "postgresql://h:5432/d"),
        ("postgresql://ani:rahasia", "postgresql://ani:***"),
        ("postgresql://ani@h/d?password=rahasia&sslmode=require", "postgresql://ani@h/d?password=***&sslmode=require"),
        ("runut: postgresql+psycopg://a:b c@h/d fails", "runut: postgresql+psycopg://a:***@h/d fails"),
        ("https://media.example/a:b@c", "https://media.example/a:b@c"),
    ],
)
def test_passwords_are_masked(typed: str, shown: str) -> None:
    assert masked(typed) == shown


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("postgresql://ani:rahasia@127.0.0.1:1/d", "no PostgreSQL server answers"),
        ("postgresql://ani:rahasia@127.0.0.1", "names no database"),
        ("postgresql://ani:rahasia@127.0.0.1:port/d", "no address of a database"),
        ("postgresql:/ani:rahasia@127.0.0.1/d", "no place for a chronicle"),
        ("mysql://ani@127.0.0.1/d", "no place for a chronicle"),
        ("sqlite:///c.db", "no place for a chronicle"),
    ],
)
@pytest.mark.parametrize("verb", [["timeline"], ["build", "pages", "-o"], ["verify"], ["serve"]])
def test_a_wrong_address(typed: str, said: str, verb: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*verb, typed]) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert "rahasia" not in shown.err + shown.out


def test_a_missing_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "find_spec", lambda name: None)
    with pytest.raises(StoreError, match=r"pip install 'runut\[postgres\]'"):
        Store("postgresql://ani@127.0.0.1:1/d")


def test_a_setting_may_name_a_server(tmp_path: Path) -> None:
    from runut.commands.settings import defaults

    (tmp_path / "runut.toml").write_text('chronicle = "postgresql://ani@h/d"\n')
    assert defaults(tmp_path / "runut.toml")["build"]["output"] == "postgresql://ani@h/d"


def test_letters_with_a_mark_are_those_that_fts5_takes_for_bare() -> None:
    import sqlite3

    fts = sqlite3.connect(":memory:")
    fts.execute("CREATE VIRTUAL TABLE t USING fts5(x)")
    fts.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, 'instance')")
    letters = [chr(code) for code in range(0x80, 0x2100) if chr(code).isalpha()]
    letters = [one for one in letters if unicodedata.normalize("NFKC", one).casefold() == one]
    fts.executemany("INSERT INTO t(rowid, x) VALUES (?, ?)", [(ord(one), f"q{one}q") for one in letters])
    terms = fts.execute("SELECT doc, term FROM v WHERE term GLOB 'q?q'").fetchall()
    taken = {chr(doc): term[1:-1] for doc, term in terms if term != f"q{chr(doc)}q"}
    ours = dict(zip(*postgres.ACCENTED, strict=True))
    del ours["_"]
    assert {letter: ours[letter] for letter in ours if letter in letters} == taken


def counted(view: View) -> list[object]:
    """The facets of the workbench."""
    found = Found.of(view.store, census_of(view.store), view.wanted)
    return [
        survey.total(found), survey.types(found), survey.statuses(found), survey.outlets(found, 9),
        survey.parties(found, 9), survey.partners(found, "RUS", 9), survey.events_by_month(found),
        survey.events_by_month(found, by_type=True), survey.articles_by_month(view.store),
        survey.articles_by_month(view.store, by_outlet=True), tuple(found.names()) == view.names(),
    ]  # fmt: skip


@needs_server
def test_both_say_the_same(there: Place, tmp_path: Path, folder: Path) -> None:
    stores = [Store(there), Store(tmp_path / "c.db", create=True)]
    for store in stores:
        build(store, [str(folder)])
        build(store, [str(making.write(tmp_path / "more", z=f"{PAGES['a']}\nlagi"))])
    one, other = map(content, stores)
    assert one == other
    assert list(check(stores[0])) == list(check(stores[1]))
    for words in SEARCHES:
        found = [
            [event.id for event in Chronicle(store.path).timeline(search=words)]
            + [said.statement.content.text for said in Chronicle(store.path).statements(search=words)]
            for store in stores
        ]
        assert found[0] == found[1], words
    for wanted in (Filter(), Filter.of(actor="Rusia")):
        assert counted(View(stores[0], wanted)) == counted(View(stores[1], wanted))
    newest = [[event.id for event in Chronicle(store.path).timeline(newest=True)] for store in stores]
    assert newest[0] == newest[1]


@needs_server
@pytest.mark.slow
def test_the_example_corpus_is_the_same_byte_by_byte(there: Place, tmp_path: Path) -> None:
    stores = [Store(there), Store(tmp_path / "c.db", create=True)]
    for store in stores:
        build(store, [str(example_articles()[0].parent)])
    assert content(stores[0]) == content(stores[1])
    assert run(["verify", places.typed(stores[0].path), "--canonical", str(tmp_path / "all.jsonl")]) == 0
    assert (tmp_path / "all.jsonl").read_bytes() == content(stores[1])


@needs_server
def test_the_migrations_make_the_tables_of_the_schema(there: Place) -> None:
    def ours(name: str | None, _kind: str, _parents: object) -> bool:
        return name != "words"

    with reading(Store(there).engine) as connection:
        context = MigrationContext.configure(connection, opts={"include_name": ours, "compare_type": False})
        differences = [one[0] for one in compare_metadata(context, schema.metadata)]
        assert [name for name in differences if name.endswith(("_table", "_column"))] == []
        unlike = connection.exec_driver_sql(postgres._TEXTS).all()
    assert unlike == []  # every text is as long as it likes, and in the order of code points


@needs_server
@pytest.mark.parametrize("down", ["0001", "0003"])
def test_down_and_up_again_with_data(there: Place, folder: Path, down: str) -> None:
    store = Store(there)
    build(store, [str(folder)])
    before = content(store)
    with writing(store.engine) as connection:
        command.downgrade(engine._scripts(connection), down)
    older = Store(there)  # opening brings it up to date
    assert older.is_stale()
    build(older, [])
    assert content(older) == before


@needs_server
def test_what_a_server_cannot_keep_is_kept(there: Place, tmp_path: Path) -> None:
    """NUL characters, and names longer than an index of the server takes."""
    chance = Random(5)
    long = "".join(chance.choice("abcdefghijklmnopqrstuvwxyz0123456789") for _ in range(20_000))
    contents = []
    for where in (there, tmp_path / "c.db"):
        store, batch = Store(where, create=True), Batch()
        for key in (f"a\0b{long}", "\ufdd0", "\ufdd00\0", None):
            raw = making.raw(PAGES["a"], f"{long}.jsonl#1", key)
            batch.put(Entry((Page.of(raw),), making.read(raw)))
        store.add(batch, store.begin_run("test", [], "now"))
        build(store, [])
        contents.append(content(store))
        with reading(store.engine) as connection:
            keys = set(connection.execute(select(schema.articles.c.key)).scalars())
        assert keys == {f"a\0b{long}", "\ufdd0", "\ufdd00\0", None}
    assert contents[0] == contents[1]


@needs_server
def test_a_reader_sees_one_state_while_another_writes(there: Place, folder: Path) -> None:
    store = Store(there)
    build(store, [str(folder / "a.txt")])
    before = list(Chronicle(there).timeline())
    with reading(store.engine) as connection:
        connection.execute(select(schema.articles.c.id)).all()
        build(Store(there), [str(folder)])
        assert len(connection.execute(select(schema.clusters.c.id)).all()) == len(before)
    assert len(list(Chronicle(there).timeline())) > len(before)


@needs_server
def test_a_writer_waits_and_says_for_whom(there: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "WAIT_SECONDS", 0.1)
    store = Store(there)
    with (
        writing(store.engine),
        pytest.raises(BusyError, match="in use by another build"),
        writing(Store(there).engine),
    ):
        pass


@needs_server
def test_counts_are_made_anew_after_a_build(there: Place, folder: Path) -> None:
    desk = Desk(there)
    before = engine.stamp(desk.store.engine)
    assert desk.title == database(there)
    assert engine.stamp(desk.store.engine) == before
    build(Store(there), [str(folder)])
    assert engine.stamp(desk.store.engine) != before


@needs_server
def test_what_is_no_chronicle_is_left_alone(databases: Databases) -> None:
    place = databases.new()
    with pytest.raises(StoreError, match="there is no chronicle in"):
        Store(place)
    assert order("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", str(place)) == 0
    order("CREATE TABLE songs (title text)", str(place))
    with pytest.raises(StoreError, match="another program"):
        Store(place, create=True)
    missing = make_url(SERVER).set(database="runut_test_none").render_as_string(hide_password=False)
    with pytest.raises(StoreError, match="no such database"):
        Store(missing, create=True)


@needs_server
def test_a_schema_of_its_own_beside_another_program(databases: Databases, folder: Path) -> None:
    place = databases.new()
    order("CREATE TABLE songs (title text); CREATE SCHEMA berita", str(place))
    own = f"{place}?options=-csearch_path%3Dberita"
    store = Store(own, create=True)
    build(store, [str(folder)])
    assert Store(own).counts() == store.counts() != (0, 0)
    assert str(store.path).endswith("search_path%3Dberita")


@needs_server
def test_newer_and_forbidden(there: Place, folder: Path) -> None:
    order("UPDATE alembic_version SET version_num = '9999'", str(there))
    with pytest.raises(StoreError, match="newer Runut"):
        Store(there)
    order(f"UPDATE alembic_version SET version_num = '{engine.HEAD}'", str(there))
    with suppress(Exception):
        order("CREATE ROLE runut_test_reader LOGIN PASSWORD 'rahasia'")
    order("GRANT SELECT ON ALL TABLES IN SCHEMA public TO runut_test_reader", str(there))
    url = make_url(str(there)).set(username="runut_test_reader", password="rahasia")
    reader = Store(url.render_as_string(hide_password=False))
    assert list(Chronicle(reader.path).timeline()) == []
    with pytest.raises(StoreError, match="you may not do this") as caught:
        build(reader, [str(folder)])
    assert "rahasia" not in str(caught.value)
    assert isinstance(site_of(str(there)), Server)
