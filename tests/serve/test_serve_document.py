"""The API keeps what its OpenAPI document promises: no request made from it fails, every answer is as described.

The requests are schemathesis's, the same ones each time, fitting and not fitting in turn; single records are asked for
by ids that exist as often as by ids that do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from runut.serve.app import inner_app
from runut.serve.desk import Desk

st_api = pytest.importorskip("schemathesis", reason="schemathesis is not installed (pip install '.[dev]')")
EXAMPLES = 6  # of each operation, and as many that do not fit the document
SAME = settings(
    max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture(scope="module")
def operations(demo: Path) -> dict[str, Any]:
    """What the document describes and can be asked wrongly, by path."""
    api = st_api.openapi.from_asgi("/openapi.json", inner_app(Desk(demo)))
    found = [one.ok() for one in api.get_all_operations()]
    return {one.path: one for one in found if one.method == "get" and list(one.iter_parameters())}


@pytest.fixture(scope="module")
def names(reader: TestClient) -> dict[str, list[str]]:
    """Of each kind some that are in the chronicle, by the first part of the path."""
    events, actors = (reader.get(f"/{listing}.json?limit=5").json() for listing in ("timeline", "actors"))
    return {
        "events": [row["id"] for row in events],
        "articles": [row["reports"][0]["article"] for row in events],
        "actors": [row["id"] for row in actors],
        "dyad.json": ["Rusia"],
        "dyad.csv": ["Rusia"],
    }


@pytest.mark.slow
def test_the_document_is_kept(operations: dict[str, Any], names: dict[str, list[str]]) -> None:
    assert len(operations) > 20
    answers: set[tuple[str, int]] = set()
    for path, operation in operations.items():
        known = names.get(path.strip("/").partition("/")[0], [])
        for case in cases(operation, known):
            answer = case.call()
            answers.add((path, answer.status_code))
            case.validate_response(answer, excluded_checks=[st_api.checks.positive_data_acceptance])
            assert answer.status_code < 500
    refused = {path for path, code in answers if code in (400, 404, 422)}
    served = {path for path, code in answers if code == 200}
    assert refused == set(operations)
    assert served >= {path for path in operations if "{name}" not in path or path.split("/")[1] in names} - AWAY


AWAY = {"/audit/{number}.json", "/audit/{number}.csv"}  # nothing was audited here


def cases(operation: Any, known: list[str]) -> Iterator[Any]:
    """Requests of an operation: those that fit the document, then those that do not."""
    for mode in (st_api.GenerationMode.POSITIVE, st_api.GenerationMode.NEGATIVE):
        yield from made(operation.as_strategy(generation_mode=mode), st.none() | st.sampled_from(known or [""]))


def made(requests: Any, names: st.SearchStrategy[str | None]) -> list[Any]:
    """The requests of a strategy; half of those for one record or a pair get a name that exists."""
    found: list[Any] = []

    @SAME
    @given(case=requests, name=names)
    def collect(case: Any, name: str | None) -> None:
        if name and "name" in (case.path_parameters or {}):
            case.path_parameters["name"] = name
        elif name:
            case.query = {**(case.query or {}), "between": [name, "Korut"]}
        found.append(case)

    collect()
    return found


def test_an_export_fails_in_the_asker_s_own_terms(reader: TestClient) -> None:
    program = reader.get("/export/papyrus", headers={"Accept": "*/*"})
    assert program.json()["error"]
    person = reader.get("/export/papyrus", headers={"Accept": "text/html,*/*;q=0.8"})
    assert person.headers["content-type"].startswith("text/html")
