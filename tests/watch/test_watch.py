"""Watching: what is new is fetched once, kept, read; whatever ends the program, nothing is asked twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

import making
import runut
from acquire.building import found_in
from acquire.serving import HandClock, Server, answer, serving
from runut.acquire import find
from runut.acquire.fetching import Fetcher
from runut.acquire.limits import Limits
from runut.cli import run
from runut.errors import StoreError
from runut.keep.store import Store
from runut.records import RawPage
from runut.watch import State, Watch, folder_of
from runut.watch.calm import calm
from runut.watch.sources import links_of

ACT = "visit CONSULT PRK RUS 2023-09-13 actual"


@pytest.fixture(autouse=True)
def _read_by_hand(monkeypatch):
    making.install(monkeypatch)


@pytest.fixture
def server():
    with serving() as found:
        yield found


def story(number):
    """A page of its own words."""
    return answer(f"Kabar {number}\n{ACT}\n".encode(), media="text/plain; charset=utf-8")


def printed(number):
    """A page as outlets have them."""
    told = f"Presiden Rusia Vladimir Putin tiba di Pyongyang, Rabu ({number}/6/2024), dan disambut Kim Jong Un."
    rest = f"Pertemuan ke-{number} mereka berlangsung dua jam. Menlu Rusia Sergei Lavrov ikut serta, kata Kremlin."
    head = f"<!DOCTYPE html><html><head><title>Kabar {number}</title></head><body><article><h1>Kabar {number}</h1>"
    return answer(f"{head}<p>{told}</p><p>{rest}</p></article></body></html>".encode())


def feed(server, *numbers, published="Wed, 19 Jun 2024 08:00:00 +0700"):
    items = "".join(
        f"<item><title>Kabar {n}</title><link>{server.url(f'/{n}')}</link><pubDate>{published}</pubDate></item>"
        for n in numbers
    )
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>K</title>{items}</channel></rss>'
    return answer(body.encode(), media="application/rss+xml")


class Desk:
    """A chronicle in a folder, and watches of it that come and go."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "c.db"
        self.clock = HandClock()

    def watch(self, *sources, rounds=1, **more):
        """What the rounds of one process tell."""
        fetcher = Fetcher(contact="a@kabar.example", clock=self.clock, private=True, limits=Limits(seconds=5))
        with State(folder_of(self.path)) as state:
            watch = Watch(Store(self.path, create=True), state, fetcher, sources, **more)
            found = []
            for number in range(rounds):
                if number:
                    watch.wait(1800)
                found.append(watch.round())
        return found[-1]

    def titles(self):
        with runut.open(self.path) as chronicle:
            return sorted(row.article.document.title_given for row in chronicle.articles())

    def given(self):
        with runut.open(self.path) as chronicle:
            return {row.article.document.title_given: row.article.document.given for row in chronicle.articles()}

    def archives(self):
        return sorted(folder_of(self.path).glob("*.warc.gz"))


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def numbered(server, *numbers):
    server.routes.update({f"/{n}": story(n) for n in numbers})


def test_a_feed_is_fetched_kept_and_read(server: Server, desk):
    numbered(server, 1, 2)
    server.routes["/feed"] = feed(server, 1, 2)
    found = desk.watch(server.url("/feed"))
    assert (found.named, found.fetched, found.waiting, found.receipt.kept) == (2, 2, 0, 2)
    assert desk.titles() == ["Kabar 1", "Kabar 2"]
    assert {given.published for given in desk.given().values()} == {"2024-06-19T08:00:00+07:00"}
    assert desk.given()["Kabar 1"].url == server.url("/1")
    assert next(found.lines()).startswith("round")
    json.dumps(found.to_object())


def test_the_archive_is_one_that_others_read(server: Server, desk, tmp_path):
    server.routes |= {
        "/feed": feed(server, 1),
        "/1": answer(status="301 Moved", headers=["Location: /satu"]),
        "/satu": story(1),
    }
    desk.watch(server.url("/feed"))
    (path,) = desk.archives()
    with open(path, "rb") as stream:
        records = [(r.rec_type, r.rec_headers.get_header("WARC-Target-URI")) for r in ArchiveIterator(stream)]
    one, final = server.url("/1"), server.url("/satu")
    assert records == [
        ("warcinfo", None), ("response", one), ("request", one), ("response", final), ("request", final),
    ]  # fmt: skip
    pages = [item for item in find([str(path)]) if isinstance(item, RawPage)]
    assert [page.given.url for page in pages] == [final]
    assert found_in(tmp_path, "copy.warc.gz", path.read_bytes()) == [("#4", "page"), ("", "no-article")]


