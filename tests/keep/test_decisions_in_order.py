"""A chronicle with decisions is the same whatever the order in which articles and decisions come, and are undone."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from test_step_by_step import QUICK, Made, content, enough, fresh, put, shuffled, streams

from keeping import Keeping, Place
from runut.api import Chronicle
from runut.fuse import fuse
from runut.fuse.decided import pin_of, signed
from runut.keep import schema
from runut.keep.codec import encode
from runut.keep.decisions import append
from runut.keep.engine import reading
from runut.keep.merging import merge
from runut.keep.store import Store
from runut.records import Amendment, Article, Decision, EventTime, Participant, Pin, Reject, Report

RULED = [
    Amendment(status="denied"),
    Amendment(type="AID", act="give"),
    Amendment(cleared=("time",)),
    Amendment(without=("RUS",)),
    Amendment(actors=(Participant("USA", "Amerika Serikat", "USA", "a person's decision", None),)),
    Amendment(time=EventTime("2023-09", None, None, "own", "decision", None)),
]

LONG = settings(QUICK, max_examples=60)


def pins_of(pages: list[Made]) -> list[Pin]:
    """Every report that the pages would give."""
    outcomes = [page.entry().outcome for page in pages]
    articles = {one.document.id: one for one in outcomes if isinstance(one, Article)}
    return [
        pin_of(Report(name, one.document.source, None, None, one.published, "", event))
        for name, one in sorted(articles.items())
        for event in one.events
    ]


@st.composite
def decisions(draw: st.DrawFn, pages: list[Made]) -> list[Decision]:
    """Decisions on reports of the pages, sensible or not, some undone, some of these done again."""
    pins = pins_of(pages)
    if not pins:
        return []
    made: list[Decision] = []
    for number in range(draw(st.integers(1, 6))):
        verb = draw(st.sampled_from(["accept", "reject", "edit", "merge", "merge", "split", "split", "undo"]))
        some = tuple(draw(st.lists(st.sampled_from(pins), min_size=1, max_size=3, unique=True)))
        others = tuple(draw(st.lists(st.sampled_from(pins), min_size=1, max_size=3, unique=True)))
        one = Decision("", f"2026-01-0{draw(st.integers(1, 9))}T00:00:0{number}Z", "uji", verb, some)
        if verb == "edit":
            one = replace(one, amendment=draw(st.sampled_from(RULED)), reading=draw(st.booleans()))
        elif verb == "split":
            one = replace(one, others=tuple(pin for pin in others if pin not in some))
        elif verb == "undo":
            if not made:
                continue
            one = replace(one, pins=(), undoes=draw(st.sampled_from(made)).id)
        made.append(signed(one))
    return made


@st.composite
def judged(draw: st.DrawFn) -> tuple[list[Made], list[Decision]]:
    pages = draw(streams())
    return pages, draw(decisions(pages))


def at_once(empty: Place, keeping: Keeping, pages: list[Made], made: list[Decision]) -> list[bytes]:
    store = fresh(empty, keeping, "once.db")
    put(store, sorted(pages, key=lambda page: page.source))
    append(store, made)
    merge(store, step=1000)
    found = content(store)
    store.engine.dispose()
    return found


def check(empty: Place, keeping: Keeping, pages: list[Made], made: list[Decision], chance: random.Random) -> None:
    """Pages and decisions in any order, some pages read as nothing for a while."""
    if enough(keeping, "decisions"):
        return
    store = fresh(empty, keeping, "mixed.db")
    waiting = list(made)
    chance.shuffle(waiting)
    for part in shuffled(pages, chance):
        put(store, part)
        if chance.random() < 0.7:
            merge(store, step=chance.randint(1, 5))
        taken, waiting = waiting[:2], waiting[2:]
        append(store, taken)
    append(store, [*waiting, *made[:1]])
    merge(store, step=chance.randint(1, 5))
    run = store.begin_run("test", [], "now")
    for page in chance.sample(pages, k=len(pages) // 3):
        store.replace(replace(page.entry(), outcome=Reject(page.source, "unreadable", "")), run)
        merge(store)
        store.replace(page.entry(), run)
    merge(store, step=chance.randint(1, 5))
    found = content(store)
    with reading(store.engine) as connection:
        assert connection.execute(select(func.count()).select_from(schema.pending)).scalar_one() == 0
    store.engine.dispose()
    assert found == at_once(empty, keeping, pages, made)


def check_against_fusing(empty: Place, keeping: Keeping, pages: list[Made], made: list[Decision]) -> None:
    if enough(keeping, "decisions fused"):
        return
    singles = list({page.text: page for page in pages}.values())
    store = fresh(empty, keeping, "store.db")
    for number, page in enumerate(singles):
        put(store, [page])
        append(store, made[number::len(singles)])
        merge(store, step=2)
    found = list(Chronicle(store.path).timeline())
    store.engine.dispose()
    outcomes = [page.entry().outcome for page in singles]
    wanted = fuse([one for one in outcomes if isinstance(one, Article)], made).clusters
    assert {encode(one) for one in found} == {encode(one) for one in wanted}


@QUICK
@given(judged(), st.randoms(use_true_random=False))
def test_order_does_not_matter(
    empty: Place, keeping: Keeping, given: tuple[list[Made], list[Decision]], chance: random.Random
) -> None:
    check(empty, keeping, *given, chance)


@QUICK
@given(judged())
def test_the_store_gives_what_fusing_with_the_decisions_gives(
    empty: Place, keeping: Keeping, given: tuple[list[Made], list[Decision]]
) -> None:
    check_against_fusing(empty, keeping, *given)


@pytest.mark.slow
@LONG
@given(judged(), st.randoms(use_true_random=False))
def test_order_does_not_matter_at_length(
    empty: Place, keeping: Keeping, given: tuple[list[Made], list[Decision]], chance: random.Random
) -> None:
    check(empty, keeping, *given, chance)


@pytest.mark.slow
@LONG
@given(judged())
def test_the_store_gives_what_fusing_gives_at_length(
    empty: Place, keeping: Keeping, given: tuple[list[Made], list[Decision]]
) -> None:
    check_against_fusing(empty, keeping, *given)


def test_undoing_all_gives_the_chronicle_of_before(empty: Place, keeping: Keeping) -> None:
    pages = [Made(f"p{n}.txt", f"kabar {n}\nvisit CONSULT PRK RUS 2023-09-1{n} actual") for n in (3, 4)]
    store: Store = fresh(empty, keeping, "undone.db")
    put(store, pages)
    merge(store)
    before = content(store)
    one, other = pins_of(pages)
    made = [
        signed(Decision("", "2026-01-01T00:00:00Z", "uji", "reject", (one,), reason="not-an-event")),
        signed(Decision("", "2026-01-02T00:00:00Z", "uji", "merge", (one, other))),
    ]
    append(store, made)
    merge(store)
    assert content(store) != before
    undone = [Decision("", f"2026-01-03T00:00:0{n}Z", "uji", "undo", undoes=one.id) for n, one in enumerate(made)]
    append(store, map(signed, undone))
    merge(store)
    assert content(store) == before
    store.engine.dispose()
