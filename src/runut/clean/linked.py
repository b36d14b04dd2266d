"""Where a headline in running text ends: "Baca juga: HEADLINE The article goes on ...".

In: a text and the place right after the cue. Out: the offset where the headline ends. There is no mark for it;
orthography shows it: the headline's run of capitalised words ends where a small-letter word tells that a sentence has
begun, and that sentence's first words (its opening word, its subject) are given back to the article.

>>> text = "Baca juga: Menteri Itu Mundur Namun, rapat tetap digelar."
>>> text[headline_end(text, 11, len(text)):]
' Namun, rapat tetap digelar.'
"""

from __future__ import annotations

import re

from runut.clean.headlines import is_capital_token
from runut.clean.rules import words

_GAMBAS = re.compile(r"\[gambas\s*:[^\]\n]{0,60}\]", re.IGNORECASE)
_TOKEN = re.compile(r"\S+")
_LIVE = re.compile(r"(?:live\s+)?detik\w+\s*:|live\s+\w+\s*:", re.IGNORECASE)
_INITIALS = re.compile(r"\([a-z]{2,5}/[a-z]{2,5}\)")
_JOINT = re.compile(r"(?<=[a-z?!)”\"])(?=[A-Z“][\w])")
_WINDOW = 60
_LAST_RESORT = 14
_OPENERS = '"“‘«'
# Around a headline, names known from the article are looked for this far; a rest this short may be all headline.
_CONTEXT, _SHORT_REST = 4000, 170


def headline_end(text: str, start: int, limit: int) -> int:
    """Where the headline that begins at ``start`` (after the cue) ends, at most ``limit``."""
    begin = start
    while begin < limit and text[begin] in " \u00a0:*_-–—|>»":
        begin += 1
    live = _LIVE.match(text, begin, limit)
    if live:
        return live.end()
    quoted = _quoted_end(text, begin, limit)
    if quoted:
        return quoted
    gambas = _GAMBAS.search(text, begin, min(limit, begin + 260))
    if gambas:
        return gambas.start()
    if limit - begin <= _SHORT_REST and not _has_sentence_break(text, begin, limit):
        return limit
    return _run_end(text, begin, limit)


def _quoted_end(text: str, begin: int, limit: int) -> int | None:
    """A quoted headline ('Simak juga Video "...":') ends at its closing quote and what belongs to the cue after it."""
    lead = re.compile(r"(?:video\s*:?\s*|live\s*)?", re.IGNORECASE).match(text, begin, limit)
    at = lead.end() if lead else begin
    if at >= limit or text[at] not in "\"“‘'":
        return None
    closer = {"“": "”", "‘": "’"}.get(text[at], text[at])
    pattern = re.compile(re.escape(closer) + r"(?=[\s:.,]|$)(?:\s*di sini)?\s*[:.]?")
    match = pattern.search(text, at + 1, min(limit, at + 260))
    return match.end() if match else None


def _has_sentence_break(text: str, begin: int, limit: int) -> bool:
    stretch = text[begin:limit].rstrip()
    return any(mark in stretch[:-1] for mark in (". ", "! ", "? ", ' "', " “")) or stretch.endswith(".")


def _run_end(text: str, begin: int, limit: int) -> int:
    """Walk the words of the headline until a sentence of the article has begun; give its first words back."""
    tokens = list(_TOKEN.finditer(text, begin, min(limit, begin + 420)))[:_WINDOW]
    sentence_case = sum(_plain_small(token.group()) for token in tokens[1:6]) >= 3
    for index, token in enumerate(tokens):
        surface = token.group()
        if index > 1 and surface[0] in _OPENERS and tokens[index - 1].group()[-1] not in ":,":
            return tokens[index - 1].end()
        if index > 1 and surface.endswith(("...", "?", "!", "…")) and _sentence_follows(tokens, index):
            return token.end()
        if index and _INITIALS.match(surface):
            return tokens[index - 1].end()
        if index > 2 and _opens_sentence(tokens, index):
            return tokens[index - 1].end()
        if (
            index > 2
            and sentence_case
            and is_capital_token(surface)
            and _bare(surface) in words().opening_words | words().subject_nouns
        ):
            return tokens[index - 1].end()
        if index > 2 and not sentence_case and _plain_small(surface):
            return _split(tokens, _give_back(text, tokens, index, limit))
    if not tokens:
        return limit
    if tokens[-1].end() >= limit or len(tokens) <= _LAST_RESORT:
        return tokens[-1].end()
    stop = text.find(". ", begin, limit)
    return stop + 1 if stop > 0 else limit


def _opens_sentence(tokens: list[re.Match[str]], index: int) -> bool:
    """ "Namun, ...", "Sementara itu", "Sejak 17 Juli": an opening word with what follows it only in prose."""
    surface = tokens[index].group()
    if _bare(surface) not in words().opening_words or not (
        is_capital_token(surface) and is_capital_token(tokens[index - 1].group())
    ):
        return False
    after = tokens[index + 1].group() if index + 1 < len(tokens) else ""
    return surface.endswith(",") or after[:1].islower() or (after.isdigit() and len(after) <= 2)


def _sentence_follows(tokens: list[re.Match[str]], index: int) -> bool:
    """After a question mark, a sentence soon has a small-letter word; a headline goes on in title case."""
    after = [token.group() for token in tokens[index + 1 : index + 6]]
    return bool(after) and (after[0][0] in _OPENERS or (is_capital_token(after[0]) and any(map(_plain_small, after))))


def _split(tokens: list[re.Match[str]], first: int) -> int:
    """The headline's end: before token ``first``, or inside it where headline and article are glued."""
    joint = _JOINT.search(tokens[first].group())
    glued = joint is not None and first + 1 < len(tokens) and _plain_small(tokens[first + 1].group())
    return tokens[first].start() + joint.start() if joint and glued else tokens[first - 1].end()


def _bare(surface: str) -> str:
    return surface.strip(".,;:!?\"'“”‘’()[]").lower()


def _plain_small(surface: str) -> bool:
    bare = surface.strip(".,;:!?\"'“”‘’()[]")
    if not bare or not bare[0].islower() or not bare.replace("-", "").isalpha():
        return False
    return bare.lower() not in words().small_words


def _give_back(text: str, tokens: list[re.Match[str]], index: int, limit: int) -> int:
    """The index of the first token of the article's sentence, whose first small-letter word is ``tokens[index]``."""
    first = index
    while first > 1 and not is_capital_token(tokens[first - 1].group()):
        first -= 1
    lowest = max(1, index - 12)
    subject = 0
    for candidate in range(first - 1, lowest - 1, -1):
        surface, before = tokens[candidate].group(), tokens[candidate - 1].group()
        word = _bare(surface)
        if candidate < first - 1 and surface.endswith(("?", "!", "…", "...")):
            return candidate + 1
        if not is_capital_token(surface):
            if subject:
                break
            continue
        if (word == "ini" and _bare(before) in words().time_words) or word in ("besok", "kemarin"):
            return candidate + 1
        if word in words().opening_words and is_capital_token(before):
            return candidate
        if candidate < first - 1 and surface[-1] in ",:;":
            break
        if word in words().subject_nouns:
            subject = candidate
    if subject:
        return subject
    at = tokens[index].start()
    body = text[max(0, tokens[0].start() - _CONTEXT) : tokens[0].start()] + " " + text[at : min(limit, at + _CONTEXT)]
    best = max(first - 1, 1)
    for candidate in range(best - 1, lowest - 1, -1):
        name = text[tokens[candidate].start() : tokens[first - 1].end()]
        if not name[0].isupper() or name not in body:
            break
        best = candidate
    return best
