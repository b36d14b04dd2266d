"""Text -> labelled blocks: the order in which the rules of cleaning are applied.

In: the decoded text and what the caller knows of its title. Out: :class:`Labelled`: blocks that cover all non-blank
text in order without overlap, the title, the outlet that the dateline names, and whether the page says that it goes
on.

>>> [block.label for block in label("SEOUL - Kedua pihak bertemu pada Senin.").blocks]
['dateline', 'body']
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from runut.clean import dateline, digests, furniture, heads, inline, publisher, repeats, rules, shapes, units
from runut.records import Block, Span

_TITLE_FIELD = re.compile(r"(?:judul|title|headline)\s*:\s*(?=\S)", re.IGNORECASE)
_ENOUGH_TO_GO_ON = 200
_DATELINE_TRIES, _LONG_LINE = 3, 400
# Rules that go by a line's shape alone, which a dateline on a line of its own has too.
_SHAPES = frozenset({"heading", "standing-headline", "unpunctuated-line", "name-line", "rubric"})


@dataclass(frozen=True, slots=True)
class Labelled:
    """What labelling found in one text."""

    blocks: tuple[Block, ...]
    title: Span | None
    dateline_outlet: str | None
    publisher: str | None
    incomplete: bool


def label(text: str, given_title: str | None = None) -> Labelled:
    """Label a whole plain text."""
    found = units.split(text)
    owned = own_cues(found, rules.find_cues(rules.lower(text)))
    verdicts = [furniture.judge(unit, own) for unit, own in zip(found, owned, strict=True)]
    return label_units(text, found, owned, verdicts, given_title=given_title, take_title=True)


def label_units(
    text: str,
    found: list[units.Unit],
    owned: list[list[rules.Cue]],
    verdicts: list[furniture.Verdict | None],
    *,
    given_title: str | None,
    take_title: bool,
) -> Labelled:
    """Label units of which some have a verdict already; ``take_title``: look for the title among the first lines."""
    settled = shapes.settle(found, verdicts, given_title=given_title, take_title=take_title)
    blocks: list[Block] = []
    for unit, verdict, own in zip(found, settled, owned, strict=True):
        if verdict.label == "body":
            blocks.extend(inline.cut(text, unit, own))
        else:
            blocks.append(Block(unit.start, unit.end, verdict.label, verdict.rule))
    blocks = _foreign_dates(blocks)
    blocks = _source_lines(_title_prefix(text, blocks, given_title))
    blocks = _head_of_line(text, blocks) if take_title else blocks
    blocks, outlet = _dateline(text, blocks)
    blocks = repeats.relabel(text, blocks)
    title, goes_on = _title_span(text, blocks), _goes_on(blocks)
    blocks = digests.mark(text, blocks, title.text if title else given_title)
    return Labelled(tuple(blocks), title, outlet, publisher.named(text, blocks), goes_on)


def own_cues(found: list[units.Unit], cues: list[rules.Cue]) -> list[list[rules.Cue]]:
    """The cue phrases of each unit."""
    starts = [cue.start for cue in cues]
    return [cues[bisect_left(starts, unit.start) : bisect_left(starts, unit.end)] if cues else [] for unit in found]


def _title_prefix(text: str, blocks: list[Block], given: str | None) -> list[Block]:
    """A one-line page that begins with the title that the caller gave: cut it off."""
    if not given or not blocks or any(block.rule == "given-title" for block in blocks):
        return blocks
    wanted = given.strip()
    first = next((index for index, block in enumerate(blocks) if block.label == "body"), None)
    if first is None or len(wanted.split()) < 3:
        return blocks
    block = blocks[first]
    end = block.start + len(wanted)
    if text[block.start : end].casefold() != wanted.casefold() or end >= block.end:
        return blocks
    rest = text[end : block.end]
    if rest[:1].isalnum():
        return blocks
    start = end + len(rest) - len(rest.lstrip())
    cut = [Block(block.start, end, "title", "given-title"), replace(block, start=start)]
    return blocks[:first] + cut + blocks[first + 1 :]


def _head_of_line(text: str, blocks: list[Block]) -> list[Block]:
    """A page that came as one line: its head, cut off before the dateline."""
    if not blocks or blocks[0].label != "body" or blocks[0].end - blocks[0].start < _LONG_LINE:
        return blocks
    first = blocks[0]
    head = heads.split(text, first.start, first.end)
    if not head:
        return blocks
    rest = text[head[-1].end : first.end]
    start = head[-1].end + len(rest) - len(rest.lstrip())
    return [*head, replace(first, start=start), *blocks[1:]]


def _foreign_dates(blocks: list[Block]) -> list[Block]:
    """Date lines below the article are those of other stories, unless only one stands on the page."""
    dates = [index for index, block in enumerate(blocks) if block.rule == "publication-date"]
    last = max((index for index, block in enumerate(blocks) if block.label == "body"), default=len(blocks))
    if len(dates) < 2:
        return blocks
    return [
        replace(block, label="navigation", rule="date-of-another") if index > last and index in dates else block
        for index, block in enumerate(blocks)
    ]


def _source_lines(blocks: list[Block]) -> list[Block]:
    """ "Sumber: X" after the last paragraph names the article's source; before it, a picture's."""
    last = max((index for index, block in enumerate(blocks) if block.label == "body"), default=len(blocks))
    return [
        replace(block, label="byline", rule="source-line") if index > last and block.rule == "source-credit" else block
        for index, block in enumerate(blocks)
    ]


def _dateline(text: str, blocks: list[Block]) -> tuple[list[Block], str | None]:
    """Split the dateline off the first body paragraph that has one, among the first few."""
    tried = 0
    for index, block in enumerate(blocks):
        if block.label != "body" and block.rule not in _SHAPES:
            continue
        found = dateline.match(text, block.start, block.end)
        if found and (block.label == "body" or found.end >= block.end):
            head = Block(block.start, found.end, "dateline", "dateline")
            rest = text[found.end : block.end]
            start = found.end + len(rest) - len(rest.lstrip())
            tail = [replace(block, start=start)] if start < block.end else []
            return [*blocks[:index], head, *tail, *blocks[index + 1 :]], found.outlet
        tried += block.label == "body"
        if tried >= _DATELINE_TRIES:
            break
    return blocks, None


def _title_span(text: str, blocks: list[Block]) -> Span | None:
    for block in blocks:
        if block.label == "title":
            start = block.start
            while start < block.end and text[start] in "#* ":
                start += 1
            field = _TITLE_FIELD.match(text, start, block.end)
            start = field.end() if field else start
            end = block.end
            while end > start and text[end - 1] in "* ":
                end -= 1
            return Span(start, end, text[start:end]) if end > start else None
    return None


def _goes_on(blocks: list[Block]) -> bool:
    """The page says it goes on, and hardly any article text follows."""
    after = 0
    for block in reversed(blocks):
        if block.rule == "goes-on":
            return after < _ENOUGH_TO_GO_ON
        if block.label == "body":
            after += block.end - block.start
    return False
