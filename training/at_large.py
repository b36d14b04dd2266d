"""Labelled text that the reader has not learnt from: sentences of news at large, and articles written for Runut.

In: ``labels/at_large.jsonl``, ``domestic.jsonl``, ``labels/written/news_*.txt``. Out: texts by key and their labelled
sentences, in the form of the pool's. What is built on rules and reader is fitted on them too, so that it knows pages
that are no politics.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from material import HERE, NEWS, ROLE_KEYS, Example, _nlp_id_texts, article_key, written_sentences

from runut.extract.reader.labels import STATUSES, TYPES

Rows = dict[str, list[dict[str, Any]]]
T = TypeVar("T")
# The articles about what is no politics.
NO_POLITICS = "news_other.txt"
# Signs that a sentence without its article does not have: as in a usual article.
PLACES = ("rank", "late", "long", "title")


def sentences(*names: str) -> tuple[dict[str, str], Rows]:
    """Labelled sentences of nlp_id, each a text of its own; of twins the first alone."""
    texts, seen = _nlp_id_texts(), set[tuple[str, ...]]()
    rows: Rows = {}
    for name in names:
        for line in (HERE / f"labels/{name}.jsonl").open(encoding="utf8"):
            row = json.loads(line)
            words = re.findall(r"\w+", texts[row["article"]].lower())
            groups = {tuple(words[i : i + 4]) for i in range(len(words) - 3)}
            if 2 * len(groups & seen) <= len(groups):
                rows[row["article"]] = [{**row, "start": 0, "end": len(texts[row["article"]])}]
            seen |= groups
    return {key: texts[key] for key in rows}, rows


def articles(files: str = NEWS) -> tuple[dict[str, str], Rows]:
    """The articles written for Runut, a paragraph a sentence."""
    texts: dict[str, str] = {}
    rows: Rows = {}
    for path in sorted((HERE / "labels/written").glob(files)):
        key = ""
        for title, example in written_sentences(path):
            if title != key.partition(":")[2]:
                key = article_key(path, title)
                texts[key], rows[key] = "", []
            start = len(texts[key])
            texts[key] += example.text + "\n\n"
            rows[key].append({"start": start, "end": start + len(example.text), "events": as_labels(example)})
    return texts, rows


def as_labels(example: Example) -> list[dict[str, Any]]:
    """The acts as the label files write them."""
    out: list[dict[str, Any]] = []
    for act in example.acts or ():
        roles: dict[str, list[dict[str, int]]] = {name: [] for name in ROLE_KEYS}
        for start, end, role in act.parties:
            roles[ROLE_KEYS[role]].append({"start": start, "end": end})
        trigger = {"start": act.start, "end": act.end}
        out.append({"type": TYPES[act.type], "status": STATUSES[act.status], "trigger": trigger, **roles})
    return out


def in_usual_places(signs: Sequence[dict[str, float]], articles: Sequence[Mapping[str, float]]) -> None:
    """Give the signs of sentences alone the mean signs of place of ``articles``."""
    for sign in PLACES:
        mean = sum(one.get(sign, 0.0) for one in articles) / len(articles)
        for one in signs:
            one[sign] = mean


def with_file(texts: Mapping[str, str], read: Callable[[Path], T]) -> T:
    """What ``read`` makes of a file of the texts, which is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.jsonl"
        path.write_text("".join(json.dumps({"id": k, "text": v}) + "\n" for k, v in texts.items()), encoding="utf8")
        return read(path)
