"""Sentence boundaries in newspaper text, as it comes: with quotes, abbreviations, lost blanks, hard-wrapped lines.

In: text and one block of it. Out: (start, end) pairs that cover the block's visible characters. It does not
know about headlines or litter; the labels of ``clean`` decide what is given to it.

>>> text = 'Ia tiba di Jl. Merdeka No. 3. "Saya datang," kata dia.'
>>> [text[a:b] for a, b in sentence_spans(text, 0, len(text))]
['Ia tiba di Jl. Merdeka No. 3.', '"Saya datang," kata dia.']
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

OPENING = "\"'“‘«([{"
CLOSING = "\"'”’»)]}"
# A possible end: final marks, closing quotes or brackets, then either white space or (a lost blank) a capital.
CANDIDATE = re.compile(r"[.?!…]+[\"'”’»)\]]{0,3}(?=\s|[A-ZÀ-Þ\"“‘(]|$)")
LINE_BREAK = re.compile(r"[ \t]*\n\s*")
LAST_WORD = re.compile(r"[\w.'’-]{1,24}$")
WRAPPED_LINE = range(60, 101)


@cache
def abbreviations() -> frozenset[str]:
    """Lower-cased abbreviations without their final stop."""
    text = (files("runut.data") / "lexicons" / "abbreviations.txt").read_text(encoding="utf8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


def sentence_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Offsets of the sentences of ``text[start:end]``; white space around them is left out."""
    spans: list[tuple[int, int]] = []
    for a, b in _lines(text, start, end):
        begin = a
        for match in CANDIDATE.finditer(text, a, b):
            stop = match.end()
            if stop >= b or not _is_end(text, a, match.start(), stop, b):
                continue
            _add(spans, text, begin, stop)
            begin = stop
        _add(spans, text, begin, b)
    return spans


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Stretches between real line breaks: a break inside a hard-wrapped sentence is none."""
    out: list[tuple[int, int]] = []
    begin = line = start
    for match in LINE_BREAK.finditer(text, start, end):
        a, b = match.span()
        joined = (
            text.count("\n", a, b) == 1
            and b < end
            and a > line
            and text[a - 1] not in ".?!:…\"”"
            and (text[b].islower() or (a - line in WRAPPED_LINE and text[a - 1] == ","))
        )
        line = b
        if not joined:
            out.append((begin, a))
            begin = b
    out.append((begin, end))
    return out


def _is_end(text: str, line: int, mark: int, stop: int, end: int) -> bool:
    """Whether the final marks at ``text[mark:stop]`` end a sentence."""
    follow = stop
    while follow < end and text[follow].isspace():
        follow += 1
    if follow >= end:
        return True
    after = text[follow]
    glued = follow == stop
    single = text[mark] == "." and text[mark:stop].count(".") == 1
    before = LAST_WORD.search(text, max(line, mark - 24), mark)
    word = before.group() if before else ""
    if glued:
        return _lost_blank(text, word, mark, stop)
    if single:
        if word.lower() in abbreviations() and (after.isupper() or after.isdigit()):
            # "tahun 1998. No. 5", "dkk. Mereka": only abbreviations that want a follower block the end.
            return False
        if len(word) == 1 and word.isupper() and after.isupper():
            return False
        if word.count(".") and len(word) <= 8 and all(len(part) <= 2 for part in word.split(".")):
            return False
    if after.islower():
        # `"Kapan?" tanya dia.` goes on; so does an ellipsis.
        return False
    if text[stop - 1] in "\"'”’" and text[mark] in "?!":
        return True
    return after.isupper() or after.isdigit() or after in OPENING or after in "-–—•*#["


def _lost_blank(text: str, word: str, mark: int, stop: int) -> bool:
    """``Korea.Pasukan``: a stop between a lower-case word and a capitalised one, when it is no domain or initial."""
    if stop - mark > 1 and text[stop - 1] in CLOSING:
        return text[stop].isupper()
    tail = text[stop : stop + 4]
    return (
        len(word) > 2
        and word[-1].islower()
        and len(tail) >= 2
        and tail[0].isupper()
        and not tail.lower().startswith(("com", "co.", "id", "net", "tv"))
    )
