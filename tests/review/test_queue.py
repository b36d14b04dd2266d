"""Where an event stands in the queue: the place that the list gives it, whatever the filter."""

from __future__ import annotations

import pytest

import making
from keeping import Place
from runut.keep.census import census_of
from runut.keep.filters import Filter
from runut.keep.merging import merge
from runut.keep.store import Batch, Entry, Page, Store
from runut.keep.survey import Found
from runut.review.queue import Spot, queue, spot

PAGES = (
    "published 2023-09-14\nvisit CONSULT PRK RUS 2023-09-13 actual 1000:kontainer\nattack ASSAULT RUS USA - denied",
    "published 2023-09-15\nvisit CONSULT PRK RUS 2023-09-13 actual 4000:kontainer",
    "award YIELD RUS PRK 2020-05-05 actual weekday\nmeet CONSULT USA PRK 2024-02-01 planned",
)


@pytest.mark.parametrize("wanted", [Filter(), Filter(types=("CONSULT",)), Filter(actors=("Rusia",))])
def test_the_place_is_that_of_the_list(place: Place, wanted: Filter) -> None:
    store, batch = Store(place), Batch()
    for number, text in enumerate(PAGES):
        raw = making.raw(text, f"{number}.txt")
        batch.put(Entry((Page.of(raw),), making.read(raw)))
    store.add(batch, store.begin_run("test", [], "now"))
    merge(store)
    found = Found.of(store, census_of(store), wanted)
    names = [event.id for event in queue(store, wanted)]
    assert len(names) > 1
    beside = zip(names, [None, *names], [*names[1:], None], strict=False)
    wants = [Spot(name, n, len(names), before, after) for n, (name, before, after) in enumerate(beside, 1)]
    assert [spot(found, name) for name in names] == wants
    assert spot(found) == wants[0]
    assert spot(found, "ev-none") is None
    assert spot(Found.of(store, census_of(store), Filter(types=("NONE",)))) is None
