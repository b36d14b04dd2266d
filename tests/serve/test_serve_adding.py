"""Adding articles in the workbench: what is taken, what is refused, and that nothing sent is lost before it is read.

Where only the sending is looked at, the clerk rests. Where jobs run, they do so in processes of their own that read by
hand (``making``); what the real reader makes of every kind of file is at the end.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import signal
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import docx
import pytest
from starlette.testclient import TestClient

from runut.keep.store import Store
from runut.serve.adding import Adding
from runut.serve.app import create_app, inbox_of
from runut.serve.clerk import Clerk, Orders
from runut.serve.guard import Guard
from runut.serve.jobs import GOING, Inbox, Job, Sent
from runut.serve.receiving import Bounds

HERE = "http://127.0.0.1:8765"
PATIENCE = 180  # seconds; a busy machine is slow, not wrong
PROGRAM = {"Runut-Program": "test"}
VISIT = "published 2023-09-14\nvisit CONSULT PRK RUS 2023-09-13 actual"
BY_HAND = """
import making, runut.reading, runut.crew
runut.reading.clean_page, runut.reading.read_document = making.clean_page, making.read_document
runut.crew.PROGRAM = making.WORKER
"""
OPEN = """
import runut.acquire.fetching as fetching
made = fetching.Fetcher.__init__
fetching.Fetcher.__init__ = lambda self, **given: made(self, **{**given, "private": True, "delay": 0.0})
"""
WORK = "from runut.serve.working import main\nmain()\n"
PAGE = """<!doctype html><html lang="id"><head><title>Menteri tiba di Seoul</title></head><body><article>
<h1>Menteri tiba di Seoul</h1><p>SEOUL - {} Menteri Luar Negeri Rusia Sergei Lavrov tiba di Seoul, Rabu (13/9/2023).
Ia bertemu Presiden Korea Selatan di kantornya dan membahas perdagangan kedua negara yang terus tumbuh sejak tahun lalu.
</p><p>Kunjungan itu berlangsung dua hari, kata kementerian dalam pernyataan tertulis.</p></article></body></html>"""


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("adding") / "empty.db"
    Store(path, create=True).engine.dispose()
    return path


@pytest.fixture
def chronicle(tmp_path: Path, empty: Path) -> Path:
    return Path(shutil.copy(empty, tmp_path / "kecil.db"))


@pytest.fixture(autouse=True)
def _by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runut.serve.clerk.PROGRAM", BY_HAND + WORK)


@contextmanager
def workbench(path: Path, bounds: Bounds | None = None, **options: Any) -> Iterator[TestClient]:
    orders = Orders(str(path), model=False, workers=options.pop("workers", 0))
    adding = Adding.of(inbox_of(path), orders, bounds)
    with TestClient(create_app(path, Guard.of("127.0.0.1"), "en", adding=adding, **options), base_url=HERE) as client:
        yield client


@pytest.fixture
def client(chronicle: Path) -> Iterator[TestClient]:
    with workbench(chronicle) as found:
        yield found


@pytest.fixture
def resting(chronicle: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A workbench whose clerk takes what is sent and does nothing."""
    monkeypatch.setattr(Clerk, "_run", lambda self: None)
    with workbench(chronicle) as found:
        yield found


def key_of(client: TestClient) -> str:
    found = re.search(r'name="form_key" value="([0-9a-f]{64})"', client.get("/add").text)
    assert found
    return found[1]


