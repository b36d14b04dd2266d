"""The codebook: every file passes the check of a user's own files, and is broad, complete and cleanly written."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from runut.data import LOADER
from runut.extract.events.check_book import SLOT_LISTS, TYPES, WORD_LISTS, check_book, examples
from runut.own import marked

DATA = Path(str(files("runut.data")))
FILES = sorted(path for path in (DATA / "codebook").glob("*.yaml") if path.stem.isupper())
CLASS_FILES = sorted((DATA / "codebook").glob("classes*.yaml"))
SLOTS = set(
    "subject object possessor antara oleh dari kepada terhadap pada ke atas dengan bagi untuk melawan tentang di"
    " menentang menuju melintasi dekat bersama anti soal mengenai dalam sebagai demi agar internasional".split()
)
SENTENCE = re.compile(r"[\"“A-Z0-9].{8,240}[.!?\"”]$")


def table(name: str) -> list[dict[str, str]]:
    with (DATA / "ontology" / name).open(encoding="utf8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def load(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf8"), Loader=LOADER)


@dataclass(frozen=True, slots=True)
class Entry:
    """An act with the file that holds it."""

    type: str
    body: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.body["act"])

    def words(self, *keys: str) -> Iterator[str]:
        for key in keys:
            yield from (str(word) for word in self.body.get(key) or ())

    def predicates(self) -> Iterator[str]:
        yield from self.words(*WORD_LISTS)
        for rule in self.body.get("verb_object") or ():
            for verb in rule["verbs"]:
                yield f"{verb} + {rule['objects'][0]}"


ENTRIES = [Entry(load(path)["type"], body) for path in FILES for body in load(path)["acts"]]
CLASSES: dict[str, list[str]] = {}
for path in CLASS_FILES:
    CLASSES.update(load(path))
each_entry = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.type}-{entry.name}")


def test_there_is_one_file_for_every_plover_type() -> None:
    assert {path.stem for path in FILES} == set(TYPES)
    assert all(load(path)["type"] == path.stem for path in FILES)
    assert {row["event_type"] for row in table("plover_event_types.tsv")} == set(TYPES)


def test_codebook_is_broad() -> None:
    assert len(ENTRIES) >= 250
    assert len({(entry.type, word) for entry in ENTRIES for word in entry.predicates()}) >= 1200


def test_acts_have_unique_names() -> None:
    twice = [name for name, count in Counter(entry.name for entry in ENTRIES).items() if count > 1]
    assert twice == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_check_finds_nothing_wrong(path: Path) -> None:
    assert check_book(marked(path.read_text(encoding="utf8")), path.name, CLASSES) == []


@each_entry
def test_entry_says_what_the_lines_of_a_chronicle_need(entry: Entry) -> None:
    assert entry.body["id"]
    assert entry.body["en"]
    for key in SLOT_LISTS:
        assert set(entry.body.get(key) or ()) <= SLOTS, key


@each_entry
def test_words_are_written_cleanly(entry: Entry) -> None:
    for word in entry.words(*WORD_LISTS):
        assert word == word.strip()
        assert word.count("<") == word.count(">") <= 1, word
    for sentence in [*examples(entry.body, "yes"), *examples(entry.body, "no")]:
        assert SENTENCE.fullmatch(sentence), sentence


def test_classes_stand_in_one_file_and_hold_no_word_twice() -> None:
    names = [name for path in CLASS_FILES for name in load(path)]
    assert [name for name, count in Counter(names).items() if count > 1] == []
    for name, words in CLASSES.items():
        assert all(isinstance(word, str) for word in words), name
        assert [word for word, count in Counter(words).items() if count > 1] == [], name


@pytest.mark.parametrize("path", [*FILES, *CLASS_FILES], ids=lambda path: path.name)
def test_files_say_where_they_come_from(path: Path) -> None:
    head = path.read_text(encoding="utf8").split("\n\n")[0].split("type:")[0]
    assert head.startswith("#")
    assert "Apache-2.0" in head
