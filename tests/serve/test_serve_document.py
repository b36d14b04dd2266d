"""The API keeps what its OpenAPI document promises: no request made from it fails, every answer is as described.

Every operation of the document is asked, those that write too, behind both gates: with the token, JSON as it is, a form
as a program sends it. The requests are schemathesis's, the same ones each time, fitting and not fitting in turn; what
takes a name is asked by names that exist as often as by names that do not. Then each is asked once so that it must
succeed. Nobody reads the articles that are sent: the queue fills up, and says so.
"""

from __future__ import annotations

import importlib
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from starlette.testclient import TestClient

from runut.serve.adding import Adding
from runut.serve.app import create_app, inbox_of
from runut.serve.clerk import Orders
from runut.serve.guard import Guard
from runut.serve.receiving import Bounds

st_api = pytest.importorskip("schemathesis", reason="schemathesis is not installed (pip install '.[dev]')")
NOT_SET = importlib.import_module("schemathesis.core").NOT_SET
EXAMPLES = 5  # of each operation, and as many that do not fit the document
SAME = settings(
    max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
)
HOST = "127.0.0.1:8765"
TOKEN = "a-token-of-more-than-16-characters"
HEADERS = {"Authorization": f"Bearer {TOKEN}", "Runut-Program": "schemathesis", "Accept": "*/*", "Host": HOST}
BY = {"author": "sari"}
LAST = ("/jobs/{name}/remove", "/jobs/{name}/resume")  # what was sent first of all is cancelled, and gone on with


@dataclass(frozen=True, slots=True)
class Api:
    """A workbench that other machines may ask, and what its document describes."""

    client: TestClient
    operations: dict[tuple[str, str], Any]

    def get(self, address: str) -> Any:
        """What an address answers, as data."""
        return self.client.get(address, headers=HEADERS).json()

    def names(self, path: str) -> list[str]:
        """Some that are there now and fit the path; in an event first those that several articles tell."""
        match [part for part in path.split("/") if part not in ("", "api")]:
            case ["events", _, *_]:
                rows = sorted(self.get("/timeline.json"), key=lambda row: -len(row["reports"]))
                return [row["id"] for row in rows[:5]]
            case ["articles", _]:
                return [row["reports"][0]["article"] for row in self.get("/timeline.json?limit=5")]
            case ["jobs", _, *verb]:
                # Waiting ones are cancelled; cancelled ones with something left are removed and gone on with.
                state = "waiting" if verb == ["cancel"] else "cancelled"
                rows = self.get("/jobs.json")
                rows.sort(key=lambda row: (row["state"] != state, not any(sent["left"] for sent in row["sent"])))
                return [row["id"] for row in rows[:5]]
            case ["actors" | "stories" | "occasions" | "decisions" as noun, rest, *_] if rest.startswith("{"):
                return [row["id"] for row in self.get(f"/{noun}.json")[:5]]
            case ["audit" | "audits", _]:
                return [str(row["number"]) for row in self.get("/audit.json")[:5]]
        return []

    def fitting(self, operation: Any) -> Any:
        """A request that must succeed."""
        path = operation.path
        known = next(iter(self.names(path)), "")
        slots: dict[str, Any] = {"name": known, "number": known, "format": "csv"}
        query = {"between": ["Rusia", "Korut"]} if path.startswith(("/dyad", "/export")) else {}
        body, media = self.body(path.rpartition("/")[2], path, known)
        given = {slot: slots[slot] for slot in slots if f"{{{slot}}}" in path}
        return operation.Case(path_parameters=given, query=query, body=body, media_type=media)

    def body(self, verb: str, path: str, known: str) -> tuple[Any, str | None]:
        """What is sent with it."""
        if path == "/api/decisions":
            lines = self.client.get("/decisions.jsonl", headers=HEADERS).content
            return lines, "application/x-ndjson"
        made: dict[str, Any] = {
            "/add": {"articles": [{"text": "Presiden Rusia Vladimir Putin tiba di Pyongyang, Selasa (18/6/2024)."}]},
            "/api/audits": {**BY, "size": 3},
            "accept": {**BY, "note": "ya"},
            "reject": {**BY, "reason": "wrong-date"},
            "edit": {**BY, "time": "2023-08"},
            "undo": BY,
        }
        if verb == "merge":
            made[verb] = {**BY, "other": self.names(path)[1]}
        elif verb == "split":
            reports = self.get(f"/events/{known}.json")["reports"]
            made[verb] = {**BY, "reports": [reports[-1]["article"]]}
        elif verb == "{number}" and path.startswith("/api"):
            made[verb] = {**BY, "event": self.get(f"/audit/{known}.json")["verdicts"][0]["event"], "right": True}
        found = made.get(path, made.get(verb))
        return (found, "application/json") if found else (NOT_SET, None)


