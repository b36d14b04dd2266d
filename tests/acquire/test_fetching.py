"""Fetching: manners towards hosts, and precautions against addresses and answers. All servers are on this machine."""

from __future__ import annotations

import gzip
import itertools
import socket
import time
import zlib

import pytest

from acquire.building import HTML
from acquire.serving import HandClock, Server, answer, serving
from runut.acquire import find, hosts
from runut.acquire.addresses import fetch
from runut.acquire.fetching import Answer, Fetcher, Known, Refusal
from runut.acquire.limits import Limits
from runut.acquire.manners import Turns, agent, checked_contact
from runut.acquire.robots import Rules
from runut.cli import run
from runut.errors import UnreadableError, UsageError
from runut.records import Given, RawPage, Reject


@pytest.fixture
def server():
    with serving() as found:
        yield found


def fetcher(clock=None, **limits):
    return Fetcher(contact="a@kabar.example", clock=clock or HandClock(), limits=Limits(**limits), private=True)


def test_a_page_comes_with_its_address_and_charset(server: Server):
    server.routes["/a"] = answer("<p>caf\xe9".encode("latin-1"), media="text/html; charset=iso-8859-1")
    found = fetch(server.url("/a"), Given(), fetcher())
    assert isinstance(found, RawPage)
    assert (found.kind, found.charset, found.given.url) == ("html", "iso-8859-1", server.url("/a"))
    assert server.asked == ["/robots.txt", "/a"]
    head = server.heads[1]
    assert head["User-Agent"].startswith("runut/")
    assert "(+mailto:a@kabar.example)" in head["User-Agent"]
    assert head["Host"] == f"127.0.0.1:{server.port}"


def test_question_and_answer_are_kept_as_they_went_over_the_wire(server: Server):
    pieces = CHUNKED + b"%x\r\n%s\r\n0\r\n\r\n" % (len(HTML), HTML)
    server.routes["/a"] = pieces
    found = fetcher().fetch(server.url("/a"))
    assert isinstance(found, Answer)
    assert found.last.body == HTML
    assert found.last.answered == pieces
    assert found.last.asked.startswith(b"GET /a HTTP/1.1\r\n")


# ---------------------------------------------------------------- manners


