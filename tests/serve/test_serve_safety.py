"""Who may ask, and what every answer carries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from runut.errors import UsageError
from runut.serve.app import create_app
from runut.serve.guard import Guard

TOKEN = "a-token-that-nobody-guesses"
OUTSIDE = "http://192.0.2.7:8765"


@pytest.fixture
def outside(demo: Path) -> Iterator[TestClient]:
    """A reader on another machine."""
    app = create_app(demo, Guard.of("0.0.0.0", token=TOKEN, names=["workbench.example"]))
    with TestClient(app, base_url=OUTSIDE) as client:
        yield client


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:8765", "LOCALHOST", "[::1]:8765", "127.0.0.1"])
def test_this_machine_is_served(host: str, reader: TestClient) -> None:
    assert reader.get("/timeline", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example:8765",
        "192.0.2.7",
        "evil.example@127.0.0.1.",
        "[",
        "",
        "127.0.0.1, evil.example",
    ],
)
@pytest.mark.parametrize("path", ["/timeline", "/timeline.json", "/static/workbench.js", "/openapi.json", "/nowhere"])
def test_another_host_name_is_refused(host: str, path: str, reader: TestClient) -> None:
    assert reader.get(path, headers={"Host": host}).status_code == 421


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:9999", "http://localhost:8765", "file://"]
)
def test_a_page_of_another_origin_is_refused(origin: str, reader: TestClient) -> None:
    assert reader.get("/timeline.json", headers={"Origin": origin}).status_code == 403


def test_our_own_origin_is_served(reader: TestClient) -> None:
    assert reader.get("/timeline.json", headers={"Origin": "http://127.0.0.1:8765"}).status_code == 200


@pytest.mark.parametrize("path", ["/timeline", "/timeline.json", "/articles.csv", "/static/workbench.js"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_a_list_cannot_be_changed(method: str, path: str, reader: TestClient) -> None:
    assert reader.request(method, path, headers={"Content-Type": "application/json"}).status_code == 405


@pytest.mark.parametrize("path", ["/timeline", "/timeline.json", "/static/htmx.min.js", "/nowhere", "/timeline?page=0"])
def test_every_answer_has_its_headers(path: str, reader: TestClient) -> None:
    headers = reader.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers


def test_without_a_token_nobody_else_gets_in(outside: TestClient) -> None:
    for path in ("/timeline", "/timeline.json", "/static/htmx.min.js", "/openapi.json", "/nowhere"):
        assert outside.get(path).status_code == 401
        assert outside.get(f"{path}?token=wrong", follow_redirects=False).status_code == 401
        assert outside.get(path, headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert outside.get("/timeline", headers={"Host": "evil.example"}).status_code == 421


def test_the_token_opens_once_and_leaves_the_address(outside: TestClient) -> None:
    entered = outside.get(f"/timeline?search=Kim&token={TOKEN}", follow_redirects=False)
    assert entered.status_code == 303
    assert entered.headers["location"] == "/timeline?search=Kim"
    cookie = entered.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    answer = outside.get("/timeline")
    assert answer.status_code == 200
    assert TOKEN not in answer.text


def test_the_token_never_leads_elsewhere(outside: TestClient) -> None:
    for path in ("//evil.example/", "/\\evil.example/"):
        entered = outside.get(f"{OUTSIDE}{path}?token={TOKEN}", follow_redirects=False)
        assert entered.headers.get("location", "/x").startswith("/")
        assert not entered.headers.get("location", "/x").startswith(("//", "/\\"))


def test_a_program_shows_the_token_as_a_header(outside: TestClient) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}", "Host": "workbench.example"}
    assert outside.get("/timeline.json?limit=1", headers=headers).status_code == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "workbench.example"])
def test_other_machines_need_a_token(host: str) -> None:
    with pytest.raises(UsageError, match="token"):
        Guard.of(host)
    with pytest.raises(UsageError, match="shorter"):
        Guard.of(host, token="short")


@pytest.mark.parametrize("name", ["..%2f..%2fpyproject.toml", "../app.py", "report.css%00", "%2e%2e/guard.py"])
def test_no_path_comes_from_the_asker(name: str, reader: TestClient) -> None:
    assert reader.get(f"/static/{name}").status_code == 404
