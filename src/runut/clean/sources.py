"""Whom the article says it has it from, as a chain: "dilansir detikcom dari BBC" is BBC via detikcom, detikcom via nobody.

In: the text and its blocks. Out: :class:`records.CitedSource` in text order, each name once. A name is a source where a word
of citing governs it ("dilansir", "mengutip", "menurut kantor berita", "... melaporkan"), never where it is a picture's credit.

>>> from runut.records import Block
>>> text = "Seperti dilansir detikcom dari BBC, Selasa, hal itu terjadi."
>>> [(source.name, source.via) for source in find(text, [Block(0, len(text), "body", "paragraph")])]
[('detikcom', None), ('BBC', 'detikcom')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from runut.clean import outlets, rules
from runut.records import Block, CitedSource, Span


@dataclass(frozen=True, slots=True)
class _Name:
    name: str
    start: int
    end: int
    known: bool


@dataclass(frozen=True, slots=True)
class _Words:
    before: re.Pattern[str]
    after: re.Pattern[str]
    link: re.Pattern[str]
    lead: re.Pattern[str]
    office: re.Pattern[str]
    cues: Any


_CAPITALISED = re.compile(
    r"(?:[A-Z][\w'’.&-]*|[a-z]+(?:com|News|net))(?:\s(?:[A-Z][\w'’&-]*|of|the|de|al))*(?:\s?\((?P<short>[A-Z]{2,8})\))?"
)
_SHORT = re.compile(r"\s?[(,]\s?(?P<short>[A-Z][\w .-]{1,12})\s?\)")
_NOT_A_NAME = re.compile(r"(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu|Ahad|Jakarta|Presiden|Menteri|Ketua|Juru|Jubir|Wakil|Kepala)\b")


def find(text: str, blocks: Sequence[Block]) -> tuple[CitedSource, ...]:
    """The cited sources of the article's body and title."""
    words = _words()
    found: list[CitedSource] = []
    for block in blocks:
        if block.label in ("body", "title"):
            _read_block(text, block, words, found)
        elif block.rule == "agency-credit" and block.label == "byline":
            _credit(text, block, found)
    return tuple(_unique(found))


def _read_block(text: str, block: Block, words: _Words, found: list[CitedSource]) -> None:
    lowered = rules.lower(text[block.start : block.end])
    end_of_last = 0
    for _, start, end in words.cues.find_matches_as_indexes(lowered):
        if start < end_of_last or (start and lowered[start - 1].isalpha()):
            continue
        at = block.start + start
        head = words.before.match(text, at, block.end)
        names: list[CitedSource] = []
        if head:
            names = _governed(text, head.end(), block.end, words)
        if not names and words.after.match(text, at, block.end):
            names = _subject(text, block.start, at, words)
        if names:
            found.extend(names)
            end_of_last = max(end, *(name.span.end - block.start for name in names))


def _governed(text: str, at: int, limit: int, words: _Words) -> list[CitedSource]:
    """The names after a word of citing, linked by "dari" (a chain), "dan", "serta" or a comma (side by side)."""
    chain: list[_Name] = []
    relations: list[str] = []
    while True:
        name = _name_at(text, at, limit, words)
        if name is None:
            break
        chain.append(name)
        link = words.link.match(text, name.end, limit)
        if not link:
            break
        relations.append("from" if "dari" in link.group().lower() or "mengutip" in link.group().lower() else "and")
        at = link.end()
    if not chain:
        return []
    vias: list[str | None] = [None]
    for index in range(1, len(chain)):
        vias.append(chain[index - 1].name if relations[index - 1] == "from" else vias[index - 1])
    return [
        CitedSource(name.name, via, Span(name.start, name.end, text[name.start : name.end]))
        for name, via in zip(chain, vias, strict=True)
    ]


def _name_at(text: str, at: int, limit: int, words: _Words) -> _Name | None:
    lead = words.lead.match(text, at, limit)
    had_lead = bool(lead and lead.group().strip(" *_\"“'"))
    at = lead.end() if lead else at
    known = _known_at(text, at, limit)
    office = words.office.match(text, at, limit)
    if office:
        return _Name(office.group().strip(), office.start(), office.start() + len(office.group().strip()), known=False)
    plain = _CAPITALISED.match(text, at, min(limit, at + 80))
    if known:
        return known
    if not plain or not had_lead or _NOT_A_NAME.match(plain.group()):
        return None
    short = plain.group("short")
    row = outlets.by_name(short) if short else None
    surface = plain.group()
    return _Name(row.name if row else surface.split(" (")[0], plain.start(), plain.end(), known=bool(row))


