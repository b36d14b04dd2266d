"""The HTTP API that decides: the verbs as JSON, described, and refused where they should be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from deciding import Bench, Writer
from starlette.testclient import TestClient

WHO = {"author": "sari"}


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    made = Bench(tmp_path_factory.mktemp("verdicts"))
    with made.client:
        yield made


@pytest.fixture
def client(bench: Bench) -> TestClient:
    return bench.renewed()


@pytest.fixture
def events(client: TestClient) -> dict[str, str]:
    return Writer(client, name="").events()


def test_every_verb_gives_the_decision_and_what_became_of_it(client: TestClient, events: dict[str, str]) -> None:
    def post(path: str, **sent: Any) -> Any:
        answer = client.post(f"/api/{path}", json=WHO | sent)
        assert answer.status_code == 200, answer.text
        return answer.json()

    one, other = events["2023-09-13"], events["2023-09-18"]
    accepted = post(f"events/{one}/accept", note="ya")
    assert (accepted["decision"]["verb"], accepted["events"], accepted["applied"]) == ("accept", [one], True)
    assert accepted["decision"]["note"] == "ya"
    assert post(f"events/{events['2020-01-01']}/reject", reason="duplicate")["events"] == []
    edited = post(f"events/{events['2023-09-20']}/edit", status="denied", actors=[])
    assert edited["decision"]["amendment"]["actors"] == []
    joined = post(f"events/{one}/merge", other=other[:9])["events"]
    assert len(joined) == 1
    assert len(post(f"events/{joined[0]}/split", reports=["c.txt"])["events"]) == 2
    undone = post("decisions/last/undo")
    assert undone["decision"]["verb"] == "undo"
    assert undone["events"] == joined
    assert post(f"decisions/{accepted['decision']['id']}/undo")["decision"]["undoes"] == accepted["decision"]["id"]


@pytest.mark.parametrize(
    ("path", "sent", "code"),
    [
        ("events/{}/accept", {}, 422),
        ("events/{}/accept", {"author": " "}, 422),
        ("events/{}/accept", {"author": "a\u001b[2J"}, 422),
        ("events/{}/accept", WHO | {"reason": "other"}, 422),
        ("events/{}/accept", WHO | {"note": "x" * 2001}, 422),
        ("events/{}/accept", [], 422),
        ("events/{}/accept", "x", 422),
        ("events/{}/reject", WHO, 422),
        ("events/{}/reject", WHO | {"reason": "boring"}, 400),
        ("events/{}/reject", WHO | {"reason": "wrong-person"}, 400),
        ("events/{}/edit", WHO, 400),
        ("events/{}/edit", WHO | {"time": "besok"}, 400),
        ("events/{}/edit", WHO | {"actors": ["x"] * 51}, 422),
        ("events/{}/merge", WHO | {"other": "ev-000000000000"}, 400),
        ("events/{}/split", WHO | {"reports": []}, 422),
        ("events/{}/split", WHO | {"reports": ["a.txt", "b.txt"]}, 400),
        ("events/ev-000000000000/accept", WHO, 404),
        ("decisions/last/undo", WHO, 404),
        ("decisions/de-000000000000/undo", WHO, 400),
        ("events/{}/praise", WHO, 404),
    ],
)
def test_what_cannot_be_decided_is_said_as_json(
    path: str, sent: Any, code: int, client: TestClient, events: dict[str, str]
) -> None:
    answer = client.post("/api/" + path.format(events["2023-09-13"]), json=sent)
    assert answer.status_code == code, answer.text
    assert isinstance(answer.json()["error"], str)
    assert client.get("/decisions.json").json() == []


@pytest.mark.parametrize("body", [b"{", b"\xff", b"[" * 5000, b"", b'{"author": 1e999}'])
def test_what_is_no_json_is_refused(body: bytes, client: TestClient, events: dict[str, str]) -> None:
    headers = {"Content-Type": "application/json"}
    answer = client.post(f"/api/events/{events['2023-09-13']}/accept", content=body, headers=headers)
    assert answer.status_code in (400, 422)
    assert "error" in answer.json()


@pytest.mark.parametrize("body", [b"", b"{}", b"nothing\n", b'{"verb": "praise"}\n', b"\xff\xfe"])
def test_lines_that_are_no_decisions_are_refused_whole(body: bytes, client: TestClient) -> None:
    headers = {"Content-Type": "application/x-ndjson"}
    answer = client.post("/api/decisions", content=body, headers=headers)
    assert answer.status_code == (200 if not body else 400)
    assert client.get("/decisions.json").json() == []


def test_the_queue_as_data(client: TestClient) -> None:
    listed = client.get("/review.json").json()
    assert len(listed) == 4
    assert client.get("/review.json?limit=1&offset=1").json() == listed[1:2]
    assert len(client.get("/review.jsonl?actor=USA").content.splitlines()) == 2
    assert client.get("/review.csv").text.count("\r\n") == 5
    assert client.get("/review.json?type=CONSULT&status=planned").json()[0]["time"]["value"] == "2023-09-18"


def test_every_verb_is_described(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    for verb in ("accept", "reject", "edit", "merge", "split"):
        described = document["paths"][f"/api/events/{{name}}/{verb}"]["post"]
        assert "application/json" in described["requestBody"]["content"]
        assert {"200", "400", "403", "404", "503"} <= described["responses"].keys()
    ids = [one["operationId"] for methods in document["paths"].values() for one in methods.values()]
    assert len(ids) == len(set(ids))
    shown = client.get("/docs").text
    assert "POST /api/events/{name}/reject" in shown
    assert "not-an-event, not-article-text, duplicate" in shown
