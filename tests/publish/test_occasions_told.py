"""What yearly occasions are called, what a name means, and how they are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sample_records import CLUSTERS

from runut.extract.occasions import occasions
from runut.fuse.yearly import Tally, Year, Yearly
from runut.publish.markdown import _event
from runut.publish.occasion_names import named, title_of, titles
from runut.publish.occasions import (
    counted,
    nth,
    occasion_lines,
    occasion_object,
    occasion_table,
    runs,
    tallies_table,
    tally_object,
)
from runut.publish.wording import Language
from runut.records import Cluster, EventTime, Ordinal, Span

VICTORY = "victory-day-europe"


def kept(year: int, count: int, doubt: str | None = None) -> Cluster:
    """An event of Victory Day in ``year``; its report counts it."""
    day = date(year, 5, 9)
    event = CLUSTERS[0]
    ordinal = Ordinal(count, Span(0, 5, f"ke-{count}"), doubt)
    report = replace(event.reports[0], occasion=VICTORY, ordinal=ordinal)
    time = EventTime(day.isoformat(), day, day, "own", "explicit", None)
    return replace(event, id=f"ev-{year}", time=time, occasion=VICTORY, reports=(report,))


DOUBT = "'Hari Kemenangan' goes back to 1945-05-09; in 2024 it is 79 years, the text counts 78"
FOUND = Yearly(
    VICTORY,
    (
        Year(2020, (kept(2020, 75),), 1), Year(2021, (), 0), Year(2022, (), 0), Year(2023, (), 3),
        Year(2024, (kept(2024, 78, DOUBT),), 1),
    ),
    (replace(kept(2030, 80), time=None),),
)  # fmt: skip


def test_every_occasion_has_a_title_in_both_languages() -> None:
    ids = [one.id for one in occasions()]
    assert sorted(titles()) == sorted(ids)
    for name in ids:
        own = titles()[name]
        assert all(text and text == text.strip() and text[0] == text[0].upper() for text in (own.id, *own.en)), name
    for language in ("id", "en"):
        every = [title_of(name, language) for name in ids]
        assert len(set(every)) == len(every), sorted(one for one in every if every.count(one) > 1)
    english = [name for own in titles().values() for name in own.en]
    assert len(set(english)) == len(english)
    assert title_of("no-such-day", "en") == "no-such-day"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (VICTORY, [VICTORY]),
        ("Hari Kemenangan", [VICTORY]),
        ("HARI  KEMENANGAN", [VICTORY]),
        ("Hari Kemenangan (Rusia)", [VICTORY]),
        ("victory day", [VICTORY]),
        ("VE Day", ["ve-day"]),
        ("Independence Day of Indonesia", ["indonesia-independence"]),
        ("HUT RI", ["indonesia-independence"]),
        ("Death of Ataturk", ["ataturk-death"]),
        ("trisakti shootings", ["trisakti"]),
        ("lockerbie", ["lockerbie"]),
        ("", []),
        ("ari Kemenanga", []),
        ("hari tanpa nama", []),
    ],
)
def test_what_a_name_means(text: str, expected: list[str]) -> None:
    assert list(named(text)) == expected


def test_part_of_a_name_may_mean_several() -> None:
    assert {"bali-bombing", "bali-bombing-2"} <= set(named("Bali"))


@pytest.mark.parametrize(
    ("count", "text"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (81, "81st"), (111, "111th")],
)
def test_ordinals_in_english(count: int, text: str) -> None:
    assert (nth(count, "en"), nth(count, "id")) == (text, f"ke-{count}")


def test_the_page_tells_years_gaps_and_doubts() -> None:
    head, *lines = occasion_lines(FOUND, "en")
    assert head == f"Victory Day of Russia, since 1945-05-09: 3 events  [{VICTORY}]"
    assert [line for line in lines if not line.startswith(" ")] == [
        "2020 (75th): 1 event",
        "2021–2022: gap: no articles",
        "2023: no events; articles of that time that were read: 3",
        "2024: 1 event",
        "year uncertain: 1 event",
    ]
    (mark,) = (line.strip() for line in lines if "!" in line)
    assert mark.startswith(f"! ordinal of an anniversary (error in the text): {DOUBT}")
    indonesian = "\n".join(occasion_lines(FOUND, "id"))
    assert "2020 (ke-75): 1 peristiwa" in indonesian
    assert "pada 2024 genap 79 tahun, teks menyebut 78" in indonesian
    backwards = replace(FOUND, years=FOUND.years[::-1])
    years = [line for line in occasion_lines(backwards, "en") if line.startswith("202")]
    assert years[2] == "2021–2022: gap: no articles"


def test_object_and_table_have_every_year() -> None:
    told = occasion_object(FOUND, "en")
    assert (told["id"], told["title"], told["first"], told["last"], told["events"]) == (
        VICTORY, "Victory Day of Russia", 2020, 2024, 3,
    )  # fmt: skip
    assert (told["day"], told["country"]) == ("1945-05-09", "RUS")
    years = told["years"]
    assert isinstance(years, list)
    assert [one["coverage"] for one in years] == ["events", "gap", "gap", "silent", "events"]
    assert [one["ordinals"] for one in years] == [[75], [], [], [], []]
    assert years[4]["events"][0]["ordinals"][0]["doubt"] == DOUBT
    table = occasion_table(FOUND)
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    assert [row["year"] for row in rows] == ["2020", "2021", "2022", "2023", "2024", ""]
    assert [bool(row["id"]) for row in rows] == [True, False, False, False, True, True]
    assert rows[4]["doubts"] == DOUBT


def test_all_occasions_as_objects_and_rows() -> None:
    tally = Tally(VICTORY, ((2020, 4), (2022, 2)), 1)
    told = tally_object(tally)
    assert (told["title"], told["first"], told["last"], told["events"], told["loose"]) == (
        "Hari Kemenangan (Rusia)", 2020, 2022, 7, 1,
    )  # fmt: skip
    assert told["years"] == [{"year": 2020, "events": 4}, {"year": 2022, "events": 2}]
    table = tallies_table([tally, Tally("anzac", (), 2)])
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    assert [(row["first"], row["last"], row["years"], row["events"]) for row in rows] == [
        ("2020", "2022", "2020 4; 2022 2", "7"),
        ("", "", "", "2"),
    ]
    assert counted(tally, "en") == "2020 (4), 2022 (2), year uncertain (1)"
    assert [len(run) for run in runs(FOUND.years)] == [1, 2, 1, 1]


@pytest.mark.parametrize(("language", "title"), [("id", "Hari Kemenangan"), ("en", "Victory Day")])
def test_a_report_calls_an_occasion_by_its_name(language: Language, title: str) -> None:
    told = "\n".join(_event(kept(2020, 75), language, {}))
    assert title in told
    assert VICTORY not in told
