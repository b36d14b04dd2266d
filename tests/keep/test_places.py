"""Where and how sure: the filters, and the columns that an older chronicle is filled with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import select

import making
from runut.api import Chronicle
from runut.build import merge
from runut.errors import UsageError
from runut.keep import engine, schema
from runut.keep.engine import connect, reading, writing
from runut.keep.hints import unknown
from runut.keep.store import Batch, Entry, Page, Store
from runut.records import Place

HAPPENED = {
    "visit": (Place("Pyongyang", "PRK", 39.0, 125.8, None), 0.95),
    "sign": (Place("Yerusalem", "ISR", 31.78, 35.22, None), 0.7),
    "award": (Place("Semenanjung Korea", None, 38.0, 127.0, None), 0.6),
    "attack": (Place("Gaza Utara", "PSE", 31.5, 34.5, None), 0.3),
    "meet": (None, 0.8),
}
PAGES = {
    "1": "published 2023-09-14\nvisit CONSULT PRK RUS 2023-09-13 actual\nmeet CONSULT PRK USA 2023-09-14 actual",
    "2": "published 2024-06-20\nsign AGREE USA PRK 2024-06-19 planned\naward YIELD RUS USA 2024-06-20 actual",
    "3": "published 2024-07-20\nattack ASSAULT USA RUS 2024-07-19 actual",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    store = Store(tmp_path / "c.db", create=True)
    batch = Batch()
    for name, text in PAGES.items():
        raw = making.raw(text, f"{name}.txt")
        article = making.read(raw)
        events = [replace(e, place=HAPPENED[e.act][0], confidence=HAPPENED[e.act][1]) for e in article.events]
        batch.put(Entry((Page.of(raw),), replace(article, events=tuple(events))))
    store.add(batch, store.begin_run("test", [], "now"))
    merge(store)
    return tmp_path / "c.db"


@pytest.fixture
def acts(path: Path) -> Callable[..., set[str]]:
    return lambda **filters: {event.act for event in Chronicle(path).timeline(**filters)}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"place": "PRK"}, {"visit"}),
        ({"place": "Korut"}, {"visit"}),  # a state, by any of its names, is all that lies in it
        ({"place": "pyongyang"}, {"visit"}),
        ({"place": "Jerusalem"}, {"sign"}),
        ({"place": "Gaza"}, {"attack"}),  # no place here has exactly that name
        ({"place": "Semenanjung-Korea"}, {"award"}),
        ({"place": ("Pyongyang", "Yerusalem")}, {"visit", "sign"}),
        ({"place": "Atlantis"}, set()),
        ({"place": "%"}, set()),
        ({"place": "'; DROP TABLE clusters; --"}, set()),
        ({"certainty": "high"}, {"visit", "meet"}),
        ({"certainty": "Medium"}, {"sign", "award"}),
        ({"certainty": ("medium", "low")}, {"sign", "award", "attack"}),
        ({"certainty": "high", "place": "PRK", "actor": "Rusia"}, {"visit"}),
    ],
)
def test_where_and_how_sure(filters: dict[str, str], expected: set[str], acts: Callable[..., set[str]]) -> None:
    assert acts(**filters) == expected


def test_an_unknown_band_is_refused_and_an_unknown_place_named(path: Path, acts: Callable[..., set[str]]) -> None:
    with pytest.raises(UsageError, match="high, medium, low"):
        acts(certainty="sure")
    chronicle = Chronicle(path)
    wanted = chronicle.view(place=("Atlantis", "Korut")).wanted
    assert ["Atlantis" in line for line in unknown(chronicle.store, wanted)] == [True]


def test_an_older_chronicle_is_filled_when_it_is_opened(path: Path) -> None:
    table = schema.clusters
    columns = select(table.c.id, table.c.place, table.c.country, table.c.lat, table.c.lon, table.c.confidence)
    columns = columns.add_columns(table.c.cameo).order_by(table.c.id)
    opened = connect(path, create=False)
    with reading(opened) as connection:
        before = connection.execute(columns).all()
    assert {row.place for row in before} == {place.name if place else None for place, _ in HAPPENED.values()}
    config = Config()
    config.set_main_option("script_location", str(Path(engine.__file__).parent / "migrations"))
    with writing(opened) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0004")
    with reading(connect(path, create=False)) as connection:
        assert connection.execute(columns).all() == before
