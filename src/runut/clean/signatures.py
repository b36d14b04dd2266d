"""What a paragraph is signed with at its end: the reporter's initials, an agency in brackets, the source's name.

In: a body block, the last of its unit. Out: the block without its signature, and the signature.

>>> text = "Ia tiba pada Senin. (abc/def)"
>>> [(block.label, block.rule) for block in unsigned(text, Block(0, len(text), "body", "paragraph"))]
[('body', 'paragraph'), ('byline', 'initials')]
"""

from __future__ import annotations

import re

from runut.clean import furniture
from runut.records import Block, BlockLabel

_SIGNATURE = re.compile(
    r"(?<=[.!?\"”’\])])\s*([\[(]\s?(?:[a-z]{2,6}|[A-Z]{2,3}|[A-Z][a-z]{1,3})(?:\s?[/.,&-]\s?(?:[a-z]{1,6}|[A-Z]?\d{1,3}|[A-Z][a-z]{0,4}|[A-Z]{1,4})){0,4}\s?[\])])\s*$"
)
_ONLY_INITIALS = re.compile(r"[\[(]\s?[a-z]{2,6}(?:\s?[/-]\s?[a-z]{2,6}){0,2}\s?[\])]")
_PHOTO_CREDIT = re.compile(
    r"(?<=[.!?\"”])\s*([(\[]\s?(?:foto|dok|dokumentasi|ist|istimewa|ilustrasi)\b[^()\[\]\n]{0,50}[)\]])\s*$",
    re.IGNORECASE,
)
_DESK_SIGNATURE = re.compile(r"(?<=[.!?\"”])\s*([a-z]{2,5}/[a-z]{2,5}(?:\s?\([^()\n]{2,40}\))?)\s*$")
_SLASH_SIGNATURE = re.compile(r"(?<=[.!?\"”])\s*(\(\s?[a-z]{2,5}(?:\s?/\s?[a-z]{2,5})+\s?\))\s*$")
_AGENCY_SIGNATURE = re.compile(r"(?<=[.!?\"”])\s*([\[(]\s?(?:[A-Z][\w.]*)(?:[ /,&-]+[A-Z][\w.]*){0,7}\s?[\])])\s*$")
_HOUSE_SIGNATURE = re.compile(r"(?<=[.!?\"”])\s*([\[(][^()\[\]\n]{3,50}[\])])\s*$")
_SOURCE_LINE = re.compile(r"(?<=[.!?\"”])\s*([Ss]umber\s?:\s?[A-Z][^\n:.()]{1,40})\s*$")


def unsigned(text: str, block: Block) -> list[Block]:
    """The block without the reporter's initials or the agency in brackets that it ends in."""
    tail_start = max(block.start, block.end - 60)
    pieces: list[Block] = []
    if block.end - block.start < 40 and _ONLY_INITIALS.fullmatch(text, block.start, block.end):
        return [Block(block.start, block.end, "byline", "initials")]
    if credit := _PHOTO_CREDIT.search(text, tail_start, block.end):
        append(text, pieces, block.start, credit.start(1), "body", "paragraph")
        append(text, pieces, credit.start(1), block.end, "caption", "photo-credit")
        return pieces
    for pattern, rule in (
        (_SIGNATURE, "initials"),
        (_SLASH_SIGNATURE, "initials"),
        (_DESK_SIGNATURE, "initials"),
        (_AGENCY_SIGNATURE, "agency-credit"),
        (_HOUSE_SIGNATURE, "initials"),
        (_SOURCE_LINE, "source-line"),
    ):
        match = pattern.search(text, tail_start, block.end)
        if match and (pattern is not _HOUSE_SIGNATURE or furniture.is_house(match.group(1))):
            append(text, pieces, block.start, match.start(1), "body", "paragraph")
            append(text, pieces, match.start(1), block.end, "byline", rule)
            return pieces
    return [block]


def append(text: str, blocks: list[Block], start: int, end: int, label: BlockLabel, rule: str) -> None:
    """Add ``text[start:end]`` without its outer white space; what has no letter or figure is no body."""
    surface = text[start:end]
    stripped = surface.strip()
    if not stripped:
        return
    begin = start + len(surface) - len(surface.lstrip())
    if label == "body" and not any(char.isalnum() for char in stripped):
        label, rule = (blocks[-1].label, "punctuation") if blocks else ("navigation", "punctuation")
    blocks.append(Block(begin, begin + len(stripped), label, rule))
