"""Units in their surroundings: title, other stories' headlines, subheadings, captions without a mark, body.

In: the units with the verdicts that their own words gave. Out: a verdict for every unit. What separates a headline from
prose is layout and orthography: it stands alone, ends without a stop and is written in title case. No list of
headlines.

>>> from runut.clean.units import split
>>> found = split("Menteri Itu Tiba di Jakarta\\n\\nMenteri itu tiba di Jakarta pada Senin pagi.")
>>> [verdict.label for verdict in settle(found, [None, None], given_title=None)]
['title', 'body']
"""

from __future__ import annotations

import re

from runut.clean import rules
from runut.clean.furniture import Verdict
from runut.clean.headlines import MAX_HEADLINE_WORDS, capital_ratio, is_title_case
from runut.clean.units import Unit

BODY = Verdict("body", "paragraph")
_TITLE = Verdict("title", "first-line")
_LIST_ITEM = re.compile(r"(?:\d{1,3}\s?[.)]|[-•*–+]|[a-z][.)])\s*\S")
_QUOTED = re.compile('["“”]|\\bkata\\b|\\bujar\\b|\\btutur\\b|\\bucap\\b|\\btegas\\b|\\bungkap\\b|\\bjelas\\b')
_FOLD = re.compile(r"[^\w]+")
_NAME_LINE = re.compile(r"[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,4}\s?(?:[,|–-]\s*[\w.\s]{2,30})?")
_SENTENCE_HEAD = re.compile(r"[a-z]|[\"“‘(]?[A-Z]?[a-z]+\s[a-z]")
_SUMMARY_LEAD = re.compile(
    r"\W*(?:baik(?:lah)?,?\s+)?(?:mari kita mulai dengan|berikut(?: ini)?(?: adalah)?|ini(?: adalah)?)?\s*ringkasan\b",
    re.IGNORECASE,
)
_INNER_STOP = re.compile(r"[a-z0-9)\"”]\s?[.!?][\"”]?\s+[\"“]?[A-Z]")
_MIN_TITLE, _MAX_TITLE, _LONG_PARAGRAPH, _MAX_CAPTION = 3, 32, 13, 13


def settle(
    units: list[Unit], verdicts: list[Verdict | None], *, given_title: str | None, take_title: bool = True
) -> list[Verdict]:
    """A verdict for each unit."""
    state = list(verdicts)
    _summary_section(units, state)
    if take_title:
        _title(units, state, given_title)
    _photo_boxes(units, state)
    _related_runs(units, state)
    _headline_shapes(units, state)
    return [verdict or BODY for verdict in state]


def fold(surface: str) -> str:
    """Letters and figures only, lower case, for comparing titles."""
    return _FOLD.sub(" ", surface).strip().casefold()


