"""Events read, each judged right or wrong against a folder of gold.

In: what ``runut read FILE.jsonl --json`` printed, and a folder with ``sentences.jsonl`` (events by sentence, each row
with its ``split``) or ``gold.yaml`` (events by article). Out: pairs of an event and whether its type is gold in its
sentence. Sentences without a row of the split are left out; parties, status and time are not judged here.
"""

from __future__ import annotations

import collections
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

Judged = tuple[dict[str, Any], bool]


def judged(out: Path, folder: Path, split: str) -> Iterator[Judged]:
    """Every event of ``out`` that the gold of ``folder`` can judge."""
    articles = [json.loads(line) for line in out.read_text(encoding="utf8").splitlines()]
    if (folder / "sentences.jsonl").exists():
        return _by_sentence(articles, folder / "sentences.jsonl", split)
    return _by_article(articles, folder / "gold.yaml")


def _by_sentence(articles: list[dict[str, Any]], sentences: Path, split: str) -> Iterator[Judged]:
    gold: dict[str, list[dict[str, Any]]] = collections.defaultdict(list)
    for line in sentences.read_text(encoding="utf8").splitlines():
        row = json.loads(line)
        if row["split"] == split:
            gold[row["article"]].append(row)
    for article in articles:
        for event in article["events"]:
            row = next((r for r in gold[article["key"]] if _holds(event["evidence"], r)), None)
            if row is not None:
                yield event, any(other["type"] == event["type"] for other in row["events"])


def _by_article(articles: list[dict[str, Any]], gold: Path) -> Iterator[Judged]:
    known = {str(a["file"]).removesuffix(".txt"): a for a in yaml.safe_load(gold.read_text(encoding="utf8"))}
    for article in articles:
        wanted = known.get(str(article["key"]))
        for event in article["events"] if wanted else ():
            told = [_plain(span["text"]) for span in (event["evidence"], *event["also"])]
            yield event, any(
                event["type"] in other["type"] and any(_plain(other["evidence"]) in text for text in told)
                for other in wanted["events"]
            )


def _holds(span: dict[str, Any], row: dict[str, Any]) -> bool:
    shared = min(span["end"], row["end"]) - max(span["start"], row["start"])
    return bool(shared > 0.5 * (span["end"] - span["start"]))


def _plain(text: str) -> str:
    return " ".join(text.split()).lower()
