"""Reading without the trained model: told apart by its version, said in every output; a missing model stops the run."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import making
import runut
from runut import config
from runut.api import Chronicle
from runut.build import build
from runut.cli import run
from runut.config import WITHOUT_MODEL, engine_version
from runut.errors import ModelError, RunutError
from runut.extract.events.codebook import codebook
from runut.keep.store import Store
from runut.own import Own, own, use, using
from runut.receipt import Receipt
from runut.records import Article, Document
from runut.rules import use_files

VISIT = "published 2023-09-14\nvisit CONSULT PRK RUS 2023-09-13 actual"
AWARD = "award YIELD RUS PRK 2020-05-05 actual"
NOTE = "runut: read without the trained model: faster, weaker"
DAMAGED = "the model's reader.onnx is damaged; install Runut again"


pytestmark = pytest.mark.usefixtures("with_model")


@pytest.fixture(autouse=True)
def _shipped_again() -> Iterator[None]:
    yield
    use(Own())


@pytest.fixture
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    making.install(monkeypatch)


@pytest.fixture
def pages(tmp_path: Path, by_hand: None) -> Path:
    return making.write(tmp_path / "pages", a=VISIT, b=AWARD)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch, pages: Path) -> list[bool]:
    """With the model or without, by article read."""
    found: list[bool] = []

    def read(document: Document) -> Article:
        found.append(own().model)
        return making.read_document(document)

    monkeypatch.setattr("runut.reading.read_document", read)
    return found


@pytest.fixture
def no_model_found(monkeypatch: pytest.MonkeyPatch, pages: Path) -> None:
    """A stage that finds the model damaged, at the second page; without it all is well."""

    def read(document: Document) -> Article:
        if own().model and "award" in document.text:
            raise ModelError(DAMAGED)
        return making.read_document(document)

    monkeypatch.setattr("runut.reading.read_document", read)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package of one rule and one model."""
    folder = tmp_path / "package"
    (folder / "data" / "model").mkdir(parents=True)
    (folder / "extract").mkdir()
    (folder / "extract" / "rule.py").write_text("rule = 1")
    (folder / "data" / "model" / "reader.onnx").write_bytes(b"weights")
    (folder / "data" / "model" / "manifest.json").write_text('{"files": {"reader.onnx": "1"}}')
    monkeypatch.setattr(config, "_PACKAGE", folder)
    _forget()
    yield folder
    _forget()


def _forget() -> None:
    config._version_of.cache_clear()


def versions() -> tuple[str, str]:
    """Hashed anew: with the model, without it."""
    _forget()
    with using(model=False):
        without = engine_version()
    return engine_version(), without


# ---------------------------------------------------------------- the version


def test_the_version_says_that_the_model_did_not_read() -> None:
    with_model, without = versions()
    assert without.endswith(WITHOUT_MODEL)
    assert not with_model.endswith(WITHOUT_MODEL)
    assert without.removesuffix(WITHOUT_MODEL) != with_model


def test_another_model_is_another_version_only_where_it_reads(package: Path) -> None:
    with_model, without = versions()
    (package / "data" / "model" / "manifest.json").write_text('{"files": {"reader.onnx": "2"}}')
    assert versions()[0] != with_model
    assert versions()[1] == without


def test_the_model_itself_is_not_hashed(package: Path) -> None:
    before = versions()
    (package / "data" / "model" / "reader.onnx").write_bytes(b"other weights, whose digest reading checks")
    assert versions() == before


def test_a_missing_model_leaves_the_version_without_it_as_it_is(package: Path) -> None:
    with_model, without = versions()
    shutil.rmtree(package / "data" / "model")
    missing = versions()
    assert missing[1] == without
    assert missing[0] not in (with_model, without)


def test_another_rule_is_another_version_either_way(package: Path) -> None:
    before = versions()
    (package / "extract" / "rule.py").write_text("rule = 2")
    assert not set(versions()) & set(before)


def test_own_files_count_without_the_model_too(tmp_path: Path) -> None:
    acts = tmp_path / "acts.yaml"
    acts.write_text('acts:\n- {act: meet, type: CONSULT, cameo: "040", verbs_intrans: [bersanding]}\n', encoding="utf8")
    use_files(model=False)
    shipped = engine_version()
    use_files([acts], model=False)
    assert engine_version() != shipped
    assert engine_version().endswith(WITHOUT_MODEL)


def test_tables_are_not_built_anew_for_the_model() -> None:
    book = codebook()
    with using(model=False):
        assert codebook() is book
    assert codebook() is book


# ---------------------------------------------------------------- the commands say so


@pytest.mark.parametrize("option", [[], ["--no-model"]])
def test_read_says_it_once(
    option: list[str], pages: Path, seen: list[bool], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["read", str(pages), "--json", *option]) == 0
    shown = capsys.readouterr()
    assert shown.err.splitlines() == ([NOTE] if option else [])
    assert len(shown.out.splitlines()) == 2
    assert seen == [not option] * 2


def test_the_next_command_reads_with_the_model_again(pages: Path, seen: list[bool]) -> None:
    for option in (["--no-model"], []):
        assert run(["read", str(pages / "a.txt"), *option]) == 0
    assert seen == [False, True]


