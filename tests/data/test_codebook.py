"""The codebook: every entry is well formed, coded with codes that exist, told apart by examples, and broad enough."""

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

DATA = Path(str(files("runut.data")))
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FILES = sorted(path for path in (DATA / "codebook").glob("*.yaml") if path.stem.isupper())
CLASS_FILES = sorted((DATA / "codebook").glob("classes*.yaml"))
TYPES = set(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE"
    " COERCE ASSAULT".split()
)
KEYS = set(
    "act id en cameo mode contexts verbs verbs_intrans passives nouns verb_object phrases headline actor target"
    " nominal_actor nominal_target mutual embeds requires unless examples".split()
)
WORD_LISTS = ("verbs", "verbs_intrans", "passives", "nouns", "phrases", "headline")
CONDITIONS = {"object", "near", "before", "after", "subject", "party"}
SLOTS = set(
    "subject object possessor antara oleh dari kepada terhadap pada ke atas dengan bagi untuk melawan tentang di"
    " menentang menuju melintasi dekat bersama anti soal mengenai dalam sebagai demi agar internasional".split()
)
EMBEDS = {None, "skip", "rumoured", "denied", "planned", "actual"}
SENTENCE = re.compile(r"[\"“A-Z0-9].{8,240}[.!?\"”]$")
# A transitive stem is written without its voice prefix; these begin like a prefix and are stems all the same.
PREFIX = re.compile(r"(?:meng|meny|mem|men)[a-z]|di[b-df-hj-np-tv-z][aeiou]")
STEMS_LIKE_PREFIXED = {"mentahkan", "dirikan", "didik", "didikkan", "dinginkan", "disiplinkan", "menangkan"}


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

    def examples(self, wanted: str) -> list[str]:
        """YAML 1.1 reads the bare keys ``yes`` and ``no`` as booleans."""
        given = self.body.get("examples") or {}
        return list(given.get(wanted) or given.get(wanted == "yes") or ())


ENTRIES = [Entry(load(path)["type"], body) for path in FILES for body in load(path)["acts"]]
CLASSES: dict[str, list[str]] = {}
for path in CLASS_FILES:
    CLASSES.update(load(path))
MODES = {(row["event_type"], row["mode"]) for row in table("plover_modes.tsv")}
CONTEXTS = {row["context"] for row in table("plover_contexts.tsv")}
CAMEO = {row["cameo_code"] for row in table("plover_cameo_map.tsv")}
each_entry = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.type}-{entry.name}")


def test_there_is_one_file_for_every_plover_type() -> None:
    assert {path.stem for path in FILES} == TYPES
    assert all(load(path)["type"] == path.stem for path in FILES)
    assert {row["event_type"] for row in table("plover_event_types.tsv")} == TYPES


def test_codebook_is_broad() -> None:
    assert len(ENTRIES) >= 250
    assert len({(entry.type, word) for entry in ENTRIES for word in entry.predicates()}) >= 1200


def test_acts_have_unique_names() -> None:
    twice = [name for name, count in Counter(entry.name for entry in ENTRIES).items() if count > 1]
    assert twice == []


@each_entry
def test_entry_is_well_formed(entry: Entry) -> None:
    body = entry.body
    assert set(body) <= KEYS, set(body) - KEYS
    assert re.fullmatch(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*", entry.name)
    assert body["id"]
    assert body["en"]
    assert any(True for _ in entry.predicates())
    assert body.get("embeds") in EMBEDS
    assert isinstance(body.get("mutual", False), bool)
    for key in ("actor", "target", "nominal_actor", "nominal_target"):
        assert set(body.get(key) or ()) <= SLOTS, key
    for key in ("requires", "unless"):
        assert set(body.get(key) or {}) <= CONDITIONS, key


@each_entry
def test_codes_exist(entry: Entry) -> None:
    body = entry.body
    assert body.get("mode") is None or (entry.type, body["mode"]) in MODES
    assert isinstance(body["cameo"], str)
    assert body["cameo"] in CAMEO
    assert set(body.get("contexts") or ()) <= CONTEXTS


@each_entry
def test_forms_stand_once_and_are_text(entry: Entry) -> None:
    for key in WORD_LISTS:
        listed = entry.body.get(key) or []
        assert all(isinstance(word, str) and word.strip() == word and word for word in listed), key
        twice = [word for word, count in Counter(word.lower() for word in listed).items() if count > 1]
        assert twice == [], key


@each_entry
def test_stems_are_stems(entry: Entry) -> None:
    stems = list(entry.words("verbs"))
    for rule in entry.body.get("verb_object") or ():
        assert set(rule) == {"verbs", "objects"}
        assert rule["objects"]
        stems.extend(str(verb) for verb in rule["verbs"])
    for phrase in entry.words("phrases"):
        assert phrase.count("<") == phrase.count(">") <= 1, phrase
        stems.extend(re.findall(r"<([^>]+)>", phrase))
    for stem in stems:
        head = stem.split("=")[0].split(" ")[0]
        assert "=" in stem or head in STEMS_LIKE_PREFIXED or not PREFIX.match(head), f"{stem} carries a voice prefix"


@each_entry
def test_conditions_name_known_classes(entry: Entry) -> None:
    conditions = [entry.body.get(key) or {} for key in ("requires", "unless")]
    words = [str(w) for c in conditions for key, listed in c.items() if key != "party" for w in listed]
    words += [str(w) for rule in entry.body.get("verb_object") or () for w in rule["objects"]]
    unknown = [word for word in words if word.startswith("@") and word[1:] not in CLASSES]
    assert unknown == []


@each_entry
def test_ambiguous_entries_carry_examples(entry: Entry) -> None:
    conditioned = any(set(entry.body.get(key) or {}) - {"party"} for key in ("requires", "unless"))
    yes, no = entry.examples("yes"), entry.examples("no")
    if conditioned:
        assert yes, "an entry with conditions shows what it takes"
        assert no or not entry.body.get("unless"), "an entry with exceptions shows what it leaves"
    for sentence in [*yes, *no]:
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
