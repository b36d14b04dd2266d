"""Anniversaries: an ordinal beside a known occasion gives a year, and a wrong ordinal gives a conflict.

In: sentences. Out: ``Anniversary`` records: the occasion, the count that the text gives, and the year that follows
("80 tahun pembebasan Korea": 1945 + 80 = 2025). The occasions are facts in ``data/occasions/occasions.tsv``; the
founders of ``data/time/founding.tsv`` add the "HUT" of towns, bodies and firms. A number that counts something else (a
president, a term in prison, a day of the war) is no anniversary's.

>>> roman("XIV")
14
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files

import yaml

from runut.data import LOADER
from runut.records import Sentence, Span

REACH = 70
UNITS = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9,
    "sepuluh": 10, "sebelas": 11,
}  # fmt: skip
_UNIT = "|".join(UNITS)
_WORDS = rf"(?:(?:{_UNIT})(?:\s(?:belas|puluh(?:\s(?:{_UNIT}))?))?)"
# "ke-80", "ke 80", "ke80", "ke-LXXX"; "80 tahun", "80th", "tiga tahun", "setahun", "dua dekade", "seabad".
_NTH = re.compile(r"\bke\s?[-–]?\s?(?:(?P<n>\d{1,3})(?![\d.,:]\d)|(?P<r>[ivxlc]{1,8}))(?!\w)")
_YEARS = re.compile(
    rf"(?<![\d.,-])\b(?:(?P<n>\d{{1,3}})\s?(?:tahun|th)|(?P<w>{_WORDS})\s(?:tahun|dekade|dasawarsa|abad)|"
    r"(?P<d>\d)\s(?:dekade|dasawarsa|abad)|(?P<s>setahun|sedekade|sedasawarsa|seabad|setengah abad))\b"
)
_AFTER = re.compile(r"[\"'”’)*]{0,2}\s?(?:\([^)]{1,20}\)\s?)?,?\s?(?:yang\s)?(?:pada\s|genap\s|berusia\s)?")


@dataclass(frozen=True, slots=True)
class _Words:
    leads: frozenset[str]
    other_ordinal: re.Pattern[str]
    inexact: re.Pattern[str]
    marked: re.Pattern[str]
    linking: re.Pattern[str]
    ago: re.Pattern[str]


@cache
def word_lists() -> Mapping[str, tuple[str, ...]]:
    """The lists of ``data/occasions/counting.yaml``, longest words first."""
    source = (files("runut.data") / "occasions" / "counting.yaml").read_text(encoding="utf8")
    table: dict[str, list[str]] = yaml.load(source, Loader=LOADER)
    return {name: tuple(sorted(words, key=lambda word: (-len(word), word))) for name, words in table.items()}


@cache
def _words() -> _Words:
    lists = word_lists()

    def union(name: str) -> str:
        return "(?:" + "|".join(map(re.escape, lists[name])) + ")"

    return _Words(
        frozenset(lists["leads"]),
        re.compile(rf"(?<!ulang )\b{union('other_ordinal')}\s$"),
        re.compile(rf"\b{union('inexact')}\s$"),
        re.compile(rf"\b{union('commemorating')}\b[^.;]{{0,30}}$"),
        re.compile(rf"\s(?:{union('linking')}\s)*[\"'“‘(*]{{0,2}}"),
        re.compile(rf"\s{union('ago')}\b"),
    )


@dataclass(frozen=True, slots=True)
class Occasion:
    """A yearly commemoration; ``day`` is the founding day, None where the feast moves or the year is unknown."""

    id: str
    names: tuple[str, ...]
    day: date | None
    country: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Anniversary:
    """An occasion named in the text. ``count`` and ``year`` are None where the text gives no ordinal."""

    occasion: Occasion
    span: Span
    sentence: int
    count: int | None
    year: int | None
    count_span: Span | None


@dataclass(frozen=True, slots=True)
class _Count:
    """A number in a line that may count years, as offsets into the line."""

    value: int
    start: int
    end: int
    nth: bool


@cache
def occasions() -> tuple[Occasion, ...]:
    """The table of occasions, then the birthdays of the founders that it does not name."""
    out = []
    for key, names, day, country, kind, _ in table_rows("occasions/occasions.tsv"):
        founded = None if day.startswith("0000") else date.fromisoformat(day)
        out.append(Occasion(key, tuple(names.split("|")), founded, country or None, kind))
    out.extend(_founders(frozenset(name for one in out for name in one.names)))
    named = {name for one in out for name in one.names}
    return tuple(replace(one, names=(*one.names, *_led(one.names, named))) for one in out)


def _led(names: Sequence[str], named: set[str]) -> list[str]:
    """What "hut kopassus" is called as well: "dirgahayu kopassus", "hari jadi kopassus"."""
    leads = word_lists()["leads"]
    founders = [name.removeprefix(lead + " ") for name in names for lead in leads if name.startswith(lead + " ")]
    more = dict.fromkeys(f"{lead} {founder}" for founder in founders for lead in leads)
    out = [name for name in more if name not in named]
    named.update(out)
    return out


def table_rows(path: str) -> list[list[str]]:
    """Rows of a tab-separated table of the data folder, without comments and head."""
    lines = files("runut.data").joinpath(path).read_text(encoding="utf8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith(("#", "id\t", "name\t", "titles\t"))]


def _founders(named: frozenset[str]) -> list[Occasion]:
    """ "HUT", "hari jadi", "milad" ... of each founder in ``data/time/founding.tsv``; its spellings together."""
    groups: dict[tuple[date, str], list[str]] = {}
    for founder, founded in sorted(table_rows("time/founding.tsv"), key=lambda row: (len(row[0]), row[0])):
        day = date.fromisoformat(founded)
        first = next((name for at, name in groups if at == day and f" {name} " in f" {founder} "), founder)
        groups.setdefault((day, first), []).append(founder)
    out = []
    for (day, first), founders in groups.items():
        names = [f"{lead} {founder}" for founder in founders for lead in word_lists()["leads"]]
        if named.isdisjoint((*names, *founders, *(f"berdirinya {founder}" for founder in founders))):
            out.append(Occasion("founding-" + first.replace(" ", "-"), tuple(names), day, None, "founding"))
    return out


@cache
def _table() -> dict[str, Occasion]:
    return {name: occasion for occasion in reversed(occasions()) for name in occasion.names}


Trie = dict[str, "Trie"]
_WORD = re.compile(r"(?<![\w-])\w+")
FEW = 60


class Names:
    """Names to be found in lower-case text: a pattern for each first word, so that other words cost a look-up only.

    A pattern is compiled when its word is first met: compiling all takes longer than reading a short article.
    """

    __slots__ = ("_groups", "_patterns", "_words")

    def __init__(self, names: Sequence[str]) -> None:
        groups: dict[str, list[str]] = {}
        for name in names:
            first = _WORD.match(name)
            groups.setdefault(first[0] if first else "", []).append(name)
        self._groups = groups
        self._patterns: dict[str, re.Pattern[str]] = {}
        # Few first words are sought at once; of many, each word of the text is looked up.
        few = "|".join(map(re.escape, sorted(groups, key=lambda word: (-len(word), word))))
        self._words = re.compile(rf"(?<![\w-])(?:{few})\b") if len(groups) <= FEW else _WORD

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The names in ``text``, longest first, none inside another."""
        free = 0
        for word in self._words.finditer(text):
            pattern = self._pattern(word[0]) if word.start() >= free else None
            found = pattern.match(text, word.start()) if pattern is not None else None
            if found is not None:
                free = found.end()
                yield found

    def _pattern(self, first: str) -> re.Pattern[str] | None:
        """The pattern of the names that begin with a word, None where none does."""
        if first not in self._groups:
            return None
        if first not in self._patterns:
            self._patterns[first] = _compile(self._groups[first])
        return self._patterns[first]