def until(client: TestClient, name: str, is_so: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        job: dict[str, Any] = client.get(f"/jobs/{name}.json").json()
        if is_so(job):
            return job
        time.sleep(0.05)
    raise AssertionError(job)


def ended(client: TestClient, name: str) -> dict[str, Any]:
    return until(client, name, lambda job: job["state"] not in GOING)


def sent(client: TestClient, *files: tuple[str, bytes | str], **fields: str) -> str:
    """The number of the job of what was sent as a program sends a form."""
    parts = [("file", (name, data)) for name, data in files] or [("file", ("", b""))]
    answer = client.post("/add", files=parts, data=fields, headers=PROGRAM)
    assert answer.status_code == 202, answer.text
    return str(answer.json()["id"])


def left_of(path: Path) -> list[str]:
    """The files of jobs that are on the disk."""
    return sorted(one.name for one in inbox_of(path).rglob("0*"))


def test_files_become_articles_with_the_receipt_of_a_build(client: TestClient, chronicle: Path) -> None:
    files = [("satu.txt", VISIT), ("dua.txt", VISIT), ("tiga.txt", "english page"), ("empat.bin", b"\x00\x01\x02" * 99)]
    job = ended(client, sent(client, *files, ("lima.txt", "send AID RUS PRK 2024-03-01 planned")))
    receipt = job["receipt"]
    assert job["state"] == "done"
    assert [receipt[name] for name in ("read", "kept", "other_language", "unreadable")] == [5, 3, 1, 1]
    assert [one["source"] for one in receipt["undated"]] == ["lima.txt"]
    assert {one["source"]: one["reason"] for one in receipt["not_kept"]} == {
        "tiga.txt": "other-language", "empat.bin": "binary",
    }  # fmt: skip
    assert [one["source"] for one in job["articles"]] == ["dua.txt", "lima.txt", "satu.txt"]
    for one in job["articles"]:
        assert client.get(f"/articles/{one['id']}").status_code == 200
    assert len(client.get("/timeline.json").json()) == receipt["events"] == 2
    assert left_of(chronicle) == []
    page = client.get(f"/jobs/{job['id']}").text
    for words in ("tiga.txt", "other-language", "binary", 'href="/articles/', "Undated", "2 events"):
        assert words in page


@pytest.mark.slow
def test_the_form_of_the_page_leads_to_the_job(client: TestClient) -> None:
    key, browser = key_of(client), {"Accept": "text/html,application/xhtml+xml"}
    answer = client.post(
        "/add",
        data={"form_key": key, "text": VISIT.replace("\n", "\r\n"), "title": "Kunjungan", "addresses": "", "url": ""},
        files={"file": ("", b"")},
        headers=browser,
        follow_redirects=False,
    )
    assert answer.status_code == 303
    job = ended(client, answer.headers["location"].rpartition("/")[2])
    (article,) = job["articles"]
    assert re.fullmatch(r"paste-[0-9a-f]{12}[.]txt", article["source"])
    again = ended(client, sent(client, text=VISIT, title="Kunjungan"))
    assert (again["receipt"]["kept"], again["receipt"]["already_there"]) == (0, 1)


@pytest.mark.slow
def test_a_program_sends_json(client: TestClient) -> None:
    body = {"articles": [{"text": VISIT, "id": "7", "published": "2023-09-14", "url": "https://kabar.example/7"}]}
    answer = client.post("/add", json=body)
    assert answer.status_code == 202
    assert answer.headers["location"] == answer.json()["address"]
    job = ended(client, answer.json()["id"])
    assert job["articles"][0]["key"] == "7"
    assert job["id"] in [one["id"] for one in client.get("/jobs.json").json()]


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        ({}, 400, "Nothing was sent"),
        ({"articles": [{}]}, 400, "text or html"),
        ({"articles": [{"text": "a", "html": "b"}]}, 400, "text or html"),
        ({"articles": [{"text": "a", "published": "kemarin"}]}, 400, "kemarin"),
        ({"addresses": ["file:///etc/passwd"]}, 400, "file:///etc/passwd"),
        ({"addresses": ["kabar.example"]}, 400, "kabar.example"),
        ({"articles": [{"text": "a", "path": "/etc/passwd"}]}, 422, "articles.0.path"),
        ({"articles": "a"}, 422, "articles"),
        ([], 422, "JSON"),
    ],
)
def test_what_cannot_be_used_is_said_and_leaves_nothing(
    body: Any, code: int, words: str, resting: TestClient, chronicle: Path
) -> None:
    answer = resting.post("/add", json=body)
    assert answer.status_code == code
    assert words in answer.json()["error"]
    assert resting.get("/jobs.json").json() == []
    assert [one for one in inbox_of(chronicle).glob("*") if one.is_dir()] == []


