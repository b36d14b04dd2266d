"""Counts and measures in Indonesian notation, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from runut.dissect import dissect
from runut.extract.quantities import find_quantities, parse_figure
from runut.pipeline import read_raw
from runut.records import Block, Document, Given, Quantity, RawPage


def read(text: str) -> tuple[Quantity, ...]:
    block = Block(0, len(text), "body", "test")
    document = Document("s", None, "i", "h", text, None, None, None, "id", (block,) if text else (), (), (), False)
    return find_quantities(dissect(document), ())


@pytest.mark.parametrize(
    ("text", "value", "upper", "approximator", "unit", "of"),
    [
        ("Pyongyang mengirim lebih dari 10.000 tentara ke medan perang.", 10000, None, "lebih dari", None, "tentara"),
        ("Sebanyak 1.375 serdadu dimakamkan di sana.", 1375, None, None, None, "serdadu"),
        ("Perang merenggut sekitar 3 juta nyawa.", 3e6, None, "sekitar", None, "nyawa"),
        ("Anggarannya Rp 1,5 triliun.", 1.5e12, None, None, "IDR", None),
        ("Bantuan senilai US$5 juta disetujui.", 5e6, None, None, "USD", None),
        ("Puluhan ribu warga mengungsi.", 20000, 99000, None, None, "warga"),
        ("Dua puluh lima prajurit gugur.", 25, None, None, None, "prajurit"),
        ("Antara 10 hingga 15 ribu personel dikerahkan.", 10000, 15000, None, None, "personel"),
        ("Ia meraih 87,32 persen suara.", 87.32, None, None, "persen", "suara"),
        ("Setidaknya 40 orang tewas.", 40, None, "setidaknya", None, "orang"),
        ("Harganya sekitar 20 dolar", 20, None, "sekitar", "USD", None),
        ("Sekitar sepertiga penduduk kota mengungsi.", 0.3333, None, "sekitar", "bagian", None),
        ("Dua pertiga anggota parlemen menolak usul itu.", 0.6667, None, None, "bagian", None),
        ("Setengah juta warga mengungsi.", 500000, None, None, None, "warga"),
        ("Satu setengah juta warga mengungsi.", 1.5e6, None, None, None, "warga"),
        ("Polisi menahan 200-an orang.", 200, None, "-an", None, "orang"),
        ("Israel menahan 3.000 lebih warga.", 3000, None, "lebih", None, "warga"),
        ("Tiga puluhan tentara gugur.", 30, 39, None, None, "tentara"),
        ("Antara 40 dan 50 kapal dikerahkan.", 40, 50, None, None, "kapal"),
        ("Ratusan hingga ribuan orang hadir.", 200, 9999, None, None, "orang"),
        ("Sekitar 2-3 juta orang terdampak.", 2e6, 3e6, "sekitar", None, "orang"),
        ("Ada 3.601 kasus.", 3601, None, None, None, "kasus"),
        ("Bantuan Rp 22,8 miliar disalurkan.", 22.8e9, None, None, "IDR", None),
        ("Nilainya mencapai Rp 5 triliun.", 5e12, None, None, "IDR", None),
        ("Proyek senilai $8,5 miliar itu siap berjalan.", 8.5e9, None, None, "USD", None),
        ("Bantuan itu sekitar Rp850 triliun.", 850e12, None, "sekitar", "IDR", None),
        ("Bantuan itu bernilai 1,1 juta dolar AS.", 1.1e6, None, None, "USD", None),
        ("Belasan tentara gugur.", 11, 19, None, None, "tentara"),
        ("Lima orang tewas.", 5, None, None, None, "orang"),
        ("Seribu lima ratus roket ditembakkan.", 1500, None, None, None, "roket"),
    ],
)
def test_value(
    text: str, value: float, upper: float | None, approximator: str | None, unit: str | None, of: str | None
) -> None:
    (found,) = read(text)
    assert found.value == value
    assert found.upper == upper
    assert (found.approximator or "").lower() == (approximator or "")
    assert found.unit == unit
    if of is not None and unit is None:
        assert (found.of or "").split()[0] == of


def test_the_others_are_of_what_was_counted_before() -> None:
    first, second = read("Sedikitnya 62 warga tewas dan 120 lainnya terluka.")
    assert (first.of, second.of) == ("warga", "warga")


def test_whose_count_it_is() -> None:
    text = "Sedikitnya 62 warga tewas, kata Kementerian Kesehatan Gaza. Di kota lain 7 rumah terbakar."
    article = read_raw(RawPage("s", text.encode(), "text", Given(published="2024-05-01"), "utf-8"))
    said = {quantity.value: quantity.said_by for quantity in article.quantities}
    assert "Gaza" in (said[62] or "")
    assert said[7] is None
    assert [q.said_by for event in article.events for q in event.quantities if q.value == 62] != [None]


@pytest.mark.parametrize(
    "text",
    [
        "Undang-Undang Nomor 5 berlaku.",
        "Pertandingan berakhir 2-0 untuk tuan rumah.",
        "Ulang tahun ke-75 dirayakan.",
        "Rapat dimulai pukul 14.30.",
        "Ia tinggal di Jalan Merdeka 17.",
        "Pasal 33 dibahas lagi.",
        "Rudal S-400 dan jet F-16 dikirim.",
        "Resolusi 2231 disahkan pada KTT G20.",
        "Setengah mati ia berlari.",
        "Satu di antaranya tewas.",
        "Kedua negara sepakat.",
    ],
)
def test_none(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    ("figure", "value"),
    [("1.375", 1375.0), ("87,32", 87.32), ("2.5", 2.5), ("10/5/2022", None), ("2-0", None), ("1,234,567", 1234567.0)],
)
def test_figures(figure: str, value: float | None) -> None:
    assert parse_figure(figure) == value


@example("2Rp")
@given(st.text(alphabet="0123456789.,-/ RpjutaribuSE\n", max_size=120))
def test_any_run_of_digits_is_survived(text: str) -> None:
    for quantity in read(text):
        assert text[quantity.start : quantity.end] == quantity.text
