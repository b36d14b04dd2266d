"""Our own sentences, positive and negative, expression by expression."""

from __future__ import annotations

from pathlib import Path

import pytest
from times_cases import Case, read_cases

from runut.extract.times import times

HERE = Path(__file__).parent
FILES = ("sentences.txt", "hard.txt", "news.txt", "variations.txt")
CASES = [case for name in FILES for case in read_cases(HERE / name)]
SHARED = HERE.parents[3] / "shared" / "time" / "probes.txt"
FLOOR = 0.97


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:60])
def test_sentence(case: Case) -> None:
    found = times(case.text, case.published)
    assert [(t.text, t.type, t.value) for t in found] == list(case.expected)
    assert [t.start for t in found] == list(case.starts)


def test_there_are_enough_sentences_and_negatives() -> None:
    assert len(CASES) >= 450
    assert sum(not case.expected for case in CASES) >= 100


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the practice sentences in ../shared/time are not here")
def test_practice_sentences_keep_their_floor() -> None:
    right = given = wanted = 0
    for case in read_cases(SHARED):
        found = times(case.text, case.published)
        gold = list(zip(case.starts, case.expected, strict=True))
        given += len(found)
        wanted += len(gold)
        right += sum(
            any(t.start < start + len(text) and start < t.end and t.value == value for start, (text, _, value) in gold)
            for t in found
        )
        if not gold:
            assert not found, case.text
    assert 2 * right / (given + wanted) >= FLOOR