@pytest.mark.parametrize(
    ("called", "source"),
    [
        ("../../../etc/cron.d/a.txt", "a.txt"),
        ("/etc/passwd", "passwd"),
        ("..\\..\\windows\\a.txt", "a.txt"),
        ("..", "unnamed"),
        ("a\u202etxt.exe", "a\ufffdtxt.exe"),
        ("-", "-"),
        ("<img src=x onerror=alert(1)>.txt", "<img src=x onerror=alert(1)>.txt"),
        ("x" * 500 + ".txt", "x" * 104 + ".txt"),
        ("job.json", "job.json"),
        ("receipt.json", "receipt.json"),
    ],
)
def test_a_name_is_a_word_and_never_a_path(called: str, source: str, resting: TestClient, chronicle: Path) -> None:
    before = sorted(chronicle.parent.iterdir())
    name = sent(resting, (called, VISIT))
    assert [one["name"] for one in resting.get(f"/jobs/{name}.json").json()["sent"]] == [source]
    folder = inbox_of(chronicle) / name
    assert sorted(one.name for one in folder.iterdir()) == ["000001", "job.json"]
    assert (folder / "000001").read_text() == VISIT
    assert sorted(set(chronicle.parent.iterdir()) - set(before)) == [inbox_of(chronicle)]
    assert "<img src=x" not in resting.get("/jobs").text


def test_files_called_the_same_are_told_apart(resting: TestClient) -> None:
    name = sent(resting, ("a/index.txt", VISIT), ("b/index.txt", f"{VISIT}\n2"))
    sources = [one["name"] for one in resting.get(f"/jobs/{name}.json").json()["sent"]]
    assert sources == ["index.txt", "index (2).txt"]


def test_a_name_of_a_job_leads_nowhere_else(resting: TestClient, chronicle: Path) -> None:
    (chronicle.parent / "job.json").write_text("{}")
    for name in ("..", "%2e%2e", "x", "20260101000000-00000000", "20260101000000-0000000g", "..%2f.."):
        for path in (f"/jobs/{name}", f"/jobs/{name}.json", f"/jobs/{name}/state"):
            assert resting.get(path, follow_redirects=False).status_code in (404, 307), path
        for deed in ("cancel", "resume", "remove"):
            assert resting.post(f"/jobs/{name}/{deed}", json={}).status_code in (404, 405), name
    assert (chronicle.parent / "job.json").exists()


@pytest.mark.parametrize(
    ("bounds", "files", "fields", "words"),
    [
        (Bounds(size=1000), [("a.txt", "x" * 1001)], {}, "1000 bytes"),
        (Bounds(size=1000), [("a.txt", "x" * 600), ("b.txt", "x" * 600)], {}, "1000 bytes"),
        (Bounds(files=2), [(f"{n}.txt", VISIT) for n in range(3)], {}, "2 files"),
        (Bounds(text=50), [], {"text": "x" * 51}, "50 bytes"),
        (Bounds(addresses=1), [], {"addresses": "https://a.example\nhttps://b.example"}, "1 addresses"),
        (Bounds(), [("a.txt", VISIT)], {"title": "x" * 501}, "title"),
    ],
)
def test_too_much_is_refused_and_leaves_nothing(
    bounds: Bounds, files: list[tuple[str, str]], fields: dict[str, str], words: str, chronicle: Path
) -> None:
    with workbench(chronicle, bounds) as client:
        parts = [("file", one) for one in files] or [("file", ("", b""))]
        answer = client.post("/add", files=parts, data=fields, headers=PROGRAM)
        assert answer.status_code == 413
        assert words in answer.json()["error"]
        assert left_of(chronicle) == []
        assert client.get("/jobs.json").json() == []


