"""Stretches inside quotation marks, also those that run over several sentences.

In: text and one block of it. Out: (start, end) pairs without the marks. A mark that never closes within its
paragraph is ignored, unless the next paragraph opens with a mark again; so are apostrophes inside words, single
quotes, and a mark that can only close where nothing is open.

>>> text = 'Ia berkata, "Kami siap. Kami datang," lalu pergi.'
>>> [text[a:b] for a, b in quoted_spans(text, 0, len(text))]
['Kami siap. Kami datang,']
"""

from __future__ import annotations

import re

MARK = re.compile(r"[\"“”„«»]|\n")
REOPENED = re.compile(r"\s*\n\s*[\"“„]\w")
LONGEST = 3000
# What stands behind a closing mark: `..., " kata X`. With no quotation open its opening mark was lost.
TAGGED = re.compile(
    r"\s*(?:kata|ujar|ucap|tutur|ungkap|jelas|tegas|imbuh|tambah|papar|terang|sebut|lanjut|tulis|seru|cetus|kilah|pungkas"
    r"|tandas|sambung|beber|aku|klaim|timpal|demikian)(?:nya)?\b"
)
ENDS = ",.!?"


def quoted_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Offsets of quoted stretches of ``text[start:end]`` in order, not nested."""
    out: list[tuple[int, int]] = []
    opened: int | None = None
    for match in MARK.finditer(text, start, end):
        mark, at = match.group(), match.start()
        if mark == "\n":
            _goes_on(text, opened, at, out)
            opened = None
        elif opened is None and text[at - 1 : at] in ENDS and at > start and TAGGED.match(text, at + 1):
            continue
        elif opened is None:
            if mark not in "”»" or (at + 1 < end and not text[at + 1].isspace()):
                opened = at + 1
        elif mark in "“„«" and at > opened + 1 and text[at - 1].isspace():
            # A new opening mark while one is open: the first was never closed, or the writer closes with “.
            opened = at + 1
        else:
            if 0 < at - opened <= LONGEST:
                out.append((opened, at))
            opened = None
    _goes_on(text, opened, end, out)
    return out


def _goes_on(text: str, opened: int | None, at: int, out: list[tuple[int, int]]) -> None:
    """A quotation not closed at the end of its paragraph, where the next paragraph opens with a mark again."""
    if opened is not None and 0 < at - opened <= LONGEST and REOPENED.match(text, at):
        out.append((opened, at))
