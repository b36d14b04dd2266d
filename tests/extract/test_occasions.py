"""Occasions: the table is sound, and an ordinal counts only what it stands by."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import holidays
import pycountry
import pytest
import yaml

from runut.clean import clean
from runut.dissect import dissect
from runut.extract.occasions import find_anniversaries, occasions, roman, word_lists
from runut.records import RawPage

FOLDER = Path(__file__).parent / "dating"
CASES: list[dict[str, Any]] = yaml.safe_load((FOLDER / "anniversaries.yaml").read_text("utf8"))
KINDS = frozenset(
    "armistice army attack birth city conference death diplomacy disaster founding health independence labour "
    "national-day organisation party police politics science territory treaty un-day victory war".split()
)


def read(path: str) -> list[list[str]]:
    lines = files("runut.data").joinpath(path).read_text(encoding="utf8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def test_the_table_is_broad_and_each_entry_is_named_several_ways() -> None:
    table = occasions()
    assert len(table) >= 160
    assert sum(len(one.names) for one in table) >= 4 * len(table)


def test_ids_and_names_are_given_once() -> None:
    ids = [one.id for one in occasions()]
    names = [name for one in occasions() for name in one.names]
    assert len(ids) == len(set(ids))
    assert sorted(name for name in set(names) if names.count(name) > 1) == []


def test_rows_are_well_formed() -> None:
    for one in occasions():
        assert one.kind in KINDS, one.id
        assert one.country is None or (len(one.country) == 3 and one.country.isupper()), one.id
        assert one.day is None or date(600, 1, 1) < one.day < date(2026, 12, 1), one.id
        for name in one.names:
            assert name == " ".join(name.lower().split()), (one.id, name)
            assert len(name) >= 3, (one.id, name)


SOURCE = re.compile(r"holidays|UN|Keppres \d{1,3}/\d{4}|wiki: \w.{2,}")
TABLE = [row for row in read("occasions/occasions.tsv") if row[0] != "id"]


def test_every_row_names_its_source() -> None:
    assert len(TABLE) >= 800
    for row in TABLE:
        assert SOURCE.fullmatch(row[5]), row


@pytest.mark.parametrize("country", sorted({row[3] for row in TABLE if row[5] == "holidays"}))
def test_national_days_are_those_of_python_holidays(country: str) -> None:
    code = pycountry.countries.get(alpha_3=country).alpha_2
    kinds = getattr(holidays, code).supported_categories
    days = [f"{day:%m-%d}" for day in holidays.country_holidays(code, years=range(2019, 2027), categories=kinds)]
    for key, _, day, own, _, source in TABLE:
        if own == country and source == "holidays":
            assert days.count(day[5:]) >= 3, (key, day)


def test_the_time_tables_agree_with_the_occasions() -> None:
    days = {name: row[2] for row in TABLE for name in row[1].split("|")}
    for name, _, attributes in read("time/feasts.tsv"):
        fixed = dict(pair.split("=", 1) for pair in attributes.split()).get("md")
        assert "src=" in attributes, name
        assert name not in days or fixed is None or days[name][5:] == fixed, (name, days[name], fixed)
    for founder, day in read("time/founding.tsv"):
        assert days.get(f"hut {founder}", day) == day, (founder, day)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("galungan", "2024-09-25"),
        ("saraswati", "2024-07-13"),
        ("pagerwesi", "2024-07-17"),
        ("nyepi", "2025-03-29"),
        ("waisak", "2024-05-23"),
        ("imlek", "2025-01-29"),
        ("idul-fitri", "2023-04-22"),
        ("paskah", "2024-03-31"),
        ("paskah-ortodoks", "2024-05-05"),
        ("ceng-beng", "2024-04-04"),
        ("yom-kippur", "2024-10-12"),
        ("asyura", "2024-07-16"),
    ],
)
def test_movable_feasts_of_all_religions_have_days(name: str, day: str) -> None:
    assert [name, day] in read("time/feast_days.tsv")


def test_the_file_says_where_it_comes_from() -> None:
    folder = files("runut.data") / "occasions"
    for name in ("occasions.tsv", "since.tsv", "dating.yaml", "counting.yaml"):
        head = (folder / name).read_text(encoding="utf8")[:400].lower()
        assert "own compilation" in head
        assert "licence" in head


def test_word_lists_hold_words() -> None:
    for words in word_lists().values():
        assert words
        assert all(isinstance(word, str) and word == word.lower() for word in words)
        assert len(words) == len(set(words))


@pytest.mark.parametrize("name", ["hari kemenangan", "hut ri", "berdirinya korea utara"])
def test_a_name_is_found_whole(name: str) -> None:
    assert find(f"Warga memperingati {name} di kota itu.")
    assert not find(f"Warga memperingati {name}xx di kota itu.")


def find(sentence: str) -> list[list[Any]]:
    if not sentence:
        return [list(one) for one in find_anniversaries("", ())]
    dissected = dissect(clean(RawPage("a.txt", sentence.encode(), "text")))
    text = dissected.document.text
    found = find_anniversaries(text, dissected.sentences)
    for one in found:
        assert text[one.span.start : one.span.end] == one.span.text
        if one.count_span is not None:
            assert text[one.count_span.start : one.count_span.end] == one.count_span.text
    return [[one.occasion.id, one.count, one.year] for one in found]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"])[:50])
def test_anniversaries(case: dict[str, Any]) -> None:
    assert find(case["text"]) == case["found"]


@pytest.mark.parametrize(("numeral", "value"), [("xiv", 14), ("LXXX", 80), ("i", 1), ("", 0), ("q", 0)])
def test_roman(numeral: str, value: int) -> None:
    assert roman(numeral) == value


def test_a_long_line_takes_no_longer_than_its_length() -> None:
    line = "hut ke-80 ri dan 75 tahun hari kemenangan ke-77 silam " * 4000
    dissected = dissect(clean(RawPage("a.txt", line.encode(), "text")))
    assert find_anniversaries(dissected.document.text, dissected.sentences)
