"""Page furniture inside a paragraph: where it begins and where the article goes on.

In: one body unit and the cue phrases found in it. Out: blocks that cover the unit: body, and what is not. "Baca juga:
HEADLINE" in running text has no closing mark; its end is found by orthography: the headline's run of capitalised
words ends where a small-letter word shows that a sentence has begun, and that sentence's first words are given back
to the body.

>>> from runut.clean import rules, units
>>> text = "Ia tiba. SCROLL TO CONTINUE WITH CONTENT Ia pergi."
>>> [block.label for block in cut(text, units.split(text)[0], rules.find_cues(rules.lower(text)))]
['body', 'navigation', 'body']
"""

from __future__ import annotations

import re

from runut.clean import furniture, linked, rules
from runut.clean.headlines import is_title_case
from runut.clean.units import Unit
from runut.records import Block, BlockLabel

_GAMBAS = re.compile(r"\[gambas\s*:[^\]\n]{0,60}\]", re.IGNORECASE)
_EMBED = re.compile(r"\\?\[(?:video|img|image)\.\d+\\?\]", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"(?<=[.!?\"”’\])])\s*([\[(]\s?(?:[a-z]{2,6}|[A-Z]{2,3}|[A-Z][a-z]{1,3})(?:\s?[/.,&-]\s?(?:[a-z]{1,6}|[A-Z]?\d{1,3}|[A-Z][a-z]{0,4}|[A-Z]{1,4})){0,4}\s?[\])])\s*$"
)
_ONLY_INITIALS = re.compile(r"[\[(]\s?[a-z]{2,6}(?:\s?[/-]\s?[a-z]{2,6}){0,2}\s?[\])]")
_PHOTO_CREDIT = re.compile(
    r"(?<=[.!?\"”])\s*([(\[]\s?(?:foto|dok|dokumentasi|ist|istimewa|ilustrasi)\b[^()\[\]\n]{0,50}[)\]])\s*$",
    re.IGNORECASE,
)
_INNER_INITIALS = re.compile(r"(?<=[.!?\"”a-z])\s(\([a-z]{2,5}/[a-z]{2,5}\))(?=\s+[A-Z\"“\[]|\s*$)")
_DESK_SIGNATURE = re.compile(r"(?<=[.!?\"”])\s*([a-z]{2,5}/[a-z]{2,5}(?:\s?\([^()\n]{2,40}\))?)\s*$")
_SLASH_SIGNATURE = re.compile(r"(?<=[.!?\"”])\s*(\(\s?[a-z]{2,5}(?:\s?/\s?[a-z]{2,5})+\s?\))\s*$")
_AGENCY_SIGNATURE = re.compile(r"(?<=[.!?\"”])\s*([\[(]\s?(?:[A-Z][\w.]*)(?:[ /,&-]+[A-Z][\w.]*){0,7}\s?[\])])\s*$")
_SENTENCE_END = re.compile(r"[.!?][\"”’)\]]*\s+")
_OPENERS = '"“‘«'
# How far is looked to the left of a cue: a bound keeps hostile text linear.
_NEAR = 120


def cut(text: str, unit: Unit, cues: list[rules.Cue]) -> list[Block]:
    """The blocks of one body unit."""
    litter = _fixed(text, unit, cues) + _related(text, unit, cues) + _tail_credits(text, unit, cues)
    litter += _embed_titles(text, unit, litter) + _inner_initials(text, unit)
    blocks = _interleave(text, unit, litter)
    last = next((index for index in range(len(blocks) - 1, -1, -1) if blocks[index].label == "body"), None)
    return blocks if last is None else [*blocks[:last], *_unsigned(text, blocks[last]), *blocks[last + 1 :]]


def _fixed(text: str, unit: Unit, cues: list[rules.Cue]) -> list[Block]:
    found = [
        Block(match.start(), match.end(), "navigation", "embed")
        for pattern in (_GAMBAS, _EMBED)
        if "[" in unit.text
        for match in pattern.finditer(text, unit.start, unit.end)
    ]
    capitals = rules.load().fixed_capitals
    for cue in cues:
        if "fixed" not in cue.kinds:
            continue
        surface = text[cue.start : cue.end]
        if surface in capitals or " " in surface or _alone_in_prose(text, unit, cue):
            found.append(Block(cue.start, cue.end, "navigation", "inline-phrase"))
    return found


