"""The census finds and counts what the database itself finds and counts, also after every kind of writing."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import counted
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from test_decisions_in_order import judged
from test_step_by_step import QUICK, Made, enough, fresh, put, shuffled

from keeping import Keeping, Place
from runut.commands.demo import demo_command
from runut.keep import census as module
from runut.keep import changes, schema, survey
from runut.keep.census import census_of
from runut.keep.columns import Census
from runut.keep.decisions import append
from runut.keep.engine import writing
from runut.keep.filters import Filter
from runut.keep.merging import merge
from runut.keep.store import Store
from runut.keep.survey import Found
from runut.keep.view import View
from runut.records import Decision, Reject

FILTERS = [
    Filter(),
    Filter(newest=True),
    Filter(actors=("Rusia",)),
    Filter(actors=("Putin",)),
    Filter(actors=("Putin", "RUS")),
    Filter(actors=("nobody at all",)),
    Filter(between=("Rusia", "Korut")),
    Filter(between=("Rusia", "Rusia")),
    Filter(between=("Putin", "Rusia"), newest=True),
    Filter(types=("CONSULT",)),
    Filter(types=("CONSULT", "AID", "NOTHING")),
    Filter(statuses=("actual", "denied")),
    Filter(since=date(2023, 9, 13)),
    Filter(until=date(2023, 9, 13)),
    Filter(since=date(2023, 9, 1), until=date(2023, 9, 30), newest=True),
    Filter(words="visit"),
    Filter(words="kunjungan"),
    Filter(words='"visit consult" rus', types=("CONSULT",)),
    Filter(outlets=("detikcom", "kabar selat")),
    Filter(places=("Rusia",)),
    Filter(places=("Pyongyang", "Moskow")),
    Filter(certainties=("high",)),
    Filter(certainties=("medium", "low")),
    Filter(conflicts=True),
    Filter(conflicts=True, statuses=("actual",), actors=("Korut",)),
]


FEW = settings(QUICK, max_examples=8)


def check(store: Store, census: Census, filters: list[Filter]) -> None:
    """All that is found and counted in the census is what the database says."""
    for wanted in filters:
        found, view = Found.of(store, census, wanted), View(store, wanted)
        assert tuple(found.names()) == view.names(), wanted
        assert all_of(found) == all_from(view), wanted


def all_of(found: Found) -> list[object]:
    return [
        survey.total(found), survey.types(found), survey.statuses(found), survey.countries(found, 9),
        survey.certainties(found), survey.contested(found), survey.spots(found), survey.outlets(found, 9),
        survey.parties(found, 9), survey.partners(found, "RUS", 9), survey.events_by_month(found),
        survey.events_by_month(found, by_type=True), survey.ties(found), survey.actors(found),
    ]  # fmt: skip


def all_from(view: View) -> list[object]:
    busiest = [(actor.entity.id, actor.n_events) for actor in view.actors() if actor.n_events]
    return [
        counted.total(view), counted.types(view), counted.statuses(view), counted.countries(view, 9),
        counted.certainties(view), counted.contested(view), counted.spots(view), counted.outlets(view, 9),
        counted.parties(view, 9), counted.partners(View(view.store, view.wanted), "RUS", 9),
        counted.events_by_month(view), counted.events_by_month(view, by_type=True), counted.ties_of(view), busiest,
    ]  # fmt: skip


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The example corpus, with its persons, places, outlets and conflicts."""
    folder = tmp_path_factory.mktemp("census")
    CliRunner().invoke(demo_command, ["-o", str(folder)], standalone_mode=False)
    store = Store(folder / "chronicle.db")
    yield store
    store.engine.dispose()


def test_it_finds_what_the_database_finds(demo: Store) -> None:
    census = census_of(demo)
    assert len(census) > 100
    check(demo, census, FILTERS)
    assert survey.spots(Found.of(demo, census, Filter()))[0].lat is not None


def test_nothing_written_is_nothing_to_read(demo: Store) -> None:
    census = census_of(demo)
    assert census_of(demo, census) is census


def check_steps(empty: Place, keeping: Keeping, pages: list[Made], made: list[Decision], chance: random.Random) -> None:
    """Pages and decisions come and go; after every step the census that grew is that of the database."""
    if enough(keeping, "census"):
        return
    store = fresh(empty, keeping, "census.db")
    census = census_of(store)

    def look() -> None:
        nonlocal census
        census = census_of(store, census)
        check(store, census, chance.sample(FILTERS, 4))

    waiting = list(made)
    for part in shuffled(pages, chance):
        put(store, part)
        if chance.random() < 0.5:
            look()
        merge(store, step=chance.randint(1, 5))
        look()
        append(store, waiting[:2])
        waiting = waiting[2:]
    append(store, waiting)
    merge(store)
    look()
    run = store.begin_run("test", [], "now")
    for page in chance.sample(pages, k=len(pages) // 3):
        store.replace(replace(page.entry(), outcome=Reject(page.source, "unreadable", "")), run)
        look()
        merge(store)
        store.replace(page.entry(), run)
        merge(store)
        look()
    anew = census_of(store)
    assert sorted(census.names(census.told.at)) == sorted(anew.names(anew.told.at))
    check(store, census, FILTERS)
    store.engine.dispose()


@FEW
@given(judged(), st.randoms(use_true_random=False))
def test_it_grows_with_the_chronicle(
    empty: Place, keeping: Keeping, given: tuple[list[Made], list[Decision]], chance: random.Random
) -> None:
    check_steps(empty, keeping, *given, chance)


TWO = [
    Made("a.txt", "published 2023-09-14\nvisit CONSULT PRK RUS 2023-09-13 actual"),
    Made("b.txt", "published 2023-09-15\nattack ASSAULT RUS USA 2023-09-12 actual"),
]


@pytest.mark.parametrize("much", [False, True])
def test_only_what_was_written_is_read_again(place: Place, monkeypatch: pytest.MonkeyPatch, much: bool) -> None:
    monkeypatch.setattr(module, "MANY", 0.1 if much else 5)
    store = Store(place)
    put(store, TWO[:1])
    merge(store)
    before = census_of(store)
    put(store, TWO[1:])
    merge(store)
    after = census_of(store, before)
    assert len(before) == 1
    assert len(after) == 2
    assert (after.words is before.words) is not much


def test_who_was_away_too_long_looks_at_everything(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "KEPT", 1)
    store = Store(place)
    before = census_of(store)
    for page in TWO:
        put(store, [page])
        merge(store)
    after = census_of(store, before)
    assert after.words is not before.words
    assert len(after) == 2


def test_all_merged_anew_is_all_looked_at(place: Place) -> None:
    store = Store(place)
    put(store, TWO)
    merge(store)
    before = census_of(store)
    with writing(store.engine) as connection:
        connection.execute(delete(schema.state))
    merge(store)
    assert census_of(store, before).words is not before.words


def test_another_file_in_its_place_is_looked_at_as_a_whole(place: Place, tmp_path: Path) -> None:
    store = Store(place)
    put(store, TWO)
    merge(store)
    known = census_of(store)
    other = Store(tmp_path / "other.db", create=True)
    assert len(census_of(other, known)) == 0
