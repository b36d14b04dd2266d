"""Digests: where the stories of a page begin, and pages that only look as if they had several."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from runut.clean import clean
from runut.own import using
from runut.pipeline import read_document
from runut.records import RawPage

CASES = yaml.safe_load((Path(__file__).parent / "digests.yaml").read_text(encoding="utf8"))

OF_LINES = [case for case in CASES if case["text"].count("\n") > 3]


def stories(document):
    found = [block for block in document.blocks if block.rule in ("story-title", "story")]
    return [(block.rule, document.text[block.start : block.end]) for block in found]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_where_stories_begin(case):
    found = stories(clean(RawPage("a.txt", case["text"].encode(), "text")))
    assert len(found) == len(case["stories"]), found
    for (rule, text), wanted in zip(found, case["stories"], strict=True):
        assert text == wanted if rule == "story-title" else text.startswith(wanted)


def test_there_are_as_many_pages_of_one_story():
    several = sum(bool(case["stories"]) for case in CASES)
    assert len(CASES) - several >= several


def html(text):
    lines = [line for line in text.splitlines() if line.strip()]
    inside = "".join(
        f"<p>{line}</p>" if line.rstrip().endswith((".", ":")) or "elengkapnya" in line else f"<h2>{line}</h2>"
        for line in lines[1:]
    )
    return f"<!DOCTYPE html><html><body><article><h1>{lines[0]}</h1>{inside}</article></body></html>".encode()


@pytest.mark.parametrize("case", OF_LINES, ids=lambda case: case["name"])
def test_the_same_as_a_page(case):
    found = stories(clean(RawPage("a.html", html(case["text"]), "html")))
    assert [text for _, text in found] == case["stories"]


DIGEST = """5 Berita Terpopuler Internasional Hari Ini

Jakarta - Presiden Rusia Vladimir Putin bertemu pemimpin Korea Utara Kim Jong Un di Pyongyang.

Selain berita tersebut, berikut ini berita-berita internasional yang menarik perhatian pembaca, Rabu (19/6/2024):

- Israel Gempur Rafah, Puluhan Warga Tewas

Militer Israel menggempur Rafah pada Selasa (18/6) malam. Serangan itu dikecam Presiden Mesir Abdel Fattah el-Sisi.

- PM Jepang Kunjungi Filipina

Perdana Menteri Jepang Fumio Kishida tiba di Manila, Senin (17/6). Ia bertemu Presiden Filipina Ferdinand Marcos Jr.

- Putin Bertemu Kim Jong Un di Pyongyang

Presiden Rusia Vladimir Putin bertemu pemimpin Korea Utara Kim Jong Un di Pyongyang, Rabu (19/6/2024). Pertemuan itu
berlangsung dua jam, kata Kremlin.
"""


@pytest.fixture(scope="module")
def article():
    with using(model=False):
        return read_document(clean(RawPage("a.txt", DIGEST.encode(), "text")))


def test_what_a_digest_tells_stays_in_its_story(article):
    told = {(event.act, party.name) for event in article.events for party in (*event.actors, *event.targets)}
    assert ("meet", "Fumio Kishida") in told
    assert ("meet", "Abdel Fattah el-Sisi") not in told
    manila = next(event for event in article.events if event.act == "meet" and "Marcos" in event.evidence.text)
    assert {party.name for party in manila.actors} == {"Fumio Kishida"}


def test_what_its_head_tells_is_one_event_with_the_story(article):
    met = [event for event in article.events if event.act == "meet" and "Putin" in event.evidence.text]
    assert len(met) == 1
    assert str(met[0].time.earliest) == "2024-06-19"
    assert any(span.start < article.document.text.index("Selain") for span in met[0].also)


def test_every_span_is_one_of_the_stored_text(article):
    text = article.document.text
    for event in article.events:
        for span in (event.trigger, event.evidence, *event.also):
            assert text[span.start : span.end] == span.text
    assert [event.id for event in article.events] == [
        f"{article.document.id}-e{number}" for number in range(1, len(article.events) + 1)
    ]
    assert [sentence.index for sentence in article.sentences] == list(range(len(article.sentences)))
    assert len({entity.id for entity in article.entities}) == len(article.entities)
    assert {mention.entity for mention in article.mentions} <= {entity.id for entity in article.entities}
    assert str(article.published.earliest) == "2024-06-19"
    assert article.document.title.text == "5 Berita Terpopuler Internasional Hari Ini"
