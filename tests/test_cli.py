"""The command line: exit codes, formats, one-line errors, nothing loaded before it is needed."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import making
from runut.cli import VERBS, run

VISIT = "published 2023-09-14\nvisit CONSULT PRK RUS 2023-09-13 actual\nsays RUS kami sepakat\nweekday"
AWARD = "award YIELD RUS PRK 2020-05-05 planned"
LISTS = ("timeline", "conflicts", "statements", "actors", "articles")


@pytest.fixture(autouse=True)
def _hand_made_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    making.install(monkeypatch)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    return making.write(tmp_path / "pages", a=VISIT, b=AWARD)


@pytest.fixture
def db(pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    path = str(tmp_path / "c.db")
    assert run(["build", str(pages), "-o", path]) == 0
    capsys.readouterr()
    return path


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Callable[..., list[str]]:
    def call(*arguments: str, code: int = 0) -> list[str]:
        assert run(list(arguments)) == code
        return capsys.readouterr().out.splitlines()

    return call


def test_help_names_every_verb(lines: Callable[..., list[str]]) -> None:
    text = "\n".join(lines("--help"))
    for verb in VERBS:
        assert f"\n  {verb} " in text


@pytest.mark.parametrize("verb", list(VERBS))
def test_every_help_ends_with_a_worked_example(verb: str, lines: Callable[..., list[str]]) -> None:
    text = "\n".join(lines(verb, "--help"))
    assert "Example:\n    runut " in text.replace("\n  Example:\n    ", "\nExample:\n    ")
    assert text.rstrip().rsplit("\n", 1)[-1].strip().startswith("runut ")


def test_version(lines: Callable[..., list[str]]) -> None:
    assert lines("--version")[0].startswith("runut, version 0.")


def test_help_is_quick_and_loads_nothing_heavy() -> None:
    script = (
        "import sys; from runut.cli import run; run(['--help']);"
        "heavy = {'sqlalchemy', 'alembic', 'trafilatura', 'rich', 'lxml', 'yaml', 'numpy', 'onnxruntime'};"
        "heavy &= set(sys.modules);"
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    before = os.times()
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    spent = os.times().children_user - before.children_user  # the processor's time: a busy machine is slow, not wrong
    assert spent < 2  # 0.3 s; the modules above are what must not creep in


def test_build_prints_the_receipt(pages: Path, tmp_path: Path, lines: Callable[..., list[str]]) -> None:
    text = lines("build", str(pages), "-o", str(tmp_path / "n.db"))
    assert [line.split()[:2] for line in text[:2]] == [["read", "2"], ["kept", "2"]]


def test_build_receipt_as_json_and_in_a_file(pages: Path, tmp_path: Path, lines: Callable[..., list[str]]) -> None:
    making.write(pages, c="unreadable")
    db, file = str(tmp_path / "n.db"), tmp_path / "receipt.json"
    (line,) = lines("build", str(pages), "-o", db, "--json", "--receipt", str(file))
    receipt = json.loads(line)
    assert (receipt["read"], receipt["kept"], receipt["unreadable"]) == (3, 2, 1)
    assert receipt["not_kept"][0]["reason"] == "binary"
    assert json.loads(file.read_text()) == receipt


def test_build_exit_codes(pages: Path, tmp_path: Path, lines: Callable[..., list[str]]) -> None:
    db = str(tmp_path / "n.db")
    lines("build", str(tmp_path / "missing"), "-o", db, code=1)
    lines("build", str(pages), str(tmp_path / "missing"), "-o", db, code=0)
    lines("build", str(pages), "-o", db, code=0)
    lines("build", code=2)
    lines("build", str(pages), "-o", str(tmp_path / "no" / "c.db"), code=2)
    lines("build", str(pages), "-o", db, "--published", "kemarin", code=2)
    lines("build", str(pages), "-o", db, "--nonsense", code=2)


@pytest.mark.parametrize("verb", LISTS)
def test_every_listing_in_every_format(verb: str, db: str, lines: Callable[..., list[str]]) -> None:
    objects = [json.loads(line) for line in lines(verb, db, "--json")]
    table = list(csv.DictReader(io.StringIO("\n".join(lines(verb, db, "--csv")))))
    assert len(table) >= len(objects) > 0
    assert len(lines(verb, db)) > 1


def test_json_keys_are_those_of_the_design(db: str, lines: Callable[..., list[str]]) -> None:
    def keys(verb: str) -> set[str]:
        return set(json.loads(lines(verb, db, "--json")[0]))

    assert keys("timeline") >= {
        "id", "type", "mode", "act", "cameo", "contexts", "status", "actors", "targets", "place", "time", "reports",
        "independent_sources", "first_reported", "conflicts", "status_history", "occasion",
    }  # fmt: skip
    assert keys("conflicts") == {"kind", "event", "values", "judgement", "detail"}
    assert keys("statements") >= {"source", "key", "speaker", "addressee", "cue", "kind", "content", "via"}
    assert keys("actors") == {"id", "name", "kind", "country", "wikidata", "aliases", "offices", "n_events"}
    assert keys("articles") == {
        "source", "key", "title", "outlet", "published", "language", "incomplete", "copies_of", "n_events", "hash",
        "engine", "read_by",
    }  # fmt: skip


def test_filters_reach_the_listing(db: str, lines: Callable[..., list[str]]) -> None:
    assert len(lines("timeline", db, "--json")) == 2
    assert len(lines("timeline", db, "--json", "--between", "Korut", "rusia", "--from", "2023")) == 1
    assert len(lines("timeline", db, "--json", "--status", "planned", "--type", "yield")) == 1
    assert len(lines("timeline", db, "--json", "--actor", "PRK", "--limit", "1")) == 1


def test_nothing_found_is_no_failure_and_says_why(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["timeline", db, "--actor", "Nobodi"]) == 0
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "Nobodi" in shown.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["timeline", "missing.db"],
        ["timeline", "{db}", "--from", "kemarin"],
        ["timeline", "{db}", "--status", "sure"],
        ["timeline", "{db}", "--json", "--csv"],
        ["timeline", "{db}", "--search", "..."],
        ["timeline", "{db}", "--limit", "many"],
        ["timeline", "{db}", "--between", "one"],
        ["export", "pdf", "{db}"],
        ["export", "csv", "{db}", "-o", "{folder}"],
        ["demo", "-o", "{db}"],
        ["read", "{db}", "--format", "timeml", "--output", "{db}"],
        ["read"],
        ["dance"],
        [],
    ],
)
def test_wrong_usage_is_2_and_one_message(arguments: list[str], db: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([part.replace("{db}", db).replace("{folder}", str(Path(db).parent)) for part in arguments]) == 2
    shown = capsys.readouterr()
    assert shown.err + shown.out
    assert "Traceback" not in shown.err


@pytest.mark.parametrize("name", ["jsonl", "csv", "html", "xlsx", "polecat"])
def test_export_to_the_screen_and_to_a_file(name: str, db: str, tmp_path: Path) -> None:
    file = tmp_path / "out"
    assert run(["export", name, db, "-o", str(file)]) == 0
    shown = subprocess.run([sys.executable, "-m", "runut", "export", name, db], capture_output=True, check=True)
    assert shown.stdout == file.read_bytes() != b""
    assert run(["export", name, db, "-o", str(tmp_path / "no" / "out")]) == 2


def test_an_export_is_filtered(db: str, tmp_path: Path) -> None:
    file = tmp_path / "out.jsonl"
    assert run(["export", "jsonl", db, "--status", "planned", "-o", str(file)]) == 0
    assert [json.loads(line)["act"] for line in file.read_text().splitlines()] == ["award"]


def test_an_export_says_what_it_leaves_out(db: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "icalendar", db, "--no-text", "-o", str(tmp_path / "out.ics")]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("runut: icalendar leaves out: ")
    assert "the sentences of the articles" in told.err
    assert told.err.count("\n") == 1
    assert run(["export", "jsonl", db, "-o", str(tmp_path / "out.jsonl")]) == 0
    assert capsys.readouterr().err == ""


def test_an_export_in_english(db: str, tmp_path: Path) -> None:
    for language, counts in (("id", "peristiwa dari"), ("en", "events from")):
        file = tmp_path / f"{language}.md"
        assert run(["export", "markdown", db, "--lang", language, "-o", str(file)]) == 0
        assert counts in file.read_text(encoding="utf8")


def test_read_prints_one_object_an_article_and_names_the_rest(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    making.write(pages, c="unreadable")
    files = [str(pages / f"{name}.txt") for name in ("b", "c", "a")]
    assert run(["read", "--json", *files]) == 0
    shown = capsys.readouterr()
    assert [json.loads(line)["source"] for line in shown.out.splitlines()] == [files[0], files[2]]
    assert shown.err.splitlines() == [f"runut: {files[1]}: binary: no text in it"]
    assert run(["read", "--json", files[1]]) == 1


def test_read_shows_an_article(pages: Path, lines: Callable[..., list[str]]) -> None:
    text = "\n".join(lines("read", str(pages / "a.txt"), "--explain"))
    for part in ("CONSULT/visit", "Korea Utara → Rusia", "kami sepakat", "10/9/2023 was a Sunday", "rule test"):
        assert part in text


def test_a_broken_pipe_is_silent(db: str) -> None:
    code = f"from runut.cli import main; main(['timeline', {db!r}, '--json'] )"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.close()
    _, err = process.communicate()
    assert (process.returncode, err) == (0, b"")


@pytest.mark.skipif(os.name == "nt", reason="POSIX locale")
def test_output_is_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    code = "from runut.cli import main; main(['timeline', 'h\\u00e9.db'])"
    env = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, "-c", code], env=env, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 2
    assert "hé.db" in done.stderr.decode("utf-8")


def test_debug_shows_the_traceback(tmp_path: Path) -> None:
    from runut.errors import StoreError

    with pytest.raises(StoreError):
        run(["--debug", "timeline", str(tmp_path / "missing.db")])


def test_a_stopped_build_is_mentioned(db: str, pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from runut.keep.store import Batch, Entry, Page, Store

    store, raw, batch = Store(Path(db)), making.raw("published 2023-01-01", "z.txt"), Batch()
    batch.put(Entry((Page.of(raw),), making.read(raw)))
    store.add(batch, store.begin_run("test", [], "now"))
    assert run(["timeline", db]) == 0
    assert "run its build again" in capsys.readouterr().err
