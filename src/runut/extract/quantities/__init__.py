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

from runut.extract.quantities.numbers import Number, counting, number_at, parse_figure
from runut.records import Dissected, Quantity, Sentence, TimeExpression, Token

__all__ = ["find_quantities", "parse_figure"]

OF_WORDS = 4
STOPS = frozenset("ADP VERB SCONJ CCONJ PUNCT AUX PRON PART DET ADV".split())
# Marks and codes before the figure; "US$" is two tokens.
MONEY = {"rp": "IDR", "$": "USD", "usd": "USD", "idr": "IDR", "€": "EUR", "£": "GBP", "¥": "JPY"}
# "120 lainnya": of what was counted before.
OTHERS = frozenset({"lainnya", "lain"})


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
        number = number_at(tokens, position)
        if number is None or _is_reference(tokens, position):
            position += 1
            continue
        before = out[-1].of if out else None
        quantity, position = _quantity(text, tokens, position, number, before)
        if quantity is not None and not any(a < quantity.end and quantity.start < b for a, b in dated):
            out.append(quantity)
    return out


def _is_reference(tokens: Sequence[Token], position: int) -> bool:
    if position == 0:
        return False
    before = tokens[position - 1]
    if before.text == "." and position >= 2 and tokens[position - 2].lower in ("no", "jl", "hlm", "kav"):
        return True
    return before.lower in counting().references or before.lower.startswith("ke-")


def _quantity(
    text: str, tokens: Sequence[Token], position: int, number: Number, before: str | None
) -> tuple[Quantity | None, int]:
    """The quantity of ``number`` and where to go on; ``before``: what the sentence counted last."""
    unit, first = _money(tokens, position)
    start, approximator = _approximator(tokens, first)
    approximator = approximator or number.about
    end = number.end
    unit, end = _unit(tokens, end, unit)
    if number.part and end < len(tokens) and tokens[end].lower == "dari":
        end += 1
    of, end = _of(tokens, end)
    if of is None and end < len(tokens) and tokens[end].lower in OTHERS:
        of, end = before, end + 1
    if of is None and unit is None and before is not None and _befell(tokens, end):
        of = before  # "77 yang tewas": of those counted before
    if number.part and unit is None:
        unit = "bagian" if of else None
        if of is None:
            return None, max(number.end, position + 1)
    small_word = number.exact and number.value <= 1 and tokens[position].lower == "satu"
    if (small_word or (of is None and unit is None)) and not (unit or approximator):
        return None, max(number.end, position + 1)
    a, b = tokens[start].start, tokens[end - 1].end
    rule = "quantity:figure" if tokens[position].text[0].isdecimal() else "quantity:word"
    quantity = Quantity(a, b, text[a:b], number.value, number.upper, approximator, unit, of, None, rule)
    return quantity, end


def _befell(tokens: Sequence[Token], end: int) -> bool:
    """Whether what befell people follows the bare number: "77 yang tewas", "12 terluka"."""
    at = end + 1 if end < len(tokens) and tokens[end].lower == "yang" else end
    return at < len(tokens) and tokens[at].lower in counting().befalling


def _money(tokens: Sequence[Token], position: int) -> tuple[str | None, int]:
    """The currency whose mark stands before the figure, and where the sum begins: "US$ 2", "Rp2"."""
    unit = MONEY.get(tokens[position - 1].lower) if position else None
    first = position - 1 if unit else position
    return unit, first - 1 if unit == "USD" and first and tokens[first - 1].lower in ("us", "as") else first


def _approximator(tokens: Sequence[Token], first: int) -> tuple[int, str | None]:
    """Start position and the words before the number, or its sum, that make it approximate."""
    known = counting().approximators
    for length in (3, 2, 1):
        if first - length < 0:
            continue
        words = tuple(token.lower for token in tokens[first - length : first])
        if words in known:
            return first - length, None if known[words] == "exact" else " ".join(words)
    return first, None


def _unit(tokens: Sequence[Token], end: int, unit: str | None) -> tuple[str | None, int]:
    words = counting()
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
    words = counting()
    begin = end
    if end + 1 < len(tokens) and tokens[end].lower in words.classifiers and tokens[end + 1].tag in ("NOUN", "PROPN"):
        begin = end + 1
    stop = begin
    while stop < len(tokens) and stop - begin < OF_WORDS:
        token = tokens[stop]
        if token.lower in words.predicates or token.lower in OTHERS:
            break
        if token.tag in STOPS or token.text[0].isdecimal() or not token.text[0].isalpha():
            break
        stop += 1
    if stop == begin:
        return (tokens[end].text, end + 1) if begin != end else (None, end)
    return " ".join(token.text for token in tokens[begin:stop]), stop
