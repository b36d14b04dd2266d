"""Feeds, site maps and lists of addresses: what they hold whole is a page, what they only name is listed."""

import json
import time

import pytest

from acquire.building import TEXT, found_in, items
from runut.acquire import Limits

LONG = "".join(f"<p>{TEXT} Ini alinea ke-{number}.</p>" for number in range(8))
SHORT = f"<p>{TEXT}</p>"


def rss(*entries, head=""):
    return f"""<?xml version="1.0" encoding="UTF-8"?>{head}
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Kabar</title><link>https://kabar.example/</link>{"".join(entries)}</channel></rss>""".encode()


def entry(number, *, whole="", summary=SHORT, day="Tue, 03 Sep 2024 06:00:00 +0700"):
    content = f"<content:encoded><![CDATA[{whole}]]></content:encoded>" if whole else ""
    return (
        f"<item><title>Kapal ke-{number} Tiba</title><link>https://kabar.example/{number}</link>"
        f"<pubDate>{day}</pubDate><dc:creator>Sari</dc:creator>"
        f"<description><![CDATA[{summary}]]></description>{content}</item>"
    )


@pytest.mark.parametrize("name", ["feed.xml", "feed.rss", "feed", "feed.txt"])
def test_rss(tmp_path, name):
    pages, rejects = items(tmp_path, name, rss(entry(1, whole=LONG), entry(2), entry(3, summary=LONG)))
    assert [one.source.rsplit("#")[1] for one in pages] == ["1", "3"]
    first = pages[0]
    assert (first.given.title, first.given.published) == ("Kapal ke-1 Tiba", "2024-09-03T06:00:00+07:00")
    assert (first.given.url, first.given.author) == ("https://kabar.example/1", "Sari")
    assert (first.kind, first.charset) == ("html", "utf-8")
    assert b"Ini alinea ke-7." in first.data
    assert [(one.source.rsplit("#")[1], one.reason) for one in rejects] == [("2", "not-fetched")]
    assert "https://kabar.example/2" in rejects[0].detail


def test_a_summary_is_not_the_article(tmp_path):
    teasers = [LONG + "<p>Baca selengkapnya...</p>", LONG + " [&hellip;]", SHORT, ""]
    pages, rejects = items(tmp_path, "feed.xml", rss(*(entry(n, summary=text) for n, text in enumerate(teasers))))
    assert pages == []
    assert {one.reason for one in rejects} == {"not-fetched"}


def test_short_content_is_whole_and_a_short_summary_is_not(tmp_path):
    short = f"<p>{TEXT}</p>" * 3
    feed = rss(entry(1, whole=short), entry(2, summary=short), entry(3, whole="<p>Foto</p>"))
    found = found_in(tmp_path, "feed.xml", feed)
    assert found == [("#1", "page"), ("#2", "not-fetched"), ("#3", "not-fetched")]


def test_atom(tmp_path):
    data = f"""<?xml version='1.0'?><!-- from a program --><feed xmlns="http://www.w3.org/2005/Atom">
    <title>Kabar</title><entry><title type="html">Kapal &amp;amp; Dermaga</title>
    <link href="https://kabar.example/1"/><published>2024-09-02T23:30:00Z</published><author><name>Sari</name></author>
    <content type="html"><![CDATA[{LONG}]]></content></entry></feed>"""
    (page,), rejects = items(tmp_path, "a.atom", data.encode())
    assert rejects == []
    assert (page.given.title, page.given.published) == ("Kapal & Dermaga", "2024-09-02T23:30:00+00:00")


def test_json_feed(tmp_path):
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Kabar",
        "items": [
            {"url": "https://kabar.example/1", "content_html": LONG, "date_published": "2024-09-03T06:00:00+07:00"},
            {"url": "https://kabar.example/2", "content_text": TEXT * 9, "authors": [{"name": "Sari"}]},
            {"url": "https://kabar.example/3", "summary": TEXT},
            {"id": "4"},
            {"url": 5, "content_html": ["x"], "authors": "x"},
            "no entry",
        ],
    }
    for name, data in (("a.json", json.dumps(feed)), ("feed", json.dumps(feed).replace("/", "\\/"))):
        pages, rejects = items(tmp_path, name, data.encode())
        assert [(one.kind, one.given.url) for one in pages] == [
            ("html", "https://kabar.example/1"),
            ("text", "https://kabar.example/2"),
        ]
        assert pages[1].given.author == "Sari"
        assert [one.reason for one in rejects] == ["not-fetched", "no-article", "no-article"]
    assert found_in(tmp_path, "b.json", b'{"version": "https://jsonfeed.org/version/1"}') == [("", "broken-row")]


def test_days_are_kept_with_their_zone_and_none_is_added(tmp_path):
    days = ["Tue, 03 Sep 2024 06:00:00 GMT", "Tue, 03 Sep 2024 06:00:00", "03 Sep 2024 06:00 WIB", "kemarin", ""]
    pages, _ = items(tmp_path, "feed.xml", rss(*(entry(1, whole=LONG, day=day) for day in days)))
    assert [one.given.published for one in pages] == [
        "2024-09-03T06:00:00+00:00",
        "2024-09-03T06:00:00",
        "2024-09-03T06:00:00",
        None,
        None,
    ]


