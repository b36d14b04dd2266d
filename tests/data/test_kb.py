"""The knowledge base: every row loads, is well formed, stands once, and says where it comes from."""

from __future__ import annotations

import re
import time
from collections import Counter
from datetime import date
from importlib.resources import files

import pytest

from runut.extract.actors import tables, tenures
from runut.extract.actors.fold import fold
from runut.extract.actors.lexicon import atoms, every_entry, lexicon

KB = files("runut.data") / "kb"
TABLES = sorted(path.name for path in KB.iterdir() if path.name.endswith(".tsv"))
WITH_SOURCE = {"countries.tsv", "persons.tsv", "offices.tsv", "organisations.tsv", "places.tsv", "cities.tsv",
               "officials.tsv"}  # fmt: skip
ROLES = {"GOV", "MIL", "COP", "LEG", "JUD", "REB", "OPP", "CVL", "MED", "NGO", "IGO", "BUS", "SET", "JUNTA", "LEAD",
         "PTY"}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_table_is_well_formed(name: str) -> None:
    lines = (KB / name).read_text(encoding="utf8").split("\n")
    assert lines[0].startswith("# "), "a table says what it is and where it comes from"
    assert lines[-1] == ""
    rows = list(tables.rows(name))
    assert rows
    for row in rows:
        for value in row.values():
            assert value == value.strip()
            assert "\u00a0" not in value
            if name != "words.tsv":
                parts = value.split("|")
                assert len(parts) == 1 or all(parts), (name, row)
    if name in WITH_SOURCE:
        assert all(row["source"] for row in rows)


@pytest.mark.parametrize("name", [n for n in TABLES if n not in ("offices.tsv", "cities.tsv")])
def test_keys_stand_once(name: str) -> None:
    keys = Counter(next(iter(row.values())) for row in tables.rows(name))
    assert [key for key, count in keys.items() if count > 1] == []


def test_cities_stand_once() -> None:
    keys = Counter(fold(row["name"]) for row in tables.rows("cities.tsv"))
    assert [key for key, count in keys.items() if count > 1] == []


def test_countries_exist() -> None:
    known = set(tables.countries())
    assert all(re.fullmatch(r"[A-Z]{3}", code) for code in known)
    assert {"PRK", "RUS", "USA", "IDN", "PSE", "TWN", "XKX", "VAT"} <= known
    for name, column in (("persons.tsv", "iso3"), ("officials.tsv", "iso3"), ("organisations.tsv", "iso3"),
                         ("places.tsv", "iso3"), ("cities.tsv", "iso3"), ("titles.tsv", "iso3")):  # fmt: skip
        for row in tables.rows(name):
            assert not row[column] or row[column] in known, (name, row)


def test_coordinates_are_on_earth() -> None:
    for place in tables.places().values():
        assert -90 <= place.lat <= 90, place
        assert -180 <= place.lon <= 180, place
    for country in tables.countries().values():
        assert country.lat is None or -90 <= country.lat <= 90
        assert not country.seats or country.lat is not None, country


def test_offices_name_known_persons_and_do_not_overlap() -> None:
    persons = tables.persons()
    bodies = {noun.body for noun in tables.nouns().values()} - {None}
    for owner, held in tenures.tenures().items():
        country, _, body = owner.partition(":")
        own = owner in tables.countries() or owner in tables.organisations() or owner in tables.places()
        assert own or (country in tables.countries() and body in bodies), owner
        for tenure in held:
            assert tenure.person in persons, tenure
            assert tenure.possible[0] <= tenure.possible[1]
        for one in held:
            for other in held:
                if one is not other and one.office == other.office:
                    assert one.sure[1] <= other.sure[0] or other.sure[1] <= one.sure[0], (owner, one, other)


