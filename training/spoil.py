"""Text as pages break it: blanks lost at former links, capitals, blanks before marks, small headlines; other names.

In: an ``Example``. Out: the same example over the spoiled text, all spans moved along. Real pages show each of these;
the training sets show hardly any, and few names from outside Indonesia.
"""

from __future__ import annotations

import csv
import random
from dataclasses import replace
from functools import cache

from material import SHARED, Act, Example, Spans

from runut.extract.reader.labels import NAMES

Edit = tuple[int, int, str]
CLOSING = ",.;:!?)]"


def _apply(text: str, edits: list[Edit]) -> tuple[str, list[int]]:
    """The text after the edits (position, characters taken out, text put in) and where each old offset went."""
    out: list[str] = []
    moved = [0] * (len(text) + 1)
    at = length = 0
    for position, taken, put in sorted(edits):
        if position < at:
            continue
        for old in range(at, position):
            moved[old] = length + old - at
        out.append(text[at:position])
        length += position - at
        out.append(put)
        length += len(put)
        for old in range(position, position + taken):
            moved[old] = length
        at = position + taken
    for old in range(at, len(text) + 1):
        moved[old] = length + old - at
    out.append(text[at:])
    return "".join(out), moved


def _moved(spans: Spans, moved: list[int], text: str) -> Spans:
    out = []
    for start, end, tag in spans:
        a, b = moved[start], moved[end]
        while b > a and text[b - 1] == " ":
            b -= 1
        while a < b and text[a] == " ":
            a += 1
        out.append((a, b, tag))
    return tuple(out)


def edited(example: Example, edits: list[Edit]) -> Example:
    """The example with the edits made."""
    text, moved = _apply(example.text, edits)
    acts = example.acts
    if acts is not None:
        acts = tuple(
            Act(*_moved(((a.start, a.end, 0),), moved, text)[0][:2], a.type, a.status, _moved(a.parties, moved, text))
            for a in acts
        )
    names = None if example.names is None else _moved(example.names, moved, text)
    words = None if example.words is None else _moved(example.words, moved, text)
    return replace(example, text=text, acts=acts, names=names, words=words)


def joined_marks(example: Example) -> Example:
    """Tokenised text as it is printed: no blank before a comma."""
    text = example.text
    edits = [(i, 1, "") for i in range(len(text) - 1) if text[i] == " " and text[i + 1] in CLOSING]
    edits += [(i + 1, 1, "") for i in range(len(text) - 2) if text[i] in "([" and text[i + 1] == " "]
    return edited(example, edits)


def apart(example: Example) -> Example:
    """Printed text as tokenisers leave it: a blank before every mark."""
    text = example.text
    return edited(example, [(i, 0, " ") for i in range(1, len(text)) if text[i] in CLOSING and text[i - 1] != " "])


def glued(example: Example, chance: random.Random) -> Example:
    """Blanks lost beside names, as where a link stood: before or behind a capitalised word."""
    text = example.text
    places = [
        i
        for i in range(1, len(text) - 1)
        if text[i] == " " and (text[i + 1].isupper() or _capitalised_before(text, i)) and text[i - 1].isalnum()
    ]
    lost = chance.sample(places, min(len(places), chance.choice((1, 1, 2, 3))))
    return edited(example, [(i, 1, "") for i in lost])


def _capitalised_before(text: str, at: int) -> bool:
    return text[text.rfind(" ", 0, at) + 1].isupper()


def _cased(example: Example, text: str) -> Example:
    return replace(example, text=text) if len(text) == len(example.text) else example


@cache
def people() -> tuple[str, ...]:
    """Names of people from all over the world, as the fact tables of ``shared/data/kb`` have them."""
    with (SHARED / "data/kb/leaders.tsv").open(encoding="utf8") as lines:
        found = {row["person"].strip() for row in csv.DictReader(lines, delimiter="\t")}
    return tuple(sorted(name for name in found if not set(name) & set(",.()\"0123456789") and name[:1].isupper()))


@cache
def towns() -> tuple[str, ...]:
    """Names of the larger towns of the world."""
    with (SHARED / "data/kb/cities15000.tsv").open(encoding="utf8") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return tuple(sorted({row["name"] for row in rows if int(row["population"] or 0) > 200_000}))


def renamed(example: Example, chance: random.Random) -> Example:
    """Another person in the place of one, or another town in the place of one with a name of one word."""
    rows = [(example.text[a:b], tag) for a, b, tag in example.names or ()]
    if " ".join(word for word, _ in rows) != example.text:
        return example
    person, place = NAMES.index("B-PER"), NAMES.index("B-LOC")
    starts = []
    for at, (_, tag) in enumerate(rows):
        end = at + 1
        while end < len(rows) and rows[end][1] == tag + 1:
            end += 1
        if tag == person or (tag == place and end == at + 1):
            starts.append((at, end, tag))
    if not starts:
        return example
    at, end, tag = chance.choice(starts)
    words = chance.choice(people() if tag == person else towns()).split()
    if tag == person and len(words) > 1 and end == at + 1 and chance.random() < 0.7:
        # where the name was short, the other is too
        words = words[-1:]
    put = [(word, tag if number == 0 else tag + 1) for number, word in enumerate(words)]
    spans, length = [], 0
    rows = [*rows[:at], *put, *rows[end:]]
    for word, one in rows:
        spans.append((length, length + len(word), one))
        length += len(word) + 1
    return replace(example, text=" ".join(word for word, _ in rows), names=tuple(spans))


def spoiled(example: Example, chance: random.Random) -> Example:
    """One draw of the damage; most texts stay whole."""
    if example.names is not None and chance.random() < 0.3:
        example = renamed(example, chance)
    tagged = example.names is not None or example.words is not None
    if tagged and chance.random() < 0.4:
        example = joined_marks(example)
    draw = chance.random()
    if draw < 0.04:
        return _cased(example, example.text.upper())
    if draw < 0.06 and example.acts is not None:
        return _cased(example, example.text.lower())
    if draw < 0.12 and example.words is None:
        return glued(example, chance)
    if draw < 0.17 and example.acts is not None:
        return apart(example)
    return example
