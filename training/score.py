"""Figures of the shipped model on the test splits: ``python training/score.py``.

In: ``data/model``, ``shared/data``. Out: span F1 of names, accuracy of word classes, events by sentence and type with
and without the model, each overall and by type, and roles and status given the trigger (``shared/score``). What is
reported here was not trained on.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from material import SHARED, Example, names, universal
from network import CORPORA

from runut.extract.reader.encoding import encoded, pieces_of, plain_sentence
from runut.extract.reader.headlines import running_text
from runut.extract.reader.labels import NAMES, TYPES
from runut.extract.reader.session import Session, opened
from runut.extract.reader.spans import likeliest


def outputs(session: Session, examples: Sequence[Example], head: str) -> Iterator[list[int]]:
    """The likeliest labels of every word's first piece; 0 where the network does not reach."""
    for example in examples:
        of_names = head.startswith("names")
        spans = (example.names if of_names else example.words) or ()
        ids, offsets = encoded(session.tokenizer, running_text(example.text, plain_sentence(example.text)))
        hints = np.zeros((1, len(ids), len(TYPES)), dtype=np.float32)
        found = session.run({"ids": np.array([ids]), "hints": hints}, [head])[head][0].astype(np.float64)
        found = np.exp(found - found.max(-1, keepdims=True))
        found /= found.sum(-1, keepdims=True)
        first = [pieces_of(offsets, start, end)[:1] for start, end, _ in spans]
        unseen = np.eye(found.shape[1])[0]
        rows = np.array([found[piece[0]] if piece else unseen for piece in first])
        yield likeliest(rows) if of_names else list(map(int, rows.argmax(-1)))


def spans_of(tags: Sequence[int]) -> set[tuple[int, int, str]]:
    """Spans of BIO tags; an I without its B begins a span, as conlleval reads it."""
    out, begun, kind = set(), 0, ""
    for at, tag in enumerate([*tags, 0]):
        mark, _, here = NAMES[tag].partition("-")
        if kind and (mark != "I" or here != kind):
            out.add((begun, at, kind))
            kind = ""
        if mark != "O" and not kind:
            begun, kind = at, here
    return out


def name_figures(session: Session, corpus: str, head: str) -> str:
    """Span precision, recall and F1 on a test split; ``head``: of the corpus, or what is used, of all corpora."""
    examples = names(corpus, "test")
    right = given = wanted = 0
    for example, found in zip(examples, outputs(session, examples, head), strict=True):
        gold = spans_of([tag for _, _, tag in example.names or ()])
        mine = spans_of(found)
        right, given, wanted = right + len(gold & mine), given + len(mine), wanted + len(gold)
    p, r = right / given, right / wanted
    return f"{head}, {corpus} test: P {100 * p:.1f} R {100 * r:.1f} F1 {200 * p * r / (p + r):.1f} ({wanted} names)"


def word_figures(session: Session, part: str) -> str:
    """Accuracy of word classes on gold words."""
    examples = universal(part)
    right = total = 0
    for example, found in zip(examples, outputs(session, examples, "words"), strict=True):
        gold = [tag for _, _, tag in example.words or ()]
        right += sum(a == b for a, b in zip(gold, found, strict=True))
        total += len(gold)
    return f"word classes, {part}: {100 * right / total:.1f} % of {total}"


def event_figures(*options: str) -> str:
    """The project's scorer on the test split of ``shared/data/events``."""
    pool = SHARED / "data/news_pool/intl_pool.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        read = Path(folder) / "read.jsonl"
        with read.open("w") as out:
            subprocess.run(
                [sys.executable, "-m", "runut", "read", str(pool), "--json", *options], stdout=out, check=True
            )
        scorer = [sys.executable, str(SHARED / "score/score_sentences.py"), str(read), "--split", "test"]
        return subprocess.run(scorer, capture_output=True, text=True, check=True).stdout


def main() -> None:
    """Print all figures."""
    session = opened()
    for corpus in (*CORPORA, "nerui"):
        print(name_figures(session, corpus, "names"), flush=True)
    heads = {output.name for output in session.network.get_outputs()}
    for corpus in (one for one in CORPORA if f"names_{one}" in heads):
        print(name_figures(session, corpus, f"names_{corpus}"), flush=True)
    for part in ("csui-test", "gsd-test"):
        print(word_figures(session, part), flush=True)
    if "--tags" not in sys.argv:
        print("events, with the model\n" + event_figures(), flush=True)
        print("events, without\n" + event_figures("--no-model"))


if __name__ == "__main__":
    main()
