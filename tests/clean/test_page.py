"""HTML pages; every page here is invented."""

import pytest

from runut.clean import clean, join_pages
from runut.errors import UnreadableError
from runut.records import Given, RawPage

PARAGRAPHS = [
    "Dua negara pulau sepakat membuka jalur feri baru mulai bulan depan, kata pejabat pelabuhan Selasa (3/9/2024).",
    "Jalur itu akan dilayani empat kapal setiap hari dan ditargetkan mengangkut ribuan penumpang setahun.",
    "Kepala pelabuhan menyatakan bahwa dermaga sudah siap dipakai dan kapal-kapal itu sudah tiba di galangan.",
    "Ia menambahkan bahwa semua nakhoda telah dilatih selama empat bulan di sekolah pelayaran kedua pemerintah.",
]
HEAD = """<title>Jalur Feri Baru Dibuka - Kabar Selat</title><meta charset="utf-8">
<meta property="og:title" content="Jalur Feri Baru Dibuka"><meta property="og:site_name" content="Kabar Selat">
<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-09-03T17:30:00Z"}</script>
<meta property="article:published_time" content="2024-09-04T00:30:00+07:00">
<link rel="canonical" href="https://kabarselat.example/2024/09/04/jalur-feri">"""


def html(body, head=HEAD):
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def article(paragraphs=PARAGRAPHS, extra=""):
    menu = "<nav><ul><li><a href=/a>Beranda</a></li><li><a href=/b>Ekonomi</a></li></ul></nav>"
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    related = "<div><h3>Berita Terkait</h3><a href=/c>Kapal Tunda Tenggelam di Selat Utara</a></div>"
    return html(
        f"{menu}<h1>Jalur Feri Baru Dibuka</h1><article>{text}{extra}</article>{related}<footer>Redaksi</footer>"
    )


def read(markup, **given):
    return clean(RawPage("a.html", markup.encode(), "html", Given(**given)))


def body(document):
    return [document.text[block.start : block.end] for block in document.blocks if block.label == "body"]


def test_article_body_and_title():
    document = read(article())
    assert body(document) == PARAGRAPHS
    assert document.title is not None
    assert document.title.text == "Jalur Feri Baru Dibuka"
    assert document.outlet is not None
    assert document.outlet.name == "Kabar Selat"
    labels = {document.text[block.start : block.end]: block.label for block in document.blocks}
    assert labels["Beranda"] == "navigation"
    assert labels["Kapal Tunda Tenggelam di Selat Utara"] == "related"


def test_dates_keep_their_full_form_and_order():
    document = read(article(), published="2024-09")
    assert [(found.value, found.where) for found in document.metadata_dates] == [
        ("2024-09", "given"),
        ("2024-09-03T17:30:00Z", "json-ld"),
        ("2024-09-04T00:30:00+07:00", "meta"),
        ("2024-09-04", "url"),
    ]


def test_hidden_text_and_scripts_are_not_text():
    extra = "<script>var kapal = 1;</script><p hidden>rahasia satu</p>"
    extra += "<p style='display: none'>rahasia dua</p><style>p{}</style>"
    text = read(article(extra=extra)).text
    assert "rahasia" not in text
    assert "kapal = 1" not in text


def test_litter_inside_the_article():
    extra = "<p>Baca juga: <a href=/d>Harga Garam Naik Tajam di Pasar</a></p>"
    extra += "<figure><figcaption>Kapal di dermaga.</figcaption></figure>"
    document = read(article(extra=extra))
    labels = {document.text[block.start : block.end]: block.label for block in document.blocks}
    assert labels["Baca juga: Harga Garam Naik Tajam di Pasar"] == "related"
    assert labels["Kapal di dermaga."] == "caption"
    assert body(document) == PARAGRAPHS


def test_repeated_page_text():
    document = read(article(PARAGRAPHS + PARAGRAPHS[:2]))
    assert body(document) == PARAGRAPHS
    assert [block.label for block in document.blocks].count("repeated") == 2


def test_page_without_extraction_falls_back_to_prose():
    document = read(html(f"<h1>Jalur Feri Baru Dibuka</h1>{PARAGRAPHS[0]}<br>"))
    assert body(document) == [PARAGRAPHS[0]]


@pytest.mark.parametrize(
    "markup",
    ["<html></html>", "<html><body><a href=x>Beranda</a></body></html>", html("<script>x()</script>"), "<p>hm</p>"],
)
def test_no_article(markup):
    with pytest.raises(UnreadableError) as caught:
        read(markup)
    assert caught.value.reason == "no-article"


def test_index_page_is_no_article():
    teasers = "".join(
        f"<div><a href=/{number}>Judul Berita Nomor {number} Hari Ini</a>"
        f"<span><br>Selasa, 3 September 2024 | 1{number}:00 WIB<br></span>"
        f"<p>{paragraph}</p></div>"
        for number, paragraph in enumerate(PARAGRAPHS * 2)
    )
    with pytest.raises(UnreadableError) as caught:
        read(html(f"<h1>Indeks Berita Terkini Selat</h1><div>{teasers}</div>"))
    assert caught.value.reason == "no-article"


def test_given_address_tells_the_outlet():
    document = read(article(), url="https://www.antaranews.com/berita/1/x")
    assert document.outlet is not None
    assert document.outlet.name == "ANTARA"


def page_of(number, text, url):
    return clean(RawPage(f"p{number}.txt", text.encode(), "text", Given(url=url)))


def test_pages_are_joined():
    address = "https://contoh.example/berita/1"
    first = page_of(1, f"Jalur Feri Baru Dibuka\n\n{PARAGRAPHS[0]}\n\nHalaman Selanjutnya", address)
    second = page_of(2, PARAGRAPHS[1], f"{address}?page=2")
    third = page_of(3, PARAGRAPHS[2], f"{address}?page=3")
    other = page_of(1, PARAGRAPHS[3], "https://contoh.example/berita/2")
    joined = join_pages([first, other, third, second])
    assert len(joined) == 2
    assert [joined[0].text[b.start : b.end] for b in joined[0].blocks if b.label == "body"] == PARAGRAPHS[:3]
    assert joined[0].incomplete is False
    assert joined[1] == other


def test_gaps_and_strangers_are_not_joined():
    address = "https://contoh.example/berita/1"
    first = page_of(1, PARAGRAPHS[0], address)
    third = page_of(3, PARAGRAPHS[2], f"{address}?page=3")
    second_of_other = page_of(2, PARAGRAPHS[1], "https://contoh.example/berita/9?page=2")
    assert join_pages([first, third, second_of_other]) == [first, third, second_of_other]