def test_nothing_is_fetched_twice(server: Server, desk):
    numbered(server, 1, 2, 3)
    server.routes["/feed"] = feed(server, 1, 2)
    desk.watch(server.url("/feed"), rounds=3)
    quiet = desk.watch(server.url("/feed"))
    assert quiet.is_quiet
    assert quiet.unchanged == 1
    server.routes["/feed"] = feed(server, 3, 2, 1)
    found = desk.watch(server.url("/feed"))
    assert (found.named, found.receipt.kept, found.receipt.already_there) == (1, 1, 0)
    assert [server.times(f"/{n}") for n in (1, 2, 3)] == [1, 1, 1]
    assert server.times("/robots.txt") == 1  # a day long, over several processes
    assert len(desk.archives()) == 2


def test_feeds_are_asked_for_what_is_new_only(server: Server, desk):
    numbered(server, 1)
    body = feed(server, 1).replace(b"HTTP/1.1 200 OK\r\n", b'HTTP/1.1 200 OK\r\nETag: "v1"\r\n')
    server.routes["/feed"] = lambda head: (
        answer(status="304 Not Modified", media="") if head["If-None-Match"] == '"v1"' else body
    )
    desk.watch(server.url("/feed"))
    found = desk.watch(server.url("/feed"))
    assert (found.unchanged, found.named, found.trouble) == (1, 0, [])


def test_site_maps_and_their_indexes(server: Server, desk):
    numbered(server, 1, 2, 3)
    one = f"<url><loc>{server.url('/1')}</loc></url>"
    named = "<n:publication_date>2024-06-19T08:00:00+07:00</n:publication_date><n:title>Kabar 2</n:title>"
    two = f"<url><loc>{server.url('/2')}</loc><n:news>{named}</n:news></url>"
    head = (
        'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
    )
    maps = "".join(f"<sitemap><loc>{server.url(path)}</loc></sitemap>" for path in ("/a.xml", "/b.xml", "/index.xml"))
    server.routes |= {
        "/index.xml": answer(f"<sitemapindex {head}>{maps}</sitemapindex>".encode(), media="text/xml"),
        "/a.xml": answer(f"<urlset {head}>{one}</urlset>".encode(), media="text/xml"),
        "/b.xml": answer(f"<urlset {head}>{two}</urlset>".encode(), media="text/xml"),
    }
    found = desk.watch(server.url("/index.xml"))
    assert (found.named, found.fetched) == (2, 2)
    server.routes["/b.xml"] = answer(f"<urlset {head}>{two}{one.replace('/1', '/3')}</urlset>".encode())
    assert desk.watch(server.url("/index.xml")).named == 1
    assert desk.given()["Kabar 2"].published == "2024-06-19T08:00:00+07:00"


def test_lists_of_addresses_in_files_and_on_the_web(server: Server, desk, tmp_path):
    numbered(server, 1, 2, 3)
    listed = tmp_path / "list.txt"
    listed.write_text(f"# kabar\n{server.url('/1')}\n\nbukan alamat\n{server.url('/2')}#atas\n")
    server.routes["/list"] = answer(f"{server.url('/3')}\n{server.url('/2')}\n".encode(), media="text/plain")
    found = desk.watch(str(listed), server.url("/list"))
    assert (found.named, found.fetched) == (3, 3)
    assert [(reject.source.rpartition("#")[2], reject.reason) for reject in found.trouble] == [("4", "broken-row")]
    assert server.times("/2") == 1
    assert desk.watch(str(listed), server.url("/list")).is_quiet


def test_what_fails_is_told_and_tried_again_or_not(server: Server, desk):
    numbered(server, 1)
    server.routes |= {
        "/feed": feed(server, 1, 2, 3, 4),
        "/robots.txt": answer(b"User-agent: *\nDisallow: /2"),
        "/3": answer(b"%PDF-1.5", media="application/pdf"),
    }
    found = desk.watch(server.url("/feed"))
    assert [reject.reason for reject in found.refused] == ["not-fetched", "unknown-format", "not-found"]
    assert [reject.source for reject in found.receipt.rejects] == [server.url(f"/{n}") for n in (2, 3, 4)]
    assert desk.watch(server.url("/feed")).is_quiet
    assert [server.times(f"/{n}") for n in (1, 2, 3, 4)] == [1, 0, 1, 1]


