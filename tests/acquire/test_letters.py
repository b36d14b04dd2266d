"""Newsletters: one page a message, with what the message says of itself."""

import base64
import time

import pytest

from acquire.building import HTML, TEXT, found_in, items
from runut.acquire import Limits

FROM = b"From kabar@kabar.example Tue Sep  3 06:00:00 2024\n"


def letter(body=TEXT, *, kind="text/plain; charset=utf-8", subject="Kapal Tiba", more=""):
    return (
        f"From: =?utf-8?q?Kabar_Pagi?= <pagi@kabar.example>\nSubject: {subject}\n"
        f"Date: Tue, 03 Sep 2024 06:00:00 +0700\nMIME-Version: 1.0\nContent-Type: {kind}\n{more}\n{body}\n"
    ).encode()


BOTH = letter(
    f"--b\nContent-Type: text/plain\n\nLihat versi web.\n--b\nContent-Type: text/html; charset=windows-1252\n"
    f"Content-Transfer-Encoding: base64\n\n{base64.b64encode(HTML).decode()}\n--b--",
    kind='multipart/alternative; boundary="b"',
    more="List-Unsubscribe: <https://kabar.example/u>\n",
)


ATTACHED = "--b\nContent-Type: text/html\nContent-Disposition: attachment\n\nx\n"


def test_every_message_is_a_page(tmp_path):
    quoted = letter(TEXT + "\n\n>From sini kapal berlayar 06:00.\nFrom sini tidak.")
    pages, rejects = items(tmp_path, "kabar.mbox", FROM + letter() + b"\n" + FROM + BOTH + b"\n" + FROM + quoted)
    assert rejects == []
    assert [one.source.rsplit("#")[1] for one in pages] == ["1", "2", "3"]
    assert [one.kind for one in pages] == ["text", "html", "text"]
    assert pages[1].data == HTML
    assert (pages[1].charset, pages[1].given.outlet, pages[1].given.author) == ("windows-1252", "Kabar Pagi", None)
    assert (pages[0].given.outlet, pages[0].given.author) == (None, "Kabar Pagi")
    assert {one.given.published for one in pages} == {"2024-09-03T06:00:00+07:00"}
    assert {one.given.title for one in pages} == {"Kapal Tiba"}
    assert b"\nFrom sini kapal" in pages[2].data


@pytest.mark.parametrize("name", ["mail.eml", "Kabar.EML"])
def test_one_message(tmp_path, name):
    (page,), _ = items(tmp_path, name, BOTH)
    assert page.data == HTML


def test_a_mailbox_is_known_by_its_first_line(tmp_path):
    assert found_in(tmp_path, "Inbox", FROM + letter()) == [("#1", "page")]
    assert found_in(tmp_path, "a.txt", b"From Jakarta, 06:00 pagi.\nKapal tiba.") == [("", "page")]


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (letter(""), "empty"),
        (letter("x", kind="image/png"), "no-article"),
        (letter(ATTACHED, kind="multipart/mixed; boundary=b"), "no-article"),
        (b"\n", "empty"),
        (letter(TEXT * 300), "too-large"),
    ],
)
def test_what_holds_no_text_is_listed_and_the_rest_read(tmp_path, message, reason):
    found = found_in(tmp_path, "a.mbox", FROM + message + b"\n" + FROM + letter(), limits=Limits(document=5000))
    assert found == [("#1", reason), ("#2", "page")]


def test_odd_headers(tmp_path):
    for subject in ("=?no-such?q?x?=", "=?utf-8?b?////?=", "a\x1b[31m\x07b", "=?utf-8?q?a=0Ab?="):
        (page,), _ = items(tmp_path, "a.eml", letter(subject=subject))
        assert page.given.title is None or page.given.title.isprintable()


@pytest.mark.parametrize("kind", ["multipart/mixed; boundary=b", "message/rfc822; x="])
@pytest.mark.parametrize("depth", [150, 30_000])
def test_deeply_nested_parts_do_not_hold_it_up(tmp_path, kind, depth):
    deep = "".join(f"--b{n}\nContent-Type: {kind}{n + 1}\n\n" for n in range(depth))
    for name in ("a.eml", "a.mhtml"):
        started = time.process_time()
        (item,) = found_in(tmp_path, name, letter(deep, kind=f"{kind}0"))
        assert depth == 150 or item[1] == "unreadable"
        assert time.process_time() - started < 5
