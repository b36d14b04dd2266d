"""Quantities: how many or how much of what, with the approximator.

In: dissected sentences and the spans that are dates. Out: ``Quantity`` records. Indonesian notation ("1.375" is a
thousand and more, "1,5 juta"), number words, vague counts ("puluhan"), ranges and money. Ordinals, law numbers, clock
times and scores are none.

>>> from runut.extract.quantities import parse_figure
>>> parse_figure("1.375"), parse_figure("87,32"), parse_figure("2.5")
(1375.0, 87.32, 2.5)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from runut.records import Dissected, Quantity, Sentence, TimeExpression, Token

__all__ = ["find_quantities", "parse_figure"]

OF_WORDS = 4
STOPS = frozenset("ADP VERB SCONJ CCONJ PUNCT AUX PRON PART DET ADV".split())
# Marks and codes before the figure; "US$" is two tokens.
MONEY = {"rp": "IDR", "$": "USD", "usd": "USD", "idr": "IDR", "€": "EUR", "£": "GBP", "¥": "JPY"}
RANGE_MARKS = frozenset("- – — hingga sampai s/d".split())


@dataclass(frozen=True, slots=True)
class _Words:
    numerals: dict[str, float]
    multipliers: dict[str, float]
    vague: dict[str, tuple[float, float]]
    fractions: dict[str, float]
    approximators: dict[tuple[str, ...], str]
    currencies: dict[str, str]
    units: frozenset[str]
    classifiers: frozenset[str]
    references: frozenset[str]


@cache
def _words() -> _Words:
    text = (files("runut.data") / "lexicons" / "quantities.yaml").read_text(encoding="utf8")
    raw: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    approximators = {tuple(words.split()): group["kind"] for group in raw["approximators"] for words in group["words"]}
    return _Words(
        {k: float(v) for k, v in raw["numerals"].items()},
        {k: float(v) for k, v in raw["multipliers"].items()},
        {k: (float(v[0]), float(v[1])) for k, v in raw["vague"].items()},
        {k: float(v) for k, v in raw["fractions"].items()},
        approximators,
        dict(raw["currencies"]),
        frozenset(raw["units"]),
        frozenset(raw["classifiers"]),
        frozenset(raw["references"]),
    )


def parse_figure(text: str) -> float | None:
    """The value of digits in Indonesian notation; None for what is no plain number (dates, scores, clock times)."""
    if not text[:1].isdecimal() or any(c in text for c in "/:-"):
        return None
    head, comma, tail = text.partition(",")
    groups = head.split(".")
    if comma and not tail.isdecimal():
        # "1,234,567" in the English manner
        parts = text.split(",")
        return float("".join(parts)) if all(len(p) == 3 and p.isdecimal() for p in parts[1:]) else None
    if len(groups) > 1 and all(len(g) == 3 for g in groups[1:]) and 0 < len(groups[0]) <= 3:
        whole = "".join(groups)
    elif len(groups) == 2 and not comma:
        whole = f"{groups[0]}.{groups[1]}"
    elif len(groups) == 1:
        whole = head
    else:
        return None
    if len(whole) > 18 or not whole.replace(".", "", 1).isdecimal():  # a superscript is a digit, but no figure
        return None
    return float(f"{whole}.{tail}" if comma else whole)


def find_quantities(dissected: Dissected, times: Sequence[TimeExpression]) -> tuple[Quantity, ...]:
    """All quantities of the document, in text order."""
    text = dissected.document.text
    dated = [(time.start, time.end) for time in times]
    out: list[Quantity] = []
    cursor = 0
    for sentence in dissected.sentences:
        while cursor < len(dated) and dated[cursor][1] <= sentence.start:
            cursor += 1
        near = []
        for span in dated[cursor:]:
            if span[0] >= sentence.end:
                break
            near.append(span)
        out.extend(_in_sentence(text, sentence, near))
    return tuple(out)


def _in_sentence(text: str, sentence: Sentence, dated: Sequence[tuple[int, int]]) -> list[Quantity]:
    tokens = sentence.tokens
    out: list[Quantity] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if any(a <= token.start < b for a, b in dated):
            position += 1
            continue
        number = _number(tokens, position)
        if number is None or _is_reference(tokens, position):
            position += 1
            continue
        quantity, position = _quantity(text, tokens, position, number)
        if quantity is not None and not any(a < quantity.end and quantity.start < b for a, b in dated):
            out.append(quantity)
    return out


@dataclass(frozen=True, slots=True)
class _Number:
    value: float
    upper: float | None
    end: int
    exact: bool
    scale: float = 1.0


def _number(tokens: Sequence[Token], position: int) -> _Number | None:
    """A number that begins at ``position``: figures or words with their multipliers, a vague count, or a range."""
    words = _words()
    lower = tokens[position].lower
    if lower in words.vague:
        return _vague(tokens, position)
    first = _single(tokens, position)
    if first is None:
        return None
    after = first.end
    if after + 1 < len(tokens) and tokens[after].lower in RANGE_MARKS:
        second = _single(tokens, after + 1)
        if second is not None and second.value > first.value:
            # "10 hingga 15 ribu": the scale word of the second number counts for the first
            scale = second.scale if first.scale == 1 and first.value * second.scale < second.value else 1.0
            return _Number(first.value * scale, second.value, second.end, exact=False)
    return first


def _vague(tokens: Sequence[Token], position: int) -> _Number:
    words = _words()
    low, high = words.vague[tokens[position].lower]
    end = position + 1
    if end < len(tokens) and tokens[end].lower in words.multipliers and words.multipliers[tokens[end].lower] >= 100:
        low, high = low * words.multipliers[tokens[end].lower], high * words.multipliers[tokens[end].lower]
        end += 1
    return _Number(low, high, end, exact=False)


def _single(tokens: Sequence[Token], position: int) -> _Number | None:
    words = _words()
    token = tokens[position]
    if token.text[0].isdecimal():
        value = parse_figure(token.text)
        if value is None:
            low, dash, high = token.text.replace("–", "-").partition("-")
            a, b = parse_figure(low), parse_figure(high) if dash and high else None
            if a is not None and b is not None and a < b and "/" not in token.text:
                scale, end = _scale(tokens, position + 1)
                return _Number(a * scale, b * scale, end, exact=False)
            return None
        scale, end = _scale(tokens, position + 1)
        return _Number(value * scale, None, end, True, scale)
    if token.lower in words.numerals:
        return _spelt(tokens, position)
    return None


def _scale(tokens: Sequence[Token], position: int) -> tuple[float, int]:
    words = _words()
    scale = 1.0
    while position < len(tokens) and words.multipliers.get(tokens[position].lower, 0) >= 12:
        scale *= words.multipliers[tokens[position].lower]
        position += 1
    return scale, position


def _spelt(tokens: Sequence[Token], position: int) -> _Number:
    """ "dua puluh lima ribu": units gather into hundreds, hundreds into the scale words."""
    words = _words()
    total = group = unit = 0.0
    end = position
    while end < len(tokens):
        lower = tokens[end].lower
        if lower in words.numerals:
            value = words.numerals[lower]
            if value >= 1000:
                total += value
            elif value >= 10:
                group += value
            else:
                unit = value
        elif lower == "belas":
            group, unit = group + 10 + unit, 0
        elif lower in ("puluh", "ratus"):
            group, unit = group + (unit or 1) * words.multipliers[lower], 0
        elif lower in words.multipliers and words.multipliers[lower] >= 1000:
            total, group, unit = total + (group + unit) * words.multipliers[lower], 0, 0
        else:
            break
        end += 1
    return _Number(total + group + unit, None, end, exact=True)


def _is_reference(tokens: Sequence[Token], position: int) -> bool:
    if position == 0:
        return False
    before = tokens[position - 1]
    if before.text == "." and position >= 2 and tokens[position - 2].lower in ("no", "jl", "hlm", "kav"):
        return True
    return before.lower in _words().references or before.lower.startswith("ke-")


def _quantity(
    text: str, tokens: Sequence[Token], position: int, number: _Number
) -> tuple[Quantity | None, int]:
    start, approximator = _approximator(tokens, position)
    unit: str | None = None
    if start > 0 and tokens[start - 1].lower in MONEY:
        unit, start = MONEY[tokens[start - 1].lower], start - 1
        if unit == "USD" and start > 0 and tokens[start - 1].lower in ("us", "as"):
            start -= 1
    end = number.end
    unit, end = _unit(tokens, end, unit)
    of, end = _of(tokens, end)
    small_word = number.exact and number.value <= 1 and tokens[position].lower == "satu"
    if (small_word or (of is None and unit is None)) and not (unit or approximator):
        return None, max(number.end, position + 1)
    a, b = tokens[start].start, tokens[end - 1].end
    rule = "quantity:figure" if tokens[position].text[0].isdecimal() else "quantity:word"
    quantity = Quantity(a, b, text[a:b], number.value, number.upper, approximator, unit, of, None, rule)
    return quantity, end


def _approximator(tokens: Sequence[Token], position: int) -> tuple[int, str | None]:
    """Start position and the words before the number that make it approximate."""
    known = _words().approximators
    back = position - 1
    money = back >= 0 and tokens[back].lower in MONEY
    last = back if money else position
    for length in (3, 2, 1):
        if last - length < 0:
            continue
        words = tuple(token.lower for token in tokens[last - length : last])
        if words in known:
            start = last - length if not money else last
            return start, None if known[words] == "exact" else " ".join(words)
    return position, None


def _unit(tokens: Sequence[Token], end: int, unit: str | None) -> tuple[str | None, int]:
    words = _words()
    if unit is not None or end >= len(tokens):
        return unit, end
    one = tokens[end].lower
    two = f"{one} {tokens[end + 1].lower}" if end + 1 < len(tokens) else ""  # "2 Rp" at the sentence's end
    if two in words.currencies:
        return words.currencies[two], end + 2
    if one in words.currencies:
        return words.currencies[one], end + 1
    if two in words.units:
        return two, end + 2
    if one in words.units:
        return one, end + 1
    return None, end


def _of(tokens: Sequence[Token], end: int) -> tuple[str | None, int]:
    """What is counted: the nouns after the number, without its classifier where a noun follows."""
    words = _words()
    begin = end
    if end + 1 < len(tokens) and tokens[end].lower in words.classifiers and tokens[end + 1].tag in ("NOUN", "PROPN"):
        begin = end + 1
    stop = begin
    while stop < len(tokens) and stop - begin < OF_WORDS:
        token = tokens[stop]
        if token.tag in STOPS or token.text[0].isdecimal() or not token.text[0].isalpha():
            break
        stop += 1
    if stop == begin:
        return (tokens[end].text, end + 1) if begin != end else (None, end)
    return " ".join(token.text for token in tokens[begin:stop]), stop
