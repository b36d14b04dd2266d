"""The build loop: twice is once, stopped is resumed, nothing is lost, everything not kept is named."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

import making
import runut.build as building
from keeping import Keeping, Place
from runut.api import Chronicle
from runut.build import build
from runut.errors import StoreError
from runut.keep import schema
from runut.keep.codec import encode
from runut.keep.engine import reading
from runut.keep.store import Batch, Entry, Page, Store, digest
from runut.receipt import Receipt
from runut.records import Document, RawPage, Reject

VISIT = "published 2023-09-14\nvisit CONSULT PRK RUS 2023-09-13 actual"
AWARD = "award YIELD RUS PRK 2020-05-05 actual"


@pytest.fixture(autouse=True)
def _hand_made_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    making.install(monkeypatch)


@pytest.fixture
def store(place: Place) -> Store:
    """A chronicle without articles."""
    return Store(place)


def content(store: Store) -> list[bytes]:
    """Everything a user sees, as bytes, but for the version that read it."""
    chronicle = Chronicle(store.path)
    return [
        re.sub(rb',"engine":"[^"]*"(,"read_by":.*)?', b"", encode(record))
        for records in (
            chronicle.timeline(),
            chronicle.conflicts(),
            chronicle.statements(),
            chronicle.actors(),
            chronicle.articles(),
        )
        for record in records
    ]


def count(store: Store, table: str) -> int:
    with reading(store.engine) as connection:
        return connection.execute(select(func.count()).select_from(schema.metadata.tables[table])).scalar_one()


def test_the_receipt_counts_and_names(store: Store, tmp_path: Path) -> None:
    folder = making.write(tmp_path / "pages", a=VISIT, b=AWARD, c=VISIT, d="unreadable", e="english page")
    receipt = build(store, [str(folder), str(tmp_path / "missing")])
    assert (receipt.read, receipt.kept, receipt.already_there) == (6, 3, 0)
    assert (receipt.other_language, receipt.unreadable) == (1, 2)
    assert {(Path(r.source).name, r.reason) for r in receipt.rejects} == {
        ("d.txt", "binary"),
        ("e.txt", "other-language"),
        ("missing", "not-found"),
    }
    assert [Path(page.source).name for page in receipt.undated] == ["b.txt"]
    assert [(Path(copy.source).name, Path(copy.of[0]).name) for copy in receipt.copies] == [("c.txt", "a.txt")]
    assert receipt.events == 2


def test_the_same_page_at_two_places_is_one_voice(store: Store, tmp_path: Path) -> None:
    build(store, [str(making.write(tmp_path / "pages", a=VISIT, b=VISIT))])
    (event,) = Chronicle(store.path).timeline()
    assert [Path(report.source).name for report in event.reports] == ["a.txt", "b.txt"]
    assert event.independent_sources == 1


def test_building_twice_adds_nothing(store: Store, tmp_path: Path) -> None:
    folder = making.write(tmp_path / "pages", a=VISIT, b=AWARD, d="unreadable", e="english page")
    first, before = build(store, [str(folder)]), content(store)
    second = build(store, [str(folder)])
    assert (first.kept, second.kept, second.already_there) == (2, 0, 2)
    assert content(store) == before
    assert sorted(r.source for r in second.rejects) == sorted(r.source for r in first.rejects)
    assert (count(store, "articles"), count(store, "rejects"), count(store, "originals")) == (2, 2, 2)


def test_the_same_file_named_twice_is_one_page(store: Store, tmp_path: Path) -> None:
    folder = making.write(tmp_path / "pages", a=VISIT)
    build(store, [str(folder / "a.txt"), str(folder / "a.txt")])
    assert count(store, "articles") == 1


def test_changed_bytes_are_a_new_version_beside_the_old(store: Store, tmp_path: Path) -> None:
    folder = making.write(tmp_path / "pages", a=VISIT)
    build(store, [str(folder)])
    making.write(folder, a=AWARD)
    assert build(store, [str(folder)]).kept == 1
    assert count(store, "articles") == count(store, "originals") == 2


def test_the_original_bytes_are_kept(store: Store, tmp_path: Path) -> None:
    folder = making.write(tmp_path / "pages", a=VISIT)
    build(store, [str(folder)])
    assert store.original(digest(VISIT.encode())) == VISIT.encode()
    assert store.original("0" * 64) is None


def test_the_order_of_the_sources_does_not_matter(store: Store, tmp_path: Path, keeping: Keeping) -> None:
    folder = making.write(tmp_path / "pages", **{f"p{n}": f"{VISIT}\n{n}" for n in range(8)}, z=AWARD)
    paths = [str(path) for path in sorted(folder.iterdir())]
    other = Store(keeping.new(), create=True)
    build(store, paths)
    for path in reversed(paths):
        build(other, [path])
    assert content(store) == content(other)
    keeping.drop(other.path)


def test_other_rules_read_again_only_when_asked(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = making.write(tmp_path / "pages", a=VISIT, b=AWARD)
    build(store, [str(folder)])
    before = content(store)
    monkeypatch.setattr(building, "engine_version", lambda: "next")
    for path in folder.iterdir():
        path.unlink()  # the chronicle needs its own copies only
    receipt = build(store, [])
    assert (receipt.reread, receipt.outdated) == (0, 2)
    assert any("--reread" in line for line in receipt.lines())
    receipt = build(store, [], reread=True)
    assert (receipt.reread, receipt.outdated) == (2, 0)
    assert content(store) == before
    assert build(store, [], reread=True).reread == 0


def test_a_fault_of_ours_costs_one_page(store: Store, tmp_path: Path) -> None:
    folder = making.write(tmp_path / "pages", a="crash", b=VISIT)
    receipt = build(store, [str(folder)])
    assert receipt.kept == 1
    assert [(r.reason, "ZeroDivisionError" in r.detail) for r in receipt.rejects] == [("unreadable", True)]
    with pytest.raises(ZeroDivisionError):
        build(Store(tmp_path / "d.db", create=True), [str(folder)], debug=True)


def test_another_language_is_refused_by_name(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def english(raw: RawPage) -> Document:
        return replace(making.clean_page(raw), language="en")

    monkeypatch.setattr("runut.reading.clean_page", english)
    receipt = build(store, [str(making.write(tmp_path / "pages", a=VISIT))])
    assert (receipt.kept, receipt.other_language, receipt.unreadable) == (0, 1, 0)
    assert "(en)" in receipt.rejects[0].detail


def test_the_pages_of_one_article_are_joined(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = making.write(tmp_path / "pages", a=f"Putin tiba (halaman 1)\n{VISIT}")
    making.write(folder, b=f"Putin tiba (halaman 2)\n{AWARD}", c="Putin tiba (halaman 4)", d="Lain")
    receipt = build(store, [str(folder)])
    assert (receipt.read, receipt.kept, receipt.joined) == (4, 3, 1)
    assert (count(store, "articles"), count(store, "pages"), count(store, "originals")) == (3, 4, 4)
    assert [event.act for event in Chronicle(store.path).timeline()] == ["award", "visit"]
    assert build(store, [str(folder)]).already_there == 4
    before = content(store)
    monkeypatch.setattr(building, "engine_version", lambda: "next")
    assert build(store, [], reread=True).reread == 3
    assert content(store) == before


def test_another_build_that_came_first_is_counted_as_there_already(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = making.write(tmp_path / "pages", a=VISIT, b=AWARD)
    build(Store(store.path), [str(folder)])
    monkeypatch.setattr(Store, "outcome", lambda *_, **__: False)  # as if it had not been there when we looked
    receipt = build(store, [str(folder)])
    assert (receipt.kept, receipt.already_there, count(store, "articles")) == (0, 2, 2)


def test_pages_that_come_while_events_are_merged_are_not_forgotten(store: Store, tmp_path: Path) -> None:
    build(store, [str(making.write(tmp_path / "pages", a=VISIT))])
    raw, batch = making.raw(AWARD, "b.txt"), Batch()
    batch.put(Entry((Page.of(raw),), making.read(raw)))
    store.add(batch, store.begin_run("test", [], "now"))  # another build, after ours has merged
    assert store.is_stale()
    assert build(store, []).events == 2
    assert not store.is_stale()


def test_ctrl_c_keeps_what_was_read_and_the_next_build_goes_on(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = making.write(tmp_path / "pages", **{f"p{n}": f"{VISIT}\n{n}" for n in range(6)})

    class Impatient:
        def page(self, source: str, receipt: Receipt) -> None:
            if receipt.read == 3:
                raise KeyboardInterrupt

        def merging(self) -> None:
            raise AssertionError("nothing is merged after a stop")

    receipt = build(store, [str(folder)], watcher=Impatient())
    assert (receipt.interrupted, receipt.kept, store.is_stale()) == (True, 2, True)  # the third waits for a next page
    receipt = build(store, [str(folder)])
    assert (receipt.kept, receipt.already_there, store.is_stale()) == (4, 2, False)


def test_a_full_disk_is_said_and_loses_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "c.db", create=True)
    build(store, [str(making.write(tmp_path / "pages", a=VISIT))])
    from sqlalchemy import event

    @event.listens_for(store.engine, "connect")
    def _small(connection: object, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # type: ignore[attr-defined]

    store.engine.dispose()
    noise = "".join(f"{zlib.crc32(str(n).encode()):x}" for n in range(200_000))
    with pytest.raises(StoreError, match="disk is full"):
        build(store, [str(making.write(tmp_path / "more", b=f"{AWARD}\n{noise}"))])
    again = Store(store.path)
    assert count(again, "articles") == 1
    assert len(list(Chronicle(store.path).timeline())) == 1


def test_receipt_lines_show_twenty_and_count_the_rest() -> None:
    receipt = Receipt(rejects=[Reject(f"{n}.bin", "binary", "no text") for n in range(25)])
    lines = list(receipt.lines())
    assert sum(".bin: binary" in line for line in lines) == 20
    assert any("5 more" in line and "--json" in line for line in lines)
    assert len(receipt.to_object()["not_kept"]) == 25


def test_a_file_name_cannot_break_the_receipt() -> None:
    receipt = Receipt(rejects=[Reject("a\nkept 99\x1b[31m.txt", "empty", "no bytes")])
    assert any(r"a\nkept 99\x1b[31m.txt" in line for line in receipt.lines())
