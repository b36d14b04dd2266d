"""Listings and filters, over a small chronicle."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import making
from keeping import Place
from runut.api import Chronicle
from runut.build import merge
from runut.errors import UsageError
from runut.keep.hints import unknown
from runut.keep.store import Batch, Entry, Page, Store

PAGES = {
    "1": "published 2023-09-14\nvisit CONSULT PRK RUS 2023-09-13 actual\nsays RUS kami menyerahkan medali",
    "2": "published 2024-06-20\nsign AGREE person:vladimir-putin PRK 2024-06-19 planned",
    "3": "published 2022-01-02\nberkunjung CONSULT USA RUS - denied\nsays PRK kunjungan itu penting",
    "4": "published 2023-09-14\naward YIELD RUS PRK 2023-09-10 actual weekday\naward YIELD RUS PRK 2023-09-10 actual",
}


@pytest.fixture
def chronicle(place: Place) -> Chronicle:
    store = Store(place, create=True)
    batch = Batch()
    for name, text in PAGES.items():
        raw = making.raw(text, f"{name}.txt")
        batch.put(Entry((Page.of(raw),), making.read(raw)))
    store.add(batch, store.begin_run("test", [], "now"))
    merge(store)
    return Chronicle(place)


@pytest.fixture
def acts(chronicle: Chronicle) -> Callable[..., list[str]]:
    return lambda **filters: [event.act for event in chronicle.timeline(**filters)]


def test_the_timeline_is_by_day_and_undated_events_come_last(acts: Callable[..., list[str]]) -> None:
    assert acts() == ["award", "visit", "sign", "berkunjung"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"actor": "Korut"}, ["award", "visit", "sign"]),
        ({"actor": "korea utara"}, ["award", "visit", "sign"]),
        ({"actor": "prk"}, ["award", "visit", "sign"]),
        ({"actor": "rus"}, ["award", "visit", "sign", "berkunjung"]),  # a state includes its people
        ({"actor": "Rusia"}, ["award", "visit", "sign", "berkunjung"]),
        ({"actor": "putin"}, ["sign"]),
        ({"actor": "DPRK"}, ["award", "visit", "sign"]),  # no article here says so
        ({"actor": "Person:Vladimir-Putin"}, ["sign"]),
        ({"actor": ("AS", "Rusia")}, ["berkunjung"]),
        ({"actor": "nobody"}, []),
        ({"actor": "%"}, []),
        ({"actor": "Vladimir_Putin"}, ["sign"]),
        ({"between": ("Rusia", "Korut")}, ["award", "visit", "sign"]),
        ({"between": ("Korut", "Rusia")}, ["award", "visit", "sign"]),
        ({"between": ("RUS", "PRK")}, ["award", "visit", "sign"]),
        ({"between": ("Rusia", "Rusia")}, []),
        ({"type": "consult"}, ["visit", "berkunjung"]),
        ({"type": ("AGREE", "YIELD")}, ["award", "sign"]),
        ({"status": "planned"}, ["sign"]),
        ({"status": ("planned", "denied")}, ["sign", "berkunjung"]),
        ({"from_": "2023-09-13"}, ["visit", "sign"]),
        ({"from_": "2023", "to": "2023"}, ["award", "visit"]),
        ({"to": "2023-09-10"}, ["award"]),
        ({"search": "kunjungan"}, ["berkunjung"]),
        ({"search": "visit AND"}, []),
        ({"search": "visit rus"}, ["visit"]),
        ({"search": '"rus visit"'}, []),
        ({"limit": 2}, ["award", "visit"]),
        ({"limit": 0}, []),
    ],
)
def test_filters(acts: Callable[..., list[str]], filters: dict[str, object], expected: list[str]) -> None:
    assert acts(**filters) == expected


@pytest.mark.parametrize(
    "filters",
    [
        {"from_": "kemarin"},
        {"to": "2023-13"},
        {"from_": "2023-02-30"},
        {"from_": "2024", "to": "2023"},
        {"status": "sure"},
        {"limit": -1},
        {"search": "..."},
    ],
)
def test_impossible_filters_are_wrong_usage(acts: Callable[..., list[str]], filters: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        acts(**filters)


def test_conflicts_inside_an_article_point_to_their_event(chronicle: Chronicle) -> None:
    (conflict,) = chronicle.conflicts()
    assert (conflict.kind, conflict.judgement) == ("weekday", "error-in-text")
    assert conflict.values[0][0] == "4.txt"
    assert "Minggu" in conflict.detail
    assert list(chronicle.conflicts(actor="USA")) == []
    assert list(chronicle.conflicts(actor="USA", search="sunday")) == []
    assert list(chronicle.conflicts(search="sunday")) == [conflict]
    assert list(chronicle.conflicts(search="monday")) == []


def test_statements(chronicle: Chronicle) -> None:
    assert [said.article.document.source for said in chronicle.statements()] == ["1.txt", "3.txt"]
    assert [said.statement.speaker.name for said in chronicle.statements(actor="Korut")] == ["Korea Utara"]
    (found,) = chronicle.statements(search="medali")
    assert found.statement.content.text == "kami menyerahkan medali"
    assert [said.article.document.source for said in chronicle.statements(from_="2023")] == ["1.txt"]


def test_actors_count_the_events_that_the_filter_leaves(chronicle: Chronicle) -> None:
    everybody = {actor.entity.id: actor.n_events for actor in chronicle.actors()}
    assert everybody == {"RUS": 3, "PRK": 3, "person:vladimir-putin": 1, "USA": 1}
    consulting = {actor.entity.id: actor.n_events for actor in chronicle.actors(type="CONSULT")}
    assert consulting == {"RUS": 2, "PRK": 1, "USA": 1}
    assert next(iter(chronicle.actors(actor="Korut", limit=1))).aliases


def test_articles(chronicle: Chronicle) -> None:
    def sources(**filters: object) -> list[str]:
        return [row.article.document.source for row in chronicle.articles(**filters)]

    assert sources() == ["1.txt", "2.txt", "3.txt", "4.txt"]
    assert sources(from_="2024") == ["2.txt"]
    assert sources(actor="AS") == ["3.txt"]
    assert sources(type="CONSULT") == ["1.txt", "3.txt"]


def test_an_empty_list_says_why(chronicle: Chronicle) -> None:
    wanted = chronicle.view(actor="Nobodi", type="DANCE").wanted
    assert [("Nobodi" in line, "DANCE" in line) for line in unknown(chronicle.store, wanted)] == [
        (True, False),
        (False, True),
    ]
    assert list(unknown(chronicle.store, chronicle.view(actor="Korut").wanted)) == []
