"""Merging step by step gives what merging all at once gives, whatever the order, the steps and the stops."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

import making
from keeping import Keeping, Place
from runut.api import Chronicle
from runut.fuse import fuse
from runut.keep import merging, schema
from runut.keep.codec import encode
from runut.keep.engine import reading
from runut.keep.merging import merge
from runut.keep.store import Batch, Entry, Page, Store
from runut.records import Article, Cluster, Reject

DAYS = ["2023-09-12", "2023-09-13", "2023-09-14", "2023-09-17", "2024-02-01", "-"]
ACTS = ["visit CONSULT", "meet CONSULT", "attack ASSAULT", "send AID", "give AID"]
PARTIES = ["PRK", "RUS", "USA", "person:vladimir-putin"]
STORIES = [
    " ".join(f"kalimat{n % 7} tentang{n % 11} pokok{n} kabar{s}" for n in range(12)) for s in range(3)
]  # long enough to be copied
ENDINGS = ["", "tambahan dari meja redaksi", " ".join(f"lain{n} sekali{n}" for n in range(25))]


@dataclass(frozen=True)
class Made:
    """A page to be: where it stands, and its text."""

    source: str
    text: str
    key: str | None = None

    def entry(self) -> Entry:
        """As reading gives it."""
        raw = making.raw(self.text, self.source, self.key)
        return Entry((Page.of(raw),), making.read(raw))


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A page: when it was published, what it tells, and prose that others carry too."""
    lines = []
    if draw(st.booleans()):
        lines.append(f"published {draw(st.sampled_from(DAYS[:5]))}")
    for _ in range(draw(st.integers(0, 3))):
        parties = draw(st.permutations(PARTIES))
        day, status = draw(st.sampled_from(DAYS)), draw(st.sampled_from(["actual", "actual", "planned", "denied"]))
        count = draw(st.sampled_from(["", "", " 1000:kontainer", " 1300:kontainer", " 4000:kontainer"]))
        lines.append(f"{draw(st.sampled_from(ACTS))} {parties[0]} {parties[1]} {day} {status}{count}")
        if draw(st.integers(0, 5)) == 0:
            lines.insert(draw(st.integers(0, len(lines))), f"{lines[-1]} weekday")
    if draw(st.booleans()):
        lines.append(f"{draw(st.sampled_from(STORIES))} {draw(st.sampled_from(ENDINGS))}")
    return "\n".join(lines)


@st.composite
def streams(draw: st.DrawFn) -> list[Made]:
    """Pages, some of them the same text at several places."""
    bodies = draw(st.lists(texts(), min_size=1, max_size=9, unique=True))
    places = draw(st.lists(st.tuples(st.integers(0, len(bodies) - 1), st.integers(0, 3)), max_size=3, unique=True))
    pages = [Made(f"p{number}.txt", body) for number, body in enumerate(bodies)]
    return pages + [Made(f"{'az'[place % 2]}{place}-{number}.txt", bodies[number]) for number, place in places]


def fresh(empty: Place, keeping: Keeping, name: str) -> Store:
    """An empty chronicle in the place of the last one of that name."""
    if (keeping, name) in LAST:
        keeping.drop(LAST.pop((keeping, name)))
    made = LAST[keeping, name] = keeping.copy(empty)
    return Store(made)


def put(store: Store, pages: list[Made]) -> None:
    batch = Batch()
    for page in pages:
        batch.put(page.entry())
    store.add(batch, store.begin_run("test", [], "now"))


def content(store: Store) -> list[bytes]:
    """Everything a user sees, as bytes."""
    chronicle = Chronicle(store.path)
    lists = (
        chronicle.timeline(), chronicle.conflicts(), chronicle.statements(), chronicle.actors(), chronicle.articles(),
    )  # fmt: skip
    found = [encode(record) for records in lists for record in records]
    chronicle.close()
    return found


def at_once(empty: Place, keeping: Keeping, pages: list[Made]) -> list[bytes]:
    store = fresh(empty, keeping, "once.db")
    put(store, sorted(pages, key=lambda page: page.source))
    merge(store, step=1000)
    found = content(store)
    store.engine.dispose()
    return found


def shuffled(pages: list[Made], chance: random.Random) -> Iterator[list[Made]]:
    """The pages in another order, in several runs."""
    order = list(pages)
    chance.shuffle(order)
    while order:
        size = chance.randint(1, len(order))
        yield order[:size]
        order = order[size:]


def stopped(store: Store, step: int, after: int, patch: pytest.MonkeyPatch) -> None:
    """Merge, and be killed in the middle of the step number ``after``."""
    write, calls = merging.write, iter(range(1000))

    def dying(*arguments: object) -> None:
        write(*arguments)  # type: ignore[arg-type]
        if next(calls) == after:
            raise KeyboardInterrupt

    with patch.context() as patched:
        patched.setattr(merging, "write", dying)
        try:
            merge(store, step=step)
        except KeyboardInterrupt:
            store.engine.dispose()


