"""Confidence is a probability, and what supports a reading raises it."""

from __future__ import annotations

from runut.extract.events.confidence import least, probability, signs_of
from runut.extract.events.setting import Counts, Setting, signs

LEAD = Setting(title=False, before=0, sentences=12, quoted=False, dated=True, years_ago=0.0, told=0.5)


def test_parties_on_both_sides_are_surer_than_none() -> None:
    told = ("trigger: menyerang (active)", "actor: subject", "target: object")
    full = signs_of("ASSAULT", "actual", told, (True, True), signs(LEAD))
    bare = signs_of("ASSAULT", "actual", ("trigger: serangan (noun)",), (False, False), signs(LEAD))
    assert probability(full) > probability(bare)
    assert full["voice active"] == full["sides AT"] == 1.0


def test_unknown_signs_count_nothing() -> None:
    assert probability({"type NONE": 1.0}) == probability({})
    assert 0 < probability({}) < 1


def test_background_late_in_an_article_is_less_sure_than_its_lead() -> None:
    late = Setting(title=False, before=11, sentences=12, quoted=True, dated=False, years_ago=0.0, told=0.5)
    assert probability(signs(late)) < probability(signs(LEAD))


def test_an_entry_that_was_mostly_wrong_weighs_less_than_one_that_was_right() -> None:
    counts = Counts.of({("ASSAULT", "serang"): 40, ("ASSAULT", "hantam"): 40}, {("ASSAULT", "serang"): 36})
    assert counts.odds("ASSAULT", "serang") > counts.odds("ASSAULT", "unseen") > counts.odds("ASSAULT", "hantam")
    # what one draft says of its entry can be left out of it
    assert counts.odds("ASSAULT", "serang", (1, 1)) < counts.odds("ASSAULT", "serang")


def test_only_a_likely_reading_is_told_by_rules_alone() -> None:
    assert 0.2 <= least() <= 0.5
