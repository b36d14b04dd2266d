"""The measures that Prometheus reads: what is counted, under which names, and who may read them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from runut.serve.app import create_app
from runut.serve.guard import Guard

HERE = "http://127.0.0.1:8765"
TOKEN = "a-token-that-nobody-guesses"
Series = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def measures(client: TestClient) -> Series:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    families = text_string_to_metric_families(answer.text)
    return {(one.name, tuple(sorted(one.labels.items()))): one.value for found in families for one in found.samples}


def requests(found: Series, route: str, status: str, method: str = "GET") -> float:
    return found.get(("runut_http_requests_total", (("method", method), ("route", route), ("status", status))), 0.0)


@pytest.fixture
def client(demo: Path) -> TestClient:
    return TestClient(create_app(demo, Guard.of("127.0.0.1"), read_only=True), base_url=HERE)


def test_requests_are_counted_by_the_kind_of_their_address(client: TestClient) -> None:
    event = client.get("/timeline.json?limit=1").json()[0]["id"]
    for path in (f"/events/{event}", "/events/none", "/timeline?search=rahasia", "/nowhere/at/all", "/timeline?page=0"):
        client.get(path)
    client.post("/timeline", json={})
    client.get("/timeline", headers={"Host": "evil.example"})
    found = measures(client)
    assert requests(found, "/events/{event}", "200") == 1
    assert requests(found, "/events/{event}", "404") == 1
    assert requests(found, "/timeline", "200") == 1
    assert requests(found, "/timeline", "422") == 1
    assert requests(found, "other", "404") == 1
    assert requests(found, "other", "403", "POST") == 1
    assert requests(found, "other", "421") == 1
    text = client.get("/metrics").text
    assert "rahasia" not in text
    assert event not in text


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/timeline.json", "/timeline.json"),
        ("/timeline?search=rahasia", "/timeline"),
        ("/events/{event}", "/events/{event}"),
        ("/events/{event}.json", "/events/{name}.json"),
        ("/export/csv", "/export/{format}"),
        ("/map", "/map"),
    ],
)
def test_an_answer_that_nothing_has_changed_is_counted_under_its_kind(
    path: str, route: str, client: TestClient
) -> None:
    event = client.get("/timeline.json?limit=1").json()[0]["id"]
    address = path.format(event=event)
    client.get(address)  # the cookies of a first visit
    tag = client.get(address).headers["etag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    found = measures(client)
    assert requests(found, route, "304") == 1
    assert requests(found, "other", "304") == 0
    assert event not in client.get("/metrics").text


def test_the_time_of_answers_is_a_histogram(client: TestClient) -> None:
    for _ in range(3):
        client.get("/conflicts")
    found = measures(client)
    route = ("route", "/conflicts")
    assert found["runut_http_request_seconds_count", (route,)] == 3
    assert found["runut_http_request_seconds_sum", (route,)] > 0
    assert found["runut_http_request_seconds_bucket", (("le", "+Inf"), route)] == 3


def test_the_chronicle_and_its_jobs_are_counted(client: TestClient) -> None:
    found = measures(client)
    assert found["runut_chronicle_articles", ()] == len(client.get("/articles.json").json())
    assert found["runut_chronicle_events", ()] == len(client.get("/timeline.json").json())
    assert found["runut_jobs", (("state", "crashed"),)] == 0


@pytest.mark.parametrize("method", ["BREW", "X" * 500, "PUT"])
def test_what_an_asker_makes_up_makes_no_series(method: str, client: TestClient) -> None:
    client.request(method, f"/{'x' * 300}")
    text = client.get("/metrics").text
    assert "BREW" not in text
    assert not re.search("x{50}|X{50}", text)


def test_other_machines_need_the_token(demo: Path) -> None:
    app = create_app(demo, Guard.of("0.0.0.0", token=TOKEN), read_only=True)
    client = TestClient(app, base_url="http://192.0.2.7:8765")
    assert client.get("/metrics").status_code == 401
    assert client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
