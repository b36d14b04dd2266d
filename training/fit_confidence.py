"""Fit how sure the rules are of an event: ``python training/fit_confidence.py``.

In: the labelled articles of the news pool (``shared/data/events``, ``labels/pool.jsonl``, ``more.jsonl``), the held-out
fifth left out, labelled sentences of news at large (``labels/at_large.jsonl``) and articles written for Runut
(``labels/written/news_*.txt``), read by the rules alone. Out: ``data/lexicons/entry_counts.tsv`` (how often every entry
of the codebook was read as its act in the pool's articles, and how often rightly) and ``confidence.yaml`` (weights of a
logistic regression over the signs of a reading). An event is right where its sentence's labels have its type. Printed:
precision, recall, calibration on the held-out fifth and on ``labels/domestic.jsonl``. No text is kept.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import at_large
from fit_policy import Seen, Signs, calibration, figures, fit, label, sure
from material import HERE, MORE, SHARED, held_out

from runut.acquire import find
from runut.clean import clean
from runut.extract.events import confidence, drafting
from runut.extract.events.confidence import signs_of
from runut.extract.events.setting import Counts
from runut.own import Own, use
from runut.pipeline import read_document
from runut.records import Event, Given, Sentence

LEXICONS = HERE.parent / "src/runut/data/lexicons"
# Set by hand: precision before recall, where F1 on the labelled articles that it is fitted on is level.
LEAST = 0.33
Key = tuple[str, str]
POOL = SHARED / "data/news_pool/intl_pool.jsonl"


@dataclass(frozen=True, slots=True)
class Read:
    """A draft of the rules; ``entry``: type and entry of its trigger."""

    seen: Seen
    entry: Key


def labels() -> dict[str, list[dict[str, Any]]]:
    """All labelled sentences of the pool, by article; those of ``shared/data/events`` with the labels there."""
    rows: dict[str, list[dict[str, Any]]] = {}
    own = [HERE / f"labels/{name}.jsonl" for name in ("pool", MORE)]
    for path in (*own, SHARED / "data/events/sentences.jsonl"):
        for line in path.open(encoding="utf8"):
            row = json.loads(line)
            rows.setdefault(row["article"], []).append(row)
    return rows


def read_at_large(name: str, articles: Sequence[Read]) -> tuple[list[Read], int]:
    """Drafts of labelled sentences of nlp_id, each read alone, and how many types are to be found in them.

    Signs of place, which a sentence alone does not have, are the mean of ``articles``.
    """
    texts, rows = at_large.sentences(name)
    read = at_large.with_file(texts, lambda path: collect(path, rows))
    at_large.in_usual_places([one.seen.signs for one in read], [one.seen.signs for one in articles])
    return read, sum(label([one.seen for one in read], rows).values())


def read_written() -> tuple[list[Read], int]:
    """Drafts of the articles written for Runut, and how many types are to be found in them."""
    texts, rows = at_large.articles()
    read = at_large.with_file(texts, lambda path: collect(path, rows))
    return read, sum(label([one.seen for one in read], rows).values())


def collect(path: Path, rows: dict[str, list[dict[str, Any]]]) -> list[Read]:
    """Every draft of the labelled articles at ``path`` that the rules have no doubt of."""
    read: list[Read] = []
    judged = drafting._judged

    def record(context: Any, sentence: Sentence, reading: Any, sketch: drafting.Sketch) -> Event | None:
        event = sketch.event
        if sketch.doubts:
            return None
        sides = (bool(event.actors), bool(event.targets))
        seen = Seen(
            key=context.dissected.document.key,
            sentence=(sentence.start, sentence.end),
            trigger=(event.trigger.start, event.trigger.end),
            type=event.type,
            signs={
                "bias": 1.0,
                **signs_of(event.type, event.status, event.why, sides, {**sketch.setting, **sketch.world}),
            },
            status=event.status,
            cued=False,
            statuses={},
        )
        middle = (sentence.start + sentence.end) / 2
        if any(row["start"] < middle < row["end"] for row in rows[seen.key]):
            read.append(Read(seen, (event.type, sketch.trigger.form.entry)))
        return event

    drafting._judged = record  # type: ignore[assignment]
    use(Own((), (), False))
    try:
        for raw in find([str(path)], Given()):
            document = clean(raw)  # type: ignore[arg-type]
            if document.key in rows:
                read_document(document)
    finally:
        drafting._judged = judged
    return read


def counted(read: Sequence[Read]) -> Counts:
    """How often every entry was read, and how often rightly."""
    return Counts.of(Counter(one.entry for one in read), Counter(one.entry for one in read if one.seen.right))


def with_entries(read: Sequence[Read], counts: Counts, *, own: bool) -> Iterator[tuple[Signs, bool]]:
    """Signs and answers; ``own``: the counts hold these very drafts, so that each leaves itself out of its entry's."""
    for one in read:
        without = (1, int(one.seen.right)) if own else (0, 0)
        yield {**one.seen.signs, "entry": counts.odds(*one.entry, without)}, one.seen.right


