"""What the desk remembers: made once, also when many ask at once, and made anew when the chronicle has changed."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from runut.keep.columns import Census
from runut.keep.filters import Filter
from runut.keep.store import Store
from runut.keep.survey import Found
from runut.serve.app import create_app
from runut.serve.asking import Asked
from runut.serve.desk import LAG_SECONDS, REMEMBERED, Desk
from runut.serve.guard import Guard


@pytest.fixture
def asked_for(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each time that the store is counted."""
    times: list[str] = []
    before = Found.of

    def counting(store: Store, census: Census, wanted: Filter) -> Found:
        times.append("total")
        return before(store, census, wanted)

    monkeypatch.setattr(Found, "of", counting)
    return times


def test_many_readers_ask_once(demo: Path, asked_for: list[str]) -> None:
    desk, found = Desk(demo), []
    readers = [threading.Thread(target=lambda: found.append(desk.total(Asked(words="Kim")))) for _ in range(8)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert len(asked_for) == 1
    assert len(found) == 8
    assert len(set(found)) == 1


def test_a_change_is_seen(demo: Path, asked_for: list[str]) -> None:
    desk = Desk(demo)
    for _ in range(3):
        desk.total(Asked())
    assert len(asked_for) == 1
    state = demo.stat()
    os.utime(demo, ns=(state.st_atime_ns, state.st_mtime_ns + 1_000_000_000))
    desk.total(Asked())
    assert len(asked_for) == 2


def test_while_a_job_writes_a_change_is_seen_every_few_seconds(demo: Path, asked_for: list[str]) -> None:
    desk, now = Desk(demo), [100.0]
    desk.clock = lambda: now[0]
    desk.is_busy = lambda: True

    def written() -> int:
        state = demo.stat()
        os.utime(demo, ns=(state.st_atime_ns, state.st_mtime_ns + 1_000_000_000))
        desk.total(Asked())
        return len(asked_for)

    assert [written() for _ in range(3)] == [1, 1, 1]
    now[0] += LAG_SECONDS
    assert [written(), written()] == [2, 2]
    desk.touch()
    assert written() == 3
    desk.is_busy = lambda: False
    assert [written(), written()] == [4, 5]


def test_while_a_job_writes_nobody_waits_for_what_another_makes(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, begun, go_on = Desk(demo), threading.Event(), threading.Event()
    desk.is_busy = lambda: True
    before = desk.total(Asked())

    real = Found.of

    def slowly(store: Store, census: Census, wanted: Filter) -> Found:
        begun.set()
        assert go_on.wait(60)
        found = real(store, census, wanted)
        return replace(found, rows=found.rows[1:])

    monkeypatch.setattr(Found, "of", slowly)
    desk.touch()
    os.utime(demo, ns=(1, 1))
    maker = threading.Thread(target=lambda: desk.total(Asked()))
    maker.start()
    assert begun.wait(60)
    assert desk.total(Asked()) == before
    go_on.set()
    maker.join()
    assert desk.total(Asked()) == before - 1


def test_it_forgets_the_oldest(demo: Path, asked_for: list[str]) -> None:
    desk = Desk(demo)
    for number in range(REMEMBERED + 1):
        desk.total(Asked(words=f"Kim{number}"))
    desk.total(Asked(words="Kim0"))
    assert len(asked_for) == REMEMBERED + 2


def test_what_is_asked_for_again_is_not_forgotten(demo: Path, asked_for: list[str]) -> None:
    desk = Desk(demo)
    for number in range(REMEMBERED + 1):
        desk.total(Asked(words="Putin"))
        desk.total(Asked(words=f"Kim{number}"))
    assert len(asked_for) == REMEMBERED + 2


class ReadAgainError(Exception):  # an Exception: what is none ends the client's thread in the middle of the answer
    pass


def read_again(*_: object) -> None:
    raise ReadAgainError


READ_ONCE = ("/articles", "/articles?page=2", "/actors/{person}", "/dyad?between=RUS&between=PRK")


@pytest.mark.parametrize("address", READ_ONCE)
def test_what_was_read_for_a_page_is_not_read_again(address: str, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(demo, Guard.of("127.0.0.1"), read_only=True)
    reader = TestClient(app, base_url="http://127.0.0.1:8765")
    person = next(one["id"] for one in reader.get("/actors.json").json() if one["kind"] == "person" and one["offices"])
    first = reader.get(address.format(person=person))
    assert first.status_code == 200
    for place in ("keep.view.View.articles", "keep.lookup.offices_told", "keep.dyads.dyad_of"):
        monkeypatch.setattr(f"runut.{place}", read_again)
    assert reader.get(address.format(person=person)).text == first.text
    state = demo.stat()
    os.utime(demo, ns=(state.st_atime_ns, state.st_mtime_ns + 1_000_000_000))
    with pytest.raises(ReadAgainError):
        reader.get(address.format(person=person))


def test_what_is_impossible_is_said_each_time(demo: Path) -> None:
    desk = Desk(demo)
    for _ in range(2):
        with pytest.raises(ValueError, match="broken"):
            desk._remembered("broken", Asked().filter(), _broken)


def _broken() -> int:
    raise ValueError("broken")
