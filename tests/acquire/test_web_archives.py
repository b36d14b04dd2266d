"""Web archives: which records are pages, and that nothing cut, damaged or swollen passes in silence."""

import builtins
import gzip
import io
import time
import tracemalloc
import zlib

import pytest

from acquire.building import HTML, TEXT, answer, found_in, items, packed, page, record, zipped
from runut.acquire import Limits, find, web_records
from runut.acquire.gunzip import Gunzip
from runut.acquire.streams import PackedError

INFO = record(b"software: test\r\n", kind="warcinfo", media="application/warc-fields")
ASKED = record(b"GET / HTTP/1.1\r\n\r\n", kind="request", media="application/http; msgtype=request")
SMALL = Limits(document=2000)


@pytest.mark.parametrize("pack", [b"".join, packed, lambda records: gzip.compress(b"".join(records))])
def test_pages_with_their_address_and_day_of_fetching(tmp_path, pack):
    name = "a.warc" if pack == b"".join else "a.warc.gz"
    pages, rejects = items(tmp_path, name, pack([INFO, ASKED, answer(page(1)), answer(page(2), number=2)]))
    assert rejects == []
    assert [one.source.rsplit("#")[1] for one in pages] == ["3", "4"]
    assert [one.data for one in pages] == [page(1), page(2)]
    assert [one.given.url for one in pages] == ["https://kabar.example/1", "https://kabar.example/2"]
    assert {one.given.other["fetched"] for one in pages} == {"2024-09-03T02:00:00Z"}
    assert {(one.kind, one.charset, one.given.published) for one in pages} == {("html", "utf-8", None)}


def test_conversions_and_resources_are_pages_too(tmp_path):
    wet = record(TEXT.encode(), kind="conversion", media="text/plain", address="https://kabar.example/1")
    saved = record(HTML, kind="resource", media="text/html", address="https://kabar.example/2")
    pages, rejects = items(tmp_path, "a.wet.gz", packed([INFO, wet, saved]))
    assert [(one.kind, one.charset) for one in pages] == [("text", "utf-8"), ("html", None)]
    assert rejects == []


def test_a_body_is_unpacked(tmp_path):
    zipped_page = answer(gzip.compress(HTML), headers=["Content-Encoding: gzip"])
    body = b"%x\r\n" % len(HTML) + HTML + b"\r\n0\r\n\r\n"
    in_chunks = answer(body, headers=["Transfer-Encoding: chunked"])
    lied = answer(HTML, headers=["Content-Encoding: gzip"])
    pages, rejects = items(tmp_path, "a.warc", zipped_page + in_chunks + lied)
    assert [one.data for one in pages] == [HTML, HTML, HTML]
    assert rejects == []


def test_what_is_no_page_is_counted_once(tmp_path):
    records = [
        answer(b"\x89PNG", media="image/png"),
        answer(b"\x89PNG", media="image/png"),
        answer(b"p {}", media="text/css"),
        answer(b"", status="301 Moved", headers=["Location: /2"]),
        record(b"HTTP/1.1 200 OK\r\n\r\n", kind="revisit", address="https://kabar.example/1"),
        record(b"User-agent: *", kind="resource", media="text/plain", address="https://kabar.example/robots.txt"),
        answer(),
    ]
    pages, (reject,) = items(tmp_path, "a.warc", b"".join(records))
    assert len(pages) == 1
    assert reject.reason == "no-article"
    assert reject.detail.startswith("6 records are no pages (image/png 2, ")


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (answer(status="404 Not Found"), "not-found"),
        (answer(status="503 Busy"), "not-found"),
        (answer(b" \n"), "empty"),
        (answer(extra=["WARC-Truncated: length"]), "broken-record"),
        (answer(b"x" * 3000), "too-large"),
        (answer(gzip.compress(b"a" * 5000), headers=["Content-Encoding: gzip"]), "too-large"),
        (answer(b"\xff\xff\xff", headers=["Content-Encoding: br"]), "broken-record"),
        (answer(length="many"), "broken-record"),
        (answer(length="-5"), "broken-record"),
        (answer(length=20), "broken-record"),
        (answer(length=len(HTML) + 300), "broken-record"),
        (b"rubbish between the records\r\n", "broken-record"),
        (b"WARC/1.0\r\n\r\n", "broken-record"),
        (b"WARC/1.0 " + b"a" * 70_000 + b"\r\n\r\n", "broken-record"),
    ],
)
@pytest.mark.parametrize("pack", [b"".join, packed])
def test_a_bad_record_is_listed_and_its_neighbours_are_kept(tmp_path, bad, reason, pack):
    name = "a.warc" if pack == b"".join else "a.warc.gz"
    found = found_in(tmp_path, name, pack([answer(page(1)), bad, answer(page(2))]), limits=SMALL)
    assert found == [("#1", "page"), ("#2", reason), ("#3", "page")]


