"""What a fact check refutes: stretches of the text that only retell a claim.

In: a dissected document. Out: ``Retold`` stretches with the status that an act told in them has at most: "rumoured" for
a claim that is retold, "denied" where a sentence gives its verdict on it. A fact check tells the claim first, then how
it was checked; later sentences retell it behind a word of claiming, or as what was searched for. An ordinary article
has a retold stretch only where its next sentence refutes a claim by name ("Faktanya, klaim tersebut keliru") and where
it names a fact check ("[SALAH] ...").
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
    section: re.Pattern[str]
    stamp: re.Pattern[str]
    headed: re.Pattern[str]
    searched: re.Pattern[str]
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
        section=re.compile(rf"\b(?:{either(raw['sections'])})\b"),
        stamp=re.compile(rf"\[(?:{either(raw['stamps'])})\]"),
        headed=re.compile(rf"\W*(?:{either(raw['heads'])})\b|\W*\[(?:{either(raw['stamps'])})\]"),
        searched=re.compile(r"\bkata kunci[^.“\"]{0,40}[“\"]([^”\"]{5,300})[”\"]"),
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
    out: dict[int, Retold] = {one.start: one for one in _stamped(text, sentences)}
    if _is_fact_check(text, sentences):
        for one in _claims(text, sentences):
            out.setdefault(one.start, one)
    for before, sentence in pairwise(sentences):
        if _words().judged.search(text, sentence.start, sentence.end):
            claim = _claim(text, before, "denied")
            if claim is not None:
                out.setdefault(claim.start, claim)
    return tuple(out[start] for start in sorted(out))


def _is_fact_check(text: str, sentences: Sequence[Sentence]) -> bool:
    """Whether the page is one: by its title, or by two of the words that fact checks use."""
    words = _words()
    title = next((one for one in sentences if one.label == "title"), None)
    if title is not None and words.headed.match(text, title.start, title.end):
        return True
    return len(set(words.page.findall(text))) >= LEAST_MARKS


def _stamped(text: str, sentences: Sequence[Sentence]) -> Iterator[Retold]:
    """The name of a fact check, on whatever page it stands: what follows "[SALAH]" is judged false."""
    for sentence in sentences:
        stamp = _words().stamp.search(text, sentence.start, sentence.end)
        if stamp is not None:
            yield Retold(stamp.end(), sentence.end, "denied")


def _claims(text: str, sentences: Sequence[Sentence]) -> Iterator[Retold]:
    """Of a fact check: the title, what stands before the checking, and sentences that tell of a spread claim."""
    words = _words()
    checked = _checked(text, sentences)
    for sentence in sentences:
        refuted = words.verdict.search(text, sentence.start, sentence.end)
        if sentence.label == "title":
            yield Retold(sentence.start, sentence.end, "denied" if refuted else "rumoured")
            continue
        claim = _claim(text, sentence, "denied" if refuted else "rumoured")
        if claim is not None and (refuted or sentence.start >= checked):
            yield claim
        elif sentence.start < checked:
            yield Retold(sentence.start, min(sentence.end, checked), "rumoured")
        elif (searched := words.searched.search(text, sentence.start, sentence.end)) is not None:
            yield Retold(searched.start(1), searched.end(1), "rumoured")


def _checked(text: str, sentences: Sequence[Sentence]) -> int:
    """Where the checking begins: at its first word, else with the first verdict, else nowhere."""
    words = _words()
    body = [sentence for sentence in sentences if sentence.label != "title"]
    for sentence in body:
        found = words.section.search(text, sentence.start, sentence.end)
        if found is not None:
            return found.start()
        if words.check.search(text[sentence.start : sentence.end]):
            return sentence.start
    return next((s.start for s in body if words.verdict.search(text, s.start, s.end)), 0)


def _claim(text: str, sentence: Sentence, status: Status) -> Retold | None:
    """From the word of claiming to the end, in a sentence on what carries a claim and spreads or is judged."""
    words = _words()
    low, high = sentence.start, sentence.end
    if not words.carrier.search(text, low, high):
        return None
    if status != "denied" and not words.spreading.search(text, low, high):
        return None
    claiming = words.claiming.search(text, low, high)
    return Retold(claiming.end(), high, status) if claiming else None