@cache
def _occasion_names() -> Names:
    """All names; "HUT ke-80 RI" is found as "hut ri"."""
    return Names(sorted(_table()))


def _compile(names: Sequence[str]) -> re.Pattern[str]:
    """A trie of words, so that a text is read once."""
    root: Trie = {}
    for name in names:
        node = root
        for word in name.split():
            node = node.setdefault(word, {})
        node[""] = {}
    return re.compile(_alternatives(root, ()) + r"(?!\w)")


def _alternatives(node: Trie, path: tuple[str, ...]) -> str:
    gap = r"\s+(?:ke\s?-?\s?(?:\d{1,3}|[ivxlc]{1,8})\s+)?" if " ".join(path) in _words().leads else r"\s+"
    parts = []
    for word in sorted((w for w in node if w), key=lambda w: (-len(w), w)):
        below = (*path, word)
        rest = _alternatives(node[word], below)
        parts.append(re.escape(word) + rest)
    inner = "(?:" + "|".join(parts) + ")" if parts else ""
    if not path:
        return inner
    if not parts:
        return ""
    return f"(?:{gap}{inner})" + ("?" if "" in node else "")


def find_anniversaries(text: str, sentences: Sequence[Sentence]) -> tuple[Anniversary, ...]:
    """Occasions named in ``sentences`` with the ordinal that stands beside them, if any."""
    names, table = _occasion_names(), _table()
    out = []
    for sentence in sentences:
        line = text[sentence.start : sentence.end].lower()
        if len(line) != sentence.end - sentence.start:
            continue
        for match in names.finditer(line):
            name = " ".join(_NTH.sub(" ", match.group()).split())
            occasion = table.get(name) or table.get(" ".join(match.group().split()))
            if occasion is not None:
                out.append(_anniversary(occasion, text, line, sentence, match.span()))
    return tuple(out)


