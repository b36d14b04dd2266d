"""What an event may be one with: what looking at every event one by one finds, in the same order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import making
from keeping import Place
from runut.fuse import first_reported
from runut.keep.census import census_of
from runut.keep.merging import merge
from runut.keep.store import Batch, Entry, Page, Store
from runut.keep.view import View
from runut.records import Cluster
from runut.review.near import near

PAGES = (
    "published 2023-09-14\nvisit CONSULT PRK RUS 2023-09-13 actual\nattack ASSAULT RUS USA - denied",
    "published 2023-09-20\nvisit CONSULT PRK RUS 2023-09-18 planned\nvisit CONSULT USA RUS 2023-09-18 actual",
    "published 2023-09-21\nmeet CONSULT USA RUS 2023-09-20 actual\nsign AGREE RUS PRK - actual",
    "published 2023-10-25\nvisit CONSULT person:vladimir-putin PRK 2023-10-13 actual\nmeet CONSULT USA RUS - planned",
    "published 2023-09-25\nsign AGREE PRK RUS 2023-09-24 actual\nvisit CONSULT PRK RUS 2023-12-01 planned",
    "visit CONSULT PRK RUS - actual\nvisit CONSULT USA PRK 2020-01-01 actual",
    "published 2023-10-15\nvisit CONSULT RUS PRK 2023-10-14 rumoured\naid AID USA CHN 2023-10-14 actual",
)
REACH = 31
LATER = "published 2023-09-22\nvisit CONSULT PRK RUS 2023-09-21 denied"


def test_it_is_what_every_event_looked_at_gives(place: Place) -> None:
    store = _store(place, PAGES)
    census, events = census_of(store), list(View(store).timeline())
    found = {event.id: [one.id for one in near(store, census, event)] for event in events}
    assert found == {event.id: _looked_at(event, events)[:12] for event in events}
    assert max(map(len, found.values())) > 5
    assert min(map(len, found.values())) == 0
    assert {event.id: [one.id for one in near(store, census, event, 2)] for event in events} == {
        name: names[:2] for name, names in found.items()
    }


def test_a_census_that_is_older_than_the_event_serves(place: Place) -> None:
    store = _store(place, PAGES)
    census, known = census_of(store), {event.id for event in View(store).timeline()}
    _add(store, [LATER], len(PAGES))
    events = list(View(store).timeline())
    (fresh,) = (event for event in events if event.id not in known)
    there = [event for event in events if event.id in known]
    assert [one.id for one in near(store, census, fresh)] == _looked_at(fresh, there)[:12]


def _store(place: Place, pages: Iterable[str]) -> Store:
    store = Store(place)
    _add(store, pages)
    return store


def _add(store: Store, pages: Iterable[str], first: int = 0) -> None:
    batch = Batch()
    for number, text in enumerate(pages, first):
        raw = making.raw(text, f"{number}.txt")
        batch.put(Entry((Page.of(raw),), making.read(raw)))
    store.add(batch, store.begin_run("test", [], "now"))
    merge(store)


def _looked_at(event: Cluster, events: Iterable[Cluster]) -> list[str]:
    ranked = []
    for one in events:
        shared = len(_parties(one) & _parties(event))
        if one.id == event.id or not shared or not _in_reach(event, one):
            continue
        start, other = _first(event), _first(one)
        days = (start, other) if start and other else (first_reported(event), first_reported(one))
        apart = abs((days[0] - days[1]).days)
        ranked.append((one.act != event.act, one.type != event.type, -shared, apart, one.id))
    return [rank[-1] for rank in sorted(ranked)]


def _in_reach(event: Cluster, one: Cluster) -> bool:
    start, other = _first(event), _first(one)
    if start is None or other is None:
        return abs((first_reported(event) - first_reported(one)).days) <= REACH
    last = (event.time.latest if event.time else None) or start
    return start.toordinal() - REACH <= other.toordinal() <= last.toordinal() + REACH


def _first(event: Cluster) -> date | None:
    return event.time.earliest if event.time else None


def _parties(event: Cluster) -> set[str]:
    return {one.entity for one in (*event.actors, *event.targets) if one.entity}
