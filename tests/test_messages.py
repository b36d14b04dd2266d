"""Messages in two languages: which one is chosen, what is told, that the catalogue has it, and what never changes."""

from __future__ import annotations

import csv
import gettext
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

import making
from messages_in_code import details, helps, messages, origins, unmarked
from runut.catalogue import read
from runut.cli import VERBS, run
from runut.config import example_articles
from runut.messages import DOMAIN, INDONESIAN, asked_for, chosen, speaking, told

SLOT = re.compile(r"\{\d+\}")


@pytest.fixture(autouse=True)
def _reader(monkeypatch: pytest.MonkeyPatch) -> None:
    making.install(monkeypatch)


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "id_ID.UTF-8"}, "id"),
        ([], {"LANG": "id_ID.UTF-8", "LC_ALL": "C"}, "en"),
        ([], {"LANG": "en_US.UTF-8", "LANGUAGE": "id"}, "id"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        ([], {"LANG": "id_ID.UTF-8", "RUNUT_LANG": "en"}, "en"),
        ([], {"RUNUT_LANG": "ID"}, "id"),
        ([], {"RUNUT_LANG": "klingon"}, "en"),
        (["--lang", "id", "timeline"], {"RUNUT_LANG": "en"}, "id"),
        (["--debug", "--lang=id", "timeline", "--lang", "en"], {}, "id"),
        (["--config", "x.toml", "--lang", "id", "timeline"], {}, "id"),
        (["timeline", "c.db", "--lang", "id"], {}, "en"),
        (["timeline", "--lang", "id"], {}, "en"),
        (["--lang"], {}, "en"),
    ],
)
def test_the_language_is_that_of_the_option_the_variable_or_the_machine(
    arguments: list[str], environment: dict[str, str], language: str
) -> None:
    assert chosen(arguments, environment) == language


def test_only_a_wish_by_name_counts_for_sentences() -> None:
    assert asked_for(["timeline"], {"LANG": "en_US.UTF-8"}) is None
    assert asked_for(["timeline"], {"RUNUT_LANG": "en"}) == "en"


@pytest.mark.parametrize(("found", "least"), [(helps, 150), (messages, 150), (details, 15)])
def test_the_catalogue_has_what_the_program_says(found: Callable[[], dict[str, str]], least: int) -> None:
    said, known = found(), read(INDONESIAN.read_text(encoding="utf8"))
    assert len(said) > least
    assert {text: where for text, where in said.items() if text not in known} == {}


def test_why_a_day_is_what_it_is_can_be_told_in_indonesian() -> None:
    said = origins()
    assert len(said) > 40
    for text, where in said.items():
        samples = [SLOT.sub("2023-01-02", text.replace("{0}", first, 1)) for first in ("+1", "report")]
        with speaking("id"):
            assert any(told(one) != one for one in samples) or text == "{0} Saka + 78", (text, where)


def test_a_verb_prints_no_words_that_are_not_told() -> None:
    assert unmarked() == {}


def test_every_translation_is_whole() -> None:
    for message in catalogue():
        texts = [message.string] if isinstance(message.string, str) else list(message.string)
        for text in texts:
            assert text, message.id
            if isinstance(message.id, str):
                assert sorted(SLOT.findall(text)) == sorted(SLOT.findall(message.id)), message.id
                assert text[:1].isspace() == message.id[:1].isspace(), message.id


def test_the_catalogue_is_read_as_gettext_s_own_tools_read_it() -> None:
    expected = {}
    for message in catalogue():
        one, form = (each if isinstance(each, str) else each[0] for each in (message.id, message.string))
        expected[one] = form
    assert read(INDONESIAN.read_text(encoding="utf8")) == expected


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("", {}),
        ('msgid ""\nmsgstr "Language: id\\n"\n', {}),
        ('# msgid "a"\n#~ msgid "b"\nmsgid "c"\nmsgstr "d"', {"c": "d"}),
        ('msgid "not yet"\nmsgstr ""\n\nmsgid "x"\nmsgstr "y"', {"x": "y"}),
        ('msgid ""\n"two "\n"lines"\nmsgstr ""\n"dua "\n"baris"', {"two lines": "dua baris"}),
        ('msgid "\\tsays \\"a\\"\\n\\\\n"\nmsgstr "\\tb\\n"', {'\tsays "a"\n\\n': "\tb\n"}),
        ('msgid "{n} page"\nmsgid_plural "{n} pages"\nmsgstr[0] "{n} laman"\n', {"{n} page": "{n} laman"}),
        ('msgid "msgstr \\"x\\""\nmsgstr "msgid"', {'msgstr "x"': "msgid"}),
    ],
)
def test_a_catalogue_is_read(text: str, messages: dict[str, str]) -> None:
    assert read(text) == messages