def _anniversary(
    occasion: Occasion, text: str, line: str, sentence: Sentence, where: tuple[int, int]
) -> Anniversary:
    base = sentence.start
    a, b = base + where[0], base + where[1]
    span = Span(a, b, text[a:b])
    found = _count(line, *where)
    if found is None or occasion.day is None:
        return Anniversary(occasion, span, sentence.index, None, None, None)
    count_span = Span(base + found.start, base + found.end, text[base + found.start : base + found.end])
    return Anniversary(occasion, span, sentence.index, found.value, occasion.day.year + found.value, count_span)


def _count(line: str, start: int, end: int) -> _Count | None:
    """The nearest number that counts this occasion's years."""
    low = max(0, start - REACH)
    window = line[low : end + REACH]
    best: tuple[int, int] | None = None
    chosen: _Count | None = None
    for found in (*_nths(window, low), *year_counts(window, low)):
        if not _belongs(line, found, start, end):
            continue
        distance = max(start - found.end, found.start - end, 0)
        if best is None or (distance, found.start) < best:
            best, chosen = (distance, found.start), found
    return chosen


def _nths(window: str, low: int) -> list[_Count]:
    out = []
    for match in _NTH.finditer(window):
        value = int(match["n"]) if match["n"] else roman(match["r"])
        if 1 <= value <= 400:
            out.append(_Count(value, low + match.start(), low + match.end(), True))
    return out


def year_counts(window: str, low: int) -> list[_Count]:
    """Numbers of years in lower-case text, as offsets that begin at ``low``."""
    out = []
    for match in _YEARS.finditer(window):
        value = _years(match)
        if 1 <= value <= 400:
            out.append(_Count(value, low + match.start(), low + match.end(), False))
    return out


def _years(match: re.Match[str]) -> int:
    """How many years the words say: "tujuh puluh lima tahun" 75, "dua dekade" 20, "setengah abad" 50."""
    whole = match.group()
    unit = 10 if re.search(r"dekade|dasawarsa", whole) else 100 if "abad" in whole else 1
    if match["s"]:
        return 50 if whole.startswith("setengah") else unit
    if match["n"] or match["d"]:
        return int(match["n"] or match["d"]) * unit
    words = match["w"].split()
    value = UNITS[words[0]]
    if "belas" in words:
        value += 10
    if "puluh" in words:
        value = value * 10 + (UNITS[words[2]] if len(words) > 2 else 0)
    return value * unit


def _belongs(line: str, found: _Count, start: int, end: int) -> bool:
    """Whether the number counts the occasion at ``start``: inside its name, right before or right after it."""
    words = _words()
    before = line[max(0, found.start - 48) : found.start]
    if (words.other_ordinal if found.nth else words.inexact).search(before):
        return False
    if start <= found.start and found.end <= end:
        return True
    marked = words.marked.search(before) is not None
    if found.end <= start:
        between = line[found.end : start]
        if found.nth:
            return marked and len(between) <= 45
        return words.linking.fullmatch(between) is not None or (marked and len(between) <= 30)
    between = line[end : found.start]
    if found.nth:
        return _AFTER.fullmatch(between) is not None or (marked and len(between) <= 20)
    ago = words.ago.match(line[found.end : found.end + 20]) is not None
    near = len(between) <= REACH and not re.search(r"[;:]|\d{4}", between)
    return (ago and near) or (marked and _AFTER.fullmatch(between) is not None)


def roman(numeral: str) -> int:
    """The value of a Roman numeral, 0 for what is none."""
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    total = 0
    previous = 0
    for letter in reversed(numeral.lower()):
        value = values.get(letter, 0)
        total += -value if value < previous else value
        previous = max(previous, value)
    return total
