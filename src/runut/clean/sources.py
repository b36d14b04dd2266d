"""Whom the article says it has it from, as a chain: "dilansir detikcom dari BBC" is BBC via detikcom, detikcom via
nobody.

In: the text, its blocks and the page's own outlet. Out: :class:`records.CitedSource` in text order, each name once. A
name is a source where a word of citing governs it ("dilansir", "mengutip", "menurut kantor berita", "KCNA
melaporkan"), never where it is a picture's credit. The page's own outlet is no source.

>>> from runut.records import Block
>>> text = "Seperti dilansir detikcom dari BBC, Selasa, hal itu terjadi."
>>> [(source.name, source.via) for source in find(text, [Block(0, len(text), "body", "paragraph")])]
[('detikcom', None), ('BBC', 'detikcom')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from runut.clean import outlets, rules
from runut.data import either
from runut.records import Block, CitedSource, Span


@dataclass(frozen=True, slots=True)
class _Words:
    """The patterns made of ``citing.yaml``."""

    governs: re.Pattern[str]
    reports: re.Pattern[str]
    announces: re.Pattern[str]
    link: re.Pattern[str]
    lead: re.Pattern[str]
    media: re.Pattern[str]
    office: re.Pattern[str]
    office_cues: frozenset[str]
    states: frozenset[str]
    capitals: Mapping[str, str]
    cues: Any


_CAPITALISED = re.compile(
    r"[A-Z][\w'’&-]*(?:\.\w+)*(?:\s(?:[A-Z][\w'’&-]*(?:\.\w+)*|of|the|de|al)(?=\s|[,.()\"*]|$)){0,4}(?:\s?\((?P<short>[A-Z]{2,8})\))?"
)
_SHORT = re.compile(r"\s?[(,]\s?(?P<short>[A-Z][\w .-]{1,12})\s?\)")
_NOT_A_NAME = re.compile(
    r"(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu|Ahad|Jakarta|Presiden|Menteri|Ketua|Juru|Jubir|Wakil|Kepala|Perdana|Sosial|Massa)\b"
)
_NAME_ENDS = re.compile(r"(?<=[\w.'’)])(?=[^\w.'’-]|$)|(?<=\w)(?=[.,]?(?:[\s,]|$))")
_CREDITED = re.compile(r"[A-Z][\w.]*(?: [A-Z][\w.]*){0,3}")
# "(antara/rds)" and "rs/hp (AFP, Reuters)": agencies among initials. A short name is one only in the second form, for
# three capitals alone are a reporter's.
_SIGNED = re.compile(r"[A-Za-z]{5,}")
_SIGNED_DESK = re.compile(r"[a-z]{2,5}/[a-z]{2,5}\s?\(")
_SHOWN_IN = re.compile(
    r"\b(?:tayang|terbit|dimuat|diterbitkan)\s+(?:pertama kali\s+)?di\s+(?:laman\s+|situs\s+)?", re.IGNORECASE
)
_LETTER = re.compile(r"(?<![\w.])[A-Za-z]")
_BREAK = re.compile(r"[.;:!?]")
_MAX_CUES = 3000  # in one paragraph; hostile text aside, an article has a few dozen
_LIGHT = " ,\"”'*_)"
_SUBJECT_WINDOW, _NAME_WINDOW = 90, 60
# No name of an outlet is shorter.
_BEGIN = 2


def find(text: str, blocks: Sequence[Block], own: str | None = None) -> tuple[CitedSource, ...]:
    """The cited sources of the article's title and body; ``own`` is the name of the page's outlet."""
    words = _words()
    found: list[CitedSource] = []
    for block in blocks:
        if block.label in ("body", "title"):
            _read_block(text, block, words, found)
        elif block.rule in ("agency-credit", "source-line") and block.label == "byline":
            _credit(text, block, found)
        elif block.rule == "initials":
            _signed(text, block, found)
        elif block.rule == "colophon" and (shown := _SHOWN_IN.search(text, block.start, block.end)):
            if known := _known_at(text, shown.end(), block.end):
                found.append(known)
    kept = [replace(source, via=None if source.via == own else source.via) for source in found if source.name != own]
    return tuple(_unique(kept))


def _read_block(text: str, block: Block, words: _Words, found: list[CitedSource]) -> None:
    lowered = rules.lower(text[block.start : block.end])
    end_of_last = 0
    citing: list[CitedSource] = []
    for _, start, end in words.cues.find_matches_as_indexes(lowered)[:_MAX_CUES]:
        if start < end_of_last or (start and lowered[start - 1].isalpha()):
            continue
        at = block.start + start
        head = words.governs.match(text, at, block.end)
        offices = bool(head) and lowered[start:end] in words.office_cues
        names = _governed(text, head.end(), block.end, words, offices=offices) if head else []
        if not names and words.reports.match(text, at, block.end):
            names = _subject(text, block.start, at, words)
            if names and citing and text[citing[-1].span.end : names[0].span.start].strip() == ",":
                # "Mengutip TASS, Reuters melaporkan": who reports has it from who is quoted
                found[-len(citing) :] = [replace(one, via=one.via or names[0].name) for one in citing]
        citing = names if names and lowered.startswith("me", start) else []
        if names:
            found.extend(names)
            end_of_last = max(end, *(name.span.end - block.start for name in names))


def _governed(text: str, at: int, limit: int, words: _Words, *, offices: bool) -> list[CitedSource]:
    """The names after a word of citing, linked by "dari" (a chain), "dan", "serta" or a comma (side by side)."""
    chain: list[CitedSource] = []
    relation = ""
    while (name := _name_at(text, at, limit, words, offices=offices)) is not None:
        if chain and relation == "and" and words.reports.match(text, name.span.end + 1):
            break  # "Mengutip TASS, Reuters melaporkan": the second one is a subject of its own
        via = None if not chain else chain[-1].name if relation == "from" else chain[-1].via
        chain.append(replace(name, via=via))
        link = words.link.match(text, name.span.end, limit)
        if not link:
            break
        lowered = link.group().lower()
        relation = "from" if any(word in lowered for word in ("dari", "mengutip", "melansir", "dikutip")) else "and"
        at = link.end()
    return chain


def _name_at(text: str, at: int, limit: int, words: _Words, *, offices: bool) -> CitedSource | None:
    lead = words.lead.match(text, at, limit)
    at = lead.end() if lead else at
    if known := _known_at(text, at, limit):
        return known
    if office := (words.office.match(text, at, limit) if offices else None):
        return _office(office, words)
    plain = _CAPITALISED.match(text, at, min(limit, at + 80))
    if not plain or not lead or not words.media.search(lead.group().lower()) or _NOT_A_NAME.match(plain.group()):
        return None
    surface = plain.group()
    if surface in words.states or not surface[0].isupper():
        return None
    row = outlets.by_name(plain.group("short")) if plain.group("short") else None
    return CitedSource(row.name if row else surface.split(" (")[0], None, Span(plain.start(), plain.end(), surface))


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    """How the names of outlets begin: hardly any word of a text does, and each is asked."""
    return frozenset(name[:_BEGIN] for name in outlets.names())


def _known_at(text: str, at: int, limit: int) -> CitedSource | None:
    """The longest outlet name that begins here ("BBC", "Korean Central News Agency (KCNA)")."""
    if text[at : at + _BEGIN] not in _beginnings():
        return None
    table = outlets.names()
    window = text[at : min(limit, at + _NAME_WINDOW)]
    for end in reversed([found.start() for found in _NAME_ENDS.finditer(window)][:12]):
        row = table.get(window[:end])
        if row:
            short = _SHORT.match(text, at + end, limit)
            same = short is not None and outlets.by_name(short.group("short")) == row.outlet
            last = short.end() if short and same else at + end
            return CitedSource(row.name, None, Span(at, last, text[at:last]))
    return None


def _subject(text: str, start: int, at: int, words: _Words) -> list[CitedSource]:
    """Who stands right before a verb of reporting: "Korean Central News Agency (KCNA), melaporkan"."""
    window = max(start, at - _SUBJECT_WINDOW)
    for found in _LETTER.finditer(text, window, at):
        name = _known_at(text, found.start(), at)
        if name and not text[name.span.end : at].strip(_LIGHT):
            return [name]
    for medium in words.media.finditer(rules.lower(text[window:at])):
        named = _name_at(text, window + medium.start(), at, words, offices=False)
        if named and not text[named.span.end : at].strip(_LIGHT):
            return [named]
    if words.announces.match(text, at):
        for found in words.office.finditer(text, window, at):
            gap = text[found.end() : at].strip(" ,")
            if len(gap.split()) <= 2 and not _BREAK.search(gap):
                return [_office(found, words)]
    return []


def _office(found: re.Match[str], words: _Words) -> CitedSource:
    """The office under its name; the name ends at the state, and a capital stands for its state."""
    parts = found.group().split()
    end = len(parts)
    for index in range(1, len(parts)):
        pair = index + 1 < len(parts) and f"{parts[index]} {parts[index + 1]}" in words.states
        if pair or parts[index] in words.states:
            end = index + (2 if pair else 1)
            break
    surface = found.group()[: _length(found.group(), end)]
    name = " ".join(surface.split())
    head, _, capital = name.partition(" di ")
    if capital in words.capitals:
        name = f"{head} {words.capitals[capital]}"
    return CitedSource(name, None, Span(found.start(), found.start() + len(surface), surface))


def _length(surface: str, count: int) -> int:
    """The length of the first ``count`` words."""
    ends = [word.end() for word in re.finditer(r"\S+", surface)]
    return ends[count - 1]


def _credit(text: str, block: Block, found: list[CitedSource]) -> None:
    """The names of a credit: "(Antara/Reuters)", "Sumber: Kabar Selat"; unknown ones only after "Sumber:"."""
    start = text.find(":", block.start, block.end) + 1 if block.rule == "source-line" else block.start
    for match in _CREDITED.finditer(text, max(start, block.start), block.end):
        surface = match.group()
        known = outlets.by_name(surface)
        if known or block.rule == "source-line":
            name = known.name if known else surface
            found.append(CitedSource(name, None, Span(match.start(), match.end(), surface)))


def _signed(text: str, block: Block, found: list[CitedSource]) -> None:
    """The agencies that a report is signed with beside the reporter's initials."""
    desk = _SIGNED_DESK.match(text, block.start, block.end)
    names = _CREDITED.finditer(text, desk.end(), block.end) if desk else _SIGNED.finditer(text, block.start, block.end)
    for match in names:
        known = outlets.by_name(match.group()) if outlets.is_agency(match.group()) else None
        if known:
            found.append(CitedSource(known.name, None, Span(match.start(), match.end(), match.group())))


