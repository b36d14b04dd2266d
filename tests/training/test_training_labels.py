"""The labels that the reader is trained on: form, spans, and no sentence that is another with words changed."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LABELS = ROOT / "training" / "labels"
POOL = ROOT.parent / "shared" / "data" / "news_pool" / "intl_pool.jsonl"
TYPES = set(
    "ACCUSE AGREE AID ASSAULT COERCE CONCEDE CONSULT COOPERATE MOBILIZE PROTEST REJECT REQUEST RETREAT SANCTION "
    "SUPPORT THREATEN".split()
)
STATUSES = {"actual", "planned", "rumoured", "conditional", "denied", "negated"}
WRITTEN = sorted((LABELS / "written").glob("*.txt"))
# Over sentences of other corpora, by their numbers.
ELSEWHERE = {"coref", "nlp_id", "at_large", "corpora", "domestic"}
OVER_POOL = sorted(p.relative_to(LABELS).as_posix() for p in LABELS.rglob("*.jsonl") if p.stem not in ELSEWHERE)


def stands(text: str, words: str) -> bool:
    name = re.sub(r"#\d$", "", words)
    return re.search(r"\s+".join(map(re.escape, name.split())), text) is not None


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
def test_every_label_of_a_written_sentence_stands_in_it(path: Path) -> None:
    text = ""
    for line in path.read_text(encoding="utf8").splitlines():
        if line.startswith("= "):
            text = line[2:]
        elif line.strip() and not line.startswith("#"):
            trigger, kind, status, *fields = (part.strip() for part in line.split("|"))
            assert kind in TYPES, line
            assert status in STATUSES, line
            assert stands(text, trigger), line
            for one in filter(None, fields):
                letter, _, values = one.partition("=")
                assert letter in set("ATPWSO"), line
                assert all(stands(text, value.strip()) for value in values.split(";") if value.strip()), line


def test_no_written_sentence_is_another_one_with_words_changed() -> None:
    seen: dict[tuple[str, ...], list[int]] = defaultdict(list)
    groups: list[set[tuple[str, ...]]] = []
    sentences = [
        line[2:] for path in WRITTEN for line in path.read_text(encoding="utf8").splitlines() if line.startswith("= ")
    ]
    twins = []
    for number, sentence in enumerate(sentences):
        words = re.findall(r"\w+", sentence.lower())
        mine = {tuple(words[i : i + 4]) for i in range(len(words) - 3)}
        shared: dict[int, int] = defaultdict(int)
        for group in mine:
            for other in seen[group]:
                shared[other] += 1
            seen[group].append(number)
        groups.append(mine)
        twins += [(sentences[o], sentence) for o, n in shared.items() if n >= 0.5 * min(len(mine), len(groups[o]))]
    assert not twins


@pytest.mark.skipif(not POOL.exists(), reason="../shared/data/news_pool is not beside the repository")
@pytest.mark.parametrize("name", OVER_POOL)
def test_labels_over_the_pool_stand_in_its_articles(name: str) -> None:
    with POOL.open(encoding="utf8") as lines:
        texts = {row["id"]: row["text"] for row in map(json.loads, lines)}
    for line in (LABELS / name).open(encoding="utf8"):
        row = json.loads(line)
        assert set(row) == {"article", "start", "end", "prose", "events"}  # no text of others
        sentence = texts[row["article"]][row["start"] : row["end"]]
        for event in row["events"]:
            assert event["type"] in TYPES
            assert event["status"] in STATUSES
            roles = (event[role] for role in ("actor", "target", "place", "time", "said_by", "object"))
            for span in (event["trigger"], *(span for role in roles for span in role)):
                assert 0 <= span["start"] < span["end"] <= len(sentence)
                assert sentence[span["start"] : span["end"]].strip()


@pytest.mark.skipif(not POOL.exists(), reason="../shared/data/news_pool is not beside the repository")
def test_nothing_that_figures_are_read_off_is_trained_on() -> None:
    shared = POOL.parents[1] / "events" / "sentences.jsonl"
    tested = {row["article"] for row in map(json.loads, shared.open(encoding="utf8")) if row["split"] == "test"}
    for name in ("fresh", "left"):
        tested |= {json.loads(line)["article"] for line in (LABELS / f"{name}.jsonl").open(encoding="utf8")}
    tested |= {json.loads(line)["article"] for line in (LABELS / "domestic.jsonl").open(encoding="utf8")}
    for name in ("pool", "more", "shared", "nlp_id", "at_large"):
        for line in (LABELS / f"{name}.jsonl").open(encoding="utf8"):
            assert json.loads(line)["article"] not in tested
