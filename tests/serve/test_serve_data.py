"""The API prints what the command line prints: the same rows for the same filters, in every format."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from runut.cli import run
from runut.publish.listings import LISTINGS

FILTERS: list[list[tuple[str, ...]]] = [
    [],
    [("actor", "Putin")],
    [("between", "Rusia", "Korut"), ("from", "2023")],
    [("type", "consult"), ("type", "AID"), ("status", "actual"), ("to", "2024-06")],
    [("search", '"Kim Jong Un" kunjungan')],
    [("outlet", "no such outlet")],
    [("place", "Korut"), ("place", "Kursk"), ("certainty", "high")],
    [("conflict",)],
    [("newest",), ("limit", "7"), ("offset", "3")],
    [("actor", "nobody of this name")],
]


def printed(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert run(arguments) == 0
    return capsys.readouterr().out


def query(filters: list[tuple[str, ...]]) -> str:
    pairs = [(name, value) for name, *values in filters for value in values or ["true"]]
    return urlencode(pairs)


@pytest.mark.parametrize("filters", FILTERS, ids=query)
@pytest.mark.parametrize("name", list(LISTINGS))
def test_the_same_rows(
    name: str, filters: list[tuple[str, ...]], demo: Path, reader: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    options = [part for option, *values in filters for part in (f"--{option}", *values)]
    lines = printed([name, str(demo), "--json", *options], capsys)
    assert reader.get(f"/{name}.jsonl?{query(filters)}").text == lines
    assert reader.get(f"/{name}.json?{query(filters)}").json() == [json.loads(line) for line in lines.splitlines()]
    table = printed([name, str(demo), "--csv", "--lang", "en", *options], capsys)
    given = f"{query(filters)}&lang=en"
    assert reader.get(f"/{name}.csv?{given}").text.replace("\r\n", "\n") == table


@pytest.mark.parametrize("filters", [[], [("from", "2023"), ("type", "CONSULT")]], ids=query)
def test_the_same_dyad(
    filters: list[tuple[str, ...]], demo: Path, reader: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    options = [part for option, *values in filters for part in (f"--{option}", *values)]
    asked = f"between=Rusia&between=Korut&{query(filters)}"
    command = ["dyad", "Rusia", "Korut", str(demo), *options]
    assert reader.get(f"/dyad.json?{asked}").text == printed([*command, "--json"], capsys)
    assert reader.get(f"/dyad.csv?{asked}").text.replace("\r\n", "\n") == printed([*command, "--csv"], capsys)


@pytest.mark.parametrize(("name", "text"), [("markdown", []), ("polecat", []), ("csv", ["--no-text"]), ("html", [])])
def test_an_export_is_that_of_the_command_line(
    name: str, text: list[str], demo: Path, reader: TestClient, tmp_path: Path
) -> None:
    out = tmp_path / "file"
    assert run(["export", name, str(demo), "--actor", "Putin", *text, "-o", str(out)]) == 0
    answer = reader.get(f"/export/{name}?actor=Putin{'&text=false' if text else ''}")
    assert answer.content == out.read_bytes()
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")


def test_an_export_that_there_is_not(reader: TestClient) -> None:
    assert reader.get("/export/papyrus").status_code == 400


@pytest.mark.parametrize(("noun", "listing"), [("events", "timeline"), ("actors", "actors")])
def test_one_record_is_that_of_its_list(noun: str, listing: str, reader: TestClient) -> None:
    for row in reader.get(f"/{listing}.json?limit=5").json():
        assert reader.get(f"/{noun}/{row['id']}.json").json() == row
        assert reader.get(f"/{noun}/{row['id']}.csv").text.count(row["id"]) > 0


def test_an_article_is_what_read_prints(reader: TestClient) -> None:
    name = reader.get("/timeline.json?limit=1").json()[0]["reports"][0]["article"]
    article = reader.get(f"/articles/{name}.json").json()
    assert article["id"] == name
    assert article["text"]
    assert reader.get(f"/articles/{name}.csv").text.count("\r\n") == 2
