"""``runut articles --why A B``: why two articles are one text, or two."""

from __future__ import annotations

import json

import pytest

from runut.cli import run

STORY = (
    "Korea Utara mengirim sekitar 720 balon berisi sampah ke Korea Selatan sejak Sabtu malam, kata militer Korea "
    "Selatan. Balon-balon itu jatuh di Seoul dan provinsi sekitarnya. Isinya puntung rokok, kertas, dan kain bekas."
)
OTHER = "Presiden Rusia Vladimir Putin mengunjungi Pyongyang pada Rabu (19/6/2024) dan bertemu Kim Jong Un."


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("copies")
    rows = {"a": STORY, "b": f"SEOUL - {STORY}", "c": OTHER}
    lines = [
        json.dumps({"id": key, "title": f"Judul {key}", "published": f"2024-06-0{day}", "text": text})
        for day, (key, text) in enumerate(rows.items(), 2)
    ]
    (folder / "rows.jsonl").write_text("\n".join(lines), encoding="utf8")
    path = str(folder / "c.db")
    assert run(["build", str(folder / "rows.jsonl"), "-o", path, "--no-model"]) == 0
    return path


def test_why_two_articles_are_one_text(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["articles", db, "--why", "a", "b", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "one text; one holds nearly all of the other" in said
    assert "100 % of the shorter text's groups of three words" in said
    assert "Balon-balon itu jatuh" in said
    assert "is a copy of" in said


def test_why_two_articles_are_two_texts(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["articles", db, "--why", "a", "c", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["one_text"], found["rule"], found["copies_of"]) == (False, None, [[], []])
    assert found["share"] < found["needed"]["reworded"]["share"]


def test_an_article_that_is_not_there_is_named(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["articles", db, "--why", "a", "nobody.html"]) == 2
    assert "nobody.html" in capsys.readouterr().err
