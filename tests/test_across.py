"""The quality gate for merging: our gold across articles must not fall below its floors, with the model and without."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from runut.own import using
from runut.pipeline import read_raw
from runut.review.across import AcrossScore, across_object, across_text, score_groups
from runut.review.groups import GoldGroup, load_groups

GOLD = Path(__file__).parent / "gold"
FLOORS = {False: GOLD / "across_floors.yaml", True: GOLD / "across_floors_with_model.yaml"}


@pytest.fixture(scope="module")
def groups() -> tuple[GoldGroup, ...]:
    return load_groups(GOLD / "across")


@pytest.fixture(scope="module", params=[False, True], ids=["rules", "model"])
def model(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture(scope="module")
def floors(model: bool) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(FLOORS[model].read_text(encoding="utf8"))
    return found


@pytest.fixture(scope="module")
def result(groups: tuple[GoldGroup, ...], model: bool) -> AcrossScore:
    with using(model=model):
        return score_groups(groups, read_raw)


def test_reports_are_merged_as_well_as_before(result: AcrossScore, floors: dict[str, Any]) -> None:
    report = across_text(result)
    wrong, pairs = result.false_merges
    apart, near = result.near_misses
    assert 100 * result.measures["B3"].f1 >= floors["b3"], report
    assert 100 * wrong <= floors["false_merges"] * pairs, report
    assert 100 * apart >= floors["near_misses"] * near, report


def test_copies_and_conflicts_are_found_as_well_as_before(result: AcrossScore, floors: dict[str, Any]) -> None:
    report = across_text(result)
    for level, floor in ((result.copies, floors["copies"]), (result.conflict("all"), floors["conflicts"])):
        assert level.precision >= floor["precision"], report
        assert level.recall >= floor["recall"], report


def test_parts_are_found_as_well_as_before(result: AcrossScore, floors: dict[str, Any]) -> None:
    assert result.parts.precision >= floors["part_of"]["precision"], across_text(result)
    assert result.parts.recall >= floors["part_of"]["recall"], across_text(result)


def test_order_of_articles_does_not_matter(groups: tuple[GoldGroup, ...], result: AcrossScore, model: bool) -> None:
    with using(model=model):
        turned = score_groups(tuple(reversed(groups)), read_raw)
    assert across_object(turned)["B3"] == across_object(result)["B3"]
    assert turned.false_merges == result.false_merges
    assert sorted(map(str, turned.findings)) == sorted(map(str, result.findings))
