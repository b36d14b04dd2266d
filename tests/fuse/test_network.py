"""Ties between parties: what an event adds to them, and that they agree with the dyads of the same two."""

from __future__ import annotations

import pytest

from runut.fuse.network import Deed, Tie, ties

RUS, PRK, USA = "RUS", "PRK", "USA"


def deed(actors: str, targets: str, cameo: str | None = "042", status: str = "actual") -> Deed:
    sides = (frozenset(side.replace("?", " ").split("+")) if side else frozenset() for side in (actors, targets))
    first, second = (frozenset(name.strip() for name in side) for side in sides)
    return Deed(status, cameo, first, second)  # type: ignore[arg-type]


def only(*deeds: Deed) -> Tie:
    found = ties(deeds)
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("one", "weighed"),
    [
        (deed("RUS", "PRK"), True),
        (deed("PRK", "RUS"), True),
        (deed("RUS+PRK", ""), True),  # a meeting
        (deed("RUS+PRK", "RUS+PRK"), True),
        (deed("RUS+PRK", "?"), False),  # both towards somebody whom nobody names
        (deed("", "RUS+PRK"), False),
        (deed("RUS", "PRK", status="planned"), False),
        (deed("RUS", "PRK", cameo=None), False),
    ],
)
def test_what_is_weighed(one: Deed, weighed: bool) -> None:
    tie = only(one)
    assert (tie.one, tie.other, tie.events) == (PRK, RUS, 1)
    assert (tie.balance.cooperation > 0) is weighed


def test_every_pair_of_an_event_is_tied_once() -> None:
    found = ties([deed("RUS+PRK", "USA"), deed("USA", "RUS+USA", cameo="190")])
    assert [(tie.one, tie.other, tie.events) for tie in found] == [
        (RUS, USA, 2),
        (PRK, RUS, 1),
        (PRK, USA, 1),
    ]
    assert found[0].balance.conflict < 0 < found[0].balance.cooperation
    assert found[1].balance.n_cooperation == 0  # the two together against a third


def test_nobody_is_tied_to_himself_or_to_nobody() -> None:
    assert ties([deed("RUS", "RUS"), deed("RUS", "?"), deed("", "")]) == ()


def test_the_order_of_the_events_does_not_matter() -> None:
    deeds = [deed("RUS", "PRK"), deed("USA", "PRK", "190"), deed("RUS", "USA", status="denied"), deed("PRK", "RUS")]
    assert ties(deeds) == ties(deeds[::-1])
    assert [tie.happened for tie in ties(deeds)] == [2, 1, 0]
