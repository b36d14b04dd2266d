"""Decisions at a desk: what becomes of the event, now and after another reading, other rules and other articles."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, update

import making
from runut.api import Chronicle
from runut.errors import UsageError
from runut.fuse.decided import doubt
from runut.keep import schema
from runut.keep.decisions import append, held
from runut.keep.diff import differences
from runut.keep.engine import reading, writing
from runut.keep.filters import Filter
from runut.keep.merging import merge
from runut.keep.store import FUSING, Batch, Entry, Page, Store
from runut.records import Article, Cluster, Event, Span
from runut.review.deciding import Desk
from runut.review.queue import queue
from runut.review.values import amendment

VISIT = "visit CONSULT PRK RUS 2023-09-13 actual"
LATER = "visit CONSULT PRK RUS 2024-02-01 actual"
GIFT = "award YIELD RUS PRK 2020-05-05 planned"
PAGES = {"a": VISIT, "b": f"kabar lain\n{VISIT}", "c": LATER, "d": GIFT}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Making a chronicle takes longer than any test here: they get copies."""
    path = tmp_path_factory.mktemp("empty") / "c.db"
    Store(path, create=True).engine.dispose()
    return path


@pytest.fixture(scope="module")
def full(empty: Path) -> Path:
    made = Store(Path(shutil.copy(empty, empty.parent / "full.db")))
    put(made, **PAGES)
    with made.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    made.engine.dispose()
    return made.path


@pytest.fixture
def store(full: Path, tmp_path: Path) -> Iterator[Store]:
    made = Store(Path(shutil.copy(full, tmp_path / "c.db")))
    yield made
    made.engine.dispose()


@pytest.fixture
def desk(store: Store) -> Desk:
    clock = itertools.count()
    return Desk(store, "sari", lambda: f"2026-11-28T09:00:{next(clock):02}.000000Z")


def entry(name: str, text: str) -> Entry:
    raw = making.raw(text, f"{name}.txt")
    return Entry((Page.of(raw),), making.read(raw))


def put(store: Store, **pages: str) -> None:
    batch = Batch()
    for name, text in pages.items():
        batch.put(entry(name, text))
    store.add(batch, store.begin_run("engine 1", [], "now"))
    merge(store)


def reread(store: Store, name: str, *events: Event) -> None:
    """Another version of the program gives these events of the page."""
    old = entry(name, PAGES[name])
    assert isinstance(old.outcome, Article)
    store.replace(replace(old, outcome=replace(old.outcome, events=events)), store.begin_run("engine 2", [], "now"))
    merge(store)


def read_events(name: str) -> tuple[Event, ...]:
    outcome = entry(name, PAGES[name]).outcome
    assert isinstance(outcome, Article)
    return outcome.events


def events(store: Store) -> list[Cluster]:
    with Chronicle(store.path) as chronicle:
        return list(chronicle.timeline())


def of(store: Store, *sources: str) -> Cluster:
    """The event that these pages report, and no others."""
    wanted = {f"{name}.txt" for name in sources}
    return next(one for one in events(store) if {report.source for report in one.reports} == wanted)


def merge_by_other_rules(store: Store) -> None:
    with writing(store.engine) as connection:
        connection.execute(update(schema.state).where(schema.state.c.name == FUSING).values(value="others"))
    merge(store)


# ---------------------------------------------------------------- reject


def test_a_rejected_event_is_gone_from_every_list_and_back_when_undone(store: Store, desk: Desk) -> None:
    before = events(store)
    done = desk.reject(of(store, "a", "b").id, "not-an-event", note="isi kolom")
    assert done.events == ()
    assert len(events(store)) == len(before) - 1
    with reading(store.engine) as connection:
        column = schema.events.c.cluster
        assert len(connection.execute(select(column).where(column.is_(None))).all()) == 2
    assert desk.undo().events == (of(store, "a", "b").id,)
    assert events(store) == before


def test_a_rejection_outlives_other_rules_of_merging(store: Store, desk: Desk) -> None:
    desk.reject(of(store, "d").id, "not-article-text")
    merge_by_other_rules(store)
    assert len(events(store)) == 2
    assert not any(one.waits for one in held(store))