def _alone_in_prose(text: str, unit: Unit, cue: rules.Cue) -> bool:
    """ "Advertisement" with one capital: furniture only between two sentences."""
    before = text[max(unit.start, cue.start - _NEAR) : cue.start].rstrip()
    after = text[cue.end : min(unit.end, cue.end + _NEAR)].lstrip()
    return (
        text[cue.start].isupper()
        and before.endswith((".", '"', "”", "!", "?"))
        and (not after or not after[0].islower())
    )


def _related(text: str, unit: Unit, cues: list[rules.Cue]) -> list[Block]:
    found: list[Block] = []
    for cue in cues:
        if found and cue.start < found[-1].end:
            continue
        if "related_cues" in cue.kinds and _introduces(text, unit, cue):
            found.append(_related_block(text, unit, cue))
        elif "goes_on" in cue.kinds and (block := _goes_on(text, unit, cue)):
            found.append(block)
    return found


def _embed_titles(text: str, unit: Unit, litter: list[Block]) -> list[Block]:
    """A video's title that stands between a sentence's end and the video's mark."""
    found = []
    for block in litter:
        if block.rule != "embed":
            continue
        before = text[max(unit.start, block.start - 200) : block.start]
        breaks = list(_SENTENCE_END.finditer(before))
        start = block.start - len(before) + (breaks[-1].end() if breaks else 0)
        if (breaks or len(before) < 200) and is_title_case(text[start : block.start]):
            found.append(Block(start, block.start, "related", "embed-title"))
    return found


def _inner_initials(text: str, unit: Unit) -> list[Block]:
    """The reporter's initials between two sentences, as one-line pages have them: "... Senin. (abc/def) Sementara"."""
    if "/" not in unit.text:
        return []
    return [
        Block(match.start(1), match.end(1), "byline", "initials")
        for match in _INNER_INITIALS.finditer(text, unit.start, unit.end)
    ]


def _introduces(text: str, unit: Unit, cue: rules.Cue) -> bool:
    """The cue stands where a sentence may begin and is followed by what a link is followed by."""
    before = text[max(unit.start, cue.start - _NEAR) : cue.start].rstrip(" \u00a0*_\\-•(>[")
    at_start = not before or before[-1] in '.!?…"”’:)]|' or text[cue.start - 1] in "([\n"
    after = text[cue.end : cue.end + 30].lstrip(" \u00a0*_-–—|>»")
    if not after:
        return at_start
    colon = after[0] == ":"
    if cue.start > unit.start and text[cue.start - 1] in "([" and " " in cue.phrase:
        return True
    if cue.phrase in furniture.NEED_COLON:
        return colon and at_start
    if colon:
        return at_start or text[cue.start].isupper()
    if text[cue.start].isupper() and after.lower().startswith(("video ", "video:", "live ")):
        return True
    follows = after[0] in _OPENERS + "'" or after[0].isupper() or after.lower().startswith(("video", "live", "foto"))
    return at_start and text[cue.start].isupper() and follows


def _related_block(text: str, unit: Unit, cue: rules.Cue) -> Block:
    start = cue.start
    before = text[max(unit.start, start - 3) : start].rstrip()
    opener = before[-1:]
    if opener in ("(", "["):
        closer = text.find(")" if opener == "(" else "]", cue.end, min(cue.end + 300, unit.end))
        if closer > 0:
            return Block(text.rindex(opener, 0, start), closer + 1, "related", "inline-related")
    if cue.end < unit.end and (text[cue.end].isalpha() or text[cue.end] in _OPENERS):
        # "Baca JugaSeperti diketahui": the headline was lost with its markup, and the article goes on at once.
        return Block(start, cue.end, "related", "inline-related")
    while start > unit.start and text[start - 1] in "*_-•> ":
        start -= 1
    return Block(start, linked.headline_end(text, cue.end, unit.end), "related", "inline-related")


def _goes_on(text: str, unit: Unit, cue: rules.Cue) -> Block | None:
    """ "Simak selengkapnya di halaman berikutnya." as a sentence of its own inside a paragraph."""
    left = max(unit.start, cue.start - _NEAR)
    start = max(text.rfind(mark, left, cue.start) for mark in (". ", "! ", "? ", '" ', "” ", '."', "] "))
    start = left if start < 0 else start + 1
    while start < cue.start and text[start] in ' \u00a0"”':
        start += 1
    if len(text[start : cue.start].split()) > 6 or (text[cue.start].islower() and start == cue.start):
        return None
    end = cue.end
    while end < unit.end and text[end] in ".:… »>":
        end += 1
    rest = text[end : min(unit.end, end + 1)]
    if rest and not (rest[0].isupper() or rest[0] in _OPENERS + "[("):
        return None
    return Block(start, end, "navigation", "goes-on")