QUICK = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
LONG = settings(QUICK, max_examples=200)
LAST: dict[tuple[Keeping, str], Place] = {}


ENOUGH = 3  # examples that a server is asked of each property: it takes many times as long as a file
ASKED: Counter[str] = Counter()


def enough(keeping: Keeping, what: str) -> bool:
    """Whether a server has been asked often enough."""
    ASKED[what] += keeping.kind != "sqlite"
    return ASKED[what] > ENOUGH


def check_order(empty: Place, keeping: Keeping, pages: list[Made], chance: random.Random) -> None:
    if enough(keeping, "order"):
        return
    patch = pytest.MonkeyPatch()
    store = fresh(empty, keeping, "steps.db")
    for part in shuffled(pages, chance):
        put(store, part)
        if chance.random() < 0.3:
            stopped(store, chance.randint(1, 4), chance.randint(0, 2), patch)
        if chance.random() < 0.7:
            merge(store, step=chance.randint(1, 5))
    merge(store, step=chance.randint(1, 5))
    found = content(store)
    store.engine.dispose()
    assert found == at_once(empty, keeping, pages)


def check_removal(empty: Place, keeping: Keeping, pages: list[Made], extra: list[Made], chance: random.Random) -> None:
    """Pages that come and are then read as nothing, or read otherwise before they are read as they are."""
    if enough(keeping, "removal"):
        return
    store = fresh(empty, keeping, "gone.db")
    names = {page.source for page in pages}
    more = [replace(page, source=f"extra-{page.source}") for page in extra]
    for part in shuffled([*pages, *more], chance):
        put(store, part)
        merge(store, step=chance.randint(1, 5))
    run = store.begin_run("test", [], "now")
    for page in chance.sample(pages, k=len(pages) // 2):
        entry = page.entry()
        assert isinstance(entry.outcome, Article)
        events = tuple(replace(event, act="other") for event in entry.outcome.events[1:])
        store.replace(replace(entry, outcome=replace(entry.outcome, events=events, entities=())), run)
        if chance.random() < 0.5:
            merge(store)
        store.replace(entry, run)
    for page in more:
        store.replace(replace(page.entry(), outcome=Reject(page.source, "unreadable", "")), run)
        if chance.random() < 0.3:
            merge(store, step=2)
    merge(store, step=chance.randint(1, 5))
    found = content(store)
    with reading(store.engine) as connection:
        assert names == set(connection.execute(select(schema.articles.c.source)).scalars())
        leftover = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (schema.pending, *((schema.meetings, schema.links, schema.sketches) if not pages else ()))
        }
    store.engine.dispose()
    assert not any(leftover.values())
    assert found == at_once(empty, keeping, pages)


@QUICK
@given(streams(), st.randoms(use_true_random=False))
def test_order_steps_and_stops_do_not_matter(
    empty: Place, keeping: Keeping, pages: list[Made], chance: random.Random
) -> None:
    check_order(empty, keeping, pages, chance)


@QUICK
@given(streams(), streams(), st.randoms(use_true_random=False))
def test_taking_out_undoes_putting_in(
    empty: Place, keeping: Keeping, pages: list[Made], extra: list[Made], chance: random.Random
) -> None:
    check_removal(empty, keeping, pages, extra, chance)


@QUICK
@given(st.lists(texts(), min_size=1, max_size=10, unique=True), st.randoms(use_true_random=False))
def test_the_store_gives_the_events_that_fusing_all_articles_gives(
    empty: Place, keeping: Keeping, bodies: list[str], chance: random.Random
) -> None:
    if enough(keeping, "fusing"):
        return
    pages = [Made(f"p{number}.txt", body) for number, body in enumerate(bodies)]
    store = fresh(empty, keeping, "store.db")
    for part in shuffled(pages, chance):
        put(store, part)
        merge(store, step=2)
    found = list(Chronicle(store.path).timeline())
    store.engine.dispose()
    outcomes = [page.entry().outcome for page in pages]
    wanted = fuse(one for one in outcomes if isinstance(one, Article)).clusters
    assert {encode(one) for one in found} == {encode(one) for one in wanted}
    assert all(isinstance(one, Cluster) for one in found)


@pytest.mark.slow
@LONG
@given(streams(), st.randoms(use_true_random=False))
def test_order_steps_and_stops_do_not_matter_at_length(
    empty: Place, keeping: Keeping, pages: list[Made], chance: random.Random
) -> None:
    check_order(empty, keeping, pages, chance)


@pytest.mark.slow
@LONG
@given(streams(), streams(), st.randoms(use_true_random=False))
def test_taking_out_undoes_putting_in_at_length(
    empty: Place, keeping: Keeping, pages: list[Made], extra: list[Made], chance: random.Random
) -> None:
    check_removal(empty, keeping, pages, extra, chance)