def test_a_feed_that_is_cut_off_gives_what_it_has_and_says_so(tmp_path):
    data = rss(entry(1, whole=LONG), entry(2, whole=LONG))
    found = found_in(tmp_path, "feed.xml", data[: len(data) - 200])
    assert ("#1", "page") in found
    assert ("", "broken-record") in found


LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entity_bombs_are_refused(tmp_path, encoding):
    head = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]>'
    data = rss(entry(1, whole=LONG, summary="&l9;"), head=head).decode().replace("UTF-8", encoding).encode(encoding)
    started = time.process_time()
    assert {reason for _, reason in found_in(tmp_path, "feed.xml", data)} <= {"unreadable", "unknown-format"}
    assert time.process_time() - started < 2
    head = f'<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY l0 "ha">{LAUGHS}]>'
    site_map = f"{head}<urlset><url><loc>&l9;</loc></url></urlset>"
    assert "page" not in {reason for _, reason in found_in(tmp_path, "map.xml", site_map.encode())}
    assert time.process_time() - started < 4


def test_entities_do_not_read_files(tmp_path):
    (tmp_path / "secret").write_text("RAHASIA" * 100)
    entity = f'[<!ENTITY x SYSTEM "file://{tmp_path}/secret">]'
    data = rss(entry(1, whole=LONG, summary="&x;"), head=f"<!DOCTYPE rss {entity}>")
    assert found_in(tmp_path, "feed.xml", data) == [("", "unreadable")]
    body = f"<?xml version='1.0'?><!DOCTYPE urlset {entity}><urlset><url><loc>https://a.example/&x;</loc></url></urlset>"
    _, rejects = items(tmp_path, "map.xml", body.encode())
    assert "RAHASIA" not in "".join(one.detail for one in rejects)


def test_a_deep_feed_and_a_large_one(tmp_path):
    started = time.process_time()
    for name in (b"rss", b"feed"):
        deep = b"<" + name + b"><channel>" + b"<a>" * 200_000
        assert found_in(tmp_path, "feed.xml", deep) == [("", "unreadable")]
    assert time.process_time() - started < 3
    assert found_in(tmp_path, "b.xml", rss(entry(1, whole=LONG * 3)), limits=Limits(feed=900)) == [("", "too-large")]
    pages, _ = items(tmp_path, "c.xml", rss(entry(1, whole="<div>" * 300 + LONG)))
    assert len(pages) == 1


MAP = """<?xml version="1.0" encoding="UTF-8"?><?xml-stylesheet href="x.xsl"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
{}</urlset>"""
NEWS = """<url><loc>https://kabar.example/{0}</loc><news:news><news:publication><news:name>Kabar</news:name>
</news:publication><news:publication_date>2024-09-03T06:00:00+07:00</news:publication_date>
<news:title>Kapal ke-{0} Tiba</news:title></news:news></url>"""


def test_news_site_map(tmp_path):
    data = MAP.format("".join(NEWS.format(number) for number in (1, 2)) + "<url><loc>ftp://x</loc></url>")
    pages, rejects = items(tmp_path, "sitemap.xml", data.encode())
    assert pages == []
    assert [(one.source.rsplit("#")[1], one.reason) for one in rejects] == [
        ("1", "not-fetched"),
        ("2", "not-fetched"),
        ("3", "broken-row"),
    ]
    assert "https://kabar.example/2 (Kapal ke-2 Tiba, 2024-09-03T06:00:00+07:00)" in rejects[1].detail


def test_an_index_of_site_maps_and_empty_and_cut_ones(tmp_path):
    index = b"<?xml version='1.0'?><sitemapindex><sitemap><loc>https://a.example/1.xml</loc></sitemap></sitemapindex>"
    _, (reject,) = items(tmp_path, "a.xml", index)
    assert (reject.reason, reject.detail[:20]) == ("not-fetched", "a further site map: ")
    assert found_in(tmp_path, "b.xml", MAP.format("").encode()) == [("", "empty")]
    cut = MAP.format("".join(NEWS.format(number) for number in (1, 2))).encode()[:-60]
    assert found_in(tmp_path, "c.xml", cut) == [("#1", "not-fetched"), ("", "broken-record")]
    many = MAP.format(NEWS.format(1) * 5).encode()
    assert found_in(tmp_path, "d.xml", many, limits=Limits(addresses=2))[2:] == [("", "too-large")]


def test_list_of_addresses(tmp_path):
    data = b"# pilihan\nhttps://kabar.example/1\r\n\n  http://kabar.example/2?a=b \nhttps://kabar.example/%s\n"
    found = found_in(tmp_path, "alamat.txt", data % (b"x" * 9000) + b"https://kabar.example/3\n")
    assert found == [("#2", "not-fetched"), ("#4", "not-fetched"), ("#5", "broken-row"), ("#6", "not-fetched")]
    many = b"https://kabar.example/1\n" * 5
    assert found_in(tmp_path, "b", many, limits=Limits(addresses=3))[3:] == [("", "too-large")]


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode() + b"\nhttps://kabar.example/1\n",
        b"https://kabar.example/1\n" + TEXT.encode(),
        b"Sumber: https://kabar.example/1",
    ],
)
def test_a_text_with_an_address_in_it_is_a_text(tmp_path, data):
    assert found_in(tmp_path, "a.txt", data) == [("", "page")]