def test_a_cut_file_says_so(tmp_path):
    whole = answer(page(1)) + answer(page(2))
    for cut in (60, 250, len(whole) - len(answer(page(2))) + 200, len(whole) - 30):
        name, reason = found_in(tmp_path, "a.warc", whole[:cut])[-1]
        assert reason == "broken-record", (cut, name)
    both = packed([answer(page(1)), answer(page(2))])
    assert found_in(tmp_path, "a.warc.gz", both[:-20]) == [("#1", "page"), ("#2", "broken-archive")]
    in_one = gzip.compress(whole)
    assert found_in(tmp_path, "b.warc.gz", in_one[:-9])[-1][1] in ("broken-archive", "broken-record")


def test_after_a_damaged_member_the_next_is_read(tmp_path):
    members = [gzip.compress(answer(page(number)), mtime=0) for number in (1, 2, 3)]
    for at in (0, 15, len(members[1]) // 2, len(members[1]) - 6):
        broken = bytearray(members[1])
        broken[at : at + 4] = b"\xff\x00\xff\x00"
        found = found_in(tmp_path, "a.warc.gz", members[0] + bytes(broken) + members[2])
        assert [kind for _, kind in found].count("page") == 2, at
        assert at == 0 or len(found) == 3, at


def test_records_that_all_say_too_much_end_soon(tmp_path):
    started = time.process_time()
    found = found_in(tmp_path, "a.warc", b"".join(answer(length=3_000_000) for _ in range(4_000)))
    assert time.process_time() - started < 20
    assert not [kind for _, kind in found if kind == "page"]


def test_the_address_of_a_bad_record_is_named_on_one_line(tmp_path):
    bad = record(b"", address="https://kabar.example/a\x1b[31mb", length="no")
    _, (reject,) = items(tmp_path, "a.warc", bad)
    assert "https://kabar.example/a" in reject.detail
    assert reject.detail.isprintable()


def test_an_archive_without_pages(tmp_path):
    assert found_in(tmp_path, "a.warc", INFO) == [("", "no-article")]
    assert found_in(tmp_path, "a.warc.gz", gzip.compress(b"")) == [("", "no-article")]


def test_wacz(tmp_path):
    archive = packed([INFO, answer(page(1))])
    members = {
        "archive/b.warc.gz": packed([answer(page(2))]),
        "archive/a.warc.gz": archive,
        "pages/pages.jsonl": b'{"format": "json-pages-1.0"}\n{"url": "x", "text": "teks"}\n',
        "datapackage.json": b"{}",
    }
    found = found_in(tmp_path, "a.wacz", zipped(members))
    assert found == [("!archive/a.warc.gz#2", "page"), ("!archive/b.warc.gz#1", "page")]
    assert found_in(tmp_path, "b.wacz", zipped({"pages/pages.jsonl": b"{}"})) == [("", "no-article")]
    assert found_in(tmp_path, "c.wacz", zipped(members)[:-50]) == [("", "broken-archive")]
    bomb = zipped({"archive/a.warc": answer(b"a" * 40_000_000)})
    assert found_in(tmp_path, "d.wacz", bomb) == [("!archive/a.warc", "too-large")]


def test_a_web_archive_in_a_zip(tmp_path):
    found = found_in(tmp_path, "a.zip", zipped({"x/a.warc.gz": packed([answer()])}))
    assert found == [("!x/a.warc.gz#1", "page")]


def test_gzip_files_are_read_as_what_is_in_them(tmp_path):
    assert found_in(tmp_path, "a.txt.gz", gzip.compress(TEXT.encode())) == [("", "page")]
    rows = b'{"text": "Satu."}\n{"text": "Dua."}\n'
    assert found_in(tmp_path, "a.jsonl.gz", gzip.compress(rows)) == [("#1", "page"), ("#2", "page")]
    assert found_in(tmp_path, "a.csv.gz", gzip.compress(b"id,text\n1,Satu.\n")) == [("#1", "page")]
    assert found_in(tmp_path, "a.zip.gz", gzip.compress(zipped({"a.txt": TEXT}))) == [("!a.txt", "page")]
    three = gzip.compress(gzip.compress(gzip.compress(TEXT.encode())))
    assert found_in(tmp_path, "a.txt.gz.gz.gz", three) == [("", "too-large")]


def test_a_cut_gzip_file_gives_no_half_page(tmp_path):
    data = gzip.compress((TEXT * 500).encode())
    assert found_in(tmp_path, "a.txt.gz", data[:-10]) == [("", "broken-archive")]
    damaged = data[:30] + b"\xff\x00\xff\x00" + data[34:]
    assert found_in(tmp_path, "a.html.gz", damaged) == [("", "broken-archive")]


def _swollen(size):
    machine = zlib.compressobj(6, zlib.DEFLATED, 31)
    piece = b"a" * 1_000_000
    return b"".join([*(machine.compress(piece) for _ in range(size // len(piece))), machine.flush()])


@pytest.mark.parametrize("name", ["a.txt.gz", "a.jsonl.gz", "a.warc.gz"])
def test_gzip_bombs_are_refused_in_little_memory(tmp_path, name):
    bomb = _swollen(50_000_000)
    tracemalloc.start()
    found = found_in(tmp_path, name, bomb)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found[-1][1] == "too-large" or "broken-record" in found[0]
    assert not [kind for _, kind in found if kind == "page"]
    assert most < 30_000_000


def test_a_bomb_inside_of_a_record(tmp_path):
    body = _swollen(50_000_000)
    assert found_in(tmp_path, "a.warc", answer(body, headers=["Content-Encoding: gzip"])) == [("#1", "too-large")]


def test_without_fastwarc_warcio_reads_the_same(monkeypatch):
    data = answer(gzip.compress(HTML), headers=["Content-Encoding: gzip"])
    fast = web_records.parse(data, 1000)
    load = builtins.__import__

    def without(name, *rest):
        if name.startswith("fastwarc"):
            raise ImportError(name)
        return load(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    assert web_records.parse(data, 1000) == fast


def test_memory_does_not_grow_with_the_archive(tmp_path):
    def most(count):
        path = tmp_path / f"{count}.warc.gz"
        path.write_bytes(packed([answer(page(number) * 50) for number in range(count)]))
        tracemalloc.start()
        assert sum(1 for _ in find([str(path)])) == count
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    most(10)
    assert most(400) < most(40) * 1.5 + 1_000_000


def test_a_member_left_unread_is_passed_over():
    members = Gunzip(io.BytesIO(gzip.compress(b"a" * 200_000) + gzip.compress(b"b")), 1000).members()
    assert next(members).read(1) == b"a"
    assert next(members).read() == b"b"
    with pytest.raises(PackedError):
        next(Gunzip(io.BytesIO(gzip.compress(b"abc")[:-3]), 200).members()).read()