def test_a_body_without_a_length_is_read_no_further_than_there_is_room(chronicle: Path) -> None:
    given = 0

    def endless() -> Iterator[bytes]:
        nonlocal given
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        for _ in range(1000):
            given += 1
            yield b"x" * 10_000

    headers = {**PROGRAM, "Content-Type": "multipart/form-data; boundary=b"}
    with workbench(chronicle, Bounds(size=50_000)) as client:
        assert client.post("/add", content=endless(), headers=headers).status_code == 413
        assert client.post("/add", content=b"x" * 20_000_000, headers=headers).status_code == 413
    assert left_of(chronicle) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--b",
        b"x",
        b"--c\r\n\r\n",
        b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nabc',
        b"--b\r\n" + b"A: b\r\n" * 100 + b"\r\n\r\n--b--\r\n",
        b"--b\r\nContent-Disposition: form-data" + b"; x=y" * 5000 + b"\r\n\r\n\r\n--b--\r\n",
    ],
)
def test_a_broken_form_is_refused(body: bytes, resting: TestClient, chronicle: Path) -> None:
    headers = {**PROGRAM, "Content-Type": "multipart/form-data; boundary=b"}
    assert resting.post("/add", content=body, headers=headers).status_code == 400
    assert left_of(chronicle) == []


def test_only_our_own_form_and_programs_may_add(resting: TestClient) -> None:
    data = {"form_key": "0" * 64, "text": VISIT}
    assert resting.post("/add", data=data).status_code == 403
    assert resting.post("/add", files={"file": ("a.txt", VISIT)}).status_code == 403
    cross = {**PROGRAM, "Origin": "http://evil.example"}
    assert resting.post("/add", files={"file": ("a.txt", VISIT)}, headers=cross).status_code == 403
    assert resting.get("/jobs.json").json() == []
    assert resting.get("/jobs/x/cancel").status_code == 405


def test_read_only_hides_and_refuses(chronicle: Path) -> None:
    with workbench(chronicle, read_only=True) as client:
        assert 'href="/add"' not in client.get("/timeline").text
        for path in ("/add", "/jobs", "/jobs.json", "/jobs/20260101000000-00000000"):
            assert client.get(path).status_code == 403
        assert client.post("/add", json={"articles": [{"text": VISIT}]}).status_code == 403
        assert client.post("/jobs/20260101000000-00000000/remove", json={}).status_code == 403
    assert not inbox_of(chronicle).exists()
    with workbench(chronicle) as client:
        assert 'href="/add"' in client.get("/timeline").text


