"""Numbers in figures and words: what value, or what range, a run of tokens stands for.

In: tokens and a position. Out: ``Number``: value, upper bound, where it ends. Indonesian notation ("1.375", "1,5
juta"), spelt numbers ("dua puluh lima ribu", "satu setengah juta"), vague counts ("puluhan ribu", "tiga puluhan",
"200-an"), ranges ("10-15 ribu", "antara 40 dan 50", "ratusan hingga ribuan") and parts ("sepertiga", "dua pertiga").
What is counted is not its matter.

>>> parse_figure("1.375"), parse_figure("87,32"), parse_figure("2.5")
(1375.0, 87.32, 2.5)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from runut.data import LOADER
from runut.records import Token

RANGE_MARKS = frozenset("- – — hingga sampai s/d".split())


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of ``data/lexicons/quantities.yaml``."""

    numerals: dict[str, float]
    multipliers: dict[str, float]
    vague: dict[str, tuple[float, float]]
    fractions: dict[str, float]
    approximators: dict[tuple[str, ...], str]
    currencies: dict[str, str]
    units: frozenset[str]
    classifiers: frozenset[str]
    references: frozenset[str]
    predicates: frozenset[str]
    befalling: frozenset[str]
    starters: frozenset[str]


@cache
def counting() -> Words:
    """The shipped words of counting."""
    text = (files("runut.data") / "lexicons" / "quantities.yaml").read_text(encoding="utf8")
    raw: dict[str, Any] = yaml.load(text, Loader=LOADER)
    approximators = {tuple(words.split()): group["kind"] for group in raw["approximators"] for words in group["words"]}
    return Words(
        {k: float(v) for k, v in raw["numerals"].items()},
        {k: float(v) for k, v in raw["multipliers"].items()},
        {k: (float(v[0]), float(v[1])) for k, v in raw["vague"].items()},
        {k: float(v) for k, v in raw["fractions"].items()},
        approximators,
        dict(raw["currencies"]),
        frozenset(raw["units"]),
        frozenset(raw["classifiers"]),
        frozenset(raw["references"]),
        frozenset(raw["predicates"]),
        frozenset(raw["befalling"]),
        frozenset({*raw["numerals"], *raw["vague"], *(str(words).split()[0] for words in raw["fractions"])}),
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


@dataclass(frozen=True, slots=True)
class Number:
    """A number over ``tokens[position:end]``; ``part``: a fraction of what follows; ``about``: the word behind it."""

    value: float
    upper: float | None
    end: int
    exact: bool
    scale: float = 1.0
    part: bool = False
    about: str | None = None


def number_at(tokens: Sequence[Token], position: int) -> Number | None:
    """A number that begins at ``position``."""
    words = counting()
    token = tokens[position]
    if token.lower not in words.starters and not token.text[0].isdecimal():
        return None
    part = _part(tokens, position)
    if part is not None:
        return part
    first = _vague(tokens, position) if tokens[position].lower in words.vague else _single(tokens, position)
    if first is None:
        return None
    between = position > 0 and tokens[position - 1].lower == "antara"
    if _lower(tokens, first.end) in RANGE_MARKS or (between and _lower(tokens, first.end) == "dan"):
        ranged = _range(tokens, first)
        if ranged is not None:
            return ranged
    return _rounded(tokens, first)


def _lower(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].lower if 0 <= at < len(tokens) else ""


def _range(tokens: Sequence[Token], first: Number) -> Number | None:
    at = first.end + 1
    if at >= len(tokens):
        return None
    second = _vague(tokens, at) if tokens[at].lower in counting().vague else _single(tokens, at)
    if second is None or second.value <= first.value:
        return None
    # "10 hingga 15 ribu": the scale word of the second number counts for the first
    scale = second.scale if first.scale == 1 and first.value * second.scale < second.value else 1.0
    return Number(first.value * scale, second.upper or second.value, second.end, exact=False)


def _rounded(tokens: Sequence[Token], number: Number) -> Number:
    """ "200-an orang", "3.000 lebih warga", "tiga puluhan": a round number that the count exceeds."""
    if _lower(tokens, number.end) == "-" and _lower(tokens, number.end + 1) == "an":
        return replace(number, end=number.end + 2, exact=False, about="-an")
    if _lower(tokens, number.end) == "lebih" and _lower(tokens, number.end + 1) not in ("dari", "besar", "banyak"):
        return replace(number, end=number.end + 1, exact=False, about="lebih")
    tail = counting().vague.get(_lower(tokens, number.end))
    if tail is not None and number.exact and number.value < 10 and tail[0] < 1000:
        step = 10.0 if tail[0] < 100 else 100.0
        return Number(number.value * step, number.value * step + step - 1, number.end + 1, exact=False)
    return number


def _part(tokens: Sequence[Token], position: int) -> Number | None:
    """ "sepertiga penduduk", "dua pertiga anggota"; before a scale word a number of its own: "setengah juta"."""
    fractions = counting().fractions
    lower = tokens[position].lower
    for phrase, length in ((f"{lower} {_lower(tokens, position + 1)}", 2), (lower, 1)):
        value = fractions.get(phrase)
        if value is not None:
            scale, end = _scale(tokens, position + length)
            return Number(value * scale, None, end, True, scale, part=scale == 1)
    return None


def _vague(tokens: Sequence[Token], position: int) -> Number:
    words = counting()
    low, high = words.vague[tokens[position].lower]
    end = position + 1
    if end < len(tokens) and tokens[end].lower in words.multipliers and words.multipliers[tokens[end].lower] >= 100:
        low, high = low * words.multipliers[tokens[end].lower], high * words.multipliers[tokens[end].lower]
        end += 1
    return Number(low, high, end, exact=False)


def _single(tokens: Sequence[Token], position: int) -> Number | None:
    words = counting()
    token = tokens[position]
    if token.text[0].isdecimal():
        value = parse_figure(token.text)
        if value is None:
            low, dash, high = token.text.replace("–", "-").partition("-")
            a, b = parse_figure(low), parse_figure(high) if dash and high else None
            if a is not None and b is not None and a < b and "/" not in token.text:
                scale, end = _scale(tokens, position + 1)
                return Number(a * scale, b * scale, end, exact=False)
            return None
        scale, end = _scale(tokens, position + 1)
        return Number(value * scale, None, end, True, scale)
    if token.lower in words.numerals:
        return _spelt(tokens, position)
    return None


def _scale(tokens: Sequence[Token], position: int) -> tuple[float, int]:
    words = counting()
    scale = 1.0
    while position < len(tokens) and words.multipliers.get(tokens[position].lower, 0) >= 12:
        scale *= words.multipliers[tokens[position].lower]
        position += 1
    return scale, position


def _spelt(tokens: Sequence[Token], position: int) -> Number:
    """ "dua puluh lima ribu": units gather into hundreds, hundreds into the scale words."""
    words = counting()
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
        elif lower == "setengah" and unit and _lower(tokens, end + 1) in words.multipliers:
            unit += 0.5  # "satu setengah juta"
        elif lower == "belas":
            group, unit = group + 10 + unit, 0
        elif lower in ("puluh", "ratus"):
            group, unit = group + (unit or 1) * words.multipliers[lower], 0
        elif lower in words.multipliers and words.multipliers[lower] >= 1000:
            total, group, unit = total + (group + unit) * words.multipliers[lower], 0, 0
        else:
            break
        end += 1
    return Number(total + group + unit, None, end, exact=True)


