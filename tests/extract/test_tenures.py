"""Office holders: the table is sound, and names give the spans of days in which a page can have been written."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files

import pytest

from runut.extract.tenures import OPEN, held_in, horizon, newest, windows


def read(name: str) -> list[list[str]]:
    lines = (files("runut.data") / "occasions" / name).read_text(encoding="utf8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith(("#", "name\t", "titles\t"))]


def test_offices_are_sound() -> None:
    rows = read("offices.tsv")
    assert len(rows) >= 250
    for titles, persons, terms, source in rows:
        assert (titles, persons) == (titles.lower(), persons.lower())
        assert re.fullmatch(r"[A-Z].{2,}", source), persons
        ends = date.min
        for term in terms.split():
            first, last = term.split("/")
            assert date.fromisoformat(first) >= ends, persons
            ends = date.fromisoformat(last) if last else OPEN
            assert date.fromisoformat(first) < ends, persons


def test_names_since_are_given_once_and_dated() -> None:
    rows = read("since.tsv")
    names = [name for name, _ in rows]
    assert len(names) == len(set(names))
    assert all(name == " ".join(name.lower().split()) for name in names)
    assert all(date(2000, 1, 1) < date.fromisoformat(day) <= horizon() for _, day in rows)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Presiden Joe Biden menjamu Presiden Prabowo.", "2024-10-20"),
        ("Kanselir  Friedrich\nMerz tiba.", "2025-05-06"),
        ("Mantan Presiden AS Joe Biden berpidato.", "2025-01-20"),
        ("Presiden Prabowonomics dibahas.", None),
        ("Prabowo dan Biden berjabat tangan.", None),
        ("", None),
    ],
)
def test_newest_name(text: str, expected: str | None) -> None:
    day, _ = newest(held_in(text))
    assert str(day) == (expected or str(date.min))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Presiden Joe Biden menjamu Presiden Prabowo.", ["2024-10-20", "2025-01-20"]),
        ("Presiden Barack Obama berpidato.", ["2009-01-20", "2017-01-20"]),
        ("PM Israel Benjamin Netanyahu dan Presiden Trump bertemu.", ["2017-01-20", "2021-01-20", "2025-01-20"]),
        ("Menlu Israel Katz dan Presiden Biden bertemu.", ["2024-01-01", "2024-11-08"]),
    ],
)
def test_windows(text: str, expected: list[str]) -> None:
    ends = [str(day) for window in windows(held_in(text)) for day in window]
    assert ends[: len(expected)] == expected


def test_names_without_a_term_leave_all_days_open() -> None:
    assert windows(held_in("Kedua menteri bertemu di Wina.")) == ((date.min, OPEN),)