def test_a_rejection_follows_its_sentence_and_waits_where_it_is_not_read(store: Store, desk: Desk) -> None:
    desk.reject(of(store, "d").id, "not-an-event")
    (gift,) = read_events("d")
    moved = Span(gift.evidence.start + 7, gift.evidence.end + 7, gift.evidence.text)
    reread(store, "d", replace(gift, id="x-9", act="give", evidence=moved, trigger=moved))
    assert len(events(store)) == 2, "the same words at another place"
    other = Span(0, 5, "award")
    reread(store, "d", replace(gift, id="x-1", type="AID", trigger=other, evidence=other))
    assert len(events(store)) == 3, "another word: another event"
    assert [one.waits for one in held(store)] == [True]
    reread(store, "d", gift)
    assert len(events(store)) == 2, "the words are read again: the decision holds again"
    assert [one.waits for one in held(store)] == [False]


def test_rejecting_single_reports(store: Store, desk: Desk) -> None:
    desk.reject(of(store, "a", "b").id, "duplicate", reports=["b.txt"])
    assert [report.source for report in of(store, "a").reports] == ["a.txt"]


def test_a_later_article_is_judged_on_its_own(store: Store, desk: Desk) -> None:
    desk.reject(of(store, "d").id, "not-an-event")
    put(store, e=f"kabar\n{GIFT}")
    assert of(store, "e").status == "planned"


def test_a_rejected_value_leaves_the_event(store: Store, desk: Desk) -> None:
    desk.reject(of(store, "d").id, "wrong-date")
    desk.reject(of(store, "d").id, "wrong-person", person="korea utara")
    found = of(store, "d")
    assert (found.time, found.targets) == (None, ())
    assert [one.fields for one in found.decisions] == [("time",), ("actors", "targets")]
    assert found.reports[0].event.time is not None, "what the article says stays"


# ---------------------------------------------------------------- edit


def test_an_edited_event_has_the_values_and_its_reports_their_own(store: Store, desk: Desk) -> None:
    made = amendment(store, act="meet", actors=["Korut"], targets=["Putin", "Orang Tak Dikenal"], when="2023-09",
                     at="Pyongyang", status="planned")  # fmt: skip
    desk.edit(of(store, "a", "b").id, made)
    found = of(store, "a", "b")
    assert (found.type, found.act, found.cameo, found.status) == ("CONSULT", "meet", "040", "planned")
    assert [one.entity for one in found.actors] == ["PRK"]
    assert [(one.entity, one.name) for one in found.targets][1] == (None, "Orang Tak Dikenal")
    assert found.place is not None
    assert (found.place.country, found.place.lat is not None) == ("PRK", True)
    assert found.time is not None
    assert (found.time.value, str(found.time.latest)) == ("2023-09", "2023-09-30")
    assert {report.event.act for report in found.reports} == {"visit"}
    merge_by_other_rules(store)
    put(store, e=f"satu lagi\n{VISIT}")
    again = next(one for one in events(store) if one.id == found.id)
    assert (again.act, again.time) == (found.act, found.time)


def test_of_two_edits_the_later_holds_field_by_field(store: Store, desk: Desk) -> None:
    desk.edit(of(store, "d").id, amendment(store, status="denied", when="2020-05-06"))
    desk.edit(of(store, "d").id, amendment(store, when="unknown"))
    assert (of(store, "d").status, of(store, "d").time) == ("denied", None)
    desk.undo()
    assert of(store, "d").time is not None


def test_a_reading_put_right_is_merged_by_what_it_now_says(store: Store, desk: Desk) -> None:
    done = desk.edit(of(store, "c").id, amendment(store, when="2023-09-13"), reports=["c.txt"])
    found = of(store, "a", "b", "c")
    assert done.events == (found.id,)
    times = [report.event.time for report in found.reports]
    assert {time.value for time in times if time} == {"2023-09-13"}
    assert (found.conflicts, read_events("c")[0].time.value) == ((), "2024-02-01")  # type: ignore[union-attr]
    with Chronicle(store.path) as chronicle:
        rows = {row.article.document.source: row.article for row in chronicle.articles()}
    assert rows["c.txt"].events == read_events("c"), "the article is kept as it was read"


# ---------------------------------------------------------------- merge, split


def test_what_a_person_merged_stays_merged(store: Store, desk: Desk) -> None:
    one, other = of(store, "a", "b").id, of(store, "c").id
    done = desk.merge(one, other)
    assert done.events == (of(store, "a", "b", "c").id,)
    merge_by_other_rules(store)
    put(store, e=f"satu lagi\n{LATER}")
    joined = next(event for event in events(store) if len(event.reports) > 2)
    assert {"a.txt", "b.txt", "c.txt"} <= {report.source for report in joined.reports}
    assert any("a person's decision" in why for why in joined.why)
    desk.undo()
    assert len(events(store)) == 3