def test_the_receipt_says_it(pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, file = str(tmp_path / "c.db"), tmp_path / "receipt.json"
    assert run(["build", str(pages), "-o", path, "--no-model", "--receipt", str(file)]) == 0
    shown = capsys.readouterr()
    assert "without model         2 (read without the trained model: faster, weaker)" in shown.out.splitlines()
    assert shown.err == ""
    assert json.loads(file.read_text())["model"] is False
    assert run(["build", str(pages), "-o", path, "--receipt", str(file)]) == 0
    assert "trained" not in capsys.readouterr().out
    assert json.loads(file.read_text())["model"] is True
    assert not any("trained" in line for line in Receipt().lines())


def test_a_build_tells_both_readings_apart(pages: Path, tmp_path: Path, seen: list[bool]) -> None:
    store = Store(tmp_path / "c.db", create=True)
    build(store, [str(pages / "a.txt")])
    with using(model=False):
        other = build(store, [str(pages)])
        again = build(store, [], reread=True)
    assert (other.kept, other.outdated) == (1, 1)
    assert (again.reread, again.outdated) == (1, 0)
    back = build(store, [], reread=True)
    assert (back.reread, back.outdated) == (2, 0)
    assert seen == [True, False, False, True, True]


SAYS = [("markdown", "lebih lemah): 1 artikel."), ("html", "dibaca tanpa model terlatih")]


@pytest.mark.parametrize(("form", "says"), SAYS)
def test_documents_say_how_many_articles_were_read_without_it(
    form: str, says: str, pages: Path, tmp_path: Path
) -> None:
    path, file = tmp_path / "c.db", tmp_path / "out"
    build(Store(path, create=True), [str(pages / "a.txt")])
    assert run(["export", form, str(path), "-o", str(file)]) == 0
    before = file.read_text(encoding="utf8").count(says)
    with using(model=False):
        build(Store(path), [str(pages)])
    assert Store(path).totals().without_model == 1
    assert run(["export", form, str(path), "-o", str(file)]) == 0
    assert file.read_text(encoding="utf8").count(says) == before + 1


def test_score_and_demo_take_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = Path(__file__).parent / "gold" / "articles"
    assert run(["score", str(sorted(gold.glob("*.yaml"))[0]), "--json", "--no-model"]) == 0
    assert capsys.readouterr().err.splitlines() == [NOTE]
    assert run(["demo", "-o", str(tmp_path / "demo"), "--no-model"]) == 0
    assert "without model" in capsys.readouterr().out


def test_codebook_examples_can_be_read_by_the_rules_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = 'acts:\n- {act: x, type: CONSULT, cameo: "040", verbs: [temui], examples: {yes: [Mesir menemui Oman.]}}\n'
    acts = tmp_path / "acts.yaml"
    acts.write_text(mine, encoding="utf8")
    assert run(["codebook", "test", str(acts), "--no-model"]) == 0
    assert capsys.readouterr().err.splitlines() == [NOTE, "runut: 1 examples, 0 fail"]


# ---------------------------------------------------------------- Python


def test_the_keyword_holds_for_its_call(pages: Path, seen: list[bool]) -> None:
    runut.read(pages / "a.txt", model=False)
    assert own().model
    runut.read(pages / "a.txt")
    use_files(model=False)
    runut.read(pages / "a.txt")
    runut.read(pages / "a.txt", model=True)
    assert not own().model
    assert seen == [False, True, False, True]


def test_two_readers_at_once_do_not_mix(pages: Path, seen: list[bool]) -> None:
    pairs = zip(runut.read_all([pages], model=False), runut.read_all([pages], model=True), strict=True)
    assert len(list(pairs)) == 2
    assert own().model
    assert seen == [False, True, False, True]


# ---------------------------------------------------------------- a model that cannot be opened


def test_a_model_error_is_an_error_of_ours_on_purpose() -> None:
    assert issubclass(ModelError, RunutError)


@pytest.mark.parametrize("verb", ["read", "build"])
def test_a_missing_model_stops_the_run(
    verb: str, pages: Path, tmp_path: Path, no_model_found: None, capsys: pytest.CaptureFixture[str]
) -> None:
    more = ["-o", str(tmp_path / "c.db")] if verb == "build" else []
    assert run([verb, str(pages), *more]) == 2
    shown = capsys.readouterr()
    assert shown.err == f"runut: {DAMAGED}\n"
    assert "unreadable" not in shown.out
    assert run([verb, str(pages), *more, "--no-model"]) == 0


def test_a_missing_model_found_while_cleaning_stops_the_run(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def clean(_page: object) -> Document:
        raise ModelError(DAMAGED)

    monkeypatch.setattr("runut.reading.clean_page", clean)
    with pytest.raises(ModelError, match="damaged"):
        runut.read(pages / "a.txt")
    assert own().model


def test_reading_again_without_the_model_being_there_changes_nothing(
    pages: Path, tmp_path: Path, no_model_found: None
) -> None:
    path = tmp_path / "c.db"
    with using(model=False):
        build(Store(path, create=True), [str(pages)])
    before = [event.act for event in Chronicle(path).timeline()]
    with pytest.raises(ModelError):
        build(Store(path), [str(pages)], reread=True)
    assert Store(path).totals().rejects == ()
    assert sorted(event.act for event in Chronicle(path).timeline()) == sorted(before) == ["award", "visit"]


def test_what_was_read_before_the_stop_is_kept(pages: Path, tmp_path: Path, no_model_found: None) -> None:
    path = tmp_path / "c.db"
    with pytest.raises(ModelError):
        build(Store(path, create=True), [str(pages)])
    totals = Store(path).totals()
    assert (totals.articles, totals.rejects) == (1, ())


def test_score_stops_too(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def read(_document: Document) -> Article:
        raise ModelError(DAMAGED)

    monkeypatch.setattr("runut.pipeline.read_document", read)
    assert run(["score", str(Path(__file__).parent / "gold" / "articles")]) == 2
    assert DAMAGED in capsys.readouterr().err
