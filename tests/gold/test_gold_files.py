"""The gold set holds what its data card promises: evidence that is in the text, valid codes and dates, enough of each.

In: the YAML and text files beside this module. Out: failures that name the item. It does not run Runut on them.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pycountry
import pytest
import yaml

HERE = Path(__file__).parent
TYPES = set(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
    "COERCE ASSAULT".split()
)
KINDS = {"direct", "indirect", "mixed"}
STATUSES = {"actual", "planned", "rumoured", "denied", "negated", "conditional"}
ISO3 = {country.alpha_3 for country in pycountry.countries}
NOT_COUNTRIES = {"PBB", "ISIS", "BRICS", "ECOWAS", "ASEAN", "APEC", "NATO", "IAEA", "IMF"}
WEEKDAYS = ["senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"]
DAY_IN_TEXT = re.compile(r"\b([A-Z][a-z]+)\s*\((\d{1,2})/(\d{1,2})/(\d{4})\)")
EDTF = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def fold(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def load(path: Path) -> list[dict[str, Any]]:
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(loaded, list)
    return loaded


FIRST = [item for path in sorted((HERE / "sentences").glob("*.yaml")) for item in load(path)]
SECOND = [item for path in sorted((HERE / "second").glob("*.yaml")) for item in load(path)]
THIRD = [item for path in sorted((HERE / "sentences2").glob("*.yaml")) for item in load(path)]
HEADLINES = [item for path in sorted((HERE / "headlines").glob("*.yaml")) for item in load(path)]
SENTENCES = FIRST + SECOND + THIRD + HEADLINES
SAID = [item for path in sorted((HERE / "said").glob("*.yaml")) for item in load(path)]
FOLDERS = (HERE / "articles", HERE / "articles2")
ARTICLES = [(folder, item) for folder in FOLDERS for item in load(folder / "gold.yaml")]


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def is_edtf(value: Any) -> bool:
    if isinstance(value, (datetime.date, int)):
        return True
    ends = str(value).split("/")
    if not 1 <= len(ends) <= 2 or not all(EDTF.fullmatch(end) for end in ends):
        return False
    for end in ends:
        if len(end) == 10:
            datetime.date.fromisoformat(end)
    return len(ends) == 1 or ends[0] <= ends[1]


def check_event(name: str, text: str, event: dict[str, Any]) -> None:
    assert set(event["type"]) <= TYPES, (name, event["type"])
    assert set(as_list(event["status"])) <= STATUSES, (name, event["status"])
    assert all(day == "unknown" or is_edtf(day) for day in as_list(event["date"])), (name, event["date"])
    for party in event["actors"] + event["targets"]:
        if re.fullmatch("[A-Z]{3}", party):
            assert party in ISO3 | NOT_COUNTRIES, (name, party)
    assert fold(event["evidence"]) in fold(text), (name, event["evidence"])
    for claimant in as_list(event.get("said_by", [])):
        assert any(fold(wording) in fold(text) for wording in as_list(claimant)), (name, claimant)
    if "place" in event:
        assert event["place"].casefold() in fold(text).casefold(), (name, event["place"])


def wrong_weekdays(text: str) -> list[str]:
    wrong = []
    for match in DAY_IN_TEXT.finditer(text):
        said = match[1].casefold()
        if said in WEEKDAYS:
            real = datetime.date(int(match[4]), int(match[3]), int(match[2])).weekday()
            if WEEKDAYS[real] != said:
                wrong.append(match[0])
    return wrong


@pytest.mark.parametrize("item", SENTENCES, ids=lambda item: item["id"])
def test_sentence(item: dict[str, Any]) -> None:
    assert isinstance(item["published"], datetime.date)
    assert "\n" not in item["text"]
    for event in item["events"]:
        check_event(item["id"], item["text"], event)
        assert fold(item["text"]).count(fold(event["evidence"])) == 1, (item["id"], event["evidence"])
    if "wrong-weekday" not in item["kind"]:
        assert not wrong_weekdays(item["text"]), item["id"]


@pytest.mark.parametrize("item", SAID, ids=lambda item: item["id"])
def test_said(item: dict[str, Any]) -> None:
    assert isinstance(item["published"], datetime.date)
    assert "events" in item or "statements" in item
    for event in item.get("events", []):
        check_event(item["id"], item["text"], event)
        assert fold(item["text"]).count(fold(event["evidence"])) == 1, (item["id"], event["evidence"])
    for statement in item.get("statements", []):
        assert set(statement) <= {"speaker", "addressee", "kind", "cue", "content", "via", "optional"}, item["id"]
        assert statement["kind"] in KINDS, item["id"]
        assert item["text"].count(statement["content"]) == 1, (item["id"], statement["content"])
        assert item["text"].count(statement.get("cue", "")) >= 1, (item["id"], statement["cue"])
        for name in as_list(statement.get("via", [])):
            assert name in item["text"], (item["id"], name)
    assert not wrong_weekdays(item["text"]), item["id"]


@pytest.mark.parametrize(("folder", "item"), ARTICLES, ids=[item["file"] for _, item in ARTICLES])
def test_article(folder: Path, item: dict[str, Any]) -> None:
    text = (folder / item["file"]).read_text(encoding="utf-8")
    published = item["published"]["date"]
    assert published == "unknown" or is_edtf(published)
    for event in item["events"]:
        check_event(item["file"], text, event)
    for litter in item["not_article_text"]:
        assert fold(litter) in fold(text), (item["file"], litter)
    for expression in item["dates"]:
        assert fold(expression["text"]) in fold(text), (item["file"], expression)
    for statement in item["statements"]:
        assert fold(statement["quote"]) in fold(text), (item["file"], statement)
    assert bool(wrong_weekdays(text)) == any("weekday" in conflict for conflict in item["conflicts"]), item["file"]
    for event in item["events"]:
        inside = [litter for litter in item["not_article_text"] if fold(event["evidence"]) in fold(litter)]
        assert not inside, (item["file"], event["evidence"])


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_texts_and_entries_pair_up(folder: Path) -> None:
    files = {path.name for path in folder.glob("*.txt")}
    assert files == {item["file"] for place, item in ARTICLES if place == folder}


def test_enough_of_everything() -> None:
    assert len(FIRST) + len(THIRD) >= 300
    assert len(SECOND) >= 60
    assert len(ARTICLES) >= 20
    everything = SENTENCES + SAID
    ids = Counter(item["id"] for item in everything)
    texts = Counter(fold(item["text"]).casefold() for item in everything)
    assert len(SAID) >= 140
    assert max(ids.values()) == 1
    assert max(texts.values()) == 1
    negatives = [item for item in SENTENCES if not [e for e in item["events"] if not e.get("optional")]]
    tricky = [
        item for item in SENTENCES if any(set(as_list(event["status"])) != {"actual"} for event in item["events"])
    ]
    assert len(negatives) >= 90
    assert len(tricky) >= 60
    types = Counter(kind for item in SENTENCES for event in item["events"] for kind in event["type"])
    assert set(types) == TYPES
    statuses = Counter(s for item in SENTENCES for event in item["events"] for s in as_list(event["status"]))
    assert set(statuses) == STATUSES
