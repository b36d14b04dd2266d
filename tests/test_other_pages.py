"""Pages of sport, business, celebrities and crime: what is told of them as acts of politics though it is none.

Sixty short articles written for Runut (``training/labels/written/news_other.txt``), full of words that elsewhere are
acts.
The rules' confidence was fitted, and the reader trained, on them among many others: this holds what was reached.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from runut.own import using
from runut.pipeline import read_raw
from runut.records import RawPage

PAGES = Path(__file__).resolve().parents[1] / "training" / "labels" / "written" / "news_other.txt"
# At most so many false acts, at least so many right ones of those labelled.
BOUNDS = {"rules": (86, 19), "model": (61, 21)}


def pages() -> dict[str, list[tuple[str, set[str]]]]:
    """By title: sentences and the types of their acts."""
    out: dict[str, list[tuple[str, set[str]]]] = defaultdict(list)
    title = ""
    for line in PAGES.read_text(encoding="utf8").splitlines():
        if line.startswith("#"):
            title = line
        elif line.startswith("= "):
            out[title].append((line[2:].strip(), set()))
        elif line.strip():
            out[title][-1][1].add(line.split("|")[1].strip())
    return out


@pytest.mark.parametrize("by", BOUNDS)
def test_few_acts_are_told_of_pages_that_are_no_politics(by: str) -> None:
    false = right = 0
    with using(model=by == "model"):
        for sentences in pages().values():
            text = "\n\n".join(text for text, _ in sentences)
            for event in read_raw(RawPage("page.txt", text.encode(), "text")).events:
                wanted = any(event.type in types and event.evidence.text in text for text, types in sentences)
                right += wanted
                false += not wanted
    most, least = BOUNDS[by]
    assert false <= most, (false, right)
    assert right >= least, (false, right)
