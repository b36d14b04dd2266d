"""The printed objects: keys and order of the design, spans, and the way back to records."""

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest
from sample_records import ARTICLES, CLUSTERS, DATES_DIFFER, PLANNED, WARTA

from runut.publish import json_lines
from runut.publish.json_read import article_from_object, event_from_object

ARTICLE_KEYS = [
    "source", "key", "id", "text", "title", "outlet", "language", "published", "cited_sources", "incomplete", "blocks",
    "times", "entities", "mentions", "events", "statements", "quantities", "conflicts",
]  # fmt: skip
EVENT_KEYS = [
    "id", "type", "mode", "act", "cameo", "contexts", "status", "actors", "targets", "place", "time", "said_by",
    "trigger", "evidence", "also", "quantities", "confidence", "rule",
]  # fmt: skip


def test_article_keys_and_their_order_are_the_designs() -> None:
    printed = json.loads(json_lines.dumps(json_lines.article_object(WARTA)))
    assert list(printed) == ARTICLE_KEYS
    assert list(printed["events"][0])[: len(EVENT_KEYS)] == EVENT_KEYS
    assert list(printed["times"][0])[:10] == [
        "start", "end", "text", "type", "value", "mod", "earliest", "latest", "anchor", "ext",
    ]  # fmt: skip
    assert printed["title"] == "Rusia Serahkan Medali Peringatan kepada Pemimpin Korea Utara"
    assert printed["published"]["earliest"] == "2020-06-24"
    assert printed["events"][0]["place"]["mention"] is None
    assert list(printed["times"][0]["ext"]) == ["a", "b"]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.document.source)
def test_every_printed_span_is_its_words(article) -> None:
    printed = json.loads(json_lines.dumps(json_lines.article_object(article)))
    found = 0
    stack = [printed]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            if {"start", "end", "text"} <= item.keys():
                assert printed["text"][item["start"] : item["end"]] == item["text"]
                found += 1
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)
    assert found


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.document.source)
def test_the_public_object_reads_back_to_itself(article) -> None:
    printed = json.loads(json_lines.dumps(json_lines.article_object(article)))
    again = article_from_object(printed)
    assert json_lines.article_object(again) == printed
    assert again.document.title == article.document.title
    assert again.events == article.events
    assert again.times == article.times
    assert again.published == article.published


def test_a_given_title_survives_without_a_place_in_the_text() -> None:
    untitled = replace(WARTA, document=replace(WARTA.document, title=None, title_given="Judul dari baris"))
    printed = json_lines.article_object(untitled)
    assert printed["title"] == "Judul dari baris"
    assert article_from_object(printed).document.title_given == "Judul dari baris"


def test_whole_numbers_print_without_a_fraction_and_read_back_as_they_were() -> None:
    printed = json_lines.dumps(json_lines.article_object(ARTICLES[2]))
    assert b'"value":10000,"upper":null' in printed


def test_timeline_object_has_the_merged_values_and_each_reports_own() -> None:
    printed = json.loads(json_lines.dumps(json_lines.cluster_object(CLUSTERS[1])))
    own = {"reports", "independent_sources", "first_reported", "conflicts", "status_history", "occasion"}
    assert own <= printed.keys()
    assert [report["source"] for report in printed["reports"]] == ["berita/warta.txt", "berita/kabar.html"]
    assert [report["time"]["value"] for report in printed["reports"]] == ["2020-05-05", "2020-05-06"]
    assert printed["time"]["value"] == "2020-05-05/2020-05-06"
    assert printed["reports"][0]["evidence"]["text"].startswith("Duta Besar")
    assert printed["status_history"] == [{"date": "2020-06-24", "status": "actual", "source": "berita/warta.txt"}]
    assert event_from_object(printed["reports"][0]) == CLUSTERS[1].reports[0].event


def test_conflict_object() -> None:
    printed = json_lines.conflict_object(DATES_DIFFER)
    assert list(printed) == ["kind", "event", "values", "judgement", "detail"]
    assert printed["values"][1]["source"] == "berita/kabar.html"


def test_rows_of_the_listings() -> None:
    row = json_lines.article_row_object(WARTA, ["z.txt", "a.txt"], "0.1+ab")
    assert list(row) == [
        "source", "key", "title", "outlet", "published", "language", "incomplete", "copies_of", "n_events", "hash",
        "engine", "read_by",
    ]  # fmt: skip
    assert row["copies_of"] == ["a.txt", "z.txt"]
    assert row["n_events"] == 2
    statement = json_lines.statement_object(WARTA.statements[0], WARTA)
    assert list(statement)[:4] == ["source", "key", "speaker", "addressee"]
    assert statement["key"] == "w-1"


def test_actor_object() -> None:
    actor = SimpleNamespace(entity=WARTA.entities[2], aliases=("Kim", "Kim Jong-un"), offices=("Pemimpin",), n_events=2)
    printed = json_lines.actor_object(actor)
    assert list(printed) == ["id", "name", "kind", "country", "wikidata", "aliases", "offices", "n_events"]
    assert printed["aliases"] == ["Kim", "Kim Jong-un"]


def test_an_event_without_time_or_place_prints_null() -> None:
    printed = json_lines.event_object(replace(PLANNED, time=None))
    assert printed["time"] is None
    assert printed["place"] is None