def test_no_message_stands_twice() -> None:
    heads = re.findall(r'^msgid .*(?:\n".*")*', INDONESIAN.read_text(encoding="utf8"), re.MULTILINE)
    assert [one for one, n in Counter(heads).items() if n > 1] == []


def test_gettext_is_as_it_was_afterwards() -> None:
    before = gettext.translation, gettext.textdomain(), dict(os.environ)
    with speaking("id"):
        assert gettext.gettext("Usage:") == "Pemakaian:"
        assert gettext.ngettext("Usage:", "Usages:", 2) == "Pemakaian:"
        with pytest.raises(FileNotFoundError):
            gettext.translation("another-program", "nowhere")
    assert (gettext.translation, gettext.textdomain(), dict(os.environ)) == before


def catalogue_file() -> Catalog:
    with open(INDONESIAN, "rb") as file:
        return read_po(file, locale="id", domain=DOMAIN)


def catalogue() -> list[Message]:
    return [message for message in catalogue_file() if message.id]


@pytest.mark.parametrize(
    ("message", "other"),
    [
        ("more than 20 MB", "lebih dari 20 MB"),
        ("a.toml: there is no setting x; do you mean lang?", "a.toml: tidak ada pengaturan x; maksud Anda lang?"),
        ("x cannot be read (Permission denied); name another file",
         "x tidak dapat dibaca (tidak diizinkan); sebut berkas lain"),
        ("runut: stopped", "runut: dihentikan"),
        ("nobody has told of this", "nobody has told of this"),
        ("stopped\nnobody has told of this", "dihentikan\nnobody has told of this"),
        ("a {0} b} cannot be written (x\ny); choose another with -o",
         "a {0} b} tidak dapat ditulis (x\ny); pilih yang lain dengan -o"),
        ("", ""),
    ],
)  # fmt: skip
def test_values_stay_what_they_are(message: str, other: str) -> None:
    with speaking("id"):
        assert told(message) == other
    assert told(message) == message


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_help_is_in_indonesian_and_keeps_what_is_typed(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = {}
    for language in ("en", "id"):
        assert run(["--lang", language, *verb.split(), "--help"]) == 0
        said[language] = capsys.readouterr().out
    assert said["id"].startswith("Pemakaian: runut")
    assert "Contoh:\n" in said["id"]
    options = {language: set(re.findall(r"(?<=\s)--?[a-z][a-z-]*", text)) for language, text in said.items()}
    assert options["id"] == options["en"]
    for examples in (text.rpartition(":\n    runut")[2] for text in said.values()):
        assert examples == said["en"].rpartition(":\n    runut")[2]


def test_errors_of_use_and_of_the_chronicle(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = {}
    for arguments in (["timeline", "none.db"], ["timelin"], ["build"], ["init", str(tmp_path / ("a" * 300))]):
        codes = {language: run(["--lang", language, *arguments]) for language in ("en", "id")}
        assert set(codes.values()) == {2}
        said[arguments[0]] = capsys.readouterr().err
    assert "tidak ada kronik di none.db; buat dengan: runut build FOLDER -o none.db" in said["timeline"]
    assert "Tidak ada perintah 'timelin'" in said["timelin"]
    assert "sebut sedikitnya satu berkas" in said["build"]
    assert "tidak dapat dibuat" in said["init"]


def test_a_receipt_in_indonesian_and_json_in_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = making.write(tmp_path / "pages", a="published 2023-09-14\nvisit CONSULT PRK RUS 2023-09-13 actual")
    (pages / "empty.txt").write_text("")
    seen = {}
    for language in ("en", "id"):
        path = str(tmp_path / f"{language}.db")
        run(["--lang", language, "build", str(pages), "-o", path])
        receipt = capsys.readouterr().out
        assert ("dibaca" in receipt) == ("tidak disimpan:" in receipt) == (language == "id")
        assert f"empty: {'berkas kosong' if language == 'id' else 'the file is empty'}" in receipt
        run(["--lang", language, "timeline", path, "--json"])
        run(["--lang", language, "build", str(pages), "-o", path, "--json"])
        *rows, whole = capsys.readouterr().out.splitlines()
        seen[language] = [json.loads(row) for row in rows], json.loads(whole) | {"chronicle": ""}
    assert seen["en"] == seen["id"]


def test_a_typed_language_goes_before_the_settings_and_is_also_that_of_sentences(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = making.write(tmp_path / "pages", a="published 2023-09-14\nvisit CONSULT PRK RUS 2023-09-13 actual")
    monkeypatch.chdir(tmp_path)
    run(["build", str(pages), "-o", "c.db"])
    capsys.readouterr()
    told_in = {}
    english = ["--lang", "en"]
    for name, before, after in (("none", [], []), ("typed", english, []), ("both", english, ["--lang", "id"])):
        run([*before, "timeline", "c.db", *after])
        told_in[name] = capsys.readouterr().out
    assert told_in["none"] == told_in["both"] != told_in["typed"]
    (tmp_path / "runut.toml").write_text('lang = "id"\n')
    run(["--lang", "en", "timeline", "c.db"])
    assert capsys.readouterr().out == told_in["typed"]


def test_indonesian_help_is_quick_and_loads_nothing_heavy() -> None:
    script = (
        "import sys; from runut.cli import run; run(['--lang', 'id', '--help']);"
        "heavy = {'sqlalchemy', 'trafilatura', 'rich', 'lxml', 'yaml', 'babel', 'numpy', 'onnxruntime'};"
        "heavy &= set(sys.modules);"
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Pemakaian" in done.stdout


def test_an_article_is_shown_in_indonesian_and_its_values_as_they_are() -> None:
    page = next(str(article) for article in example_articles() if "shoigu" in article.name)
    said = {}
    for language in ("en", "id"):
        words = [sys.executable, "-m", "runut", "--lang", language, "read", page, "--no-model", "--explain"]
        done = subprocess.run(words, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        said[language] = done.stdout.decode()
    for english, indonesian in (
        ("\nTEXT\n", "\nTEKS\n"), ("\nEVENTS\n", "\nPERISTIWA\n"), ("[cut: navigation", "[dibuang: navigation"),
        ("but 2023-07-27 is Kamis", "padahal 2023-07-27 adalah Kamis"), ("; rule ", "; aturan "),
    ):  # fmt: skip
        assert (english in said["en"], indonesian in said["en"]) == (True, False)
        assert (english in said["id"], indonesian in said["id"]) == (False, True)
    sentence = "“Shoigu tiba di Pyongyang pada Selasa dan disambut"
    assert sentence in said["en"]
    assert sentence in said["id"]


def test_reviewing_auditing_and_checking_in_indonesian(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = making.write(
        tmp_path / "pages",
        a="published 2023-09-14\nvisit CONSULT PRK RUS 2023-09-13 actual",
        b="published 2023-09-15\nvisit CONSULT PRK RUS 2023-09-13 actual\nsecond voice",
    )
    path, sheet = str(tmp_path / "c.db"), str(tmp_path / "audit.csv")
    run(["build", str(pages), "-o", path])

    def asked(*words: str) -> str:
        capsys.readouterr()
        run(["--lang", "id", *words])
        captured = capsys.readouterr()
        return captured.out + captured.err

    queued = asked("review", "queue", path)
    assert "keyakinan 0." in queued
    event = queued.split()[0]
    assert "oleh sari" in asked("review", "accept", event, path, "--by", "sari")
    listed = asked("review", "list", path)
    assert "keadaan" in listed
    assert "berlaku" in listed
    assert "1 sumber dalam 2 laporan" in asked("timeline", path)
    drawn = asked("audit", path, "--sample", "9", "-o", sheet)
    assert "1 peristiwa di" in drawn
    assert "yang diminta 9" in drawn
    rows = list(csv.DictReader(Path(sheet).read_text(encoding="utf-8-sig").splitlines()))
    with open(sheet, "w", encoding="utf8", newline="") as file:
        table = csv.DictWriter(file, rows[0])
        table.writeheader()
        table.writerows(row | {"verdict": "y"} for row in rows)
    assert "dinilai dari 1 yang terpilih" in asked("audit", "--judged", sheet)
    assert "tidak ada tindakan dengan kata qqq" in asked("codebook", "search", "qqq")
    assert "0 masalah" in asked("codebook", "validate")
    assert "(dapat dibuat ulang)" in asked("verify", path)  # what is read by hand is no real reading
    assert "peristiwa yang sama" in asked("diff", path, path)
