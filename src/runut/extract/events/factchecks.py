"""What a fact check refutes: stretches of the text that only retell a claim.

In: a dissected document. Out: ``Retold`` stretches with the status that an act told in them has at most: "rumoured" for
a claim that is retold, "denied" where a sentence gives its verdict on it. A fact check tells the claim first, then how
it was checked; later sentences retell it behind a word of claiming. An ordinary article has a retold stretch only where
its next sentence refutes a claim by name ("Faktanya, klaim tersebut keliru").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import yaml

from runut.data import LOADER, either
from runut.records import Dissected, Sentence, Status

LEAST_MARKS = 2


@dataclass(frozen=True, slots=True)
class Retold:
    """A stretch ``start:end`` that retells a claim."""

    start: int
    end: int
    status: Status


@dataclass(frozen=True, slots=True)
class _Words:
    page: re.Pattern[str]
    check: re.Pattern[str]
    verdict: re.Pattern[str]
    judged: re.Pattern[str]
    claiming: re.Pattern[str]
    carrier: re.Pattern[str]
    spreading: re.Pattern[str]


@cache
def _words() -> _Words:
    text = (files("runut.data") / "lexicons" / "fact_checks.yaml").read_text(encoding="utf8")
    raw: dict[str, Any] = yaml.load(text, Loader=LOADER)
    verdicts = either([*raw["verdicts"], *raw["page"]])
    pointed = rf"\b(?:{either(raw['carriers'])})\s+(?:{either(raw['pointing'])})\b"
    explanation = rf"\b(?:{either(raw['explanation'])})\s*[:\]]|^(?:faktanya|penjelasan)\b"
    return _Words(
        page=re.compile(rf"\b(?:{either(raw['page'])})\b"),
        check=re.compile(rf"{explanation}|\b(?:{either(raw['checking'])})\b"),
        verdict=re.compile(rf"\b(?:{verdicts})\b"),
        judged=re.compile(rf"{pointed}[^.]{{0,60}}\b(?:{either(raw['verdicts'])})\b"),
        claiming=re.compile(rf"(?<!\w)(?:{either(raw['claiming'])})(?!\w)"),
        # no word end: links leave words without a blank behind them ("mengunggahvideo")
        carrier=re.compile(rf"(?:{either(raw['carriers'])})"),
        spreading=re.compile(rf"\b(?:{either(raw['spreading'])})"),
    )


def retold(dissected: Dissected) -> tuple[Retold, ...]:
    """The stretches of ``dissected`` that retell a claim, in text order, without overlap."""
    text = dissected.document.text.lower()
    sentences = dissected.sentences
    out: dict[int, Retold] = {}
    if len(set(_words().page.findall(text))) >= LEAST_MARKS:
        out = {one.start: one for one in _claims(text, sentences)}
    for before, sentence in pairwise(sentences):
        if _words().judged.search(text, sentence.start, sentence.end):
            claim = _claim(text, before, "denied")
            if claim is not None:
                out.setdefault(claim.start, claim)
    return tuple(out[start] for start in sorted(out))


def _claims(text: str, sentences: Sequence[Sentence]) -> Iterator[Retold]:
    """Of a fact check: the title, what stands before the checking, and sentences that tell of a spread claim."""
    words = _words()
    body = [sentence for sentence in sentences if sentence.label != "title"]
    checked = next((s.start for s in body if words.check.search(text[s.start : s.end])), 0)
    for sentence in sentences:
        refuted = words.verdict.search(text, sentence.start, sentence.end)
        if sentence.label == "title":
            yield Retold(sentence.start, sentence.end, "denied" if refuted else "rumoured")
            continue
        claim = _claim(text, sentence, "denied" if refuted else "rumoured")
        if sentence.start < checked:
            yield Retold(sentence.start, sentence.end, "rumoured")
        elif claim is not None:
            yield claim


def _claim(text: str, sentence: Sentence, status: Status) -> Retold | None:
    """From the word of claiming to the end, in a sentence on something that carries a claim and spreads."""
    words = _words()
    low, high = sentence.start, sentence.end
    if not (words.carrier.search(text, low, high) and words.spreading.search(text, low, high)):
        return None
    claiming = words.claiming.search(text, low, high)
    return Retold(claiming.end(), high, status) if claiming else None
