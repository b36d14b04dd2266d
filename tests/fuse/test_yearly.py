"""Which year of its occasion an event belongs to; ordinals that are read, and marked where they cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from runut.fuse import fuse
from runut.fuse.yearly import known, ordinals_of, year_of, yearly_of
from runut.pipeline import read_raw
from runut.records import Cluster, EventTime, Given, Ordinal, RawPage, Span

VICTORY = "Kim Jong Un mengucapkan selamat kepada Putin dalam rangka peringatan Hari Kemenangan Rusia ke-{n}."


def told(text: str, published: str) -> Cluster:
    page = RawPage("a.txt", f"Berita\n\n{text}\n".encode(), "text", Given(published=published))
    (cluster,) = fuse([read_raw(page)]).clusters
    return cluster


@pytest.fixture(scope="module")
def letter() -> Cluster:
    return told(VICTORY.format(n=79), "2024-05-09")


def at(event: Cluster, first: str | None, last: str | None, *counts: int, occasion: str | None = None) -> Cluster:
    """The event at another time, with reports that state these ordinals."""
    days = [date.fromisoformat(day) if day else None for day in (first, last)]
    time = EventTime(f"{first or ''}/{last or ''}", *days, "own", "explicit", None) if any(days) else None
    name = occasion or event.occasion
    own = [replace(event.reports[0], occasion=name, ordinal=Ordinal(n, Span(0, 1, "k"))) for n in counts]
    bare = (replace(event.reports[0], occasion=name, ordinal=None),)
    return replace(event, time=time, occasion=name, reports=tuple(own) or bare)


def test_an_ordinal_is_read_beside_its_occasion(letter: Cluster) -> None:
    (report,) = letter.reports
    assert report.ordinal is not None
    assert (report.ordinal.count, report.ordinal.words.text, report.ordinal.doubt) == (79, "ke-79", None)
    plain = told("Kim Jong Un mengucapkan selamat kepada Putin dalam rangka Hari Kemenangan Rusia.", "2024-05-09")
    assert (plain.occasion, plain.reports[0].ordinal) == (letter.occasion, None)


def test_an_ordinal_that_cannot_be_is_marked_and_gives_no_year() -> None:
    wrong = told(VICTORY.format(n=78), "2024-05-09")
    (report,) = wrong.reports
    assert report.ordinal is not None
    assert report.ordinal.doubt is not None
    assert "in 2024 it is 79 years, the text counts 78" in report.ordinal.doubt
    assert ordinals_of(wrong) == ()
    assert year_of(replace(wrong, time=None)) is None


@pytest.mark.parametrize(
    ("first", "last", "counts", "occasion", "year"),
    [
        ("2024-05-09", "2024-05-09", (79,), None, 2024),
        ("2024-05-01", "2024-06-30", (), None, 2024),
        (None, None, (79,), None, 2024),
        (None, None, (79, 79), None, 2024),
        (None, None, (78, 79), None, None),  # the reports do not agree
        (None, None, (), None, None),
        ("2023-11-01", "2024-02-01", (), None, None),  # in which of two years nobody says
        ("2023-11-01", "2024-02-01", (79,), None, 2024),
        ("2019-01-01", "2021-12-31", (79,), None, None),  # the ordinal is of a year that the time excludes
        ("2020-05-09", "2020-05-09", (79,), None, 2020),
        ("2024-12-30", "2024-12-30", (79,), "paspampres", 2025),  # 3 January 1946 + 79
        ("2024-08-18", "2024-08-18", (78,), "indonesia-independence", 2024),  # no New Year lies between
        ("2024-01-24", "2024-01-24", (7,), "education-day-un", 2024),  # no founding year is counted
    ],
)
def test_the_year_of_an_event(
    first: str | None, last: str | None, counts: tuple[int, ...], occasion: str | None, year: int | None,
    letter: Cluster,
) -> None:  # fmt: skip
    assert year_of(at(letter, first, last, *counts, occasion=occasion)) == year


def test_every_year_between_the_first_and_the_last_is_there(letter: Cluster) -> None:
    events = [at(letter, day, day) for day in ("2020-05-09", "2023-05-08", "2023-05-09")] + [at(letter, None, None)]
    found = yearly_of("victory-day-europe", events, {2019: 4, 2020: 1, 2022: 7})
    assert [(one.year, len(one.events), one.articles, one.coverage) for one in found.years] == [
        (2020, 1, 1, "events"),
        (2021, 0, 0, "gap"),
        (2022, 0, 7, "silent"),
        (2023, 2, 0, "events"),
    ]
    assert (found.events, len(found.loose)) == (4, 1)
    assert yearly_of("victory-day-europe", [], {2020: 1}).years == ()
    assert known("no-such-day") is None