def test_what_a_person_split_stays_apart(store: Store, desk: Desk) -> None:
    desk.split(of(store, "a", "b").id, ["b.txt"])
    assert of(store, "a").id != of(store, "b").id
    merge_by_other_rules(store)
    put(store, e=f"satu lagi\n{VISIT}", f=f"dan lagi\n{VISIT}")
    told = {source: one.id for one in events(store) for source in [r.source for r in one.reports]}
    assert told["a.txt"] != told["b.txt"]


# ---------------------------------------------------------------- accept, queue


def test_the_queue_leaves_out_what_is_judged_and_asks_again_when_it_is_told_otherwise(store: Store, desk: Desk) -> None:
    everything = list(queue(store, Filter()))
    assert {one.id for one in everything} == {one.id for one in events(store)}
    assert [doubt(one) for one in everything] == sorted((doubt(one) or 0 for one in everything), reverse=True)
    desk.accept(of(store, "a", "b").id)
    assert of(store, "a", "b").id not in {one.id for one in queue(store, Filter())}
    reread(store, "a", replace(read_events("a")[0], status="denied"))
    reread(store, "b", replace(read_events("b")[0], status="denied"))
    first = next(queue(store, Filter()))
    assert (first.id, first.decisions[0].stale) == (of(store, "a", "b").id, True)


# ---------------------------------------------------------------- across chronicles


def test_decisions_that_come_before_their_articles_wait_for_them(
    store: Store, desk: Desk, empty: Path, tmp_path: Path
) -> None:
    desk.reject(of(store, "d").id, "not-an-event")
    desk.merge(of(store, "a", "b").id, of(store, "c").id)
    other = Store(Path(shutil.copy(empty, tmp_path / "other.db")))
    append(other, [one.decision for one in held(store)])
    merge(other)
    assert [one.waits for one in held(other)] == [True, True]
    put(other, **PAGES)
    assert events(other) == events(store)
    assert [one.waits for one in held(other)] == [False, False]
    other.engine.dispose()


def test_diff_names_the_decision(store: Store, desk: Desk, full: Path, tmp_path: Path) -> None:
    before = Store(Path(shutil.copy(full, tmp_path / "before.db")))
    desk.reject(of(store, "d").id, "not-an-event")
    desk.merge(of(store, "a", "b").id, of(store, "c").id)
    found = {one.kind: [reason for reason, _ in one.why] for one in differences(before, store)}
    assert found == {"withdrawn": ["a person's decision"], "merged": ["a person's decision"]}
    before.engine.dispose()


# ---------------------------------------------------------------- wrong use


@pytest.mark.parametrize(
    ("call", "complaint"),
    [
        (lambda desk, one: desk.accept("ev-nothing"), "there is no event"),
        (lambda desk, one: desk.accept("ev-"), "there is no event"),
        (lambda desk, one: desk.reject(one, "boring"), "choose one of"),
        (lambda desk, one: desk.reject(one, "wrong-person"), "--person"),
        (lambda desk, one: desk.reject(one, "wrong-person", person="Macron"), "those who do: Korea Utara"),
        (lambda desk, one: desk.split(one, ["z.txt"]), "those that do: a.txt, b.txt"),
        (lambda desk, one: desk.split(one, ["a.txt", "b.txt"]), "no other reports"),
        (lambda desk, one: desk.merge(one, one), "one event already"),
        (lambda desk, one: desk.undo(), "no decision is in force"),
        (lambda desk, one: desk.undo("de-1"), "no decision de-1"),
        (lambda desk, one: amendment(desk.store), "nothing to change"),
        (lambda desk, one: amendment(desk.store, when="kemarin"), "no date"),
        (lambda desk, one: amendment(desk.store, status="sure"), "choose one of actual"),
        (lambda desk, one: amendment(desk.store, act="meeet"), "did you mean meet"),
        (lambda desk, one: amendment(desk.store, type="CONSULT"), "needs --act"),
        (lambda desk, one: amendment(desk.store, type="TALK"), "choose one of"),
        (lambda desk, one: amendment(desk.store, type="AID", act="meet"), "of the type CONSULT"),
    ],
)
def test_wrong_use_says_what_to_do_and_keeps_nothing(store: Store, desk: Desk, call: object, complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        call(desk, of(store, "a", "b").id)  # type: ignore[operator]
    assert held(store) == []


def test_an_event_can_be_named_by_the_beginning_of_its_id(store: Store, desk: Desk) -> None:
    event = of(store, "d").id
    assert desk.accept(event[:9]).events == (event,)
