"""The time gold: floors for each part, and every sentence and article either read as labelled or a known failure."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from time_gold import HELD_OUT, Case, Tally, articles, score, sentences

HERE = Path(__file__).parent
FLOORS = yaml.safe_load((HERE / "floors.yaml").read_text(encoding="utf8"))
KNOWN = {
    line
    for line in (HERE / "known_failures.txt").read_text(encoding="utf8").splitlines()
    if line and not line.startswith("#")
}
PARTS = {"sentences": sentences(), "articles": articles()}
CASES = [case for cases in PARTS.values() for case in cases]
WEEKDAYS = ["senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"]


@pytest.fixture(scope="module")
def tallies() -> dict[str, Tally]:
    return {part: score(cases) for part, cases in (PARTS | {"held-out": sentences(HELD_OUT)}).items()}


@pytest.mark.parametrize("part", sorted(FLOORS))
def test_times_are_read_as_well_as_before(part: str, tallies: dict[str, Tally]) -> None:
    tally = tallies[part]
    for name, least in FLOORS[part].items():
        assert tally.f1(name) >= least, f"{tally.line(name)}\n" + "\n".join(tally.differences)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name[:60])
def test_case(case: Case, request: pytest.FixtureRequest) -> None:
    if case.name in KNOWN:
        request.node.add_marker(pytest.mark.xfail(strict=True, reason="in known_failures.txt"))
    assert score([case]).differences == []


def test_known_failures_name_cases() -> None:
    assert {case.name for case in CASES} >= KNOWN


def test_the_set_has_the_size_that_its_card_says() -> None:
    assert len(PARTS["sentences"]) >= 320
    assert len(PARTS["articles"]) == 15
    assert sum(not case.marks for case in PARTS["sentences"]) >= 50
    assert len(sentences(HELD_OUT)) >= 100


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name[:60])
def test_a_marked_weekday_is_that_of_its_value(case: Case) -> None:
    """Apart from the sentences whose weekday is wrong on purpose."""
    for mark in case.marks:
        named = re.match(rf"(?:hari )?({'|'.join(WEEKDAYS)})\b", mark.text.lower())
        day = re.match(r"\d{4}-\d\d-\d\d", mark.value)
        if named and day and case.text not in wrong_weekdays():
            assert WEEKDAYS[date.fromisoformat(day[0]).weekday()] == named[1], mark


def wrong_weekdays() -> set[str]:
    text = (HERE / "sentences_a.txt").read_text(encoding="utf8")
    block = text.split("## wrong weekdays\n")[1].split("##")[0]
    return {re.sub(r"\[\[(.*?)\|.*?\]\]", r"\1", line.split("|", 1)[1]) for line in block.splitlines()}
