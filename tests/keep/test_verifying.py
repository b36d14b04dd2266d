"""A chronicle that is damaged: found, named, and made again where something sound is left to make it from."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, select, text, update

import making
from keeping import Files, Keeping, Place, typed
from runut.build import build
from runut.cli import run
from runut.keep import schema
from runut.keep.canonical import lines
from runut.keep.engine import writing
from runut.keep.rows import pack, unpack
from runut.keep.store import Store
from runut.keep.verifying import check
from runut.records import Article, Cluster

VISIT = "published 2023-09-14\nvisit CONSULT CHN RUS 2023-09-13 actual\nsays RUS kami sepakat"
PAGES = {
    "a": VISIT,
    "b": f"{VISIT}\nlagi",
    "c": "award YIELD RUS CHN 2020-05-05 actual weekday\nsays RUS terima kasih",
    "d1": "Putin tiba (halaman 1)\nsend AID RUS CHN 2024-03-01 planned",
    "d2": "Putin tiba (halaman 2)\nsend AID RUS CHN 2024-03-02 planned",
    "e": "unreadable",
}
Damage = Callable[[Connection], object]


@pytest.fixture(autouse=True)
def _hand_made_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    making.install(monkeypatch)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the chronicle was made from."""
    return making.write(tmp_path_factory.mktemp("pages"), **PAGES)


@pytest.fixture(scope="module")
def made(pages: Path, keeping: Keeping) -> Place:
    """A chronicle, sound."""
    place = keeping.new()
    store = Store(place, create=True)
    with pytest.MonkeyPatch.context() as patch:
        making.install(patch)
        build(store, [str(pages)])
    store.engine.dispose()
    return place


@pytest.fixture
def store(made: Place, keeping: Keeping) -> Iterator[Store]:
    """One to be damaged."""
    copy = keeping.copy(made)
    yield Store(copy)
    keeping.drop(copy)


def original(connection: Connection) -> None:
    table = schema.originals
    connection.execute(update(table).where(table.c.size == len(VISIT)).values(data=zlib.compress(b"another page")))


def unpackable(connection: Connection) -> None:
    connection.execute(update(schema.originals).values(data=b"\x00\x01"))


def record(connection: Connection) -> None:
    connection.execute(update(schema.articles).values(record=zlib.compress(b"{}")))


def span(connection: Connection) -> None:
    table = schema.articles
    row = connection.execute(select(table.c.id, table.c.record).where(table.c.n_events == 2)).one()
    article = unpack(Article, row.record)
    first, *others = article.events
    moved = replace(first, evidence=replace(first.evidence, start=first.evidence.start + 1))
    wrong = replace(article, events=(moved, *others))
    connection.execute(update(table).where(table.c.id == row.id).values(record=pack(wrong)))


def title(connection: Connection) -> None:
    connection.execute(update(schema.articles).values(title="Judul lain", earliest=None))


def sentence(connection: Connection) -> None:
    connection.execute(update(schema.events).values(evidence="Kalimat lain."))


def rows(connection: Connection) -> None:
    connection.execute(delete(schema.statements))


def event(connection: Connection) -> None:
    connection.execute(update(schema.clusters).values(record=b"nothing"))


def reports(connection: Connection) -> None:
    table = schema.clusters
    row = next(row for row in connection.execute(select(table)) if len(unpack(Cluster, row.record).reports) > 1)
    cluster = unpack(Cluster, row.record)
    less = replace(cluster, reports=cluster.reports[:1])
    connection.execute(update(table).where(table.c.id == row.id).values(record=pack(less)))


def gone(connection: Connection) -> None:
    connection.execute(delete(schema.clusters))


def words(connection: Connection) -> None:
    order = "INSERT INTO search_events(search_events, rowid, stems) SELECT 'delete', id, stems FROM events"
    connection.execute(text(order))


def source(connection: Connection) -> None:
    connection.execute(update(schema.pages).values(source="elsewhere.txt"))


