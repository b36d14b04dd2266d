"""Damaged answers of servers, robots.txt, sources, saved pages, own rules: each ends, in a page or a reason.

The damage is drawn from a fixed seed. Longer by hand: ``RUNUT_FUZZ=5000 pytest tests/acquire/test_fuzz_fetching.py``.
"""

from __future__ import annotations

import gzip
import random
import socket
import threading

import pytest

from acquire.building import HTML, items
from acquire.serving import HandClock, answer
from acquire.test_feeds import LONG, MAP, NEWS, entry, rss
from acquire.test_fuzz import ROUNDS, damaged
from runut.acquire.fetching import Answer, Fetcher, Refusal
from runut.acquire.limits import Limits
from runut.acquire.robots import Rules
from runut.errors import UsageError
from runut.rules import use_files
from runut.watch.sources import links_of

LIMITS = Limits(document=50_000, feed=50_000, seconds=5, redirects=2)
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
CHUNKED += b"5\r\n<p>Ka\r\n3\r\npal\r\n0\r\n\r\n"
ANSWERS = {
    "plain": answer(HTML),
    "chunked": CHUNKED,
    "packed": answer(gzip.compress(HTML * 20), headers=["Content-Encoding: gzip"]),
    "moved": answer(status="302 Found", headers=["Location: http://10.0.0.1/x?y=1#z"]),
    "busy": answer(status="503 Busy", headers=["Retry-After: Mon, 21 Sep 2026 14:23:20 GMT"]),
    "same": answer(status="304 Not Modified", media="", headers=['ETag: "v1"']),
    "going on": b"HTTP/1.1 100 Continue\r\n\r\n" * 3 + answer(HTML),
}
SOURCES = {
    "rss": rss(entry(1, whole=LONG), entry(2)),
    "map": MAP.format("".join(NEWS.format(number) for number in (1, 2))).encode(),
    "packed map": gzip.compress(MAP.format(NEWS.format(1)).encode()),
    "json": b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "https://k.example/1", "title": "T"}]}',
    "list": b"# kabar\nhttps://kabar.example/1\n\nhttps://kabar.example/2\n",
    "page": b'<!doctype html><link rel="alternate" type="application/rss+xml" href="/rss"><p>x',
}
SAVED = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://contoh.example/1\r\nSubject: Kabar\r\n"
    b"Date: Tue, 3 Sep 2024 06:00:00 +0700\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n'
    b"--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
    b"Content-Location: https://contoh.example/1\r\n\r\n<html><p>Kapal tiba =E2=80=9Ckemarin=E2=80=9D.</p></html>\r\n"
    b"--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\neA==\r\n--b--\r\n"
)
ROBOTS = b"User-agent: *\nDisallow: /arsip/*.php$\nAllow: /arsip/a\nCrawl-delay: 7\n\nUser-agent: runut\nDisallow: /x\n"
ACTS = b"""
acts:
  - act: dock_with
    type: COOPERATE
    cameo: "064"
    phrases: ['sandar <bersama>']
    verb_object: [{verbs: [sandarkan], objects: ["@hull"]}]
    en: docks with
    id: sandar bersama
classes: {hull: [lambung kapal]}
"""


def over(data: bytes):
    """A connection on whose other side a server says just this and hangs up."""
    ours, theirs = socket.socketpair()

    def serve() -> None:
        with theirs:
            try:
                theirs.recv(65536)
                theirs.sendall(data)
            except OSError:
                return

    threading.Thread(target=serve, daemon=True).start()
    return ours


@pytest.mark.parametrize("name", ANSWERS)
def test_damaged_answers_end(monkeypatch, name):
    chance = random.Random(name)
    fetcher = Fetcher(clock=HandClock(), limits=LIMITS, private=True)
    for number in range(ROUNDS):
        said = damaged(ANSWERS[name], chance)
        fetcher.rules["http://127.0.0.1"] = Rules("http://127.0.0.1", fetcher.clock.now())
        fetcher.rules["http://10.0.0.1"] = Rules("http://10.0.0.1", fetcher.clock.now())
        fetcher.turns.pauses.clear()
        monkeypatch.setattr(socket, "create_connection", lambda *_, said=said: over(said))
        found = fetcher.fetch("http://127.0.0.1/a")
        assert isinstance(found, Answer | Refusal), number
        if isinstance(found, Refusal):
            assert found.detail.isprintable(), (number, found.detail)
            assert found.reason
        else:
            assert len(found.last.body) <= LIMITS.document
            assert found.last.media.isprintable()
            assert (found.known.etag + found.known.modified).isprintable()


