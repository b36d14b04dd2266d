"""Without the articles' words: nothing of a sentence is in any export, and its place is."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from format_views import example, text_of
from sample_records import ARTICLES, CLUSTERS, CONFLICTS

from runut.publish import FORMATS, View, make
from runut.publish.sources import Sources
from runut.publish.textless import masked, without_text
from runut.records import CrossConflict, Quote

LEAST = 60  # characters of a sentence; a name with its office is shorter
DEFAULT_WITHOUT = {"parquet", "polecat", "icews", "gdelt", "plover", "ftm"}
NEVER = {"bibtex", "csl", "graphml", "icews", "gdelt", "polecat"}
DOCS = Path(__file__).parents[2] / "docs" / "formats.md"


def prose(view: View) -> set[str]:
    """Stretches from the middle of every paragraph of every article."""
    found = set()
    for article in view.articles:
        for block in article.document.blocks:
            if block.label == "body":
                for line in article.document.text[block.start : block.end].splitlines():
                    if len(line) >= 2 * LEAST:
                        found |= {line[at : at + LEAST] for at in (0, LEAST, len(line) // 2, len(line) - LEAST)}
    return found


@pytest.mark.parametrize("name", FORMATS)
def test_no_sentence_of_an_article_is_left(name: str) -> None:
    view = example()
    text = text_of(name, make(name, view, text=False).data)
    leaked = [part for part in prose(view) if part in text or json.dumps(part)[1:-1] in text]
    assert not leaked


@pytest.mark.parametrize("name", sorted(set(FORMATS) - NEVER))
def test_with_text_there_are_sentences(name: str) -> None:
    view = example()
    text = text_of(name, make(name, view, text=True).data)
    assert any(part in text for part in prose(view))


def test_the_research_formats_are_without_text_unless_asked() -> None:
    assert {name for name, found in FORMATS.items() if not found.text} == DEFAULT_WITHOUT
    for name in DEFAULT_WITHOUT:
        assert make(name, example()).data == make(name, example(), text=False).data


@pytest.mark.parametrize("name", sorted(DEFAULT_WITHOUT | NEVER))
def test_by_default_no_sentence_of_an_article_is_in_them(name: str) -> None:
    view = example()
    text = text_of(name, make(name, view).data)
    assert not [part for part in prose(view) if part in text or json.dumps(part)[1:-1] in text]


def test_followthemoney_tells_the_place_and_the_hash_of_every_sentence() -> None:
    view = example()
    entities = [json.loads(line) for line in make("ftm", view).data.splitlines()]
    events = [entity["properties"] for entity in entities if entity["schema"] == "Event"]
    sources = Sources(view)
    for told, cluster in zip(events, view.clusters, strict=True):
        assert told["recordId"] == [cluster.id]
        places = {
            f"{source.place(report.event.evidence)} sha256:{source.sha256}"
            for report in cluster.reports
            for source in [sources.of(report)]
        }
        assert set(told["description"]) == places
    asked = [json.loads(line)["properties"] for line in make("ftm", view, text=True).data.splitlines()]
    sentences = {report.event.evidence.text for cluster in view.clusters for report in cluster.reports}
    told = [one["description"][0] for one in asked if "recordId" in one]
    assert sum(text in sentences for text in told) > len(told) / 2
    assert not any("#char=" in text for text in told)


@pytest.mark.parametrize("name", ["timeml", "brat"])
def test_annotations_keep_their_text_unless_it_is_left_out(name: str) -> None:
    view = example()
    parts = prose(view)
    assert any(part in text_of(name, make(name, view).data) for part in parts)
    bare = make(name, view, text=False)
    assert "xxxx" in text_of(name, bare.data)
    assert any("each letter is an x" in line for line in bare.left_out)


def test_the_documentation_says_of_every_format_whether_it_carries_sentences() -> None:
    row = re.compile(r"^\| ([^|]+) \| (never|with `--text`|unless `--no-text`) \|", re.MULTILINE)
    rows = row.findall(DOCS.read_text(encoding="utf8"))
    said = {name: when for names, when in rows for name in re.findall(r"`(\w+)`", names)}
    expected = {
        name: "never" if name in NEVER else "unless `--no-text`" if found.text else "with `--text`"
        for name, found in FORMATS.items()
    }
    assert said == expected


def test_offsets_and_facts_stay() -> None:
    view = View(CLUSTERS, ARTICLES, CONFLICTS)
    bare = without_text(view)
    assert not bare.with_text
    for cluster, was in zip(bare.clusters, view.clusters, strict=True):
        assert replace(cluster, reports=(), conflicts=()) == replace(was, reports=(), conflicts=())
        for report, before in zip(cluster.reports, was.reports, strict=True):
            assert report.event.evidence == replace(before.event.evidence, text="")
            assert report.event.trigger == before.event.trigger
    for article, whole in zip(bare.articles, view.articles, strict=True):
        assert len(article.document.text) == len(whole.document.text)
        assert article.document.title == whole.document.title
    assert [value for *_, value, _ in bare.conflicts[0].values] == ["2020-05-05", "2020-05-06"]


def test_quoted_words_go_too() -> None:
    words = CLUSTERS[0].reports[0].event.evidence
    values = ("a", None, "pendek", words), ("b", None, "x" * 90, None)
    conflict = CrossConflict("quote", "e1", values, "translation", "")
    report = replace(CLUSTERS[0].reports[0], quotes=(Quote("KCNA", words),))
    bare = without_text(View((replace(CLUSTERS[0], reports=(report,), conflicts=(conflict,)),), (), (conflict,)))
    for found in (bare.conflicts[0], bare.clusters[0].conflicts[0]):
        assert [(value, span and span.text) for *_, value, span in found.values] == [("", ""), ("", None)]
    assert bare.clusters[0].reports[0].quotes[0].words.text == ""


def test_a_mask_keeps_the_length_and_what_is_between() -> None:
    assert masked("Kim, 41.\n—é𝒳!") == "xxx, xx.\n—xx!"
