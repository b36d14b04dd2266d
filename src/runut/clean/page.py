"""An HTML page -> a document: its visible text, of which trafilatura says what is the article.

In: a raw page of kind "html". Out: :class:`records.Document` whose text is the page's visible text in document order. The
paragraphs that trafilatura extracts are found again in it by their letters and figures; lines outside are navigation or related,
lines inside go through the same rules as plain text. Nothing is fetched and no script is run.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass

from runut.clean import blocks, documents, furniture, metadata, rules, shapes, units, visible
from runut.clean.decode import decode, repair_mojibake
from runut.clean.furniture import Verdict
from runut.clean.headlines import MAX_HEADLINE_WORDS
from runut.errors import UnreadableError
from runut.records import Document, RawPage, Span

_LETTERS = re.compile(r"[\W_]+")
_SITE_TAIL = re.compile(r"\s+(?:[-–—|»:]|::)\s+[^-–—|»]{2,40}$")
_MIN_ARTICLE, _MAX_EXTRACTED, _MAX_SEARCHED = 150, 5_000_000, 400_000
_PROSE_WORDS = 12


@dataclass(frozen=True, slots=True)
class _Article:
    """What trafilatura took for the article: whole paragraphs, and all of it in one string, letters and figures only."""

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
    parsed = LexborHTMLParser(decoded.text)
    facts = metadata.read(parsed, decoded.text if len(decoded.text) <= _MAX_EXTRACTED else "", raw.given.url)
    seen = visible.extract(parsed)
    text, repairs = _repaired(seen, decoded.repairs)
    if not text.strip():
        raise UnreadableError("no-article", "The page shows no text. If it is built by scripts, save it from the browser.")
    article = _extracted(decoded.text) or _prose(seen)
    labelled, title = _label(text, seen, article, facts, raw.given.title)
    if not any(block.label == "body" for block in labelled.blocks):
        raise UnreadableError("no-article", "No article was found on the page; it may be an index or a picture page.")
    return documents.assemble(
        raw, text, labelled, repairs=repairs, site=facts.site, url=facts.url, dates=facts.dates, title=title,
        page_title=None if title else next(iter(facts.titles), None),
    )


def _repaired(seen: visible.Visible, repairs: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Mojibake is repaired only where the lines keep their places: length and offsets must not change for the line records."""
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
        if line.linked * 2 < len(surface) and units.count_words(surface) >= _PROSE_WORDS and units.ends_sentence(surface):
            if line.region in ("", "header"):
                chosen.append(fold(surface))
    return _Article(frozenset(chosen), "")


def _label(
    text: str, seen: visible.Visible, article: _Article, facts: metadata.PageMetadata, given_title: str | None
) -> tuple[blocks.Labelled, Span | None]:
    found = [units.unit(text, line.start, line.end) for line in seen.lines]
    owned = blocks.own_cues(found, rules.find_cues(rules.lower(text)))
    title = _title_index(found, seen.lines, facts, given_title)
    inside = [index for index, unit in enumerate(found) if article.holds(fold(unit.text))]
    span = range(inside[0], inside[-1] + 1) if inside else range(0)
    held = frozenset(inside)
    verdicts: list[Verdict | None] = []
    for index, (unit, line, own) in enumerate(zip(found, seen.lines, owned, strict=True)):
        if index == title:
            verdicts.append(Verdict("title", "page-title"))
        elif index in held and line.region not in ("navigation", "caption"):
            verdicts.append(_inside(unit, line, own))
        else:
            verdicts.append(_outside(unit, line, own, between=index in span))
    labelled = blocks.label_units(text, found, owned, verdicts, given_title=None, take_title=False)
    return labelled, _title_span(text, found, title)


def _inside(unit: units.Unit, line: visible.Line, own: Sequence[rules.Cue]) -> Verdict | None:
    if line.heading and not unit.stop:
        return Verdict("navigation", "heading")
    if line.linked >= 0.9 * len(unit.text) and unit.words >= 3 and not unit.stop:
        return Verdict("related", "linked-line")
    return furniture.judge(unit, list(own))


def _outside(unit: units.Unit, line: visible.Line, own: Sequence[rules.Cue], *, between: bool) -> Verdict:
    if line.region == "caption":
        return Verdict("caption", "figcaption")
    own_words = furniture.judge(unit, list(own))
    if own_words and own_words.label != "caption":
        return own_words
    if own_words and between:
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
