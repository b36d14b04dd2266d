"""Conflicts across reports and within one, and what is one event, from case files; occasions of reports."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from runut.fuse import fuse
from runut.pipeline import read_raw
from runut.records import Article, Given, RawPage

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = yaml.safe_load((HERE / "conflicts.yaml").read_text(encoding="utf8"))
MERGES: list[dict[str, Any]] = yaml.safe_load((HERE / "merging.yaml").read_text(encoding="utf8"))


def read(name: str, text: str, published: str) -> Article:
    return read_raw(RawPage(name, f"Berita\n\n{text}\n".encode(), "text", Given(published=published)))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_conflicts(case: dict[str, Any]) -> None:
    pages = zip(case["pages"], case["published"], strict=True)
    fusion = fuse(read(f"{number}.txt", text, day) for number, (text, day) in enumerate(pages))
    found = [f"{conflict.kind} {conflict.judgement}" for cluster in fusion.clusters for conflict in cluster.conflicts]
    assert found == case["expected"]


@pytest.mark.parametrize("case", MERGES, ids=[case["name"] for case in MERGES])
def test_merging(case: dict[str, Any]) -> None:
    pages = zip(case["pages"], case["published"], strict=True)
    fusion = fuse(read(f"{number}.txt", text, day) for number, (text, day) in enumerate(pages))
    assert len([cluster for cluster in fusion.clusters if cluster.type == case["type"]]) == case["expected"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kim Jong Un mengucapkan selamat kepada Putin dalam rangka Hari Kemenangan Rusia.", "victory-day-europe"),
        ("Kim Jong Un mengucapkan selamat kepada Putin.", None),
        ("Amerika Serikat mengecam Rusia soal invasi Rusia ke Ukraina.", None),
    ],
)
def test_occasion(text: str, expected: str | None) -> None:
    fusion = fuse([read("a.txt", text, "2024-05-09")])
    assert {cluster.occasion for cluster in fusion.clusters} == {expected}