CASES: list[tuple[Damage, str, str]] = [
    (original, "original", "not those that were kept"),
    (unpackable, "original", "cannot be unpacked"),
    (record, "article", "record cannot be read"),
    (span, "article", "is not 'send AID"),
    (title, "article", "what is listed is not what was read"),
    (sentence, "article", "not those read"),
    (rows, "article", "not those read"),
    (event, "event", "record cannot be read"),
    (reports, "event", "reports"),
    (gone, "event", "in no event"),
    (words, "search", "words of the search"),
]


def damaged(store: Store, damage: Damage) -> None:
    with writing(store.engine) as connection:
        damage(connection)
    store.engine.dispose()


def test_nothing_is_wrong(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert list(check(store)) == []
    assert run(["verify", typed(store.path)]) == 0
    shown = capsys.readouterr()
    assert (shown.out, "4 articles, nothing wrong" in shown.err) == ("", True)


@pytest.mark.parametrize(("damage", "kind", "said"), CASES, ids=lambda value: getattr(value, "__name__", None))
def test_damage_is_found_and_made_good(
    store: Store, damage: Damage, kind: str, said: str, keeping: Keeping
) -> None:
    if kind == "search" and not isinstance(keeping, Files):
        pytest.skip("a server makes the words of the search itself")
    before = list(lines(store))
    damaged(store, damage)
    found = list(check(store))
    assert found
    assert {finding.kind for finding in found} == {kind}
    assert said in found[0].detail
    assert run(["verify", typed(store.path)]) == 1
    assert list(check(store)) == found  # looking changes nothing
    assert run(["verify", typed(store.path), "--repair"]) == 0
    assert list(lines(store)) == before


def test_what_cannot_be_made_again_is_said(
    store: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged(store, original)
    monkeypatch.setattr("runut.keep.repairing.os.path.isfile", lambda path: not path.endswith("a.txt"))
    assert run(["verify", typed(store.path), "--repair", "--json"]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["kind"] == "original"
    assert len(list(store.articles())) == 4  # what was read from it is still there
    damaged(store, record)
    assert run(["verify", typed(store.path), "--repair"]) == 1
    assert capsys.readouterr().out.startswith("original")
    assert len(list(store.articles())) == 3
    assert [reject.reason for reject in store.totals().rejects] == ["damaged", "binary"]


def test_a_source_that_was_changed_cannot_be_made_again(store: Store) -> None:
    damaged(store, source)
    assert run(["verify", typed(store.path), "--repair"]) == 1
    assert {finding.remedy for finding in check(store)} == {"none"}


def test_an_original_is_found_in_its_archive_and_its_table(tmp_path: Path, place: Place) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("in.txt", VISIT)
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": PAGES["c"], "id": "7"}) + "\n")
    store = Store(place)
    build(store, [str(tmp_path / "a.zip"), str(tmp_path / "b.jsonl")])
    before = list(lines(store))
    damaged(store, unpackable)
    assert len(list(check(store))) == 2
    assert run(["verify", typed(store.path), "--repair"]) == 0
    assert list(lines(store)) == before


def test_pages_of_a_damaged_file_are_reported_not_raised(store: Store) -> None:
    if not isinstance(store.path, Path):
        pytest.skip("the pages of its files are the server's to look after")
    store.engine.dispose()
    data = bytearray(store.path.read_bytes())
    data[4096 * 3 : 4096 * 12] = b"\x55" * 4096 * 9
    store.path.write_bytes(bytes(data))
    assert run(["verify", typed(store.path)]) in (1, 2)


def test_the_whole_chronicle_is_written(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "all.jsonl"
    assert run(["verify", typed(store.path), "--canonical", str(out)]) == 0
    assert out.read_bytes() == b"".join(lines(store))
    kinds = {json.loads(line)["is"] for line in out.read_bytes().splitlines()}
    assert kinds >= {"original", "page", "article", "told", "said", "refused", "event", "conflict", "actor", "name"}
    assert run(["verify", typed(store.path), "--canonical", str(tmp_path / "no" / "all.jsonl")]) == 2
