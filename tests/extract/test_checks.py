"""Conflicts inside one article: found where two things cannot both be right, and nowhere else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from runut.pipeline import read_raw
from runut.records import Article, Given, RawPage

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "dating" / "conflicts.yaml").read_text("utf8"))
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "articles"
FIVE: dict[str, list[str]] = {"000": ["date"], "001": [], "002": [], "003": [], "004": ["weekday"]}


def read(text: str, given: str | None = None) -> Article:
    return read_raw(RawPage("a.txt", text.encode(), "text", Given(published=given)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_conflicts(case: dict[str, Any]) -> None:
    article = read(case["text"], case.get("published"))
    assert sorted(c.kind for c in article.conflicts) == sorted(case["kinds"]), article.conflicts
    for conflict in article.conflicts:
        assert conflict.detail
        for span in conflict.spans:
            assert article.document.text[span.start : span.end] == span.text
    if "repair" in case:
        assert article.conflicts[0].repairs[0] == case["repair"]


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the five articles are not beside the repository")
@pytest.mark.parametrize("number", sorted(FIVE))
def test_the_five_articles(number: str) -> None:
    path = next(SHARED.glob(f"{number}_*.txt"))
    article = read_raw(RawPage(path.name, path.read_bytes(), "text"))
    assert [c.kind for c in article.conflicts] == FIVE[number]


def test_two_dates_of_the_page_itself() -> None:
    page = (
        '<html lang="id"><head><meta property="article:published_time" content="2024-06-05T08:00:00+07:00"></head>'
        "<body><article><h1>Menlu Serbia tiba di Doha</h1><p>Menteri Luar Negeri Serbia tiba di Doha untuk membahas "
        "gas dengan tuan rumah dan pejabat Turki. Mereka bertemu selama dua jam di istana.</p></article></body></html>"
    )
    same = read_raw(RawPage("a.html", page.encode(), "html", Given(published="2024-06-06")))
    other = read_raw(RawPage("a.html", page.encode(), "html", Given(published="2023-06-06")))
    assert [c.kind for c in same.conflicts] == []
    assert [c.kind for c in other.conflicts] == ["metadata"]


def test_many_acts_stay_quick() -> None:
    text = "Rusia memperingati Hari Kemenangan pada Kamis (9/5/2024). " * 400
    assert [c.kind for c in read(text, "2024-05-09").conflicts] == []
