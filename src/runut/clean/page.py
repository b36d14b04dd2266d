"""An HTML page -> a document: its visible text, of which trafilatura says what is the article.

In: a raw page of kind "html". Out: :class:`records.Document` whose text is the page's visible text in document order.
The paragraphs that trafilatura extracts are found again in it by their letters and figures; lines outside are
navigation or related, lines inside go through the same rules as plain text. Nothing is fetched and no script is run.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from runut.clean import blocks, documents, furniture, metadata, rules, units, visible
from runut.clean.decode import decode
from runut.clean.furniture import Verdict
from runut.clean.headlines import MAX_HEADLINE_WORDS
from runut.clean.mojibake import repair_mojibake
from runut.errors import UnreadableError
from runut.records import Document, RawPage, Span

_LETTERS = re.compile(r"[\W_]+")
_SITE_TAIL = re.compile(r"\s+(?:[-–—|»:]|::)\s+[^-–—|»]{2,40}$")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})")
# Elements without an end tag, or whose end tag pages leave out; those of drawings only where they end in "/>".
_UNCLOSED = frozenset(
    """area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody tfoot option
    optgroup colgroup""".split()
)
_DRAWN = frozenset("path circle rect line use g polygon polyline ellipse stop image".split())
_LONGEST_TAG = 4000
_MAX_DEPTH = 4000
_MIN_ARTICLE, _MAX_EXTRACTED, _MAX_SEARCHED = 150, 5_000_000, 400_000
_PROSE_WORDS, _HEAD_LINES, _ISLAND_GAP = 12, 6, 12
# What says something about the article only beside it: elsewhere on the page it belongs to other stories.
_ONLY_NEAR = frozenset(
    {"publication-date", "caption-start", "credit-tail", "agency-credit", "outlet-colon", "source-credit", "byline-cue"}
)


@dataclass(frozen=True, slots=True)
class _Article:
    """What trafilatura took for the article: its paragraphs, and all in one string; letters and figures only."""

    paragraphs: frozenset[str]
    whole: str

    def holds(self, folded: str) -> bool:
        if folded in self.paragraphs:
            return True
        return len(folded) >= 25 and len(self.whole) <= _MAX_SEARCHED and folded in self.whole


def clean_html(raw: RawPage) -> Document:
    """Read one HTML page; raises ``UnreadableError`` where no article is in it."""
    from selectolax.lexbor import LexborHTMLParser

    decoded = decode(raw.data, charset=raw.charset, html=True)
    refuse_depth(decoded.text)
    parsed = LexborHTMLParser(decoded.text)
    facts = metadata.read(parsed, decoded.text if len(decoded.text) <= _MAX_EXTRACTED else "", raw.given.url)
    seen = visible.extract(parsed)
    text, repairs = _repaired(seen, decoded.repairs)
    if not text.strip():
        raise UnreadableError(
            "no-article", "The page shows no text. If it is built by scripts, save it from the browser."
        )
    article = _extracted(decoded.text) or _prose(seen)
    labelled, title = _label(text, seen, article, facts, raw.given.title)
    if not any(block.label == "body" for block in labelled.blocks):
        raise UnreadableError("no-article", "No article was found on the page; it may be an index or a picture page.")
    return documents.assemble(
        raw,
        text,
        labelled,
        repairs=repairs,
        site=facts.site,
        url=facts.url,
        dates=facts.dates,
        title=title,
        page_title=None if title else next(iter(facts.titles), None),
    )


def refuse_depth(markup: str) -> None:
    """The parser's time grows with the square of the depth, and no article is nested thousands deep."""
    if markup.count("<") - markup.count("</") < _MAX_DEPTH:
        return
    depth, inside = 0, Counter[str]()
    for tag in _TAG.finditer(markup):
        name = tag.group(2).lower()
        if name in _UNCLOSED or (name in _DRAWN and _is_empty(markup, tag.end())):
            continue
        if not tag.group(1):
            inside[name] += 1
            depth += 1
        elif inside[name]:  # the end of something that never began ends nothing
            inside[name] -= 1
            depth -= 1
        if depth > _MAX_DEPTH:
            raise UnreadableError("unreadable", f"The page is nested over {_MAX_DEPTH} elements deep; it was not read.")


