"""When two counts are counts of one thing, and when both can be true.

In: quantities and the sentences they stand in. Out: what is counted, as a comparable key, and whether two values agree.
Sums of money, shares and spans of time are left out: in one event they are seldom measured twice.

>>> from runut.records import Quantity
>>> over = Quantity(0, 18, "lebih dari 10.000", 10000, None, "lebih dari", None, "tentara")
>>> compatible(over, Quantity(0, 6, "11.000", 11000, None, None, None, "tentara"))
True
"""

from __future__ import annotations

import re

from runut.fuse.weights import weights
from runut.records import Event, Quantity, Span

WORD = re.compile(r"[^\W\d_]+")
ROUNDING = 0.05
ABOUT_SHARE = 0.15
HALF_MOST = 0.2
GROWN = 1.2
FAR_GROWN = 1.5
# "40 lainnya terluka": people, where it is said what became of them
OTHERS = frozenset({"lainnya", "lain", "di", "yang", "antaranya"})
BEFORE, AFTER = 30, 40
INFINITE = float("inf")
# "Jumlah korban tewas ... naik menjadi", right before a count
RISING = re.compile(
    r"\bkorban\s+(?:yang\s+)?(tewas|meninggal|luka|terluka|cedera|hilang)\b[^;]*\b(?:menjadi|mencapai|jadi|ke|sebanyak)"
    r"(?:\s+\w+)?\s*$"
)


def thing(quantity: Quantity, evidence: Span) -> tuple[str, str] | None:
    """What is counted and what became of it ("orang", "dead"); None for what is not compared."""
    w = weights()
    words = WORD.findall((quantity.of or quantity.unit or "").lower())
    if not words or quantity.value < 1:
        return None
    outcome = _outcome(quantity, evidence, words)
    if outcome and (words[0] in w.people | w.persons | OTHERS or words[0] in w.outcome):
        return "orang", outcome
    if words[0] in w.uncounted:
        return None
    return ("orang" if words[0] in w.people else w.same_thing.get(words[0], words[0])), outcome


def sentence_of(event: Event, quantity: Quantity) -> Span:
    """The sentence of the event in which the count stands, the title too; its evidence for one told elsewhere."""
    lines = (event.evidence, *event.also)
    return next((line for line in lines if line.start <= quantity.start < line.end), event.evidence)


def head(quantity: Quantity) -> str:
    """Which people are counted: "polisi", "prajurit"; "" for people at large and for things."""
    w = weights()
    words = WORD.findall((quantity.of or "").lower())
    if len(words) > 1 and words[0] in w.anybody:  # "warga sipil" are some of all
        words = words[1:]
    return words[0] if words and words[0] in w.people | w.persons and words[0] not in w.anybody else ""


def subject(quantity: Quantity, evidence: Span, words: frozenset[str]) -> bool:
    """Whether the count stands in the sentence, and one of ``words`` after it."""
    if not evidence.start <= quantity.start < evidence.end:
        return False
    return bool(words.intersection(WORD.findall(evidence.text[quantity.end - evidence.start :].lower())))


def _outcome(quantity: Quantity, evidence: Span, words: list[str]) -> str:
    """Dead, hurt, held ...: as the count itself says, else as its sentence does."""
    outcome = weights().outcome
    own = next((outcome[word] for word in words if word in outcome), "")
    if own or not evidence.start <= quantity.start < evidence.end:
        return own
    return outcome.get(fate(quantity, evidence.start, evidence.text.lower()), "")


def fate(quantity: Quantity, start: int, sentence: str) -> str:
    """The word that says what became of those counted: the nearest after the count, else before it, else what a count
    of victims rises to ("Korban tewas ... bertambah menjadi 165 orang"). ``sentence`` is in lower case, from ``start``.
    """
    outcome = weights().outcome
    at, end = quantity.start - start, quantity.end - start
    own = WORD.findall((quantity.of or "").lower())
    after = WORD.findall(sentence[end : end + AFTER].split(",")[0].split(";")[0])
    before = WORD.findall(re.split(r"[,;]|\bdan\b", sentence[max(0, at - BEFORE) : max(0, at)])[-1])
    near = [*own, *after[:3], *reversed(before[-3:])]
    found = next((word for word in near if word in outcome), "")
    if found:
        return found
    rising = RISING.search(sentence, 0, max(0, at))
    return rising[1] if rising and rising[1] in outcome else ""


def compatible(a: Quantity, b: Quantity) -> bool:
    """Whether both statements can be true of one count."""
    low_a, high_a = _range(a)
    low_b, high_b = _range(b)
    return low_a <= high_b and low_b <= high_a


def exact(quantity: Quantity) -> bool:
    """Counted to the last one: no "sekitar", no "puluhan", no range."""
    return quantity.approximator is None and (quantity.upper is None or quantity.upper == quantity.value)


def about_only(a: Quantity, b: Quantity) -> bool:
    """Two different values that agree only because one is approximate: "sekitar 10.000" and "11.000"."""
    approximate = any(_kind(q) == "about" for q in (a, b))
    return approximate and not any(_kind(q) == "least" for q in (a, b)) and a.value != b.value and compatible(a, b)


def grown(smaller: Quantity, larger: Quantity) -> bool:
    """A floor, and a count or floor far above it: "sedikitnya 53" and later "165"."""
    least = GROWN if _kind(larger) == "least" else FAR_GROWN
    return _kind(smaller) == "least" and larger.value >= least * smaller.value


def close(a: Quantity, b: Quantity) -> bool:
    """Equal but for rounding."""
    larger = max(a.value, b.value)
    return larger > 0 and abs(a.value - b.value) / larger <= ROUNDING and _round(a) != _round(b)


def _round(quantity: Quantity) -> bool:
    """Whether the value ends in zeros past its first two digits: 1.400 is a rounding of 1.375, 12 is none of 11."""
    digits = f"{quantity.value:.0f}"
    return len(digits) > 2 and not digits[2:].strip("0")


def _kind(quantity: Quantity) -> str:
    return weights().approximators.get((quantity.approximator or "").lower(), "")


def _range(quantity: Quantity) -> tuple[float, float]:
    value, upper = quantity.value, quantity.upper or quantity.value
    kind = _kind(quantity)
    if kind == "least" or (upper > value and "-" not in quantity.text and not quantity.text[:1].isdigit()):
        # "ribuan" is at least thousands
        return value, INFINITE
    if kind == "about":
        # "sekitar 3 juta" may be 2,5: half of its last digit that is not zero
        half = 0.5 * 10 ** (len(f"{value:.0f}") - len(f"{value:.0f}".rstrip("0"))) if value >= 1 else 0.0
        half = min(half, value * HALF_MOST)  # "sekitar 1.000" is not 1.300
        low = min(value * (1 - ABOUT_SHARE), value - half)
        below = (quantity.approximator or "").lower() in weights().almost
        return low, upper if below else max(upper * (1 + ABOUT_SHARE), upper + half)
    return (0.0, upper) if kind == "most" or quantity.approximator else (value, upper)
