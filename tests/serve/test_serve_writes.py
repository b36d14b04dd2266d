"""The gate before everything that writes: what passes, what is refused, and that it is refused before it is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from runut.serve.app import create_app
from runut.serve.guard import Gate, Guard
from runut.serve.writes import KEY, ROOM, WriteGate, fields, writing_of

HERE = "http://127.0.0.1:8765"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Echo:
    """A page with a form, and what was sent with it; ``read`` counts the bodies that reached it."""

    def __init__(self) -> None:
        self.read = 0
        self.app = Starlette(routes=[Route("/", self.page), Route("/said", self.said, methods=["POST", "DELETE"])])

    async def page(self, request: Request) -> Response:
        return HTMLResponse(f'<input name="{KEY}" value="{writing_of(request).key}">')

    async def said(self, request: Request) -> Response:
        if request.headers.get("content-type", "") == FORM["Content-Type"]:
            found: Any = (await fields(request)).pairs
        else:
            found = len(await request.body())
        self.read += 1
        return JSONResponse({"said": found, "allowed": writing_of(request).allowed})


@pytest.fixture
def echo() -> Echo:
    return Echo()


@pytest.fixture
def writer(echo: Echo) -> Iterator[TestClient]:
    with TestClient(Gate(WriteGate(echo.app), Guard.of("127.0.0.1")), base_url=HERE) as client:
        yield client


def key_of(client: TestClient) -> str:
    found = re.search(r'value="([0-9a-f]{64})"', client.get("/").text)
    assert found
    return found[1]


def test_a_form_with_its_key_arrives_whole(writer: TestClient) -> None:
    key = key_of(writer)
    answer = writer.post("/said", data={KEY: key, "note": "é & <b>=;", "empty": ""})
    assert answer.status_code == 200
    assert answer.json() == {"said": [[KEY, key], ["note", "é & <b>=;"], ["empty", ""]], "allowed": True}


def test_a_form_with_a_file_shows_its_key_first(writer: TestClient) -> None:
    key = key_of(writer)
    data = b"x" * 5000
    assert writer.post("/said", data={KEY: key}, files={"page": ("a.html", data)}).json()["said"] > 5000
    assert writer.post("/said", data={"other": "1", KEY: key}, files={"page": ("a.html", data)}).status_code == 403


def test_the_key_goes_with_the_cookie(writer: TestClient, echo: Echo) -> None:
    mine = key_of(writer)
    writer.cookies.clear()
    assert writer.post("/said", data={KEY: mine}).status_code == 403
    theirs = key_of(writer)
    assert theirs != mine
    assert writer.post("/said", data={KEY: mine}).status_code == 403
    assert writer.post("/said", data={KEY: theirs}).status_code == 200
    assert echo.read == 1


def test_another_run_of_the_program_has_other_keys(writer: TestClient, echo: Echo) -> None:
    key = key_of(writer)
    again = TestClient(WriteGate(echo.app), base_url=HERE, cookies=dict(writer.cookies))
    refused = again.post("/said", data={KEY: key})
    assert refused.status_code == 403
    assert "muat ulang" in refused.text
    assert "load the page again" in refused.text


def test_the_cookie_is_for_this_site_alone(writer: TestClient) -> None:
    cookie = writer.get("/").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "set-cookie" not in writer.get("/").headers


@pytest.mark.parametrize("value", ["", "x", "a" * 33, "ä" * 32, "../../etc/passwd-----------------"])
def test_a_cookie_of_another_shape_is_none(value: str, writer: TestClient) -> None:
    cookie = {"Cookie": f"runut_form={value}".encode("latin-1")}
    assert "set-cookie" in writer.get("/", headers=cookie).headers
    assert writer.post("/said", headers=cookie, data={KEY: "0" * 64}).status_code == 403


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (FORM, b""),
        (FORM, b"note=x"),
        (FORM, b"form_key="),
        (FORM, b"form_key=" + b"0" * 64),
        (FORM, b"note=x&form_key=KEY"),
        (FORM, b"form_key=KEYx"),
        ({}, b""),
        ({"Content-Type": "text/plain"}, b'{"author": "x"}'),
        ({"Content-Type": "text/plain;application/json"}, b'{"author": "x"}'),
        ({"Content-Type": "application/x-www-form-urlencoded;application/json"}, b"{}"),
        ({"Content-Type": "multipart/form-data; boundary=b"}, b"--b--\r\n"),
    ],
)
def test_without_the_key_nothing_is_read(
    headers: dict[str, str], body: bytes, writer: TestClient, echo: Echo
) -> None:
    key = key_of(writer)
    refused = writer.post("/said", headers=headers, content=body.replace(b"KEY", key.encode()))
    assert refused.status_code == 403
    assert not echo.read


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "QUERY", "POST"])
def test_every_method_that_is_not_for_reading_is_a_write(method: str, writer: TestClient, echo: Echo) -> None:
    assert writer.request(method, "/said").status_code == 403
    assert not echo.read


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("as_json", [True, False])
def test_a_page_of_another_site_changes_nothing(
    headers: dict[str, str], as_json: bool, writer: TestClient, echo: Echo
) -> None:
    key = key_of(writer)
    sent: dict[str, Any] = {"json": {}} if as_json else {"data": {KEY: key}}
    assert writer.post("/said", headers=headers, **sent).status_code == 403
    assert not echo.read


def test_our_own_page_may(writer: TestClient) -> None:
    own = {"Origin": HERE, "Sec-Fetch-Site": "same-origin"}
    assert writer.post("/said", headers=own, data={KEY: key_of(writer)}).status_code == 200


def test_a_program_sends_json_without_a_key(writer: TestClient) -> None:
    assert writer.post("/said", json={"author": "sari"}).json()["allowed"] is True


@pytest.mark.parametrize("length", ["", "-1", "1e9", str(ROOM + 1), "9" * 30])
def test_a_length_that_is_too_large_or_none_is_refused(length: str, writer: TestClient, echo: Echo) -> None:
    headers = {"Content-Type": "application/json", "Content-Length": length}
    assert writer.post("/said", headers=headers, content=b"{}").status_code == 413
    assert not echo.read


@pytest.mark.parametrize("first", [b"{", b"form_key=KEY&note="])
def test_a_body_of_unknown_length_is_not_read_to_its_end(first: bytes, writer: TestClient, echo: Echo) -> None:
    key = key_of(writer)

    def endless() -> Iterator[bytes]:
        yield first.replace(b"KEY", key.encode())
        for _ in range(100):
            yield b"x" * ROOM

    headers = {"Content-Type": "application/json"} if first == b"{" else FORM
    assert writer.post("/said", headers=headers, content=endless()).status_code == 413
    assert not echo.read


def test_fields_without_end_and_bytes_that_are_no_text_are_refused(writer: TestClient) -> None:
    key = key_of(writer)
    for rest in ("&a=" * 600, "&a=%ff", "&a=\x80"):
        assert writer.post("/said", headers=FORM, content=f"{KEY}={key}{rest}".encode("latin-1")).status_code == 400


def test_read_only_refuses_everything(echo: Echo) -> None:
    client = TestClient(WriteGate(echo.app, read_only=True), base_url=HERE)
    key = key_of(client)
    for sent in ({"json": {}}, {"data": {KEY: key}}, {"content": b"x" * (ROOM + 1)}):
        refused = client.post("/said", **sent)  # type: ignore[arg-type]
        assert refused.status_code == 403
        assert "--read-only" in refused.text
    assert not echo.read


def test_a_page_says_whether_it_may_write(demo: Path) -> None:
    for read_only in (True, False):
        app = create_app(demo, Guard.of("127.0.0.1"), read_only=read_only)
        with TestClient(app, base_url=HERE) as client:
            assert client.get("/timeline").status_code == 200
            refused = client.post("/timeline", json={})
            assert refused.status_code == (403 if read_only else 405)
