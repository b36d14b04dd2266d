"""Confidence is a probability, and what supports a reading raises it."""

from __future__ import annotations

from runut.extract.events.confidence import probability, signs_of


def test_parties_on_both_sides_are_surer_than_none() -> None:
    told = ("trigger: menyerang (active)", "actor: subject", "target: object")
    full = signs_of("ASSAULT", "actual", told, (True, True))
    bare = signs_of("ASSAULT", "actual", ("trigger: serangan (noun)",), (False, False))
    assert probability(full) > probability(bare)
    assert "voice active" in full
    assert "sides AT" in full


def test_unknown_signs_count_nothing() -> None:
    assert probability(["type NONE"]) == probability([])
    assert 0 < probability([]) < 1
