from pathlib import Path

import pytest
import yaml

from runut.clean import clean, outlets, sources
from runut.records import Block, Given, RawPage

CASES = yaml.safe_load((Path(__file__).parent / "sources.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0][:50] for case in CASES])
def test_sources(text, expected):
    found = sources.find(text, [Block(0, len(text), "body", "paragraph")])
    assert [[source.name, source.via] for source in found] == expected
    for source in found:
        assert text[source.span.start : source.span.end] == source.span.text


def test_a_picture_credit_is_no_source():
    text = "Dua negara membuka jalur feri baru.\n\nKapal feri di dermaga Sumber: CNN\n\nKapal itu tiba pada hari Senin."
    assert clean(RawPage("a.txt", text.encode(), "text")).cited_sources == ()


def test_a_source_line_at_the_end_is_a_source():
    text = "Dua negara membuka jalur feri baru pada hari Senin.\n\nSumber: Sputnik"
    assert [source.name for source in clean(RawPage("a.txt", text.encode(), "text")).cited_sources] == ["Sputnik"]


def test_the_own_outlet_is_no_source():
    text = "VIVA – Jalur itu dibuka, dikutip VIVA Militer dari Moscow Times, Rabu."
    found = clean(RawPage("a.txt", text.encode(), "text")).cited_sources
    assert [(source.name, source.via) for source in found] == [("Moscow Times", None)]


def test_table_is_sound():
    rows = outlets.table()
    assert sum(row.kind not in ("foreign", "foreign-agency") for row in rows) >= 80
    assert sum(row.kind in ("foreign", "foreign-agency") for row in rows) >= 60
    names = [name for row in rows for name in {row.name, *row.aliases}]
    domains = [domain for row in rows for domain in row.domains]
    assert len(names) == len(set(names))
    assert len(domains) == len(set(domains))
    assert all(name == name.strip() and name for name in names)
    kinds = {"agency", "national", "regional", "broadcaster", "magazine", "fact-checker", "foreign-agency", "foreign"}
    assert {row.kind for row in rows} <= kinds


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://news.detik.com/internasional/d-1/x", "detikcom"),
        ("https://www.bbc.com/indonesia/dunia-1", "BBC Indonesia"),
        ("https://www.bbc.com/news/1", "BBC"),
        ("m.cnnindonesia.com", "CNN Indonesia"),
        ("http://internasional.kompas.com/read/1", "KOMPAS.com"),
        ("https://contoh.example/1", None),
        ("com", None),
        ("", None),
    ],
)
def test_domains(address, name):
    found = outlets.by_domain(address)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("given", "text", "name"),
    [
        (Given(outlet="antaranews.com"), "Jalur itu dibuka.", "ANTARA"),
        (Given(outlet="Kabar Selat"), "Jalur itu dibuka.", "Kabar Selat"),
        (Given(url="https://www.tempo.co/x"), "Jalur itu dibuka.", "Tempo"),
        (Given(), "Jakarta (ANTARA) - Jalur itu dibuka.", "ANTARA"),
        (Given(), "BERITALAUT.COM — Jalur itu dibuka.", "BERITALAUT.COM"),
        (Given(), "Jalur itu dibuka.", None),
        (Given(), "Seoul (Bintang Timur) - Jalur itu dibuka.", "Bintang Timur"),
        (Given(), "KYIV, BINTANG TIMUR - Jalur itu dibuka.", "Bintang Timur"),
        (Given(), "Jalur itu dibuka pada hari Senin.\n\nCopyright 2023 Bintang Timur", "Bintang Timur"),
        (Given(url="https://kompas.com/x"), "VIVA – Jalur itu dibuka.", "KOMPAS.com"),
    ],
)
def test_outlet(given, text, name):
    found = clean(RawPage("a.txt", text.encode(), "text", given)).outlet
    assert (found.name if found else None) == name
