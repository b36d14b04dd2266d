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

from runut.clean import furniture, linked, rules, signatures
from runut.clean.headlines import is_title_case
from runut.clean.units import Unit
from runut.records import Block, BlockLabel

_GAMBAS = re.compile(r"\[gambas\s*:[^\]\n]{0,60}\]", re.IGNORECASE)
_EMBED = re.compile(r"\\?\[(?:video|img|image)\.\d+\\?\]", re.IGNORECASE)
_INNER_INITIALS = re.compile(r"(?<=[.!?\"”a-z])\s([(\[][a-z]{2,5}/[a-z]{2,5}[)\]])(?=\s+[A-Z\"“\[]|\s*$)")
# Where a remark begins: after a sentence's end, also one that the remark is glued to.
_REMARK = re.compile(r"[.!?][\"”’)\]]*\s+|(?<=[a-z])\.(?=[A-Z][a-z])")
_SENTENCE_END = re.compile(r"[.!?][\"”’)\]]*\s+")
_OPENERS = '"“‘«'
# What belongs to an outlet's own line after its words: a stop, and the address that it points to.
_OWN_TAIL = re.compile(r"[ ]?[.:!?…+]*(?:\s?https?://\S+)?")
# How far is looked to the left of a cue: a bound keeps hostile text linear. How long a remark at the end may be.
_NEAR, _TAIL = 120, 260


def cut(text: str, unit: Unit, cues: list[rules.Cue]) -> list[Block]:
    """The blocks of one body unit."""
    litter = _fixed(text, unit, cues) + _related(text, unit, cues) + _tail_credits(text, unit, cues)
    litter += _own_litter(text, unit, cues) + _tail_share(text, unit, cues)
    litter += _embed_titles(text, unit, litter) + _inner_initials(text, unit)
    blocks = _interleave(text, unit, litter)
    last = next((index for index in range(len(blocks) - 1, -1, -1) if blocks[index].label == "body"), None)
    return blocks if last is None else [*blocks[:last], *signatures.unsigned(text, blocks[last]), *blocks[last + 1 :]]


def _fixed(text: str, unit: Unit, cues: list[rules.Cue]) -> list[Block]:
    found = [
        Block(match.start(), match.end(), "navigation", "embed")
        for pattern in (_GAMBAS, _EMBED)
        if "[" in unit.text
        for match in pattern.finditer(text, unit.start, unit.end)
    ]
    words = rules.load()
    for cue in cues:
        if "fixed" not in cue.kinds:
            continue
        always = text[cue.start : cue.end] in words.fixed_capitals or cue.phrase in words.fixed_any_case
        if always or _alone_in_prose(text, unit, cue):
            found.append(Block(cue.start, cue.end, "navigation", "inline-phrase"))
    return found


def _own_litter(text: str, unit: Unit, cues: list[rules.Cue]) -> list[Block]:
    """A line of an outlet's machinery that came as a sentence of a one-line page, with its stop and its address."""
    found = []
    for cue in cues:
        if "own_litter" not in cue.kinds:
            continue
        tail = _OWN_TAIL.match(text, cue.end, unit.end)
        end = tail.end() if tail else cue.end
        if _begins_sentence(text, unit, cue.start) and not text[end : min(end + 2, unit.end)].strip()[:1].islower():
            found.append(Block(cue.start, end, "navigation", "own-litter"))
    return found


def _tail_share(text: str, unit: Unit, cues: list[rules.Cue]) -> list[Block]:
    """ "... kata dia. Bagikan artikel ini": the last sentence invites to share or follow, and has no stop."""
    for cue in cues:
        if "share_cues" in cue.kinds and " " in cue.phrase and not unit.stop and unit.end - cue.start <= _TAIL:
            if cue.start > unit.start and _begins_sentence(text, unit, cue.start):
                return [Block(cue.start, unit.end, "navigation", "share")]
    return []


def _begins_sentence(text: str, unit: Unit, at: int) -> bool:
    """A capital at the start of the unit, or after a sentence's end or a bracket's."""
    before = text[max(unit.start, at - _NEAR) : at].rstrip(" \u00a0*_>•-")
    return text[at].isupper() and (not before or before.endswith((".", '"', "”", "!", "?", ")", "]")))


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
        if not byline and "colophon_cues" not in cue.kinds:
            continue
        if unit.end - cue.start > _TAIL or cue.phrase in (
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
    breaks = list(_REMARK.finditer(before))
    start = at - len(before) + (breaks[-1].end() if breaks else 0)
    return start if (breaks or len(before) < 60) and len(text[start:at].split()) <= 4 else at


def _is_prose_verb(text: str, cue: rules.Cue) -> bool:
    return not cue.phrase.endswith((":", "©")) and not text[cue.start].isupper() and text[cue.start] != "("


def _interleave(text: str, unit: Unit, litter: list[Block]) -> list[Block]:
    if not litter:
        return [Block(unit.start, unit.end, "body", "paragraph")]
    blocks: list[Block] = []
    at = unit.start
    for block in sorted(litter, key=lambda item: (item.start, -item.end)):
        start = max(block.start, at)
        if start >= block.end:
            continue
        signatures.append(text, blocks, at, start, "body", "paragraph")
        signatures.append(text, blocks, start, block.end, block.label, block.rule)
        at = block.end
    signatures.append(text, blocks, at, unit.end, "body", "paragraph")
    return blocks
