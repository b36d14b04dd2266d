"""Two parties by month: directions, the balance, what stands in no month, gaps beside silent months, firsts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from runut.extract.events.codebook import codebook
from runut.fuse.dyads import Balance, Dyad, Party, direction_of, dyad_of, first_kinds
from runut.records import Cluster, EventTime, Participant

RUS = Party("Rusia", frozenset({"RUS", "person:putin"}), "RUS")
PRK = Party("Korea Utara", frozenset({"PRK", "person:kim"}), "PRK")
DAY = {"2023-09-13": (date(2023, 9, 13), date(2023, 9, 13)), "2023": (date(2023, 1, 1), date(2023, 12, 31))}
SEPTEMBER = (date(2023, 9, 14), date(2023, 9, 14))


def who(entity: str) -> Participant:
    country = {"person:putin": "RUS", "person:kim": "PRK", "group:hacker": None}.get(entity, entity)
    return Participant(entity, entity, country, "subject", None)


def event(
    actors: Sequence[str], targets: Sequence[str], act: str = "visit", cameo: str | None = "042", **more: object
) -> Cluster:
    day = more.get("day")
    time = None
    if isinstance(day, str):
        first, last = DAY.get(day) or (date.fromisoformat(day), date.fromisoformat(day))
        time = EventTime(day, first, last, "own", "explicit", None)
    return Cluster(
        id=str(more.get("id", "ev-1")),
        type=str(more.get("type", "CONSULT")),
        mode=None,
        act=act,
        cameo=cameo,
        contexts=(),
        status=more.get("status", "actual"),  # type: ignore[arg-type]
        actors=tuple(map(who, actors)),
        targets=tuple(map(who, targets)),
        place=None,
        time=time,
        reports=(),
        independent_sources=1,
        first_reported=more.get("reported"),  # type: ignore[arg-type]
        conflicts=(),
        status_history=(),
        occasion=None,
        confidence=0.8,
    )


def dyad(*events: Cluster, published: Sequence[tuple[date | None, date | None]] = ()) -> Dyad:
    return dyad_of(RUS, PRK, events, published)


@pytest.mark.parametrize(
    ("actors", "targets", "expected"),
    [
        (["RUS"], ["PRK"], "forth"),
        (["person:kim"], ["RUS"], "back"),
        (["person:kim", "person:putin"], [], "mutual"),
        (["PRK", "RUS"], ["PRK", "RUS"], "mutual"),
        (["PRK", "RUS"], ["USA"], "joint"),
        (["PRK", "RUS"], ["USA", "RUS"], "mutual"),
        (["USA"], ["PRK", "RUS"], "beside"),
        (["RUS", "USA"], ["PRK"], "forth"),
        ([], ["PRK", "RUS"], "beside"),
    ],
)
def test_directions(actors: list[str], targets: list[str], expected: str) -> None:
    assert direction_of(event(actors, targets), RUS, PRK) == expected


def test_of_a_state_and_one_of_its_people_the_person_stands_for_himself() -> None:
    putin = Party("Vladimir Putin", frozenset({"person:putin"}))
    assert direction_of(event(["person:putin"], ["RUS"]), RUS, putin) == "back"


def test_the_balance_weighs_what_happened_between_the_two() -> None:
    found = dyad(
        event(["RUS"], ["PRK"], cameo="057"),
        event(["PRK"], ["RUS"], cameo="190"),
        event(["PRK"], ["RUS"], cameo="190", status="denied"),
        event(["PRK", "RUS"], ["USA"], cameo="190"),
        event(["USA"], ["RUS", "PRK"], cameo="163"),
        event(["RUS"], ["PRK"], cameo="010"),
        event(["RUS"], ["PRK"], cameo=None),
    )
    assert found.balance == Balance(8.0, -10.0, 1, 1, 1, 1)
    assert found.balance.net == -2.0
    assert [(way, n) for way, n, _ in found.directions] == [("forth", 3), ("back", 2), ("joint", 1), ("beside", 1)]
    assert dict(found.statuses) == {"actual": 6, "denied": 1}


def test_a_month_without_articles_is_a_gap_and_one_without_events_is_silent() -> None:
    silent, late = (date(2023, 7, 2), date(2023, 7, 2)), (date(2023, 12, 1), date(2023, 12, 5))
    found = dyad(event(["RUS"], ["PRK"], day="2023-09-13"), published=[SEPTEMBER, silent, SEPTEMBER, late])
    assert [(p.first, p.last, p.coverage, p.articles, p.events) for p in found.periods] == [
        ("2023-07", "2023-07", "silent", 1, 0),
        ("2023-08", "2023-08", "gap", 0, 0),
        ("2023-09", "2023-09", "events", 2, 1),
        ("2023-10", "2023-11", "gap", 0, 0),
        ("2023-12", "2023-12", "silent", 1, 0),
    ]
    assert sum(p.months for p in found.periods) == 6


def test_an_event_told_years_later_stands_in_its_own_month_without_articles() -> None:
    found = dyad(event(["RUS"], ["PRK"], day="2023-09-13"), published=[(date(2025, 1, 2), date(2025, 1, 2))])
    assert [(p.first, p.coverage, p.articles) for p in found.periods] == [
        ("2023-09", "events", 0), ("2023-10", "gap", 0), ("2025-01", "silent", 1),
    ]  # fmt: skip


def test_what_has_no_month_stands_in_none() -> None:
    undated = event(["RUS"], ["PRK"], reported="2023-09-14")
    found = dyad(undated, event(["RUS"], ["PRK"], day="2023"), published=[SEPTEMBER, (None, None), DAY["2023"]])
    assert (found.events, found.coarse, found.undated) == (2, 1, 1)
    (month,) = found.periods
    assert (month.coverage, month.events, month.reported, month.balance) == ("reported", 0, 1, Balance())
    assert (found.articles, found.undated_articles) == (3, 2)
    assert found.balance.n_cooperation == 2


def test_firsts_are_dated_happened_and_told_of_each_side() -> None:
    found = dyad(
        event(["RUS"], ["PRK"], day="2023-09-13", id="b"),
        event(["RUS"], ["PRK"], day="2019-04-25", id="a"),
        event(["PRK"], ["RUS"], day="2020-01-01", id="c"),
        event(["PRK"], ["RUS"], day="2018-01-01", id="d", status="planned"),
        event(["RUS"], ["PRK"], id="e"),
        event(["USA"], ["RUS", "PRK"], day="2010-01-01", act="impose_sanctions", id="f"),
    )
    assert [(one.kind, one.direction, one.event.id, one.undated) for one in found.firsts] == [
        ("visit", "forth", "a", 1), ("visit", "back", "c", 0),
    ]  # fmt: skip


def test_a_known_day_comes_before_a_year_that_may_hold_anything() -> None:
    found = dyad(event(["RUS"], ["PRK"], day="2023", id="a"), event(["RUS"], ["PRK"], day="2023-09-13", id="b"))
    assert [(one.event.id, one.undated) for one in found.firsts] == [("b", 1)]


def test_nothing_between_the_two_is_an_empty_dyad() -> None:
    found = dyad()
    assert (found.events, found.periods, found.firsts, found.balance) == (0, (), (), Balance())


def test_the_sheet_of_firsts_names_acts_of_the_codebook_once() -> None:
    known = set(codebook().acts)
    named = [act for kind in first_kinds().values() for act in kind.acts]
    assert known.issuperset(named)
    assert len(named) == len(set(named))