def _is_empty(markup: str, at: int) -> bool:
    """Whether the tag that goes on here ends in a slash."""
    return markup[markup.find(">", at, at + _LONGEST_TAG) - 1] == "/"


def _repaired(seen: visible.Visible, repairs: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Mojibake is repaired only where that keeps the length, because the lines have their offsets already."""
    fixed, notes = repair_mojibake(seen.text, list(repairs))
    return (fixed, tuple(notes)) if len(fixed) == len(seen.text) else (seen.text, repairs)


def fold(surface: str) -> str:
    """Letters and figures only, lower case: what a paragraph keeps through every way of extracting it."""
    return _LETTERS.sub("", surface).casefold()


def _extracted(markup: str) -> _Article | None:
    if len(markup) > _MAX_EXTRACTED:
        return None
    from lxml.etree import LxmlError
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = bare_extraction(markup, fast=True, include_comments=False, include_tables=True, with_metadata=False)
    except (LxmlError, ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError):
        return None
    text = getattr(found, "text", None) or ""
    if len(text) < _MIN_ARTICLE:
        return None
    paragraphs = [folded for line in text.split("\n") if (folded := fold(line))]
    return _Article(frozenset(paragraphs), "".join(paragraphs))


def _prose(seen: visible.Visible) -> _Article:
    """Where trafilatura finds nothing: the lines that read like sentences and are no links."""
    chosen = []
    for line in seen.lines:
        surface = seen.text[line.start : line.end]
        if (
            line.linked * 2 < len(surface)
            and units.count_words(surface) >= _PROSE_WORDS
            and units.ends_sentence(surface)
        ):
            if line.region in ("", "header"):
                chosen.append(fold(surface))
    return _Article(frozenset(chosen), "")


def _label(
    text: str, seen: visible.Visible, article: _Article, facts: metadata.PageMetadata, given_title: str | None
) -> tuple[blocks.Labelled, Span | None]:
    found = [units.unit(text, line.start, line.end) for line in seen.lines]
    owned = blocks.own_cues(found, rules.find_cues(rules.lower(text)))
    title = _title_index(found, seen.lines, facts, given_title)
    inside = _main_part(
        found, seen.lines, [index for index, unit in enumerate(found) if article.holds(fold(unit.text))]
    )
    inside = _with_neighbours(found, seen.lines, _after_title(found, seen.lines, inside, title), title)
    first = inside[0] if inside else 0
    span = range(
        min(first, title if title is not None else first, max(first - _HEAD_LINES, 0)), inside[-1] + 1 if inside else 0
    )
    held = frozenset(inside)
    verdicts: list[Verdict | None] = []
    for index, (unit, line, own) in enumerate(zip(found, seen.lines, owned, strict=True)):
        if index == title:
            verdicts.append(Verdict("title", "page-title"))
        elif index in held and line.region not in ("navigation", "caption"):
            verdicts.append(_inside(unit, line, own))
        else:
            verdicts.append(_outside(unit, line, own, near=index in span))
    _refuse_index(found, verdicts, inside)
    labelled = blocks.label_units(text, found, owned, verdicts, given_title=None, take_title=False)
    return labelled, _title_span(text, found, title)


def _main_part(found: Sequence[units.Unit], lines: Sequence[visible.Line], held: Sequence[int]) -> list[int]:
    """The lines of the article proper: islands of extracted lines far from the largest one are teasers and menus."""
    islands: list[list[int]] = []
    for index in held:
        if not _is_prose(found[index], lines[index]):
            continue
        if islands and index - islands[-1][-1] <= _ISLAND_GAP:
            islands[-1].append(index)
        else:
            islands.append([index])
    weights = [sum(len(found[index].text) for index in island) for island in islands]
    least = 0.25 * max(weights, default=0)
    spans = [
        (island[0] - 2, island[-1] + 3) for island, weight in zip(islands, weights, strict=True) if weight >= least
    ]
    return [index for index in held if any(start <= index < end for start, end in spans)]


def _after_title(
    found: Sequence[units.Unit], lines: Sequence[visible.Line], inside: list[int], title: int | None
) -> list[int]:
    """The paragraphs right under the title, where they are more than what was extracted further down the page."""
    if title is None or (inside and inside[0] <= title + _HEAD_LINES):
        return inside
    under: list[int] = []
    for index in range(title + 1, min(inside[0] if inside else len(found), len(found))):
        if under and index - under[-1] > _ISLAND_GAP:
            break
        if _is_prose(found[index], lines[index]) and lines[index].region in ("", "header"):
            under.append(index)
    extracted = sum(len(found[index].text) for index in inside if _is_prose(found[index], lines[index]))
    return under if sum(len(found[index].text) for index in under) > extracted else inside


def _with_neighbours(
    found: Sequence[units.Unit], lines: Sequence[visible.Line], inside: list[int], title: int | None
) -> list[int]:
    """Extraction may drop the first paragraph or one in the middle: prose from the title to the end is kept."""
    if not inside:
        return inside
    held = set(inside)
    first = inside[0] if title is None or not 0 <= inside[0] - title <= 30 else title + 1
    for index in range(first, inside[-1] + 1):
        unit, line = found[index], lines[index]
        if line.linked * 4 < len(unit.text) and line.region == "" and unit.words >= _PROSE_WORDS and unit.stop:
            held.add(index)
    return sorted(held)


def _is_prose(unit: units.Unit, line: visible.Line) -> bool:
    return unit.stop and unit.words >= _PROSE_WORDS // 2 and line.linked * 2 < len(unit.text)


def _refuse_index(found: Sequence[units.Unit], verdicts: Sequence[Verdict | None], inside: Sequence[int]) -> None:
    """A list of teasers, each with its own date, is no article."""
    if not inside:
        return
    within = verdicts[inside[0] : inside[-1] + 1]
    dates = sum(verdict is not None and verdict.rule == "publication-date" for verdict in within)
    paragraphs = sum(verdict is None for verdict in within)
    if dates >= 4 and dates * 2 >= paragraphs:
        raise UnreadableError("no-article", "The page is an index of several articles; give the articles themselves.")


def _inside(unit: units.Unit, line: visible.Line, own: Sequence[rules.Cue]) -> Verdict | None:
    if line.heading and not unit.stop:
        return Verdict("navigation", "heading")
    if line.linked >= 0.9 * len(unit.text) and not unit.stop:
        return Verdict("related" if unit.words >= 3 else "navigation", "linked-line")
    return furniture.judge(unit, list(own))


def _outside(unit: units.Unit, line: visible.Line, own: Sequence[rules.Cue], *, near: bool) -> Verdict:
    if line.region == "caption":
        return Verdict("caption", "figcaption")
    own_words = furniture.judge(unit, list(own))
    if near and unit.words <= 8 and unit.text.endswith(("-", "–", "—")):
        return Verdict("navigation", "heading")
    if own_words and (near or own_words.rule not in _ONLY_NEAR):
        return own_words
    if 5 <= unit.words <= MAX_HEADLINE_WORDS and not unit.stop and line.linked >= 0.5 * len(unit.text):
        return Verdict("related", "outside-article")
    return Verdict("navigation", "outside-article")


def _title_index(
    found: Sequence[units.Unit], lines: Sequence[visible.Line], facts: metadata.PageMetadata, given: str | None
) -> int | None:
    """The line that is the title: the one that the head names, else the first h1 of three words or more."""
    wanted = [given] if given else []
    for title in facts.titles:
        wanted += [title, _SITE_TAIL.sub("", title)]
    folded = {fold(title): rank for rank, title in reversed(list(enumerate(wanted))) if fold(title)}
    best: tuple[int, int, int] | None = None
    for index, (unit, line) in enumerate(zip(found, lines, strict=True)):
        rank = folded.get(fold(unit.text))
        if rank is not None:
            key = (0 if line.heading == "h1" else 1 if line.heading else 2, rank, index)
            best = key if best is None or key < best else best
    if best is not None:
        return best[2]
    return next((index for index, line in enumerate(lines) if line.heading == "h1" and found[index].words >= 3), None)


def _title_span(text: str, found: Sequence[units.Unit], index: int | None) -> Span | None:
    if index is None:
        return None
    unit = found[index]
    return Span(unit.start, unit.end, unit.text)
