"""Clusters of the news pool as gold across articles, for ``runut score --across``.

    python bench/pool_across.py CLUSTERS.yaml POOL.jsonl FOLDER [--odd]
    runut score --across FOLDER

In: labelled clusters and the articles that they name by id. Out: FOLDER with ``cNN.yaml`` and ``cNN.jsonl``, even
clusters unless ``--odd``: they are for development, the odd ones for reporting. An article of two clusters is written
once, with the first. Labels whose words do not stand in their article are left out and counted.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

MONTHS = "jan feb mar apr mei jun jul agu sep okt nov des".split()
ENGLISH = {"may": "mei", "aug": "agu", "oct": "okt", "dec": "des"}
# The shapes of the pool's dates: "28 Mei 2026 18:43", "08Jun2025", "2025/06/28 17:21:28", "03/07/2025, 17:42" of one
# outlet, and "10/21/2025 15:46", the month first, of another.
NAMED = re.compile(r"(?P<d>\d{1,2}) ?(?P<m>[A-Za-z]{3})[a-z]* ?(?P<y>\d{4})")
YEAR_FIRST = re.compile(r"(?P<y>\d{4})[-/](?P<m>\d\d)[-/](?P<d>\d\d)")
DAY_FIRST = re.compile(r"- (?P<d>\d\d)/(?P<m>\d\d)/(?P<y>\d{4})")
MONTH_FIRST = re.compile(r"^(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4})")
SHAPES = (NAMED, YEAR_FIRST, DAY_FIRST, MONTH_FIRST)


def published(text: str | None) -> str | None:
    """The day of publication in ISO 8601, None where the pool gives none."""
    found = next((found for shape in SHAPES if (found := shape.search(text or ""))), None)
    if not found:
        return None
    name = found["m"].lower()
    month = int(name) if name.isdigit() else MONTHS.index(ENGLISH.get(name, name)) + 1
    return f"{found['y']}-{month:02d}-{int(found['d']):02d}"


def row(article: Mapping[str, Any]) -> dict[str, Any]:
    """The article as ``runut`` takes it."""
    return {
        "id": article["id"],
        "title": article["title"],
        "published": published(article["date"]),
        "url": article["url"],
        "outlet": article["outlet"],
        "text": article["text"],
    }


class Clusters:
    """What is written, and how many labels were left out."""

    def __init__(self, pool: Mapping[str, Mapping[str, Any]]) -> None:
        self.pool = pool
        self.written: set[str] = set()
        self.left_out = 0

    def text(self, article: str) -> str:
        """Where the words of labels stand."""
        return f"{self.pool[article]['title']}\n{self.pool[article]['text']}"

    def stands(self, article: str, words: str) -> bool:
        """Whether the label can be used."""
        known = article in self.pool and words in self.text(article)
        self.left_out += not known
        return known

    def events(self, cluster: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
        """The events by article."""
        out: dict[str, list[dict[str, Any]]] = {}
        for event in cluster.get("events") or ():
            for article, words in event["reports"].items():
                if self.stands(article, words):
                    label = {"cluster": event["slug"], "type": event["type"], "evidence": words}
                    out.setdefault(article, []).append(label)
        return out

    def misses(self, cluster: Mapping[str, Any]) -> Iterator[list[dict[str, str]]]:
        """Pairs that look alike."""
        for miss in cluster.get("near_misses") or ():
            ends = [(str(article), str(words)) for end in miss for article, words in end.items()]
            if len(ends) == 2 and all(self.stands(*end) for end in ends):
                yield [{"article": article, "evidence": words} for article, words in ends]

    def conflicts(self, cluster: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """Conflicts of which two values stand."""
        for conflict in cluster.get("conflicts") or ():
            values = {a: str(w) for a, w in conflict["values"].items() if self.stands(a, str(w))}
            if len(values) >= 2:
                about = {"kind": conflict["kind"], "cluster": conflict["event"], "judgement": conflict["judgement"]}
                yield {**about, "values": values}

    def write(self, clusters: Sequence[Mapping[str, Any]], folder: Path) -> None:
        """The two files of clusters that tell events in common."""
        events: dict[str, list[dict[str, Any]]] = {}
        named: list[str] = []
        for cluster in clusters:
            for article, told in self.events(cluster).items():
                here = events.setdefault(article, [])
                here += [one for one in told if one not in here]
            named += [*(a for group in cluster.get("copies") or () for a in group), *cluster.get("articles", ())]
        fresh = [name for name in dict.fromkeys([*events, *named]) if name not in self.written and name in self.pool]
        self.written.update(fresh)
        name = folder / "_".join(f"c{int(cluster['cluster'][1:]):02d}" for cluster in clusters)
        lines = [json.dumps(row(self.pool[key]), ensure_ascii=False) for key in fresh]
        name.with_suffix(".jsonl").write_text("\n".join(lines) + "\n", encoding="utf8")
        gold = {
            "articles": [{"id": key, "events": told} for key, told in events.items()],
            "copies": [group for cluster in clusters for group in cluster.get("copies") or ()],
            "near_misses": [miss for cluster in clusters for miss in self.misses(cluster)],
            "conflicts": [conflict for cluster in clusters for conflict in self.conflicts(cluster)],
        }
        name.with_suffix(".yaml").write_text(yaml.safe_dump(gold, allow_unicode=True), encoding="utf8")


def joined(clusters: Sequence[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """The clusters, those together that name one event: of two clusters it is one event still."""
    out: list[list[Mapping[str, Any]]] = []
    for cluster in clusters:
        slugs = {event["slug"] for event in cluster.get("events") or ()}
        near = [group for group in out if any(slugs & {e["slug"] for e in one.get("events") or ()} for one in group)]
        out = [group for group in out if group not in near] + [[*(one for group in near for one in group), cluster]]
    return out


def main() -> None:
    """Write the folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clusters", type=Path)
    parser.add_argument("pool", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--odd", action="store_true")
    given = parser.parse_args()
    rows = map(json.loads, given.pool.read_text(encoding="utf8").strip().split("\n"))
    made = Clusters({article["id"]: article for article in rows})
    given.folder.mkdir(parents=True, exist_ok=True)
    every = yaml.safe_load(given.clusters.read_text(encoding="utf8"))
    for clusters in joined([one for one in every if int(one["cluster"][1:]) % 2 == given.odd]):
        made.write(clusters, given.folder)
    print(f"{len(made.written)} articles; {made.left_out} labels left out, whose words do not stand in their article")


if __name__ == "__main__":
    main()