def report(name: str, read: Sequence[Read], rows: Sequence[tuple[Signs, bool]], weights: Signs, wanted: int) -> None:
    """Figures by sentence and type for some thresholds."""
    sures = [sure(weights, signs) for signs, _ in rows]
    rights = [right for _, right in rows]
    for least in (0.0, 0.2, LEAST, 0.4, 0.5):
        pairs: dict[tuple[str, tuple[int, int], str], bool] = {}
        for one, p in zip(read, sures, strict=True):
            if p >= least:
                key = (one.seen.key, one.seen.sentence, one.seen.type)
                pairs[key] = pairs.get(key, False) or one.seen.right
        print(f"{name}, from {least}: {figures(sum(pairs.values()), len(pairs), wanted)}")
    print(f"{name}: calibration error {calibration(sures, rights):.3f} on {len(rows)} drafts")


def write(counts: Counts, weights: Signs, drafts: int) -> None:
    """Write both files."""
    lines = [
        "# How often an entry of the codebook was read as its act by the rules alone, and how often rightly.",
        f"# Source: counted by training/fit_confidence.py on {drafts} drafts in labelled articles; ours, machine-made.",
        "type\tentry\tread\tright",
    ]
    lines += [f"{t}\t{e}\t{counts.read[t, e]}\t{counts.right.get((t, e), 0)}" for t, e in sorted(counts.read)]
    (LEXICONS / "entry_counts.tsv").write_text("\n".join(lines) + "\n", encoding="utf8")
    lines = [
        "# How sure the rules are of an event: weights of a logistic regression over what supports its reading.",
        f"# Source: fitted by training/fit_confidence.py on {drafts} drafts in labelled articles; ours, machine-made.",
        "# What is less sure than least is not told by rules alone; least was set by hand.",
        f"least: {LEAST}",
        "weights:",
        *(f"  {json.dumps(name)}: {value}" for name, value in sorted(weights.items())),
    ]
    (LEXICONS / "confidence.yaml").write_text("\n".join(lines) + "\n", encoding="utf8")
    confidence._fitted.cache_clear()


def total(wanted: dict[str, int], *, held: bool) -> int:
    """The types to be found in the articles that are (not) held out."""
    return sum(count for key, count in wanted.items() if held_out(key) == held)


def main() -> None:
    """Count, fit, report, write."""
    labelled = labels()
    read = collect(POOL, labelled)
    wanted = label([one.seen for one in read], labelled)
    learnt = [one for one in read if not held_out(one.seen.key)]
    kept = [one for one in read if held_out(one.seen.key)]
    counts = counted(learnt)
    large, large_wanted = read_at_large("at_large", read)
    written, written_wanted = read_written()
    other, other_wanted = read_at_large("domestic", read)
    parts = [
        ("fitted on", learnt, list(with_entries(learnt, counts, own=True)), total(wanted, held=False)),
        ("fitted on, news at large", large, list(with_entries(large, counts, own=False)), large_wanted),
        ("fitted on, written", written, list(with_entries(written, counts, own=False)), written_wanted),
        ("held out", kept, list(with_entries(kept, counts, own=False)), total(wanted, held=True)),
        ("held out, news at large", other, list(with_entries(other, counts, own=False)), other_wanted),
    ]
    weights = fit([row for _, _, rows, _ in parts[:3] for row in rows])
    for name, part, rows, count in parts:
        report(name, part, rows, weights, count)
    write(counts, weights, len(learnt) + len(large) + len(written))


if __name__ == "__main__":
    main()
