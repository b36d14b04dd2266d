"""Labels of plain text, case by case."""

from pathlib import Path

import pytest
import yaml

from runut.clean import clean
from runut.clean import dateline as datelines
from runut.records import RawPage

HERE = Path(__file__).parent
CASES = yaml.safe_load((HERE / "labels.yaml").read_text(encoding="utf-8"))
DATELINES = yaml.safe_load((HERE / "datelines.yaml").read_text(encoding="utf-8"))


def page(text):
    return clean(RawPage("case.txt", text.encode(), "text"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case):
    document = page(case["text"])
    optional = case.get("optional", [])
    found = [f"{block.label}: {document.text[block.start : block.end]}" for block in document.blocks]
    furniture = [line for line in found if not line.startswith("body: ") and line not in optional]
    assert furniture == case["blocks"]
    if "incomplete" in case:
        assert document.incomplete is case["incomplete"]


@pytest.mark.parametrize(("head", "sentence", "outlet"), DATELINES["accepted"])
def test_dateline(head, sentence, outlet):
    text = f"{head} {sentence}"
    found = datelines.match(text, 0, len(text))
    assert found is not None
    assert text[: found.end] == head
    assert found.outlet == outlet


@pytest.mark.parametrize("text", DATELINES["refused"])
def test_no_dateline(text):
    assert datelines.match(text, 0, len(text)) is None


def test_the_body_begins_after_the_dateline():
    document = page("SEOUL, KOMPAS.com - Kedua pihak bertemu pada Senin pagi di ibu kota.")
    assert [block.label for block in document.blocks] == ["dateline", "body"]
    assert document.text[document.blocks[1].start :].startswith("Kedua pihak")
    assert document.outlet is not None
    assert document.outlet.domain == "kompas.com"


def test_title_span_leaves_out_the_markup():
    document = page("# Dua Negara Membuka Jalur Feri\n\nDua negara membuka jalur feri baru pada hari Senin.")
    assert document.title is not None
    assert document.title.text == "Dua Negara Membuka Jalur Feri"
    assert document.text[document.title.start : document.title.end] == document.title.text
