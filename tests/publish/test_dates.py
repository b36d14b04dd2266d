"""Honest dates: what is known looks different from what is not."""

from datetime import date

import pytest

from runut.publish.dates import date_kind, date_text, honest_date, time_phrase, time_text
from runut.records import EventTime, Published


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        ("2020-06-24", "24 Juni 2020", "24 June 2020"),
        ("2020-05", "Mei 2020", "May 2020"),
        ("2020", "2020", "2020"),
        ("2020-05/2020-06-24", "Mei 2020 – 24 Juni 2020", "May 2020 – 24 June 2020"),
        ("2023-07-25/2023-07-27", "25–27 Juli 2023", "25–27 July 2023"),
        ("2023-07-30/2023-08-02", "30 Juli – 2 Agustus 2023", "30 July – 2 August 2023"),
        ("2023-12-30/2024-01-02", "30 Desember 2023 – 2 Januari 2024", "30 December 2023 – 2 January 2024"),
        ("1941/1945", "1941 – 1945", "1941 – 1945"),
        ("2020-05~", "sekitar Mei 2020", "about May 2020"),
        ("2020?", "2020 (?)", "2020 (?)"),
        ("199X", "1990-an", "1990s"),
        ("2020-05/..", "sejak Mei 2020", "since May 2020"),
        ("../2020", "hingga 2020", "until 2020"),
        ("2020-13", "2020-13", "2020-13"),
        ("kemarin", "kemarin", "kemarin"),
        ("XXXX-05-09", "XXXX-05-09", "XXXX-05-09"),
    ],
)
def test_date_text(value: str, indonesian: str, english: str) -> None:
    assert (date_text(value, "id"), date_text(value, "en")) == (indonesian, english)


def time(value: str | None, earliest: date | None = None, latest: date | None = None) -> EventTime:
    return EventTime(value, earliest, latest, "own", "explicit", None)


@pytest.mark.parametrize(
    ("when", "kind", "table", "text"),
    [
        (time("2020-06-24"), "day", "2020-06-24", "24 Juni 2020"),
        (time("2020-05"), "month", "2020-05", "Mei 2020"),
        (time("2020"), "year", "2020", "2020"),
        (time("2020-05/2020-06-24"), "range", "2020-05/2020-06-24", "Mei 2020 – 24 Juni 2020"),
        (None, "unknown", "tak bertanggal", "tak bertanggal"),
        (time(None), "unknown", "tak bertanggal", "tak bertanggal"),
        (time("XXXX-05-09"), "unknown", "tak bertanggal", "tak bertanggal"),
        (time(None, date(2020, 5, 4), date(2020, 5, 10)), "range", "2020-05-04/2020-05-10", "4–10 Mei 2020"),
        (time("2020-W19", date(2020, 5, 4), date(2020, 5, 10)), "range", "2020-W19", "4–10 Mei 2020"),
    ],
)
def test_kinds(when: EventTime | None, kind: str, table: str, text: str) -> None:
    assert date_kind(when) == kind
    assert honest_date(when) == table
    assert time_text(when, "id") == text


def test_a_page_without_a_day_is_undated_in_the_readers_language() -> None:
    assert honest_date(Published(None, None, None, "unknown")) == "tak bertanggal"
    assert honest_date(Published(None, None, None, "unknown"), "en") == "undated"


def test_phrases() -> None:
    assert time_phrase(time("2020-05/.."), "id") == " sejak Mei 2020"
    assert time_phrase(time("../2020-05"), "en") == " until May 2020"
    assert time_phrase(time("199X"), "en") == " in 1990s"
    assert time_phrase(None, "id") == ", tanggal tak diketahui"
