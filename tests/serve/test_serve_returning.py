"""A reader who comes back: nothing is made again that has not changed, and what has changed is never missed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from deciding import HERE, Bench, add
from starlette.testclient import TestClient

from runut.keep.store import Store
from runut.serve.app import create_app
from runut.serve.desk import Desk
from runut.serve.guard import Guard
from runut.serve.returning import Returning

TOKEN = "a-token-that-nobody-guesses-0123456789"
SHOWN = ("/timeline", "/timeline.json?actor=Rusia", "/timeline.csv", "/actors", "/articles", "/export/csv")
BESIDE = ("/jobs", "/add", "/review", "/audit", "/metrics", "/decisions", "/static/workbench.css")


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    made = Bench(tmp_path_factory.mktemp("returning"))
    with made.client:
        yield made


@pytest.fixture
def client(bench: Bench) -> TestClient:
    """A reader who has been here before: his cookies are set, the database has its files."""
    reader = bench.renewed()
    reader.get("/timeline?lang=en")
    reader.get("/actors")
    return reader


@pytest.fixture
def chronicle(bench: Bench, client: TestClient) -> Path:
    return bench.path


def tag_of(client: TestClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.headers["etag"]


def again(client: TestClient, address: str, tag: str) -> int:
    return client.get(address, headers={"If-None-Match": tag}).status_code


@pytest.mark.parametrize("address", SHOWN)
def test_what_has_not_changed_is_not_sent_again(address: str, client: TestClient) -> None:
    tag = tag_of(client, address)
    assert tag.startswith('W/"')
    answer = client.get(address, headers={"If-None-Match": f'"another", {tag}'})
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
    assert answer.headers["cache-control"] == "private, no-cache"
    assert "Content-Security-Policy" in answer.headers
    assert again(client, address, 'W/"another"') == 200


def test_nothing_is_looked_for_to_say_so(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    tag = tag_of(client, "/timeline")
    monkeypatch.setattr(Desk, "found", lambda *_: pytest.fail("it was looked for"))
    assert again(client, "/timeline", tag) == 304


def test_another_filter_language_or_reader_has_another_tag(client: TestClient) -> None:
    tags = [tag_of(client, f"/timeline{query}") for query in ("", "?actor=Rusia", "?newest=true", "?lang=id")]
    tags.append(tag_of(client, "/timeline"))  # in Indonesian now, by the cookie
    client.cookies.clear()
    tags.append(tag_of(client, "/timeline"))
    assert len(set(tags)) == len(tags)


def test_a_program_needs_no_cookie(client: TestClient) -> None:
    tag = tag_of(client, "/timeline.json")
    client.cookies.clear()
    assert again(client, "/timeline.json", tag) == 304


def test_whatever_is_written_ends_the_tags(client: TestClient, chronicle: Path) -> None:
    address = "/timeline.json"
    tag = tag_of(client, address)
    (event, *_) = client.get(address).json()
    done = client.post(f"/api/events/{event['id']}/reject", json={"author": "sari", "reason": "not-an-event"})
    assert done.status_code == 200
    changed = tag_of(client, address)
    assert changed != tag
    assert again(client, address, tag) == 200
    store = Store(chronicle)
    add(store, {"f.txt": "published 2024-01-02\nmeet CONSULT PRK RUS 2024-01-01 actual"})
    store.engine.dispose()
    answer = client.get(address, headers={"If-None-Match": changed})
    assert answer.status_code == 200
    assert any(told["time"]["value"] == "2024-01-01" for told in answer.json())


@pytest.mark.parametrize("address", BESIDE)
def test_what_shows_more_than_the_chronicle_has_no_tag(address: str, client: TestClient) -> None:
    assert "etag" not in client.get(address).headers


@pytest.mark.parametrize("address", ["/events/ev-none", "/timeline?status=perhaps", "/actors/nobody.json"])
def test_an_error_has_no_tag(address: str, client: TestClient) -> None:
    answer = client.get(address)
    assert answer.status_code >= 400
    assert "etag" not in answer.headers


def test_while_a_job_is_at_work_nothing_is_said_to_be_unchanged(chronicle: Path) -> None:
    desk = Desk(chronicle)
    one = TestClient(Returning(_answer, desk, is_kept=True), base_url=HERE)
    tag = tag_of(one, "/timeline")
    assert again(one, "/timeline", tag) == 304
    desk.is_busy = lambda: True
    answer = one.get("/timeline", headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert "etag" not in answer.headers


def test_another_run_of_the_program_has_other_tags(chronicle: Path) -> None:
    one, other = (TestClient(Returning(_answer, Desk(chronicle), is_kept=True), base_url=HERE) for _ in range(2))
    assert again(other, "/timeline", tag_of(one, "/timeline")) == 200


def test_browsers_of_other_machines_keep_no_page(chronicle: Path) -> None:
    app = create_app(chronicle, Guard.of("0.0.0.0", token=TOKEN), "en")
    guest = TestClient(app, base_url=HERE, headers={"Authorization": f"Bearer {TOKEN}"})
    answer = guest.get("/timeline.json")
    assert answer.headers["cache-control"] == "no-store"
    assert again(guest, "/timeline.json", answer.headers["etag"]) == 304
    assert again(TestClient(app, base_url=HERE), "/timeline.json", answer.headers["etag"]) == 401


async def _answer(scope: object, receive: object, send: object) -> None:
    from starlette.responses import PlainTextResponse

    await PlainTextResponse("told")(scope, receive, send)  # type: ignore[arg-type]
