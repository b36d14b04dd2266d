"""An audit in the browser: drawn, judged, counted, gone on with after a restart, and the same on the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from deciding import HERE, Bench, Writer
from lxml import html
from starlette.testclient import TestClient

from runut.cli import run
from runut.serve.app import create_app
from runut.serve.guard import Guard

LINES = {f"{n}.txt": f"published 20{n}-02-01\nvisit CONSULT PRK RUS 20{n}-01-{n} actual" for n in range(10, 20)}


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    made = Bench(tmp_path_factory.mktemp("auditing"), LINES)
    with made.client:
        yield made


@pytest.fixture
def client(bench: Bench) -> TestClient:
    return bench.renewed()


@pytest.fixture
def path(bench: Bench, client: TestClient) -> Path:
    return bench.path


def waiting(client: TestClient, number: int = 1) -> str:
    """The event that is to be judged next."""
    shown = html.fromstring(client.get(f"/audit/{number}").text)
    action: str = shown.xpath("//form[.//input[@name='right'][@value='y']]/@action")[0]
    return action.rsplit("/", 1)[1]


def judge(writer: Writer, verdicts: str) -> list[str]:
    """Judge the next events: y, or n for a wrong date."""
    judged = []
    for verdict in verdicts:
        judged.append(waiting(writer.client))
        sent = {"right": verdict} | ({"reason": "wrong-date", "note": "<b>=1+1"} if verdict == "n" else {})
        assert writer.send(f"/audit/1/{judged[-1]}", **sent).headers["location"] == "/audit/1"
    return judged


def test_precision_with_its_interval_grows_verdict_by_verdict(client: TestClient, path: Path) -> None:
    sari = Writer(client)
    assert sari.send("/audit", size="8", seed="3", actor="Rusia").headers["location"] == "/audit/1"
    judged = judge(sari, "yyyn")
    assert len(set(judged)) == 4
    shown = html.fromstring(client.get("/audit/1").text)
    figures = [" ".join(one.split()) for one in shown.xpath("//table[@class='figures']/tbody/tr/td[1]/text()")]
    assert figures == ["75.0 % (3/4)", "100.0 % (4/4)"]
    assert "30.1–95.4" in shown.xpath("string(//table[@class='figures'])")
    data = client.get("/audit/1.json").json()
    assert (data["drawn"], data["judged"], data["reasons"]) == (8, 4, {"wrong-date": 1})
    assert data["how"] == "8 at random, seed 3, actor Rusia"
    assert [one["by"] for one in data["verdicts"] if one["right"] is not None] == ["sari"] * 4
    assert "4 of 8 judged" in client.get("/audit").text


def test_it_goes_on_after_a_restart_and_on_the_command_line(
    client: TestClient, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sari = Writer(client)
    sari.send("/audit", size="6", seed="0")
    judged = judge(sari, "yn")
    with TestClient(create_app(path, Guard.of("127.0.0.1"), "en"), base_url=HERE) as again:
        Writer(again)
        assert waiting(again) not in judged
        assert again.get("/audit/1.json").json() == client.get("/audit/1.json").json()
    sheet = path.with_name("c.audit-1.csv")
    capsys.readouterr()
    assert run(["audit", "--judged", str(sheet), "--json"]) == 0
    counted = json.loads(capsys.readouterr().out)
    assert counted.items() <= client.get("/audit/1.json").json().items()
    assert client.get("/audit/1.csv").content == sheet.read_bytes()
    assert b"'=1+1" not in sheet.read_bytes()  # only the first character of a cell can begin a formula
    assert run(["audit", str(path), "--sample", "6", "-o", str(path.with_name("cli.csv"))]) == 0
    drawn = [line.split(",")[4] for line in path.with_name("cli.csv").read_text().splitlines()[1:]]
    assert drawn == [one["event"] for one in client.get("/audit/1.json").json()["verdicts"]]


def test_a_verdict_is_taken_back_and_given_anew(client: TestClient) -> None:
    sari = Writer(client)
    sari.send("/audit", size="3", seed="0")
    event = judge(sari, "y")[0]
    assert "Judged" in client.get(f"/audit/1?at={event}").text
    sari.send(f"/audit/1/{event}", right="")
    assert client.get("/audit/1.json").json()["judged"] == 0
    sari.send(f"/audit/1/{event}", right="n", reason="not-an-event")
    assert client.get("/audit/1.json").json()["reasons"] == {"not-an-event": 1}


def test_an_audit_ends_and_its_verdicts_become_decisions(client: TestClient) -> None:
    sari = Writer(client)
    sari.send("/audit", size="500", seed="0")
    assert client.get("/audit/1.json").json()["drawn"] == len(LINES)
    judge(sari, "y" * 9 + "n")
    assert "Every event of this sample is judged" in client.get("/audit/1").text
    answer = sari.send("/audit/1/record")
    assert "10 kept as decisions" in client.get(answer.headers["location"]).text
    assert [one["verb"] for one in sari.decisions()].count("accept") == 9
    assert client.get("/review.json").json() == []


def test_an_event_that_is_gone_is_judged_as_it_was_drawn(client: TestClient) -> None:
    sari = Writer(client)
    sari.send("/audit", size="2", seed="0")
    event = waiting(client)
    sari.send(f"/events/{event}/reject", reason="not-an-event", to="list")
    shown = client.get("/audit/1").text
    assert "as it was when the sample was drawn" in shown
    assert "visit CONSULT PRK RUS" in shown
    assert judge(sari, "n") == [event]


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"size": "0", "seed": "0"}, 400),
        ({"size": "-1", "seed": "0"}, 400),
        ({"size": "x", "seed": "0"}, 400),
        ({"size": "٣", "seed": "9" * 30}, 400),
        ({"size": "5"}, 400),
        ({"size": "5", "seed": "0", "actor": "Napoleon"}, 400),
        ({"size": "5", "seed": "0", "from": "kemarin"}, 400),
    ],
)
def test_what_cannot_be_drawn_is_refused(sent: dict[str, str], code: int, client: TestClient) -> None:
    assert Writer(client).send("/audit", **sent).status_code == code
    assert client.get("/audit.json").json() == []


def test_what_cannot_be_judged_is_refused(client: TestClient) -> None:
    sari = Writer(client)
    sari.send("/audit", size="2", seed="0")
    event = waiting(client)
    for sent, words in (({"right": "n"}, "Choose what is wrong"), ({"right": "n", "reason": "<b>"}, "Choose")):
        answer = sari.send(f"/audit/1/{event}", **sent)
        assert answer.status_code == 400
        assert words in answer.text
    assert sari.send("/audit/1/ev-000000000000", right="y").status_code == 400
    assert sari.send(f"/audit/2/{event}", right="y").status_code == 404
    assert sari.send(f"/audit/x/{event}", right="y").status_code == 422
    assert client.get("/audit/1.json").json()["judged"] == 0
    assert client.get("/audit/2.csv").status_code == 404
    assert client.get("/audit/0").status_code == 404


def test_a_sheet_that_was_spoilt_by_hand_is_named_and_left(client: TestClient, path: Path) -> None:
    sari = Writer(client)
    sari.send("/audit", size="2", seed="0")
    event = waiting(client)
    sheet = path.with_name("c.audit-1.csv")
    sheet.write_text(sheet.read_text().replace("\n,", "\nmaybe,", 1))
    before = sheet.read_bytes()
    assert "verdict &#39;maybe&#39;" in client.get("/audit").text
    assert "verdict &#39;maybe&#39;" in client.get("/audit/1").text
    assert sari.send(f"/audit/1/{event}", right="y").status_code == 400
    assert sheet.read_bytes() == before
    assert sari.send("/audit", size="2", seed="0").headers["location"] == "/audit/2"


def test_over_http_as_json(client: TestClient) -> None:
    who = {"author": "budi"}
    drawn = client.post("/api/audits?actor=Rusia", json=who | {"size": 3}).json()
    assert (drawn["number"], drawn["drawn"], drawn["judged"]) == (1, 3, 0)
    event = drawn["verdicts"][0]["event"]
    wrong: dict[str, Any] = {"event": event, "right": False, "reason": "wrong-place", "note": "x"}
    found = client.post("/api/audits/1", json=who | wrong).json()
    assert found["verdicts"][0] == wrong | {"by": "budi"}
    for sent in ({"right": True, "reason": "other"}, {"right": False}, {"right": False, "reason": "x"}):
        assert client.post("/api/audits/1", json=who | {"event": event} | sent).status_code == 400
    assert client.post("/api/audits/1", json={"event": event, "right": True}).status_code == 422
    assert client.post("/api/audits", json=who | {"size": 10**9}).status_code == 422
    assert client.post("/api/audits/7", json=who | {"event": event, "right": True}).status_code == 404
    assert [one["number"] for one in client.get("/audit.json").json()] == [1]