def test_a_busy_server_is_left_alone_over_rounds_and_processes(server: Server, desk):
    numbered(server, 2)
    server.routes |= {"/feed": feed(server, 1, 2), "/1": answer(status="503 Busy", headers=["Retry-After: 7200"])}
    found = desk.watch(server.url("/feed"))
    assert (found.fetched, found.put_off, found.waiting) == (0, 2, 2)
    desk.clock.at += 3600
    assert desk.watch(server.url("/feed")).fetched == 0
    assert server.pages() == ["/feed", "/1"]
    desk.clock.at += 3601
    numbered(server, 1)
    assert desk.watch(server.url("/feed")).fetched == 2


def test_a_page_that_never_comes_is_given_up(server: Server, desk):
    server.routes |= {"/feed": feed(server, 1), "/1": b""}
    tries = 0
    for _ in range(12):
        found = desk.watch(server.url("/feed"))
        tries += 1
        desk.clock.at += 24 * 3600
        if found.refused:
            break
    assert tries == server.times("/1") == 5
    assert "tried 5 times" in found.refused[0].detail


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (answer(b"<!DOCTYPE html><html><body><p>Halaman depan</p></body></html>"), "neither a feed"),
        (answer(b'<!doctype html><link rel="alternate" type="application/rss+xml" href="/rss">'), "it offers http"),
        (answer(b"Teks biasa saja."), "neither a feed"),
        (answer(b'{"a": 1}'), "JSON, but"),
        (answer(b"{"), "neither a feed"),
        (answer(b"\x89PNG\r\n"), "neither a feed"),
        (answer(b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><rss>&b;</rss>'), "entities"),
        (answer(b"<rss><channel>" + b"<item>" * 5000), "deep"),
        (answer(b'<?xml version="1.0"?><urlset><url><loc>http://x.example/1'), "cut off"),
        (answer(b'<?xml version="1.0"?><rss><channel></channel></rss>'), "no entry"),
        (answer(status="404 Not Found"), "404"),
        (b"\x00", "could not be fetched"),
    ],
)
def test_sources_that_are_none(server: Server, desk, said, words):
    server.routes |= {"/robots.txt": answer(b""), "/feed": said}
    found = desk.watch(server.url("/feed"))
    assert words in found.trouble[0].detail, found.trouble
    assert found.is_in_vain
    assert "\n" not in found.trouble[0].detail


def test_links_are_made_whole():
    atom = b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/1?a=1&amp;b=2#x"/><title>A</title></entry>'
    atom += b'<entry><link href="javascript:alert(1)"/></entry><entry><link href="http://[/"/></entry></feed>'
    found = links_of("https://kabar.example/a/feed", atom, Limits())
    assert [link.address for link in found.pages] == ["https://kabar.example/1?a=1&b=2"]
    items = [{"url": "https://k.example/2", "title": "T"}, 5]
    data = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode()
    assert [link.address for link in links_of("https://k.example/f", data, Limits()).pages] == ["https://k.example/2"]


def test_archives_turn_over_by_size_and_day(server: Server, desk):
    numbered(server, *range(6))
    server.routes["/feed"] = feed(server, 0, 1, 2)
    desk.watch(server.url("/feed"), full=10)
    assert [path.name for path in desk.archives()] == [f"20260921-000{n}.warc.gz" for n in (1, 2, 3)]
    desk.clock.at += 24 * 3600
    server.routes["/feed"] = feed(server, 3, 4)
    desk.watch(server.url("/feed"))
    assert desk.archives()[-1].name == "20260922-0001.warc.gz"
    assert len(desk.titles()) == 5


def test_most_pages_a_round_and_the_newest_first(server: Server, desk):
    numbered(server, *range(6))
    server.routes["/feed"] = feed(server, 0, 1, 2)
    assert (desk.watch(server.url("/feed"), most=2).fetched, server.times("/2")) == (2, 0)
    server.routes["/feed"] = feed(server, 3, 4)
    desk.clock.at += 60
    found = desk.watch(server.url("/feed"), most=2)
    assert (found.waiting, [server.times(f"/{n}") for n in (2, 3, 4)]) == (1, [0, 1, 1])
    assert desk.watch(server.url("/feed"), most=2).fetched == 1


# ---------------------------------------------------------------- ends of all kinds


