"""What is part of what in a chronicle, whichever comes first or goes; undated events are listed by first report."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

import making
from keeping import Place
from runut.api import Chronicle
from runut.keep import engine
from runut.keep.merging import merge
from runut.keep.sites import Site
from runut.keep.store import Batch, Entry, Page, Store
from runut.records import Reject

PAGES = {
    "visit": "visit CONSULT person:vladimir-putin PRK 2024-06-18 actual",
    "talks": "meet CONSULT person:vladimir-putin PRK 2024-06-19 actual",
    "later": "meet CONSULT person:vladimir-putin PRK 2024-07-19 actual",
}


def entry(name: str) -> Entry:
    raw = making.raw(PAGES[name], f"{name}.txt")
    return Entry((Page.of(raw),), making.read(raw))


def put(store: Store, name: str) -> None:
    batch = Batch()
    batch.put(entry(name))
    store.add(batch, store.begin_run("test", [], "now"))
    merge(store)


def parts(path: Site) -> dict[str, tuple[str | None, list[str]]]:
    events = list(Chronicle(path).timeline())
    name = {event.id: event.reports[0].source.removesuffix(".txt") for event in events}
    return {
        name[event.id]: (name.get(event.part_of or ""), [name[part] for part in event.parts]) for event in events
    }


@pytest.mark.parametrize("order", list(permutations(PAGES)), ids="-".join)
def test_whichever_comes_first(place: Place, order: tuple[str, ...]) -> None:
    store = Store(place, create=True)
    for name in order:
        put(store, name)
    assert parts(store.path) == {"visit": (None, ["talks"]), "talks": ("visit", []), "later": (None, [])}


def test_a_whole_that_goes_leaves_its_parts_alone(place: Place) -> None:
    store = Store(place, create=True)
    put(store, "visit")
    put(store, "talks")
    gone = replace(entry("visit"), outcome=Reject("visit.txt", "unreadable", ""))
    store.replace(gone, store.begin_run("test", [], "now"))
    merge(store)
    assert parts(store.path) == {"talks": (None, [])}


def undated(place: Place) -> Store:
    store = Store(place, create=True)
    for number, day in enumerate((5, 2, 9, 1)):
        raw = making.raw(f"published 2024-03-0{day}\nattack ASSAULT RUS UKR - actual\nkota{number} lain", f"p{day}.txt")
        batch = Batch()
        batch.put(Entry((Page.of(raw),), making.read(raw)))
        store.add(batch, store.begin_run("test", [], "now"))
    raw = making.raw("visit CONSULT PRK RUS 2024-06-18 actual", "dated.txt")
    batch = Batch()
    batch.put(Entry((Page.of(raw),), making.read(raw)))
    store.add(batch, store.begin_run("test", [], "now"))
    merge(store)
    return store


def first_reports(path: Site) -> list[str | None]:
    return [event.first_reported for event in Chronicle(path).timeline()]


def test_undated_events_come_last_by_first_report(place: Place) -> None:
    dated, *others = first_reports(undated(place).path)
    assert dated is None
    assert others == sorted(others, key=str)
    assert others


def test_an_older_chronicle_gets_the_days_of_first_reports(place: Place) -> None:
    path = undated(place).path
    before = first_reports(path)
    config = Config()
    config.set_main_option("script_location", str(Path(engine.__file__).parent / "migrations"))
    with engine.writing(engine.connect(path, create=False)) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0002")
    assert first_reports(path) == before
    assert Store(path).is_stale()
