"""Yearly occasions in the store: counted by year, filtered, told year by year; an older chronicle is filled."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import select

import making
from keeping import Place
from runut.api import Chronicle
from runut.build import build
from runut.errors import UsageError
from runut.keep import engine, schema
from runut.keep.engine import connect, reading, writing
from runut.keep.store import Store

VICTORY = "victory-day-europe"
PAGES = {
    "a": "published 2020-05-10\nRusia memperingati 75 tahun kemenangan atas Nazi.\n"
    "parade MOBILIZE RUS PRK 2020-05-09 actual",
    "b": "published 2023-05-10\nRusia memperingati Hari Kemenangan ke-78.\nvisit CONSULT PRK RUS 2023-05-09 actual\n"
    "award YIELD RUS PRK 2023-05-09 planned",
    "c": "published 2023-05-11\nRusia memperingati Hari Kemenangan ke-78.\nmeet CONSULT USA RUS - actual",
    "d": "published 2023-05-12\nRusia memperingati Hari Kemenangan.\nsign AGREE USA PRK - actual",
    "e": "published 2021-08-15\nKorea Utara memperingati pembebasan Korea.\nattend CONSULT RUS PRK 2021-08-15 actual",
    "f": "published 2022-01-02\nvisit CONSULT PRK USA 2022-01-01 actual",
}


@pytest.fixture
def chronicle(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Chronicle:
    making.install(monkeypatch)
    build(Store(place), [str(making.write(tmp_path / "pages", **PAGES))])
    return Chronicle(place)


def test_occasions_are_counted_by_year(chronicle: Chronicle) -> None:
    victory, liberation = chronicle.occasions()
    assert (victory.id, victory.years, victory.loose, victory.events) == (VICTORY, ((2020, 1), (2023, 3)), 1, 5)
    assert (liberation.id, liberation.years) == ("korea-liberation", ((2021, 1),))
    assert [one.id for one in chronicle.occasions(limit=1)] == [VICTORY]
    assert [one.id for one in chronicle.occasions(offset=1)] == ["korea-liberation"]
    assert [one.events for one in chronicle.occasions(actor="USA")] == [2]
    assert [one.years for one in chronicle.occasions(from_="2021", to="2022")] == [((2021, 1),)]
    assert list(chronicle.occasions(actor="nobody")) == []


def test_one_occasion_year_by_year(chronicle: Chronicle) -> None:
    found = chronicle.occasion("hari kemenangan")
    assert [(one.year, one.coverage, one.articles, one.ordinals) for one in found.years] == [
        (2020, "events", 1, (75,)),
        (2021, "silent", 1, ()),
        (2022, "silent", 1, ()),
        (2023, "events", 3, (78,)),
    ]
    # what has no date stands where its ordinal puts it, behind what has one
    assert [[event.act for event in one.events] for one in found.years] == [
        ["parade"], [], [], ["visit", "award", "meet"],
    ]  # fmt: skip
    assert [event.act for event in found.loose] == ["sign"]
    assert sum(n for _, n in next(chronicle.occasions()).years) == found.events - len(found.loose)


def test_the_filters_hold_for_one_occasion(chronicle: Chronicle) -> None:
    planned = chronicle.occasion(VICTORY, status="planned")
    assert [(one.year, len(one.events)) for one in planned.years] == [(2023, 1)]
    newest = chronicle.occasion(VICTORY, newest=True, limit=1)
    assert [one.year for one in newest.years] == [2023, 2022, 2021, 2020]
    assert [event.act for event in newest.years[0].events] == ["meet", "award", "visit"]
    assert chronicle.occasion("anzac").events == 0


def test_a_name_that_means_none_or_several_is_refused(chronicle: Chronicle) -> None:
    with pytest.raises(UsageError, match="no yearly occasion"):
        chronicle.occasion("hari yang tidak ada")
    with pytest.raises(UsageError, match="may be several"):
        chronicle.occasion("independence day")
    # of several the one that the chronicle has is meant
    assert chronicle.occasion("korea").id == "korea-liberation"


def test_an_older_chronicle_is_filled_when_it_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    making.install(monkeypatch)
    path = tmp_path / "c.db"
    build(Store(path, create=True), [str(making.write(tmp_path / "pages", **PAGES))])
    table = schema.clusters
    columns = select(table.c.act, table.c.occasion, table.c.occasion_year).order_by(table.c.id)
    opened = connect(path, create=False)
    with reading(opened) as connection:
        before = {row.act: (row.occasion, row.occasion_year) for row in connection.execute(columns)}
    config = Config()
    config.set_main_option("script_location", str(Path(engine.__file__).parent / "migrations"))
    with writing(opened) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0006")
    with reading(connect(path, create=False)) as connection:
        after = {row.act: (row.occasion, row.occasion_year) for row in connection.execute(columns)}
    # the year that an ordinal gives is known when the chronicle is merged again
    assert before["meet"] == (VICTORY, 2023)
    assert after == before | {"meet": (VICTORY, None)}