def test_what_was_written_and_not_noted_is_found_again(server: Server, desk):
    """The end came between the archive and the state; then the state is lost as a whole."""
    numbered(server, 1, 2)
    server.routes["/feed"] = feed(server, 1, 2)
    fetcher = Fetcher(contact="a@kabar.example", clock=desk.clock, private=True)
    with State(folder_of(desk.path)) as state:
        watch = Watch(Store(desk.path, create=True), state, fetcher, [server.url("/feed")])
        state.fetched = None  # type: ignore[assignment,method-assign]
        with pytest.raises(TypeError):
            watch.round()
    found = desk.watch(server.url("/feed"))
    assert (found.fetched, found.receipt.kept, server.times("/1")) == (1, 2, 1)
    (folder_of(desk.path) / "state.db").unlink()
    again = desk.watch(server.url("/feed"))
    assert (again.fetched, again.receipt.already_there, again.receipt.kept) == (0, 2, 0)
    assert [server.times(f"/{n}") for n in (1, 2)] == [1, 1]


def test_a_torn_record_is_named_and_its_page_fetched_again(server: Server, desk):
    numbered(server, 1, 2)
    server.routes["/feed"] = feed(server, 1)
    desk.watch(server.url("/feed"))
    (path,) = desk.archives()
    whole = path.read_bytes()
    path.write_bytes(whole + whole[: len(whole) // 2])
    server.routes["/feed"] = feed(server, 1, 2)
    found = desk.watch(server.url("/feed"))
    assert found.receipt.kept == 1
    assert desk.titles() == ["Kabar 1", "Kabar 2"]
    assert path.read_bytes().startswith(whole)


class StoppingClock(HandClock):
    """Somebody presses Ctrl-C while the turn of the second page is waited for."""

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds)
        if len(self.slept) == 2:
            raise KeyboardInterrupt


def test_stopped_while_fetching_it_reads_what_it_has(server: Server, desk):
    numbered(server, 1, 2, 3)
    server.routes["/feed"] = feed(server, 1, 2, 3)
    desk.clock = StoppingClock()
    found = desk.watch(server.url("/feed"))
    assert (found.interrupted, found.fetched, found.receipt.kept, found.waiting) == (True, 1, 1, 2)
    desk.clock = HandClock()
    desk.watch(server.url("/feed"))
    assert desk.titles() == ["Kabar 1", "Kabar 2", "Kabar 3"]
    assert [server.times(f"/{n}") for n in (1, 2, 3)] == [1, 1, 1]


@pytest.fixture
def _ctrl_c():
    """As at a terminal: what runs in the background may have been told to pass over it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_ctrl_c")
def test_ctrl_c_waits_until_a_page_is_kept_and_noted():
    done = []

    def work():
        with calm(), calm():
            signal.raise_signal(signal.SIGINT)
            done.append("kept and noted")
        done.append("never")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["kept and noted"]
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


@pytest.mark.slow
def test_killed_while_fetching_it_asks_for_nothing_twice(server: Server, desk):
    """SIGKILL while the third page is on its way, then the same command again, then once more; all read in earnest."""
    server.routes.update({f"/{n}": printed(n) for n in (1, 2)})
    on_its_way, gate = threading.Event(), threading.Event()

    def hang(_):
        on_its_way.set()
        gate.wait(60)
        return b""

    server.routes |= {"/feed": feed(server, 1, 2, 3), "/3": hang}
    command = [
        sys.executable, "-m", "runut", "watch", server.url("/feed"), "--once", "--contact", "a@kabar.example",
        "--allow-private", "--delay", "0.5", "--no-model", "-o", str(desk.path), "--json",
    ]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        assert on_its_way.wait(120)
        process.kill()
    gate.set()
    server.routes["/3"] = printed(3)
    second = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    assert (second["fetched"], second["build"]["kept"]) == (1, 3)
    third = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    assert (third["fetched"], third["build"]) == (0, None)
    assert [server.times(f"/{n}") for n in (1, 2, 3)] == [1, 1, 2]


def test_one_watch_at_a_time(tmp_path):
    with State(tmp_path / "c.watch"), pytest.raises(StoreError, match="another runut watch"):
        State(tmp_path / "c.watch")
    with State(tmp_path / "c.watch"):
        pass


def test_a_damaged_state_is_named(tmp_path):
    (tmp_path / "c.watch").mkdir()
    (tmp_path / "c.watch" / "state.db").write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    with pytest.raises(StoreError, match="damaged"):
        State(tmp_path / "c.watch")


# ---------------------------------------------------------------- folders


class GrowingClock(HandClock):
    """While somebody waits, a file goes on growing."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds)
        with open(self.path, "a") as file:
            file.write(f"Keterangan {self.at}.\n")


def text(path, number):
    path.write_text(f"Kabar {number}\n{ACT}\n")


def test_a_folder_is_read_file_by_file(desk, tmp_path):
    folder = tmp_path / "in"
    (folder / "dalam").mkdir(parents=True)
    text(folder / "1.txt", 1)
    text(folder / "dalam" / "2.txt", 2)
    for name in ("3.txt.part", "4.html.crdownload", ".5.txt", "6.txt~", "7.tmp"):
        text(folder / name, 3)
    (folder / "8.txt").touch()
    found = desk.watch(str(folder))
    assert (found.files, found.receipt.kept, found.trouble) == (2, 2, [])
    assert desk.watch(str(folder)).is_quiet
    os.utime(folder / "1.txt")  # touched, not changed
    assert desk.watch(str(folder)).is_quiet
    text(folder / "1.txt", 4)
    text(folder / "8.txt", 5)
    (folder / "3.txt.part").rename(folder / "3.txt")
    assert desk.watch(str(folder)).receipt.kept == 3


def test_a_file_that_grows_waits(desk, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    text(folder / "1.txt", 1)
    text(folder / "2.txt", 2)
    desk.clock = GrowingClock(folder / "2.txt")
    assert desk.watch(str(folder)).files == 1
    desk.clock = HandClock()
    assert desk.watch(str(folder)).files == 1


def test_the_chronicle_in_the_folder_is_left_alone(desk, tmp_path):
    text(tmp_path / "1.txt", 1)
    ours = (str(desk.path), str(folder_of(desk.path)))
    found = desk.watch(str(tmp_path), leave=ours)
    assert (found.files, found.receipt.unreadable) == (1, 0)
    assert desk.watch(str(tmp_path), leave=ours).is_quiet


def test_hostile_names_in_a_folder(desk, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    text(tmp_path / "secret.txt", 9)
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "up").symlink_to(tmp_path)
    text(folder / "dua\nbaris.txt", 1)
    (folder / os.fsdecode(b"\xff.txt")).write_text(f"Bukan UTF-8\n{ACT}\n")
    found = desk.watch(str(folder))
    assert found.receipt.kept == 2
    assert {reject.detail[:16] for reject in found.trouble} == {"a link that lead"}
    assert desk.watch(str(folder)).receipt is None


# ---------------------------------------------------------------- the command


def test_the_command_wants_a_contact(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run(["watch", "https://kabar.example/feed"]) == 2
    assert "--contact" in capsys.readouterr().err
    assert run(["watch", "https://kabar.example/feed", "--contact", "aku"]) == 2
    assert run(["watch"]) == 2
    assert run(["watch", "tidak-ada", "--contact", "a@kabar.example"]) == 2
    assert run(["watch", ".", "--once", "--every", "5"]) == 2
    assert not list(tmp_path.iterdir())
    (tmp_path / "runut.toml").write_text('[fetching]\ncontact = "aku"\n')
    assert run(["watch", "https://kabar.example/feed"]) == 2
    assert "aku" in capsys.readouterr().err


def test_the_command_in_one_round(server: Server, tmp_path, capsys):
    numbered(server, 1)
    server.routes["/feed"] = feed(server, 1)
    text(tmp_path / "2.txt", 2)
    command = ["watch", server.url("/feed"), str(tmp_path), "--once", "-o", str(tmp_path / "c.db"), "--no-model"]
    fetching = ["--contact", "a@kabar.example", "--allow-private"]
    assert run([*command, *fetching]) == 0
    assert "kept                  2" in capsys.readouterr().out
    assert run([*command, *fetching]) == 0
    assert "nothing new at 2 sources" in capsys.readouterr().out
    assert run(["watch", server.url("/feed"), *command[3:], "--contact", "a@kabar.example", "--json"]) == 1
    assert "private" in json.loads(capsys.readouterr().out)["trouble"][0]["detail"]


def test_stopped_between_rounds(tmp_path, capsys, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("runut.acquire.manners.SystemClock.sleep", stop)
    (tmp_path / "in").mkdir()
    assert run(["watch", str(tmp_path / "in"), "-o", str(tmp_path / "c.db"), "--no-model"]) == 130
    assert "between two rounds" in capsys.readouterr().err


def test_links_of_what_is_packed_end():
    import gzip

    packed = gzip.compress(b"https://kabar.example/1\n")
    assert len(links_of("https://k.example/l.gz", packed, Limits()).pages) == 1
    bomb = gzip.compress(bytes(30_000_000))
    assert links_of("https://k.example/l.gz", bomb, Limits()).trouble[0].reason == "too-large"
