"""The four measures of grouping, on cases worked out by hand."""

import pytest

from runut.review.measures import b_cubed, ceaf_e, lea, pairwise

WANTED = {"a": "1", "b": "1", "c": "1", "d": "2", "e": "2", "f": "3"}
SPLIT = {"a": "1", "b": "1", "c": "x", "d": "2", "e": "2", "f": "3"}
LUMPED = dict.fromkeys(WANTED, "1")
ALONE = {name: name for name in WANTED}


@pytest.mark.parametrize("measure", [b_cubed, ceaf_e, lea, pairwise])
def test_the_same_grouping_is_perfect(measure) -> None:  # type: ignore[no-untyped-def]
    assert measure(WANTED, WANTED).f1 == pytest.approx(1)


def test_b_cubed() -> None:
    assert b_cubed(SPLIT, WANTED).precision == 1
    assert b_cubed(SPLIT, WANTED).recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 3) / 6)
    assert b_cubed(LUMPED, WANTED).precision == pytest.approx((3 * 3 + 2 * 2 + 1) / 36)
    assert b_cubed(ALONE, WANTED).precision == 1


def test_pairs() -> None:
    assert pairwise(SPLIT, WANTED).recall == pytest.approx(2 / 4)
    assert pairwise(LUMPED, WANTED).precision == pytest.approx(4 / 15)
    assert pairwise(ALONE, WANTED).recall == 0


def test_lea() -> None:
    assert lea(SPLIT, WANTED).recall == pytest.approx((3 * (1 / 3) + 2 + 1) / 6)
    assert lea(LUMPED, WANTED).precision == pytest.approx(4 / 15)
    assert lea(ALONE, WANTED).recall == pytest.approx(1 / 6)


def test_ceaf_e_takes_the_best_match() -> None:
    assert ceaf_e(SPLIT, WANTED).recall == pytest.approx((4 / 5 + 1 + 1) / 3)
    assert ceaf_e(LUMPED, WANTED).precision == pytest.approx(2 * 3 / 9)
    # greedy would take the likest pair first and leave the rest nothing
    given = {"a": "1", "b": "1", "c": "2", "d": "2", "e": "2"}
    wanted = {"a": "1", "b": "2", "c": "2", "d": "2", "e": "3"}
    assert ceaf_e(given, wanted).recall == pytest.approx((2 / 3 + 2 / 3) / 3)