def _tail_credits(text: str, unit: Unit, cues: list[rules.Cue]) -> list[Block]:
    """Staff lines and colophons glued to the end of the last paragraph: "...Pewarta: X Editor: Y COPYRIGHT ..."."""
    for cue in cues:
        byline = "byline_cues" in cue.kinds
        if (
            not byline
            and "colophon_cues" not in cue.kinds
            and not ("share_cues" in cue.kinds and cue.phrase.startswith("cek berita"))
        ):
            continue
        if unit.end - cue.start > 260 or cue.phrase in (
            "laporan:",
            "hak cipta",
            "(c)",
            "by:",
            "ditulis oleh",
            "sumber berita:",
        ):
            continue
        before = text[max(unit.start, cue.start - _NEAR) : cue.start].rstrip()
        if before and byline and not (text[cue.start].isupper() or text[cue.start] in "(©"):
            continue
        if (before and before[-1] in ",;") or (byline and _is_prose_verb(text, cue)):
            continue
        label: BlockLabel = "byline" if byline else "navigation"
        return [Block(_sentence_start(text, unit, cue.start), unit.end, label, "tail-credit" if byline else "colophon")]
    return []


def _sentence_start(text: str, unit: Unit, at: int) -> int:
    """Where the remark begins that the cue stands in: up to four words before it ("Tulisan ini diadaptasi")."""
    before = text[max(unit.start, at - 60) : at]
    breaks = list(_SENTENCE_END.finditer(before))
    start = at - len(before) + (breaks[-1].end() if breaks else 0)
    return start if (breaks or len(before) < 60) and len(text[start:at].split()) <= 4 else at


def _is_prose_verb(text: str, cue: rules.Cue) -> bool:
    return not cue.phrase.endswith((":", "©")) and not text[cue.start].isupper() and text[cue.start] != "("


def _unsigned(text: str, block: Block) -> list[Block]:
    """The block without the reporter's initials or the agency in brackets that it ends in."""
    tail_start = max(block.start, block.end - 60)
    pieces: list[Block] = []
    if block.end - block.start < 40 and _ONLY_INITIALS.fullmatch(text, block.start, block.end):
        return [Block(block.start, block.end, "byline", "initials")]
    if credit := _PHOTO_CREDIT.search(text, tail_start, block.end):
        _append(text, pieces, block.start, credit.start(1), "body", "paragraph")
        _append(text, pieces, credit.start(1), block.end, "caption", "photo-credit")
        return pieces
    for pattern, rule in (
        (_SIGNATURE, "initials"),
        (_SLASH_SIGNATURE, "initials"),
        (_DESK_SIGNATURE, "initials"),
        (_AGENCY_SIGNATURE, "agency-credit"),
    ):
        match = pattern.search(text, tail_start, block.end)
        if match:
            _append(text, pieces, block.start, match.start(1), "body", "paragraph")
            _append(text, pieces, match.start(1), block.end, "byline", rule)
            return pieces
    return [block]


def _interleave(text: str, unit: Unit, litter: list[Block]) -> list[Block]:
    if not litter:
        return [Block(unit.start, unit.end, "body", "paragraph")]
    blocks: list[Block] = []
    at = unit.start
    for block in sorted(litter, key=lambda item: (item.start, -item.end)):
        start = max(block.start, at)
        if start >= block.end:
            continue
        _append(text, blocks, at, start, "body", "paragraph")
        _append(text, blocks, start, block.end, block.label, block.rule)
        at = block.end
    _append(text, blocks, at, unit.end, "body", "paragraph")
    return blocks


def _append(text: str, blocks: list[Block], start: int, end: int, label: BlockLabel, rule: str) -> None:
    surface = text[start:end]
    stripped = surface.strip()
    if not stripped:
        return
    begin = start + len(surface) - len(surface.lstrip())
    if label == "body" and not any(char.isalnum() for char in stripped):
        label, rule = (blocks[-1].label, "punctuation") if blocks else ("navigation", "punctuation")
    blocks.append(Block(begin, begin + len(stripped), label, rule))
