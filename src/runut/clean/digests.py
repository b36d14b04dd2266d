"""Digests: one page with several stories ("5 Berita Terpopuler", newsletters) -> where each story begins.

In: a labelled text. Out: its blocks, where the heading above each story has become a title ("story-title"), and where
stories without a heading of their own begin a block ("story"). Two things make a digest: the page says that it is one,
in its title, in a sentence or by a link to the whole story under each, and it has headings, or numbers, with prose
under them. A long read with sub-headings, a list of facts, a timeline of one event say nothing of the kind and stay
one story.

>>> is_announced("", [], "Top 3 Dunia: Ratu Tiba di Pulau Timur"), is_announced("", [], "3 Fakta Kunjungan Ratu")
(True, False)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from runut.clean.units import count_words, ends_sentence
from runut.data import LOADER
from runut.records import Block

__all__ = ["STORY", "TITLE", "is_announced", "mark"]

TITLE, STORY = "story-title", "story"
_HEADINGS = frozenset({"heading", "standing-headline", "unpunctuated-line"})
_NUMBER = re.compile(r"[#*_\s]*\(?(\d{1,2})\s?[.)]\s*(?=\S)")
_BULLET = re.compile(r"[#*_\s]*[-–—•▪●]\s+(?=\S)")
_INLINE_NUMBER = re.compile(r"(?:(?<=[.!?”\":] )|(?<=sini ))(\d{1,2})\. (?=[\"“'‘]?[A-Z0-9])")
_INLINE_BULLET = re.compile(r"(?<=[.!?”\":] )[-–—] (?=[\"“'‘]?[A-Z0-9])")
_FIRST_BULLET = re.compile(r"[-–—] (?=[\"“'‘]?[A-Z0-9])")
_MOST_HEADING, _LEAST_PROSE, _LEAST_STORIES = 24, 12, 2
_HEAD = 3000  # characters in which a page says what it is


@dataclass(frozen=True, slots=True)
class _Words:
    titles: re.Pattern[str]
    sentences: re.Pattern[str]
    links: re.Pattern[str]


@cache
def _words() -> _Words:
    text = (files("runut.data") / "lexicons" / "digests.yaml").read_text(encoding="utf8")
    raw: dict[str, Any] = yaml.load(text, Loader=LOADER)
    return _Words(*(re.compile("|".join(raw[name]), re.IGNORECASE) for name in ("titles", "sentences", "links")))


def mark(text: str, blocks: list[Block], title: str | None) -> list[Block]:
    """The blocks, with the beginnings of the stories of a digest marked; those of any other page as they are."""
    body = [index for index, block in enumerate(blocks) if block.label == "body"]
    if len(body) < 1 or not is_announced(text, blocks, title):
        return blocks
    blocks = [_without_link(text, block) for block in blocks]
    headings = _headings(text, blocks, range(body[0], body[-1]))
    if len(headings) >= _LEAST_STORIES:
        return [
            Block(_after_mark(text, block), block.end, "title", TITLE) if index in headings else block
            for index, block in enumerate(blocks)
        ]
    return _cut_inside(text, blocks)


def is_announced(text: str, blocks: Sequence[Block], title: str | None) -> bool:
    """Whether the page says that it holds several stories."""
    words = _words()
    if title and words.titles.search(title):
        return True
    links = sum(bool(words.links.match(text[block.start : block.end])) for block in blocks)
    if links >= _LEAST_STORIES and links >= _linked_headings(text, blocks) > 0:
        return True
    prose = (block for block in blocks if block.label == "body" and block.start < _HEAD)
    return any(words.sentences.search(text, block.start, min(block.end, block.start + _HEAD)) for block in prose)


def _linked_headings(text: str, blocks: Sequence[Block]) -> int:
    """How many headings have prose and then a link to the whole story under them: a link list has no prose."""
    count, seen = 0, 0
    for block in blocks:
        surface = text[block.start : block.end]
        if _words().links.match(surface):
            count += seen == 2
            seen = 0
        elif block.label == "body" and ends_sentence(surface):
            seen = 2 if seen else 0
        elif block.rule in _HEADINGS:
            seen = 1
    return count


def _without_link(text: str, block: Block) -> Block:
    """The line that leads to the whole story is not a part of this one."""
    if block.label == "body" and _words().links.match(text[block.start : block.end]):
        return replace(block, label="navigation", rule="story-link")
    return block


def _headings(text: str, blocks: Sequence[Block], within: range) -> frozenset[int]:
    """The headings of the stories: numbered ones where there are some, else those behind a bullet, else any."""
    lines = [index for index in within if _may_be_heading(text, blocks[index])]
    numbered = [(index, int(found[1])) for index in lines if (found := _number(text, blocks[index]))]
    styles = (
        [index for place, (index, number) in enumerate(numbered, 1) if number == place],
        [index for index in lines if _BULLET.match(text, blocks[index].start, blocks[index].end)],
        [index for index in lines if blocks[index].label != "body"],
    )
    for style in styles:
        told = [index for index in style if _is_told(text, blocks, index, set(style))]
        if len(told) >= _LEAST_STORIES and len(told) >= len(style) - 1:
            return frozenset(told)
    return frozenset()


def _number(text: str, block: Block) -> re.Match[str] | None:
    return _NUMBER.match(text, block.start, block.end)


def _may_be_heading(text: str, block: Block) -> bool:
    surface = text[block.start : block.end]
    if block.label != "body" and block.rule not in _HEADINGS:
        return False
    if _words().links.match(surface) or surface.rstrip().endswith((";", ":", ",")):
        return False
    if block.label == "body" and not (_NUMBER.match(surface) or _BULLET.match(surface)):
        return False
    ends = ends_sentence(surface) and not surface.rstrip().endswith(("!", "?"))
    return 2 <= count_words(surface) <= _MOST_HEADING and not ends


def _is_told(text: str, blocks: Sequence[Block], heading: int, others: set[int]) -> bool:
    """Whether prose stands between the heading and the next one."""
    words = 0
    for index in range(heading + 1, len(blocks)):
        if index in others:
            break
        block = blocks[index]
        if block.label == "body":
            words += count_words(text[block.start : block.end])
    return words >= _LEAST_PROSE


def _after_mark(text: str, block: Block) -> int:
    found = _number(text, block) or _BULLET.match(text, block.start, block.end)
    return found.end() if found and found.end() < block.end else block.start


def _cut_inside(text: str, blocks: list[Block]) -> list[Block]:
    """A page that came as one line: stories begin behind "1. ", "2. " or " - " after the end of a sentence."""
    out: list[Block] = []
    cuts = [_cuts(text, block) if block.label == "body" else [] for block in blocks]
    if sum(map(len, cuts)) < _LEAST_STORIES:
        return blocks
    for block, inside in zip(blocks, cuts, strict=True):
        start, rule = block.start, block.rule
        for end, after in inside:
            if text[start:end].strip():
                out.append(Block(start, start + len(text[start:end].rstrip()), block.label, rule))
            start, rule = after, STORY
        out.append(Block(start, block.end, block.label, rule))
    return out


def _cuts(text: str, block: Block) -> list[tuple[int, int]]:
    """Where a story ends and where the next begins, behind its mark."""
    numbers = list(_INLINE_NUMBER.finditer(text, block.start, block.end))
    wanted, found = 1, []
    for number in numbers:
        if int(number[1]) == wanted:
            found.append(number)
            wanted += 1
    if len(found) < _LEAST_STORIES:
        first = _FIRST_BULLET.match(text, block.start, block.end)  # what stood before was cut away
        found = [*([first] if first else []), *_INLINE_BULLET.finditer(text, block.start, block.end)]
    return [(one.start(), one.end()) for one in found]