class Pages(BaseHTTPRequestHandler):
    """A news site of two pages, one of which leads to the network of the machine."""

    def do_GET(self) -> None:
        body = VISIT.encode() if self.path == "/1" else b""
        self.send_response(200 if body else 302 if self.path == "/2" else 404)
        if self.path == "/2":
            self.send_header("Location", "http://169.254.169.254/latest/meta-data")
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.slow
def test_an_address_is_fetched(site: str, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runut.serve.clerk.PROGRAM", BY_HAND + OPEN + WORK)
    job = ended(client, sent(client, addresses=f"{site}/1\n\n{site}/none\n"))
    assert [one["source"] for one in job["articles"]] == [f"{site}/1"]
    assert [(one["source"], one["reason"]) for one in job["receipt"]["not_kept"]] == [(f"{site}/none", "not-found")]


@pytest.mark.slow
def test_private_addresses_are_not_fetched(site: str, client: TestClient) -> None:
    addresses = [f"{site}/1", "http://localhost/x", "http://169.254.169.254/latest", "http://[::1]/", "http://10.0.0.1/"]
    job = ended(client, sent(client, addresses="\n".join(addresses)))
    assert [one["source"] for one in job["receipt"]["not_kept"]] == sorted(addresses)
    assert job["receipt"]["kept"] == 0


def process_of(client: TestClient) -> int:
    """The process that does the job at work."""
    adding: Adding = client.app.app.app.app.app.state.adding  # type: ignore[attr-defined]
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        process = adding.clerk._process
        if process is not None:
            return process.pid
        time.sleep(0.02)
    raise AssertionError("nothing is at work")


@pytest.mark.slow
def test_a_page_that_ends_its_reader_costs_that_page(chronicle: Path) -> None:
    with workbench(chronicle, workers=1) as client:
        _reader_ends(client, chronicle)


def _reader_ends(client: TestClient, chronicle: Path) -> None:
    job = ended(client, sent(client, ("a.txt", VISIT), ("b.txt", "fatal"), ("c.txt", f"{VISIT}\n2")))
    assert job["state"] == "done"
    assert [one["reason"] for one in job["receipt"]["not_kept"]] == ["crashed"]
    assert job["receipt"]["kept"] == 2
    assert [one["left"] for one in job["sent"]] == [False, True, False]
    assert left_of(chronicle) == ["000002"]
    client.post(f"/jobs/{job['id']}/resume", json={})
    again = ended(client, job["id"])
    assert (again["receipt"]["read"], again["receipt"]["kept"]) == (1, 0)
    assert len(again["articles"]) == 2


def test_a_job_whose_process_is_killed_loses_nothing(client: TestClient, chronicle: Path) -> None:
    name = sent(client, ("a.txt", VISIT), ("b.txt", "endless"))
    until(client, name, lambda job: (job["progress"] or {}).get("read", 0) > 0)
    os.kill(process_of(client), signal.SIGKILL)
    job = ended(client, name)
    assert job["state"] == "crashed"
    assert "signal 9" in job["why"]
    assert "signal 9" in client.get(f"/jobs/{name}").text
    assert left_of(chronicle) == ["000001", "000002"]
    (inbox_of(chronicle) / name / "000002").write_text(f"{VISIT}\n2")
    client.post(f"/jobs/{name}/resume", json={})
    done = ended(client, name)
    assert done["state"] == "done"
    assert len(client.get("/articles.json").json()) == len(done["articles"]) == 2


@pytest.mark.slow
def test_a_process_that_cannot_work_says_why(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runut.serve.clerk.PROGRAM", "raise SystemError('no such thing as <b>')")
    job = ended(client, sent(client, ("a.txt", VISIT)))
    assert job["state"] == "crashed"
    assert "no such thing" in job["why"]
    assert "as &lt;b&gt;" in client.get(f"/jobs/{job['id']}").text


@pytest.mark.slow
def test_one_job_writes_and_the_others_wait_their_turn(client: TestClient) -> None:
    first = sent(client, ("a.txt", "endless"))
    second, third = sent(client, ("b.txt", VISIT)), sent(client, ("c.txt", f"{VISIT}\n3"))
    until(client, first, lambda job: job["state"] == "running")
    assert [client.get(f"/jobs/{name}.json").json()["before_it"] for name in (second, third)] == [0, 1]
    assert client.post(f"/jobs/{second}/cancel", json={}).status_code == 200
    assert client.post(f"/jobs/{second}/resume", json={}).status_code == 200
    client.post(f"/jobs/{first}/cancel", json={})
    assert ended(client, first)["state"] == "cancelled"
    assert ended(client, third)["state"] == ended(client, second)["state"] == "done"
    assert client.get(f"/jobs/{first}.json").json()["sent"][0]["left"] is True


@pytest.mark.slow
def test_a_job_in_the_queue_is_cancelled_at_once(client: TestClient) -> None:
    first, second = sent(client, ("a.txt", "endless")), sent(client, ("b.txt", VISIT))
    client.post(f"/jobs/{second}/cancel", json={})
    assert client.get(f"/jobs/{second}.json").json()["state"] == "cancelled"
    assert client.post(f"/jobs/{first}/remove", json={}).status_code == 409
    assert client.post(f"/jobs/{second}/remove", json={}).status_code == 200
    assert client.get(f"/jobs/{second}.json").status_code == 404
    client.post(f"/jobs/{first}/cancel", json={})
    assert ended(client, first)["state"] == "cancelled"


def test_too_many_jobs_are_refused(chronicle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Clerk, "_run", lambda self: None)
    with workbench(chronicle, Bounds(jobs=1)) as client:
        sent(client, ("a.txt", VISIT))
        assert client.post("/add", json={"articles": [{"text": "c"}]}).status_code == 503


@pytest.mark.slow
def test_a_job_goes_on_after_the_program_was_stopped(chronicle: Path) -> None:
    with workbench(chronicle) as client:
        name, waiting = sent(client, ("a.txt", VISIT), ("b.txt", "endless")), sent(client, ("c.txt", f"{VISIT}\n3"))
        until(client, name, lambda job: (job["progress"] or {}).get("read", 0) > 0)
    (inbox_of(chronicle) / name / "000002").write_text(f"{VISIT}\n2")
    with workbench(chronicle) as client:
        jobs = {job["id"]: job for job in client.get("/jobs.json").json()}
        assert {job["state"] for job in jobs.values()} == {"stopped"}
        assert "/resume" in client.get(f"/jobs/{name}").text
        for one in (name, waiting):
            client.post(f"/jobs/{one}/resume", json={})
        assert ended(client, name)["state"] == ended(client, waiting)["state"] == "done"
        assert len(client.get("/articles.json").json()) == 3
    assert left_of(chronicle) == []


@pytest.mark.slow
def test_a_job_of_a_program_that_was_killed_is_listed_and_goes_on(chronicle: Path) -> None:
    inbox = Inbox(inbox_of(chronicle))
    half, broken, cut = inbox.new(), inbox.new(), inbox.new()
    (inbox.path(half) / "000001").write_text(VISIT)
    inbox.put(Job(half, "2026-11-29T02:00:00+00:00", (Sent("a.txt", "000001", len(VISIT)),), "running"))
    (inbox.path(broken) / "job.json").write_text("{")
    (inbox.path(cut) / "000001").write_text("half a file")
    now_sent = inbox.new()
    for one in (inbox.path(cut) / "000001", inbox.path(cut)):
        os.utime(one, (1, 1))
    with workbench(chronicle) as client:
        assert [(job["id"], job["state"]) for job in client.get("/jobs.json").json()] == [(half, "stopped")]
        client.post(f"/jobs/{half}/resume", json={})
        assert ended(client, half)["state"] == "done"
    assert not inbox.path(cut).exists()
    assert inbox.path(now_sent).exists()
    assert inbox.path(broken).exists()


@pytest.mark.slow
def test_two_workbenches_of_one_chronicle_read_one_at_a_time(chronicle: Path) -> None:
    with workbench(chronicle) as one, workbench(chronicle) as other:
        first = sent(one, ("a.txt", "endless"))
        until(one, first, lambda job: (job["progress"] or {}).get("read", 0) > 0)
        second = sent(other, ("b.txt", VISIT))
        process_of(other)
        assert other.get(f"/jobs/{second}.json").json()["progress"]["doing"] == "starting"
        one.post(f"/jobs/{first}/cancel", json={})
        assert ended(other, second)["state"] == "done"


def test_only_the_newest_of_the_finished_jobs_are_kept(chronicle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runut.serve.jobs.FINISHED", 2)
    inbox = Inbox(inbox_of(chronicle))
    for n in range(5):
        number = f"2026112900000{n}-00000000"
        inbox.path(number).mkdir(parents=True)
        inbox.put(Job(number, "", (Sent("a.txt", "000001", 1, left=n == 0),), "done" if n else "crashed"))
    clerk = Clerk(inbox, Orders(str(chronicle)))
    clerk.start()
    clerk.stop()
    assert [job.id[13] for job in inbox.all()] == ["4", "3", "0"]


@pytest.mark.slow
def test_readers_see_what_a_job_added(client: TestClient) -> None:
    assert client.get("/timeline.json").json() == []
    assert "0 events" in client.get("/timeline").text
    ended(client, sent(client, ("a.txt", VISIT)))
    assert "1 event" in client.get("/timeline").text
    assert "Not all articles are merged" not in client.get("/timeline").text


@pytest.mark.slow
def test_the_page_of_a_job_at_work(client: TestClient) -> None:
    name = sent(client, ("a.txt", VISIT), ("b.txt", "endless"))
    until(client, name, lambda job: (job["progress"] or {}).get("read", 0) > 0)
    page = client.get(f"/jobs/{name}").text
    assert '<noscript><meta http-equiv="refresh"' in page
    assert f'hx-get="/jobs/{name}/state"' in page
    assert "Articles are being added" in client.get("/timeline").text
    part = client.get(f"/jobs/{name}/state").text
    assert "<html" not in part
    assert "Reading" in part
    client.post(f"/jobs/{name}/cancel", json={})
    ended(client, name)
    assert "http-equiv" not in client.get(f"/jobs/{name}").text


def test_the_api_is_described(resting: TestClient) -> None:
    paths = resting.get("/openapi.json").json()["paths"]
    body = paths["/add"]["post"]["requestBody"]["content"]
    assert set(body) == {"multipart/form-data", "application/json"}
    assert {"/jobs.json", "/jobs/{name}.json", "/jobs/{name}/cancel", "/jobs/{name}/resume"} <= set(paths)
    assert "/add" in resting.get("/docs").text


def letter() -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "r@kabar.example", "Menteri"
    message["Date"] = "Thu, 14 Sep 2023 07:00:00 +0700"
    message.set_content(PAGE.format("Surat."), subtype="html")
    return message.as_bytes()


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("dalam.html", PAGE.format("Arsip."))
        archive.writestr("../luar.html", PAGE.format("Luar."))
        archive.writestr("kosong.txt", "")
    return buffer.getvalue()


def web_archive() -> bytes:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE.format("Jaring.").encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://kabar.example/w\r\n"
        "WARC-Date: 2023-09-14T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def document() -> bytes:
    made, buffer = docx.Document(), io.BytesIO()
    made.add_heading("Menteri tiba di Seoul")
    made.add_paragraph("Menteri Luar Negeri Rusia Sergei Lavrov tiba di Seoul pada Rabu, 13 September 2023, katanya.")
    made.save(buffer)
    return buffer.getvalue()


@pytest.mark.slow
def test_every_kind_of_file_that_a_build_reads(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runut.serve.clerk.PROGRAM", WORK)
    text = "Menteri Luar Negeri Rusia Sergei Lavrov tiba di Seoul pada Rabu (13/9/2023) dan bertemu Presiden {}."
    rows = json.dumps({"text": text.format("Yoon"), "id": "r1", "published": "2023-09-14"})
    files: list[tuple[str, bytes | str]] = [
        ("halaman.html", PAGE.format("Halaman.")), ("polos.txt", text.format("Korea Selatan")),
        ("baris.jsonl", rows), ("tabel.csv", f'id,text\nt1,"{text.format("Moon")}"\n'), ("arsip.zip", zipped()),
        ("jaring.warc", web_archive()), ("surat.eml", letter()), ("cetak.docx", document()),
        ("cetak.pdf", b"%PDF-1.4\n"),
    ]  # fmt: skip
    job = ended(client, sent(client, *files))
    assert job["state"] == "done"
    assert sorted(one["source"] for one in job["articles"]) == [
        "arsip.zip!dalam.html", "baris.jsonl#1", "cetak.docx", "halaman.html", "jaring.warc#1",
        "polos.txt", "surat.eml", "tabel.csv#1",
    ]  # fmt: skip
    refused = {one["source"]: one["reason"] for one in job["receipt"]["not_kept"]}
    assert set(refused) == {"arsip.zip!../luar.html", "arsip.zip!kosong.txt", "cetak.pdf"}
    assert job["receipt"]["events"] > 0