def test_damaged_robots_are_read_somehow():
    chance = random.Random("robots")
    for number in range(ROUNDS * 4):
        rules = Rules(f"http://{number}.example", 0.0, damaged(ROBOTS, chance).decode("utf-8", "replace"))
        assert rules.allows("http://a.example/arsip/b.php") in (True, False)
        assert rules.delay >= 0


@pytest.mark.parametrize("name", SOURCES)
def test_damaged_sources_name_addresses_or_their_trouble(name):
    chance = random.Random(name)
    for _ in range(ROUNDS):
        found = links_of("https://kabar.example/sumber", damaged(SOURCES[name], chance), LIMITS)
        for link in (*found.pages, *found.maps):
            assert link.address.startswith(("http://", "https://"))
            assert link.address.isprintable()
            assert (link.title or "").isprintable()
        for reject in found.trouble:
            assert reject.detail.isprintable(), reject


def test_a_title_that_is_broken_over_lines_is_one_line():
    broken = MAP.format(NEWS.format(1).replace("Kapal ke-1 Tiba", "Kapal\r\n\r\n\u2028ke-1 Tiba")).encode()
    (link,) = links_of("https://kabar.example/sumber", broken, LIMITS).pages
    assert link.title == "Kapal ke-1 Tiba"


def test_damaged_saved_pages(tmp_path):
    chance = random.Random("saved")
    for number in range(ROUNDS * 2):
        pages, rejects = items(tmp_path, "a.mhtml", damaged(SAVED, chance))
        assert len(pages) + len(rejects) == 1, number
        for page in pages:
            assert (page.given.url or "").isprintable()
            assert str(page.given.other.get("fetched", "")).isprintable()


def test_a_saved_page_keeps_its_address_and_the_day_of_saving(tmp_path):
    frame = SAVED.replace(
        b"--b\r\nContent-Type: text/html",
        b"--b\r\nContent-Type: text/html\r\nContent-Location: https://iklan.example/\r\n\r\n<p>Iklan</p>\r\n"
        b"--b\r\nContent-Type: text/html",
        1,
    )
    for data in (SAVED, frame):
        (page,), rejects = items(tmp_path, "a.mhtml", data)
        assert not rejects
        assert "Kapal tiba “kemarin”.".encode() in page.data
        assert page.given.url == "https://contoh.example/1"
        assert page.given.other["fetched"] == "2024-09-02T23:00:00Z"
        assert page.given.published is None
    nested = b"".join(b"Content-Type: multipart/related; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(5000))
    assert items(tmp_path, "b.mhtml", b"MIME-Version: 1.0\n" + nested)[1][0].reason == "unreadable"


def test_damaged_acts_of_ones_own_are_refused_by_name(tmp_path):
    chance = random.Random("acts")
    path = tmp_path / "acts.yaml"
    taken = 0
    for number in range(ROUNDS):
        path.write_bytes(damaged(ACTS, chance) if number else ACTS)
        said = ""
        try:
            use_files([path])
        except UsageError as error:
            said = str(error)
        finally:
            use_files()
        assert not said or "acts.yaml" in said, number
        taken += not said
    assert 0 < taken < ROUNDS


@pytest.mark.parametrize("option", ["codebook", "actors"])
def test_swollen_files_of_ones_own_end(tmp_path, option):
    """Names that stand for ten names each, nine deep: all of it together would not fit in memory."""
    lines = ["a: &a [x,x,x,x,x,x,x,x,x,x]"]
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{name}: &{name} [{','.join([f'*{before}'] * 10)}]")
    path = tmp_path / "own.yaml"
    path.write_text("\n".join(lines))
    with pytest.raises(UsageError, match=r"own\.yaml"):
        use_files([path] if option == "codebook" else [], [path] if option == "actors" else [])
    deep = tmp_path / "deep.yaml"
    deep.write_text("[" * 50_000)
    with pytest.raises(UsageError, match=r"deep\.yaml"):
        use_files([deep] if option == "codebook" else [], [deep] if option == "actors" else [])
