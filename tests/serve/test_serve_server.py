"""The workbench of a chronicle on a PostgreSQL server: what is sent becomes articles, decisions hold."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from deciding import LINES, Writer, add
from starlette.testclient import TestClient
from test_serve_adding import BY_HAND, HERE, VISIT, WORK, ended, process_of, sent, until

import making
from keeping import Place, needs_server
from runut.api import Chronicle
from runut.build import build
from runut.keep.store import Store
from runut.serve.adding import Adding
from runut.serve.app import create_app
from runut.serve.clerk import Orders
from runut.serve.guard import Guard
from runut.serve.jobs import Inbox

pytestmark = needs_server
SECRET = "rahasia"


@pytest.fixture(scope="session", params=["postgresql"])
def keeping(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """On the server alone: the other tests of the workbench are about files."""
    from keeping import places

    yield from places(request.param, tmp_path_factory.mktemp("chronicles"))


@pytest.fixture(scope="session")
def empty(keeping: Any) -> Place:
    """A chronicle without articles, to be copied."""
    from keeping import empty

    return empty(keeping)


@pytest.fixture
def client(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A workbench whose jobs read by hand; the address has a password, which the server does not ask for."""
    monkeypatch.setattr("runut.serve.clerk.PROGRAM", BY_HAND + WORK)
    known = str(place).replace("runut@", f"runut:{SECRET}@")
    adding = Adding.of(tmp_path / "inbox", Orders(known, model=False))
    with TestClient(create_app(known, Guard.of("127.0.0.1"), "en", adding=adding), base_url=HERE) as found:
        yield found


def test_what_is_sent_becomes_articles(client: TestClient, place: Place) -> None:
    job = ended(client, sent(client, ("satu.txt", VISIT), ("dua.txt", f"{VISIT}\n2"), ("tiga.txt", "english page")))
    assert job["state"] == "done", job
    assert [job["receipt"][name] for name in ("read", "kept", "other_language")] == [3, 2, 1]
    assert [one["source"] for one in job["articles"]] == ["dua.txt", "satu.txt"]
    (event,) = client.get("/timeline.json").json()
    assert len(event["reports"]) == 2
    assert len(list(Chronicle(place).timeline())) == 1
    shown = "".join(client.get(one).text for one in ("/", "/add", f"/jobs/{job['id']}", "/articles", "/metrics"))
    assert SECRET not in shown + json.dumps(job)


@pytest.mark.slow
def test_a_job_whose_process_is_killed_loses_nothing(client: TestClient, tmp_path: Path) -> None:
    name = sent(client, ("a.txt", VISIT), ("b.txt", "endless"))
    until(client, name, lambda job: (job["progress"] or {}).get("read", 0) > 0)
    os.kill(process_of(client), signal.SIGKILL)
    job = ended(client, name)
    assert (job["state"], "signal 9" in job["why"]) == ("crashed", True)
    (Inbox(tmp_path / "inbox").path(name) / "000002").write_text(f"{VISIT}\n2")
    client.post(f"/jobs/{name}/resume", json={})
    done = ended(client, name)
    assert done["state"] == "done"
    assert len(client.get("/articles.json").json()) == len(done["articles"]) == 2


@pytest.mark.slow
def test_adding_while_another_builds(
    client: TestClient, place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    making.install(monkeypatch)
    name = sent(client, *[(f"{n}.txt", f"{VISIT}\n{n}") for n in range(6)])
    folder = making.write(tmp_path / "pages", **{f"p{n}": f"{VISIT}\nhalaman lain {n}" for n in range(6)})
    receipt = build(Store(place), [str(folder)])
    job = ended(client, name)
    assert (receipt.kept, job["receipt"]["kept"]) == (6, 6)
    (event,) = client.get("/timeline.json").json()
    assert len(event["reports"]) == 12


def test_decisions_are_kept_on_the_server(client: TestClient, place: Place) -> None:
    add(Store(place), LINES)
    sari = Writer(client)
    events = sari.events()
    sari.send(f"/events/{events['2020-01-01']}/reject", reason="not-an-event")
    edited = client.post(f"/api/events/{events['2023-09-20']}/edit", json={"author": "ani", "status": "denied"})
    assert edited.status_code == 200, edited.text
    assert [(one["verb"], one["author"]) for one in sari.decisions()] == [("reject", "sari"), ("edit", "ani")]
    add(Store(place), {"f.txt": "meet CONSULT USA PRK 2024-01-01 actual"})  # a build, after which they still hold
    told = statuses(place)
    assert ("2020-01-01" in told, told["2023-09-20"]) == (False, "denied")
    undone = client.post("/api/decisions/last/undo", json={"author": "ani"})
    assert undone.status_code == 200
    assert statuses(place)["2023-09-20"] == "actual"


def statuses(place: Place) -> dict[str, str]:
    """The status of each event by its day."""
    return {event.time.value: event.status for event in Chronicle(place).timeline() if event.time}