@pytest.mark.parametrize(
    ("rules", "is_fetched"),
    [
        (b"User-agent: *\nDisallow: /", False),
        (b"User-agent: *\nDisallow: /berita", False),
        (b"User-agent: *\nDisallow: /berita\nAllow: /berita/1", True),
        (b"User-agent: *\nAllow: /\nDisallow: /*/1$", False),
        (b"User-agent: runut\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        (b"User-agent: runut\nAllow: /\n\nUser-agent: *\nDisallow: /", True),
        (b"User-agent: other\nDisallow: /", True),
        (b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /berita\r\n", False),
        (b"<html>Selamat datang</html>", True),
        (b"", True),
        (b"\xff\xfe\x00" * 50, True),
    ],
)
def test_robots_are_asked(server: Server, rules, is_fetched):
    server.routes |= {"/robots.txt": answer(rules, media="text/plain"), "/berita/1": answer(HTML)}
    found = fetcher().fetch(server.url("/berita/1"))
    assert isinstance(found, Answer) == is_fetched
    assert server.pages() == (["/berita/1"] if is_fetched else [])
    if not is_fetched:
        assert found.reason == "not-fetched"
        assert "robots.txt" in found.detail


@pytest.mark.parametrize(("status", "is_fetched"), [("404 Not Found", 1), ("403 Forbidden", 1), ("500 Oops", 0)])
def test_robots_that_are_not_there(server: Server, status, is_fetched):
    server.routes |= {"/robots.txt": answer(b"Disallow: /", status=status), "/a": answer(HTML)}
    clock = HandClock()
    one = fetcher(clock)
    found = one.fetch(server.url("/a"))
    assert server.times("/a") == is_fetched
    if not is_fetched:
        assert isinstance(found, Refusal)
        assert found.again is not None
        server.routes["/robots.txt"] = answer(b"")
        assert isinstance(one.fetch(server.url("/a")), Refusal)  # not asked again at once
        clock.at = found.again + 1
        assert isinstance(one.fetch(server.url("/a")), Answer)


def test_robots_are_asked_once_a_day_and_may_be_redirected(server: Server):
    server.routes |= {
        "/robots.txt": answer(status="301 Moved", headers=["Location: /r"]),
        "/r": answer(b"User-agent: *\nDisallow: /b"),
        "/a": answer(HTML),
    }
    clock = HandClock()
    one = fetcher(clock)
    for _ in range(3):
        assert isinstance(one.fetch(server.url("/a")), Answer)
    assert isinstance(one.fetch(server.url("/b")), Refusal)
    assert server.times("/r") == 1
    clock.at += 24 * 3600
    one.fetch(server.url("/a"))
    assert server.times("/r") == 2


def test_requests_to_one_host_are_apart(server: Server):
    server.routes |= {f"/{n}": answer(HTML) for n in "abc"}
    clock = HandClock()
    one = fetcher(clock)
    for n in "abc":
        one.fetch(server.url(f"/{n}"))
    assert clock.slept == [pytest.approx(2.0)] * 2
    server.routes["/robots.txt"] = answer(b"User-agent: *\nCrawl-delay: 20\n")
    clock = HandClock()
    two = fetcher(clock)
    for n in "ab":
        two.fetch(server.url(f"/{n}"))
    assert clock.slept == [pytest.approx(20.0)]


def test_a_crawl_delay_that_nobody_waits_for_puts_off(server: Server):
    server.routes |= {"/robots.txt": answer(b"User-agent: *\nCrawl-delay: 3600\n"), "/a": answer(HTML)}
    clock = HandClock()
    one = fetcher(clock)
    assert isinstance(one.fetch(server.url("/a")), Answer)
    found = one.fetch(server.url("/a"))
    assert isinstance(found, Refusal)
    assert (found.reason, found.again, clock.slept) == ("not-fetched", clock.at + 3600, [])


@pytest.mark.parametrize(
    ("status", "header", "wait"),
    [
        ("429 Too Many", "Retry-After: 120", 120),
        ("503 Busy", "Retry-After: Mon, 21 Sep 2026 14:23:20 GMT", 600),
        ("503 Busy", "Retry-After: kapan-kapan", 60),
        ("503 Busy", "Retry-After: -5", 60),
        ("429 Too Many", "Retry-After: 99999999999999999999", 604_800),
        ("500 Oops", "X: y", 60),
    ],
)
def test_a_host_that_cannot_answer_is_left_alone(server: Server, status, header, wait):
    server.routes |= {"/a": answer(status=status, headers=[header]), "/b": answer(HTML)}
    clock = HandClock()  # 2026-09-21T14:13:20Z
    one = fetcher(clock)
    found = one.fetch(server.url("/a"))
    assert isinstance(found, Refusal)
    assert found.again == clock.at + wait
    clock.at += max(0, wait - 91)
    if wait > 91:
        assert isinstance(one.fetch(server.url("/b")), Refusal)
    clock.at += 100
    assert isinstance(one.fetch(server.url("/b")), Answer)
    assert server.pages() == ["/a", "/b"]


def test_back_off_doubles_and_ends():
    clock = HandClock()
    turns = Turns(clock, 2.0)
    waits = [turns.back_off("a", "") - clock.at for _ in range(12)]
    assert waits[:4] == [60, 120, 240, 480]
    assert waits[-1] == 6 * 3600
    turns.answered("a")
    assert turns.ready_at("a") <= clock.at


def test_what_did_not_change_is_not_sent_again(server: Server):
    def page(head):
        if head["If-None-Match"] == '"v1"' or head["If-Modified-Since"]:
            return answer(status="304 Not Modified", media="")
        return answer(HTML, headers=['ETag: "v1"', "Last-Modified: Mon, 21 Sep 2026 10:00:00 GMT"])

    server.routes["/feed"] = page
    one = fetcher()
    first = one.fetch(server.url("/feed"))
    assert isinstance(first, Answer)
    assert first.known == Known('"v1"', "Mon, 21 Sep 2026 10:00:00 GMT")
    second = one.fetch(server.url("/feed"), first.known)
    assert isinstance(second, Answer)
    assert second.is_same


@pytest.mark.parametrize("value", ["redaksi@kabar.example", "https://kabar.example/tentang", "http://a.example"])
def test_contacts(value):
    assert checked_contact(f" {value} ") == value
    assert value in agent(value)


@pytest.mark.parametrize(
    "value", ["", "redaksi", "a@b", "a@b.example\r\nX: y", "ftp://x.example", "https://x", "a b@c.id"]
)
def test_no_contacts(value):
    with pytest.raises(UsageError, match="--contact"):
        checked_contact(value)


# ---------------------------------------------------------------- precautions


@pytest.mark.parametrize(
    "number",
    """127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 255.255.255.255 224.0.0.1 240.0.0.1
    192.0.2.1 198.18.0.1 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fec0::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1
    2002:7f00:1:: 2001:0:4136:e378:8000:63bf:3fff:fdd2 64:ff9b::a00:1 2001:db8::1 nonsense""".split(),
)
def test_not_of_the_open_internet(number):
    assert not hosts.is_public(number)


@pytest.mark.parametrize("number", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_of_the_open_internet(number):
    assert hosts.is_public(number)


def test_a_name_with_one_private_number_is_refused(monkeypatch):
    both = [(2, 1, 6, "", ("8.8.8.8", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    with pytest.raises(UnreadableError, match="private"):
        hosts.numbers_of(hosts.target_of("http://kabar.example/"))


def test_the_connection_goes_to_the_number_that_was_checked(monkeypatch):
    """DNS rebinding: the name means a public host when it is checked and this machine a moment later."""
    answers = itertools.chain([[(2, 1, 6, "", ("8.8.8.8", 80))]], itertools.repeat([(2, 1, 6, "", ("127.0.0.1", 80))]))
    reached = []

    def connect(address, timeout):
        reached.append(address)
        raise ConnectionRefusedError("no")

    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: next(answers))
    monkeypatch.setattr(socket, "create_connection", connect)
    assert isinstance(Fetcher(clock=HandClock()).fetch("http://kabar.example/"), Refusal)
    assert reached == [("8.8.8.8", 80)]


def test_redirects_are_addresses_like_any_other(server: Server, monkeypatch):
    """A public page that leads to this machine: the second hop is checked, too."""
    server.routes["/a"] = answer(status="302 Found", headers=["Location: http://localhost:1/x"])
    real = socket.getaddrinfo
    monkeypatch.setattr(hosts, "is_public", lambda number: number == "127.0.0.1")

    def numbers(host, *more, **named):
        return [(2, 1, 6, "", ("127.0.0.2", 1))] if host == "localhost" else real(host, *more, **named)

    monkeypatch.setattr(socket, "getaddrinfo", numbers)
    found = Fetcher(clock=HandClock()).fetch(server.url("/a"))
    assert isinstance(found, Refusal)
    assert "localhost is a private" in found.detail


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://x", "//user@127.0.0.1/", "http://[::1", "http://x:0/"],
)
def test_redirects_to_other_schemes_are_refused(server: Server, location):
    server.routes["/a"] = answer(status="302 Found", headers=[f"Location: {location}"])
    found = fetcher().fetch(server.url("/a"))
    assert isinstance(found, Refusal)
    assert found.reason == "unreadable"


def test_redirects_end(server: Server):
    server.routes["/a"] = answer(status="302 Found", headers=["Location: /a"])
    found = fetcher(redirects=3).fetch(server.url("/a"))
    assert isinstance(found, Refusal)
    assert "3 redirects" in found.detail
    assert server.times("/a") == 4
    server.routes |= {"/a": answer(status="301 x", headers=["Location: /b%20c?d=é#e"]), "/b%20c?d=%C3%A9": answer(HTML)}
    good = fetcher().fetch(server.url("/a"))
    assert isinstance(good, Answer)
    assert [one.status for one in good.exchanges] == [301, 200]


CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"


def drip(head=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", piece=b"x"):
    def pieces(_):
        yield head
        while True:
            time.sleep(0.02)
            yield piece

    return pieces


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a head without end", drip()),
        ("a head of very many headers", drip(piece=b"A: b\r\n")),
        ("a body without end", drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")),
        ("always going on", drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n")),
        ("silence", drip(b"", b"")),
        ("pieces", drip(CHUNKED, b"1\r\nx\r\n")),
    ],
)
def test_slow_answers_end(server: Server, name, said):
    server.routes |= {"/robots.txt": answer(b""), "/a": said}
    found = fetch(server.url("/a"), Given(), fetcher(seconds=0.4))
    assert isinstance(found, Reject)
    assert found.detail.isprintable()


def test_too_much_is_refused(server: Server):
    """Said, unsaid, in pieces, packed: what is longer than a document may be is not kept."""
    big = b"<p>" + b"x" * 5000
    squeezed = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(squeezed.compress(bytes(1 << 20)) for _ in range(50)) + squeezed.flush()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    server.routes |= {
        "/said": answer(big),
        "/unsaid": head + b"\r\n" + big,
        "/pieces": head + b"Transfer-Encoding: chunked\r\n\r\n" + b"1\r\nx\r\n" * 5000 + b"0\r\n\r\n",
        "/packed": answer(gzip.compress(big), headers=["Content-Encoding: gzip"]),
        "/bomb": answer(bomb, headers=["Content-Encoding: gzip"]),
        "/bombs": answer(gzip.compress(bytes(900)) * 50, headers=["Content-Encoding: gzip"]),
        "/endless": lambda _: itertools.chain([head + b"\r\n"], itertools.repeat(b"x" * 65536)),
    }
    for path in [path for path in server.routes if path != "/robots.txt"]:
        found = fetch(server.url(path), Given(), fetcher(document=1000))
        assert isinstance(found, Reject), path
        assert found.reason == "too-large", (path, found)


def test_packed_pages_are_unpacked(server: Server):
    twice = gzip.compress(HTML[:50]) + gzip.compress(HTML[50:])
    server.routes |= {
        "/a": answer(gzip.compress(HTML), headers=["Content-Encoding: GZIP"]),
        "/b": answer(twice, headers=["Content-Encoding: x-gzip"]),
        "/c": answer(gzip.compress(HTML) + b"\x00" * 9, headers=["Content-Encoding: gzip"]),
        "/d": answer(gzip.compress(HTML)[:-20], headers=["Content-Encoding: gzip"]),
        "/e": answer(HTML, headers=["Content-Encoding: gzip"]),
        "/f": answer(HTML, headers=["Content-Encoding: br"]),
    }
    bodies = [fetcher().fetch(server.url(path)) for path in ("/a", "/b", "/c")]
    assert [one.last.body for one in bodies if isinstance(one, Answer)] == [HTML] * 3
    reasons = [fetcher().fetch(server.url(path)) for path in ("/d", "/e", "/f")]
    assert [one.reason for one in reasons if isinstance(one, Refusal)] == [
        "broken-record", "unreadable", "unknown-format",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (answer(HTML, status="404 Not Found"), "not-found"),
        (answer(HTML, status="410 Gone"), "not-found"),
        (answer(HTML, status="403 Forbidden"), "unreadable"),
        (answer(HTML, status="401 Unauthorized"), "unreadable"),
        (answer(HTML, status="206 Partial Content"), "unreadable"),
        (answer(b" \n "), "empty"),
        (answer(b"%PDF-1.7", media="application/pdf"), "unknown-format"),
        (answer(HTML, media=""), "unknown-format"),
        (answer(HTML, media="image/png"), "unknown-format"),
        (answer(HTML)[:-9], "broken-record"),
        (b"", "unreadable"),
        (b"SSH-2.0-x\r\n", "unreadable"),
        (b"\x00\xff" * 500, "unreadable"),
        (b"HTTP/1.1 abc\r\n\r\n", "unreadable"),
        (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 500 + b"\r\n", "unreadable"),
        (b"HTTP/1.1 200 OK\r\nA: " + b"b" * 99_999 + b"\r\n\r\n", "unreadable"),
        (CHUNKED + b"zz\r\nx", "broken-record"),
        (CHUNKED + b"-5\r\nx", "broken-record"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: -9\r\n\r\n", "empty"),
        (b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", "unreadable"),
    ],
)
def test_bad_answers_are_rejects(server: Server, said, reason):
    server.routes |= {"/robots.txt": answer(b""), "/a": said}
    found = fetch(server.url("/a"), Given(), fetcher())
    assert isinstance(found, Reject)
    assert (found.source, found.reason) == (server.url("/a"), reason), found
    assert found.detail.isprintable()


def test_nobody_there():
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    clock = HandClock()
    found = fetcher(clock).fetch(f"http://127.0.0.1:{port}/")
    assert isinstance(found, Refusal)
    assert found.again == clock.at + 900


def test_many_stars_in_robots_end():
    """What tries every way of matching would not come back from this."""
    rules = Rules("http://a.example", 0.0, "User-agent: *\nDisallow: /" + "*a" * 200 + "*b$\n")
    assert rules.allows("http://a.example/" + "a" * 2000 + "c")


def test_addresses_among_the_paths(server: Server, tmp_path):
    server.routes |= {"/a": answer(HTML), "/b": answer(b"Teks.", media="text/plain")}
    (tmp_path / "c.txt").write_bytes(b"Isi.")
    found = list(find([server.url("/a"), str(tmp_path / "c.txt"), server.url("/b")], fetcher=fetcher()))
    assert [item.kind for item in found if isinstance(item, RawPage)] == ["html", "text", "text"]
    assert server.times("/robots.txt") == 1


def test_build_fetches_with_the_contact(server: Server, tmp_path, capsys):
    story = "Presiden Rusia Vladimir Putin tiba di Pyongyang, Selasa (18/6/2024). Ia disambut Kim Jong Un. " * 3
    server.routes["/a"] = answer(f"<!DOCTYPE html><html><body><article><p>{story}</p></article></body></html>".encode())
    output = ["-o", str(tmp_path / "c.db"), "--no-model", "--json"]
    assert run(["build", server.url("/a"), *output, "--contact", "nobody"]) == 2
    assert "--contact" in capsys.readouterr().err
    assert run(["build", server.url("/a"), *output]) == 1
    assert "private" in capsys.readouterr().out
    assert run(["build", server.url("/a"), *output, "--contact", "a@kabar.example", "--allow-private"]) == 0
    assert "mailto:a@kabar.example" in server.heads[-1]["User-Agent"]
