"""The page's own date: metadata, then dateline, text, inference; else unknown."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from runut.extract.edtf import edtf, edtf_interval
from runut.pipeline import read_raw
from runut.records import Given, Published, RawPage

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "dating" / "published.yaml").read_text("utf8"))
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "articles"
FIVE = {
    "000": ("2020-06-24", "text"),
    "001": ("2022-05-10", "text"),
    "002": ("2025-08", "inferred"),
    "003": ("2023-07-25", "text"),
    "004": ("2023-09-09/2023-09-12", "text"),
}


def published(text: str, given: str | None = None) -> Published:
    return read_raw(RawPage("a.txt", text.encode(), "text", Given(published=given))).published


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_the_text_dates_itself(case: dict[str, Any]) -> None:
    found = published(case["text"])
    assert (found.value, found.basis) == (case["value"], case["basis"]), found.why
    assert found.why
    if found.value is None:
        assert found.earliest is None
        assert found.latest is None
    if found.span is not None:
        assert case["text"][found.span.start : found.span.end] == found.span.text


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the five articles are not beside the repository")
@pytest.mark.parametrize("number", sorted(FIVE))
def test_the_five_articles(number: str) -> None:
    path = next(SHARED.glob(f"{number}_*.txt"))
    found = read_raw(RawPage(path.name, path.read_bytes(), "text")).published
    assert (found.value, found.basis) == FIVE[number]


REPORT = "Menlu Serbia tiba di Doha. Dilansir AFP, Rabu (5/6/2024), ia membahas gas."
BYLINE = "CNN Indonesia\nKamis, 06 Jun 2024 10:20 WIB\n"


def test_metadata_comes_before_the_text() -> None:
    found = published(REPORT, "2024-06-07")
    assert (found.value, found.basis) == ("2024-06-07", "metadata")
    assert "given" in found.why


def test_unreadable_metadata_leaves_it_to_the_text() -> None:
    assert published(REPORT, "kemarin sore").value == "2024-06-05"


def test_dateline_comes_before_the_text() -> None:
    found = published(BYLINE + REPORT + " Pertemuan itu berlangsung dua jam di istana tuan rumah.")
    assert (found.value, found.basis) == ("2024-06-06", "dateline")


def test_a_day_in_the_opening_is_the_pages() -> None:
    found = published("JAKARTA, KOMPAS.com, Kamis (6/6/2024) - Menlu Serbia tiba di Doha pada Rabu (5/6/2024) malam.")
    assert found.value == "2024-06-06"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-09-03T17:30:00Z", ("2024-09-04", "2024-09-04")),
        ("2024-09-03T17:30:00+07:00", ("2024-09-03", "2024-09-03")),
        ("2024-09-03 23:30", ("2024-09-03", "2024-09-03")),
        ("2024-09-03", ("2024-09-03", "2024-09-03")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024-02-XX", ("2024-02-01", "2024-02-29")),
        ("2024-XX-XX", ("2024-01-01", "2024-12-31")),
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024~", ("2024-01-01", "2024-12-31")),
        ("2024-06-03/2024-06-05", ("2024-06-03", "2024-06-05")),
        ("2024-06/2024-08", ("2024-06-01", "2024-08-31")),
        ("2024-06-05/2024-06-03", None),
        ("2024-13", None),
        ("2024-02-30", None),
        ("0000", None),
        ("kemarin", None),
        ("", None),
        ("..", None),
        ("9" * 5000, None),
        ("2024-" * 5000, None),
    ],
)
def test_edtf_interval(value: str, expected: tuple[str, str] | None) -> None:
    found = edtf_interval(value)
    assert (found and (str(found[0]), str(found[1]))) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2024, 6, 5), date(2024, 6, 5), "2024-06-05"),
        (date(2024, 6, 1), date(2024, 6, 30), "2024-06"),
        (date(2024, 1, 1), date(2024, 12, 31), "2024"),
        (date(2024, 6, 5), date(2024, 6, 8), "2024-06-05/2024-06-08"),
    ],
)
def test_edtf(first: date, last: date, expected: str) -> None:
    assert edtf(first, last) == expected


def test_a_day_of_the_machine_is_never_taken() -> None:
    assert str(date.today()) not in str(published("Kedua pihak bertemu hari ini di Wina dan sepakat berdamai."))