def _known_at(text: str, at: int, limit: int) -> _Name | None:
    """The longest outlet name that begins here ("BBC", "Korean Central News Agency (KCNA)")."""
    table = outlets.names()
    window = text[at : min(limit, at + 60)]
    ends = [found.start() for found in re.finditer(r"(?<=[\w.'’)])(?=[^\w.'’-]|$)|(?<=\w)(?=[.,]?(?:[\s,]|$))", window)]
    for end in reversed(ends[:12]):
        surface = window[:end]
        row = table.get(surface)
        if row:
            short = _SHORT.match(text, at + end, limit)
            same = short is not None and outlets.by_name(short.group("short")) == row.outlet
            return _Name(row.name, at, short.end() if short and same else at + end, known=True)
    return None


def _subject(text: str, start: int, at: int, words: _Words) -> list[CitedSource]:
    """The outlet that stands right before a verb of reporting: "Korean Central News Agency (KCNA), melaporkan"."""
    window = max(start, at - 90)
    best: CitedSource | None = None
    for found in re.finditer(r"(?<![\w.])[A-Za-z]", text[window:at]):
        begin = window + found.start()
        name = _known_at(text, begin, at)
        if name and not re.search(r"[\w.;:!?]", text[name.end : at].strip(" ,\"”'*_)")):
            best = CitedSource(name.name, None, Span(name.start, name.end, text[name.start : name.end]))
            break
    if best:
        return [best]
    for found in words.office.finditer(text, window, at):
        gap = text[found.end() : at].strip(" ,")
        if len(gap.split()) <= 3 and not re.search(r"[.;:!?]", gap):
            surface = found.group().strip()
            return [CitedSource(surface, None, Span(found.start(), found.start() + len(surface), surface))]
    return []


def _credit(text: str, block: Block, found: list[CitedSource]) -> None:
    for match in re.finditer(r"[A-Z][\w.]*(?: [A-Z][\w.]*){0,2}", text[block.start : block.end]):
        row = outlets.by_name(match.group())
        if row:
            start = block.start + match.start()
            found.append(CitedSource(row.name, None, Span(start, start + len(match.group()), match.group())))


def _unique(found: Sequence[CitedSource]) -> Iterator[CitedSource]:
    """Each name once, the mention with a chain before one without."""
    order = {source.name: index for index, source in reversed(list(enumerate(found)))}
    for name, index in sorted(order.items(), key=lambda item: item[1]):
        chained = next((source for source in found if source.name == name and source.via), None)
        yield chained or found[index]


@lru_cache(maxsize=1)
def _words() -> _Words:
    from ahocorasick_rs import AhoCorasick, MatchKind

    data = rules.read_yaml("clean", "citing.yaml")
    passive, before, after = data["passive"], data["before"], data["after"]
    leads = "|".join(sorted(data["leads"], key=len, reverse=True))
    by = r"(?:\s(?:oleh|dari|pada|lewat|melalui))?"
    governed = "|".join(sorted([re.escape(word) for word in (*passive, *before)], key=len, reverse=True))
    reporting = "|".join(sorted([re.escape(word) for word in after], key=len, reverse=True))
    offices = "|".join(sorted(data["offices"], key=len, reverse=True))
    return _Words(
        before=re.compile(rf"(?:{governed})(?:nya)?{by}(?=[\s*_\"“'A-Z])\s?", re.IGNORECASE),
        after=re.compile(rf"(?:{reporting})\b", re.IGNORECASE),
        link=re.compile(
            r"[*_\"”]*\s?(?:,\s(?:yang\s)?(?:mengutip|dikutip dari|melansir)|(?:yang\s)?(?:mengutip|melansir)|dari|dan|serta|,(?=\s[A-Z]))\s",
            re.IGNORECASE,
        ),
        lead=re.compile(rf"(?:\s?[*_\"“']*(?:(?:{leads})\s)*[*_\"“']*)", re.IGNORECASE),
        office=re.compile(rf"\b(?:{offices})(?:(?:\sdi)?\s[A-Z][\w-]+){{0,4}}"),
        cues=AhoCorasick(sorted({*passive, *before, *after}), matchkind=MatchKind.LeftmostLongest),
    )
