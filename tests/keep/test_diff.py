"""What a chronicle says otherwise than its copy of before: added, withdrawn, merged, split, changed, and why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update

import making
from keeping import Keeping, Place, typed
from runut.cli import run
from runut.keep import schema
from runut.keep.diff import differences
from runut.keep.engine import writing
from runut.keep.merging import merge
from runut.keep.store import FUSING, Batch, Entry, Page, Store
from runut.records import Article, Difference, Reject

VISIT = "visit CONSULT PRK RUS 2023-09-13 actual"
LATER = "visit CONSULT PRK RUS 2024-02-01 actual"


@pytest.fixture
def old(place: Place) -> Store:
    store = Store(place, create=True)
    put(store, a=VISIT, b=LATER)
    return store


@pytest.fixture
def new(old: Store, keeping: Keeping) -> Iterator[Store]:
    """A copy of the older chronicle, to be built on."""
    old.engine.dispose()
    store = Store(keeping.copy(old.path))
    yield store
    store.engine.dispose()


def entry(name: str, text: str) -> Entry:
    raw = making.raw(text, f"{name}.txt")
    return Entry((Page.of(raw),), making.read(raw))


def put(store: Store, **pages: str) -> None:
    batch = Batch()
    for name, text in pages.items():
        batch.put(entry(name, text))
    store.add(batch, store.begin_run("engine 1", [], "now"))
    merge(store)


def told(old: Store, new: Store) -> list[tuple[str, int, int, list[str]]]:
    return [
        (one.kind, len(one.old), len(one.new), [reason for reason, _ in one.why]) for one in differences(old, new)
    ]


def read_alike(store: Store) -> None:
    """Another version of the program reads the second visit's day as the first's."""
    second, first = entry("b", LATER), entry("a", VISIT).outcome
    assert isinstance(second.outcome, Article)
    assert isinstance(first, Article)
    event = replace(second.outcome.events[0], time=first.events[0].time)
    outcome = replace(second.outcome, events=(event,))
    store.replace(replace(second, outcome=outcome), store.begin_run("engine 2", [], "now"))
    merge(store)


def test_nothing_differs(old: Store, new: Store) -> None:
    assert list(differences(old, new)) == []


def test_a_new_article_adds_an_event(old: Store, new: Store) -> None:
    put(new, c="attack ASSAULT RUS UKR 2023-05-01 actual")
    (one,) = differences(old, new)
    assert (one.kind, one.old, one.why) == ("added", (), (("new article", ("c.txt",)),))
    assert [event.act for event in one.new] == ["attack"]


def test_a_new_report_changes_an_event(old: Store, new: Store) -> None:
    put(new, c=f"kabar lain\n{VISIT}")
    (one,) = differences(old, new)
    assert (one.kind, one.why) == ("changed", (("new article", ("c.txt",)),))
    assert ("reports", "1", "2") in one.fields


def test_an_article_that_is_gone_withdraws_its_event(old: Store, new: Store) -> None:
    gone = replace(entry("a", VISIT), outcome=Reject("a.txt", "unreadable", ""))
    new.replace(gone, new.begin_run("engine 1", [], "now"))
    merge(new)
    assert told(old, new) == [("withdrawn", 1, 0, ["article gone"])]


def test_other_reading_merges_and_splits(old: Store, new: Store) -> None:
    read_alike(new)
    assert told(old, new) == [("merged", 2, 1, ["read by other rules"])]
    assert told(new, old) == [("split", 1, 2, ["read by other rules"])]


def test_other_rules_of_merging_are_named(old: Store, new: Store) -> None:
    read_alike(new)
    with writing(old.engine) as connection:
        connection.execute(update(schema.state).where(schema.state.c.name == FUSING).values(value="others"))
    assert told(old, new) == [("merged", 2, 1, ["read by other rules", "merged by other rules"])]


def test_both_ways_are_mirrors(old: Store, new: Store) -> None:
    put(new, c="attack ASSAULT RUS UKR 2023-05-01 actual", d=f"kabar lain\n{VISIT}")
    mirror = {"added": "withdrawn", "withdrawn": "added", "merged": "split", "split": "merged", "changed": "changed"}

    def short(found: Difference) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        return found.kind, tuple(e.id for e in found.old), tuple(e.id for e in found.new)

    there = {short(one) for one in differences(old, new)}
    back = {(mirror[kind], come, gone) for kind, gone, come in map(short, differences(new, old))}
    assert there == back


def test_the_command(old: Store, new: Store, capsys: pytest.CaptureFixture[str]) -> None:
    put(new, c="attack ASSAULT RUS UKR 2023-05-01 actual")
    paths = [typed(old.path), typed(new.path)]
    assert run(["diff", *paths, "--json"]) == 0
    (found,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (found["kind"], found["old"]) == ("added", [])
    assert found["why"] == [{"reason": "new article", "sources": ["c.txt"]}]
    assert found["new"][0]["reports"][0]["source"] == "c.txt"
    assert run(["diff", *paths]) == 0
    assert "new article: c.txt" in capsys.readouterr().out
    assert run(["diff", *paths, "--csv"]) == 0
    assert capsys.readouterr().out.startswith("kind,old,new,fields,why")


def test_the_command_says_when_nothing_differs(old: Store, new: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", typed(old.path), typed(new.path)]) == 0
    out = capsys.readouterr()
    assert out.out == ""
    assert "the same events" in out.err


@pytest.mark.parametrize("arguments", [["no.db", "no.db"], ["only.db"]])
def test_wrong_usage(tmp_path: Path, arguments: list[str]) -> None:
    assert run(["diff", *(str(tmp_path / name) for name in arguments)]) == 2
