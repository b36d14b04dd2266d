"""Counts and measures in Indonesian notation, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from runut.dissect import dissect
from runut.extract.quantities import find_quantities, parse_figure
from runut.records import Block, Document, Quantity


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


@pytest.mark.parametrize(
    "text",
    [
        "Undang-Undang Nomor 5 berlaku.",
        "Pertandingan berakhir 2-0 untuk tuan rumah.",
        "Ulang tahun ke-75 dirayakan.",
        "Rapat dimulai pukul 14.30.",
        "Ia tinggal di Jalan Merdeka 17.",
        "Pasal 33 dibahas lagi.",
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