@pytest.mark.parametrize(
    ("of", "office", "year", "name"),
    [("RUS", "president", 2025, "Vladimir Putin"), ("USA", "president", 2023, "Joe Biden"),
     ("USA", "president", 2018, "Donald Trump"), ("IDN", "president", 2022, "Joko Widodo"),
     ("PRK", "leader", 2023, "Kim Jong-un"), ("GBR", "prime_minister", 2023, "Rishi Sunak"),
     ("UN", "secretary_general", 2024, "Antonio Guterres")],
)  # fmt: skip
def test_holder(of: str, office: str, year: int, name: str) -> None:
    person = tenures.holder(of, office, (date(year, 1, 1), date(year, 12, 31)))
    assert person is not None
    assert person.name == name


@pytest.mark.parametrize(("of", "office", "year"), [("USA", "president", 2025), ("USA", "president", None),
                                                    ("RUS", "pope", 2020), ("XXX", "president", 2020)])  # fmt: skip
def test_no_holder_in_a_year_of_change(of: str, office: str, year: int | None) -> None:
    when = None if year is None else (date(year, 1, 1), date(year, 12, 31))
    assert tenures.holder(of, office, when) is None


def test_roles_and_kinds() -> None:
    assert {org.role for org in tables.organisations().values()} <= ROLES
    assert {noun.role for noun in tables.nouns().values()} <= ROLES
    assert {noun.sort for noun in tables.nouns().values()} == {"gov", "body", "people"}
    assert {title.kind for title in tables.titles().values()} == {"prefix", "office", "rank"}


def test_persons_have_a_country_or_an_affiliation() -> None:
    organisations = set(tables.organisations())
    for person in tables.persons().values():
        assert person.country or person.affiliation in organisations, person
    wikidata = Counter(p.wikidata for p in tables.persons().values() if p.wikidata)
    assert [key for key, count in wikidata.items() if count > 1] == []
    assert all(re.fullmatch(r"Q\d+", key) for key in wikidata)


def test_an_alias_means_one_thing_of_a_kind() -> None:
    """Two states, two persons, two organisations of one name would be decided by their order."""
    seen: dict[tuple[str, str], set[str]] = {}
    for entry in every_entry():
        if entry.sort in ("state", "seat", "organisation", "person", "bare"):
            seen.setdefault((entry.sort, entry.alias), set()).add(entry.key)
    assert {key: sorted(value) for key, value in seen.items() if len(value) > 1} == {}


@pytest.mark.parametrize(
    "word",
    ["Lima", "Surat", "Natal", "Kita", "Kota", "Mereka", "Surat itu", "Pagi", "Hari", "Akan", "Saya", "Makan", "Jalan"],
)
def test_common_words_are_no_places_or_names(word: str) -> None:
    found = [a for a in atoms(f"{word} berada di sini.", 0, 20) if a.sort in ("place", "seat", "state", "person")]
    assert found == []


def test_every_word_set_is_used_and_there() -> None:
    sources = [path for path in (files("runut.extract") / "actors").iterdir() if path.name.endswith(".py")]
    code = "".join(path.read_text(encoding="utf8") for path in sources)
    used = set(re.findall(r'words\("(\w+)"\)', code))
    assert used == {row["set"] for row in tables.rows("words.tsv")}


def test_size() -> None:
    assert len(tables.countries()) >= 230
    assert len(tables.places()) >= 5000
    assert len(tables.persons()) >= 4000
    assert len(tables.organisations()) >= 1300
    assert sum(len(held) for held in tenures.tenures().values()) >= 1000


def test_rows_say_when_they_were_checked() -> None:
    for name in ("persons.tsv", "organisations.tsv", "offices.tsv"):
        assert all(re.fullmatch(r"20\d\d-\d\d", row["as_of"]) for row in tables.rows(name)), name


def test_an_open_tenure_is_not_trusted_for_ever() -> None:
    assert tenures.holder("FIN", "president", (date(2026, 6, 1), date(2026, 6, 1))) is not None
    assert tenures.holder("FIN", "president", (date(2031, 6, 1), date(2031, 6, 1))) is None


def test_the_automaton_is_built_quickly() -> None:
    lexicon.cache_clear()
    begin = time.process_time()
    lexicon()
    assert time.process_time() - begin < 1.0, "a generous bound; about 0.1 s is usual"
