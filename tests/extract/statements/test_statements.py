"""Statements: the orders of saying, several in a sentence, whom "ujarnya" means, and what is no statement."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from runut.pipeline import read_raw
from runut.records import Given, RawPage, Statement

CASES = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf8"))
WORDS = [*"kata ujarnya menurut X Rusia mengatakan bahwa dia yang dan disampaikan oleh pernyataan demikian".split(),
         *"seperti dikutip tiba".split(), *",.:()“”", '"', "\n"]  # fmt: skip


def read(text: str) -> tuple[Statement, ...]:
    return read_raw(RawPage("s", text.encode(), "text", Given(published="2024-05-01"), "utf-8")).statements


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_said(case: dict[str, Any]) -> None:
    found = [(s.speaker, s.kind, s.content.text) for s in read(case["text"])]
    assert [(kind, content) for _, kind, content in found] == [(kind, content) for _, kind, content in case["said"]]
    for (speaker, _, _), (name, _, _) in zip(found, case["said"], strict=True):
        assert name.lower() in f"{speaker.name} {speaker.mention.text if speaker.mention else ''}".lower()


def test_the_medium_that_passes_on_stands_in_via() -> None:
    (found,) = read('"Kami tidak mundur," kata Kolonel Anton Reznik, seperti dikutip Reuters.')
    assert (found.speaker.name, found.via) == ("Anton Reznik", ("Reuters",))


def test_addressee() -> None:
    (found,) = read('"Pulanglah," kata Kolonel Anton Reznik kepada Presiden Ukraina Volodymyr Zelensky.')
    assert found.addressee is not None
    assert "Zelensky" in found.addressee.name


@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_any_row_of_words_is_survived(words: list[str]) -> None:
    text = "X " + " ".join(words)
    for statement in read(text):
        span = statement.content
        assert text[span.start : span.end] == span.text