@pytest.fixture
def api(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    # The clerk never starts, so that what is sent waits and can be gone on with, cancelled, removed: each call of an
    # operation would start and stop it.
    monkeypatch.setattr("runut.serve.clerk.Clerk.start", lambda clerk: None)
    path = tmp_path / "korea.db"
    with closing(sqlite3.connect(demo)) as one, closing(sqlite3.connect(path)) as other:
        one.backup(other)  # a plain copy of the file lacks what its journal holds
    adding = Adding.of(inbox_of(path), Orders(str(path), model=False), Bounds(size=50_000, jobs=20))
    app = create_app(path, Guard.of("0.0.0.0", token=TOKEN), adding=adding)
    client = TestClient(app, base_url=f"http://{HOST}")
    document = st_api.openapi.from_asgi("/openapi.json", app, headers=HEADERS)
    found = [one.ok() for one in document.get_all_operations()]
    yield Api(client, {(one.method, one.path): one for one in found})
    client.close()


@pytest.mark.slow
def test_every_operation_can_succeed(api: Api) -> None:
    sent = api.client.post("/add", json={"articles": [{"text": "Satu artikel."}]}, headers=HEADERS)
    api.client.post(f"/jobs/{sent.json()['id']}/cancel", headers=HEADERS)
    api.client.post("/api/audits", json={**BY, "size": 3}, headers=HEADERS)
    wrong: list[str] = []
    ordered = sorted(api.operations.items(), key=lambda one: LAST.index(one[0][1]) + 1 if one[0][1] in LAST else 0)
    for (method, path), operation in ordered:
        answer = api.fitting(operation).call(headers=HEADERS)
        wrong += [f"{method} {path}: {answer.status_code} {answer.text[:200]}"] if answer.status_code >= 300 else []
        wrong += faults_of(operation, answer)
    assert len(api.operations) > 50
    assert not wrong, "\n".join(wrong)


def test_the_document_names_nothing_that_it_lacks(reader: TestClient) -> None:
    document = reader.get("/openapi.json").json()
    names = set(re.findall(r'"\$ref": *"([^"]+)"', json.dumps(document)))
    assert names
    for name in names:
        assert name.startswith("#/components/schemas/")
        assert name.rpartition("/")[2] in document["components"]["schemas"]


@pytest.mark.slow
def test_the_document_is_kept(api: Api) -> None:
    api.client.post("/api/audits", json={**BY, "size": 3}, headers=HEADERS)
    wrong: list[str] = []
    refused: set[tuple[str, str]] = set()
    for (method, path), operation in api.operations.items():
        for case in cases(operation, api.names(path)):
            answer = case.call(headers=HEADERS)
            if answer.status_code in (400, 404, 413, 422):
                refused.add((method, path))
            if answer.status_code >= 500 and (answer.status_code, path) != (503, "/add"):  # its queue is full
                wrong.append(f"{method} {path}: {answer.status_code}")
            wrong += faults_of(case, answer, unsaid(case))
    assert not wrong, "\n".join(wrong)
    assert refused >= {key for key, one in api.operations.items() if one.body or list(one.iter_parameters())}


def faults_of(asked: Any, answer: Any, excluded: list[Any] | None = None) -> list[str]:
    """Where the answer is not what the document says of it; ``asked``: a request, or an operation."""
    try:
        if excluded is None:
            asked.validate_response(answer)
        else:
            asked.validate_response(answer, excluded_checks=excluded, headers=HEADERS)
    except BaseExceptionGroup as faults:
        return [f"{asked.method} {asked.path}: {answer.status_code} {str(one)[:300]}" for one in faults.exceptions]
    return []


@st_api.serializer("application/x-ndjson")
def _lines(_context: Any, value: Any) -> bytes:
    """Lines of JSON are sent as they are."""
    return value if isinstance(value, bytes) else str(value).encode("utf8", "surrogateescape")


def unsaid(case: Any) -> list[Any]:
    """What a document cannot say, and no answer is held to: a day that is in no calendar, a name that must exist, two
    names or none are refused though they fit; and in a form everything is text, a number too.
    """
    form = [st_api.checks.negative_data_rejection] if case.media_type == "multipart/form-data" else []
    return [st_api.checks.positive_data_acceptance, *form]


def cases(operation: Any, known: list[str]) -> Iterator[Any]:
    """Requests of an operation: those that fit the document, then those that do not, where any can."""
    names = st.none() | st.sampled_from(known or [""])
    yield from made(operation.as_strategy(generation_mode=st_api.GenerationMode.POSITIVE), names)
    if operation.body or list(operation.iter_parameters()):
        yield from made(operation.as_strategy(generation_mode=st_api.GenerationMode.NEGATIVE), names)


def made(requests: Any, names: st.SearchStrategy[str | None]) -> list[Any]:
    """The requests of a strategy; half of those for one record or a pair get a name that exists."""
    found: list[Any] = []

    @SAME
    @given(case=requests, name=names)
    def collect(case: Any, name: str | None) -> None:
        for slot in ("name", "number"):
            if name and slot in (case.path_parameters or {}):
                case.path_parameters[slot] = name
        if name is not None and case.path.startswith("/dyad"):
            case.query = {**(case.query or {}), "between": ["Rusia", "Korut"]}
        found.append(case)

    with suppress(Unsatisfiable):  # nothing about it can be wrong: a name may be any text
        collect()
    return found


def test_an_export_fails_in_the_asker_s_own_terms(reader: TestClient) -> None:
    program = reader.get("/export/papyrus", headers={"Accept": "*/*"})
    assert program.json()["error"]
    person = reader.get("/export/papyrus", headers={"Accept": "text/html,*/*;q=0.8"})
    assert person.headers["content-type"].startswith("text/html")