def _summary_section(units: list[Unit], state: list[Verdict | None]) -> None:
    """What stands under "Ringkasan" after a rule at the end of the page is not the newsroom's text."""
    headings = rules.load().summary_headings
    for index, unit in enumerate(units):
        named = unit.words <= 4 and fold(unit.text) in headings
        if not named and not (_after_rule(state, index) and _SUMMARY_LEAD.match(unit.text)):
            continue
        after_rule = _after_rule(state, index)
        if after_rule or (unit.text[0] == "#" and index > len(units) // 2):
            for later in range(index, len(units)):
                state[later] = Verdict("navigation", "summary-section")
            return


def _after_rule(state: list[Verdict | None], index: int) -> bool:
    previous = state[index - 1] if index else None
    return previous is not None and previous.rule == "rule"


def _title(units: list[Unit], state: list[Verdict | None], given: str | None) -> None:
    head = [index for index in range(min(len(units), 14)) if state[index] is None or state[index].rule == "heading"]  # type: ignore[union-attr]
    if given:
        wanted = fold(given)
        for index in head:
            if wanted and fold(units[index].text) == wanted:
                state[index] = Verdict("title", "given-title")
                _rubrics_before(state, index)
                return
    if len(units) == 1 and head and _lone_headline(units[0]):
        state[0] = _TITLE
        return
    for index in head:
        unit = units[index]
        if _markdown_title(unit) or _may_be_title(unit, units, index):
            follower = _longer_neighbour(units, state, index)
            state[follower] = _TITLE
            _rubrics_before(state, follower)
            return
        if unit.words >= _MIN_TITLE:
            return


def _rubrics_before(state: list[Verdict | None], title: int) -> None:
    for index in range(title):
        if state[index] is None:
            state[index] = Verdict("navigation", "rubric")


def _markdown_title(unit: Unit) -> bool:
    return unit.text.startswith("# ")


def _lone_headline(unit: Unit) -> bool:
    """A headline is all there is: a line of a feed, a pasted title. What it tells counts."""
    return _MIN_TITLE <= unit.words <= _MAX_TITLE and not unit.stop and is_title_case(unit.text)


def _may_be_title(unit: Unit, units: list[Unit], index: int) -> bool:
    if not _MIN_TITLE <= unit.words <= _MAX_TITLE or index + 1 >= len(units):
        return False
    bare = unit.text.rstrip("\"'”’»)] ")
    if bare.endswith((".", ",", ";", ":")) and not bare.endswith("..."):
        return False
    if _INNER_STOP.search(unit.text) and not is_title_case(unit.text):
        return False
    if unit.text[:1].islower() or (_LIST_ITEM.match(unit.text) and not unit.text[0].isdigit()):
        return False
    return len(unit.text) <= 220


def _longer_neighbour(units: list[Unit], state: list[Verdict | None], index: int) -> int:
    """A kicker of a few words may stand above the title: the longer of the two lines is the title."""
    after = index + 1
    if units[index].words <= 4 and after < len(units) - 1 and state[after] is None:
        if units[after].words >= units[index].words + 3 and _may_be_title(units[after], units, after):
            return after
    return index


def _photo_boxes(units: list[Unit], state: list[Verdict | None]) -> None:
    """After "Lihat Foto" stand the picture's credit and its caption, a full sentence."""
    for index, unit in enumerate(units):
        if fold(unit.text) not in ("lihat foto", "perbesar", "zoom"):
            continue
        state[index] = Verdict("navigation", "photo-box")
        for later in range(index + 1, min(index + 3, len(units))):
            verdict = state[later]
            if verdict is None and units[later].words <= 50:
                state[later] = Verdict("caption", "photo-box")
                break
            if verdict is None or verdict.label != "caption" or verdict.rule == "credit-tail":
                break  # a caption with its credit is the whole of the box: what follows is the article


def _related_runs(units: list[Unit], state: list[Verdict | None]) -> None:
    """The lines after a lone "Baca juga" are headlines while they read like headlines."""
    for index, verdict in enumerate(state):
        if verdict is None or verdict.rule != "related-cue":
            continue
        for later in range(index + 1, min(index + 8, len(units))):
            unit = units[later]
            if state[later] is not None or not _headline_form(unit):
                break
            if later > index + 1 and not is_title_case(unit.text):
                break
            state[later] = Verdict("related", "after-related-cue")


def _headline_form(unit: Unit) -> bool:
    """No stop (or a question or exclamation mark), short, begins with a capital, a figure or an opening quote."""
    if unit.words > MAX_HEADLINE_WORDS or len(unit.text) > 200 or unit.text[0].islower():
        return False
    bare = unit.text.rstrip("\"'”’»)]*_ ")
    if bare.endswith("..."):
        return True
    return not bare.endswith((".", ":", ",", ";")) and not unit.text.endswith(('."', ".”", ',"', ",”"))


def _headline_shapes(units: list[Unit], state: list[Verdict | None]) -> None:
    punctuated = _is_punctuated(units, state)
    seen_body = False
    for index in range(len(units)):
        if state[index] is not None:
            continue
        verdict = _shape(units, index, punctuated=punctuated, seen_body=seen_body)
        state[index] = verdict
        seen_body = seen_body or verdict is None


def _is_punctuated(units: list[Unit], state: list[Verdict | None]) -> bool:
    """True where this page's long paragraphs end in stops, so that an open end means something."""
    long = [
        unit for unit, verdict in zip(units, state, strict=True) if verdict is None and unit.words >= _LONG_PARAGRAPH
    ]
    return len(long) >= 2 and sum(unit.stop for unit in long) >= 0.75 * len(long)


def _shape(units: list[Unit], index: int, *, punctuated: bool, seen_body: bool) -> Verdict | None:
    unit = units[index]
    if not seen_body and unit.words <= 5 and not unit.stop and _NAME_LINE.fullmatch(unit.text):
        return Verdict("byline", "name-line") if unit.words > 1 else Verdict("navigation", "rubric")
    if not _headline_form(unit) or (unit.words == 1 and len(units) == 1):
        return None
    title_case = is_title_case(unit.text)
    marked = unit.text.endswith(("?", "!"))
    if _LIST_ITEM.match(unit.text):
        alone = unit.text[0].isdigit() and _between_paragraphs(units, index)
        return Verdict("navigation", "heading") if ((title_case and unit.words <= 12) or alone) and punctuated else None
    if title_case and (punctuated or unit.words <= 14) and (not marked or capital_ratio(unit.text) >= 0.85):
        return _headline_or_heading(unit, seen_body=seen_body)
    if not punctuated or unit.stop or _in_sequence(units, index):
        return None
    if unit.words <= 6 and not _QUOTED.search(unit.text):
        return Verdict("navigation", "heading")
    if unit.words <= _MAX_CAPTION and not _QUOTED.search(unit.text) and not _is_clause(unit):
        return Verdict("caption", "unpunctuated-line")
    return None


def _is_clause(unit: Unit) -> bool:
    """Words of a full sentence in it: a standfirst, a sentence that lost its stop; captions do without them."""
    if ";" in unit.text or _INNER_STOP.search(unit.text):
        return True
    tokens = [token.strip(".,:;()") for token in rules.lower(unit.text).split()]
    if tokens[0] in rules.words().opening_words:
        return True
    return not rules.words().clause_words.isdisjoint(tokens)


def _between_paragraphs(units: list[Unit], index: int) -> bool:
    """A full paragraph follows at once, as under a subheading, where a list would go on with its next item."""
    after = units[index + 1] if index + 1 < len(units) else None
    return after is not None and after.stop and after.words >= 15 and units[index].words <= 20


def _headline_or_heading(unit: Unit, *, seen_body: bool) -> Verdict:
    if unit.words <= 5 or not seen_body:
        return Verdict("navigation", "heading")
    return Verdict("related", "standing-headline")


def _in_sequence(units: list[Unit], index: int) -> bool:
    """Part of a sentence or list broken over lines: the line before is open, or the next goes on in small letters."""
    before = units[index - 1].text.rstrip() if index else ""
    after = units[index + 1].text if index + 1 < len(units) else ""
    return before.endswith((":", ",", ";")) or after[:1].islower() or after[:1] in ",.;)"