def _unique(found: Sequence[CitedSource]) -> Iterator[CitedSource]:
    """Each name once, the mention with a chain before one without."""
    seen: set[str] = set()
    for source in found:
        if source.name in seen:
            continue
        seen.add(source.name)
        yield next((other for other in found if other.name == source.name and other.via), source)


@lru_cache(maxsize=1)
def _words() -> _Words:
    from ahocorasick_rs import AhoCorasick, MatchKind

    data = rules.read_yaml("clean", "citing.yaml")
    passive, before, after = data["passive"], data["before"], data["after"]
    offices = either(data["offices"])
    media, states = either(data["media"]), either(data["states"])
    alone = either(data["offices_alone"])
    field = r"[A-Z][\w-]+"
    return _Words(
        governs=re.compile(
            rf"(?i:{either([*passive, *before])})(?:nya)?(?:\s(?i:oleh|dari|pada|lewat|melalui))?(?=[\s*_\"“'A-Z])\s?"
        ),
        reports=re.compile(rf"(?:{either(after)})\b", re.IGNORECASE),
        announces=re.compile(rf"(?:{either(data['announce'])})\b", re.IGNORECASE),
        link=re.compile(
            r"[*_\"”]*\s?(?:,\s(?:yang\s)?(?:mengutip|dikutip dari|melansir)|(?:yang\s)?(?:mengutip|melansir)|"
            r"dari|dan|serta|,(?=\s[A-Z]))\s",
            re.IGNORECASE,
        ),
        lead=re.compile(
            rf"\s?[*_\"“']*(?:(?:(?i:{media}|{either(data['fillers'])})|(?:{states}))(?:\s?,?\s|(?=[A-Z]))[*_\"“']*)*"
        ),
        media=re.compile(rf"\b(?:{media})\b"),
        office=re.compile(
            rf"\b(?:(?:{alone})|(?:{offices})(?:\s(?!di\b){field}){{1,4}}(?:\sdi\s{field})?|(?:{offices})\sdi\s{field})"
        ),
        office_cues=frozenset(data["office_cues"]),
        states=frozenset(data["states"]),
        capitals=data["capitals"],
        cues=AhoCorasick(sorted({*passive, *before, *after}), matchkind=MatchKind.LeftmostLongest),
    )
