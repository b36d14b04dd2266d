"""The dateline that opens an article: "JAKARTA, KOMPAS.com -", "Seoul (ANTARA) -", "VIVA –".

In: a body block. Out: where its dateline ends and which outlet it names. It is recognised by its parts (places, outlet
names, day, closing dash), not by a list of whole datelines. Times in it are the time stage's business.

>>> text = "SEOUL, KOMPAS.com - Kedua pihak bertemu."
>>> match(text, 0, len(text))
Dateline(end=19, outlet='KOMPAS.com')
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from runut.clean import outlets, rules

_SPACE = r"[ \u00a0\t]*"
_DASH = re.compile(
    rf"{_SPACE}(?:\*\*)?{_SPACE}(?:[-–—]{_SPACE}[-–—]|[-–—|])(?:\*\*)?"
    rf"(?=[ \u00a0A-Z\"“'‘(*]|$)[ \u00a0]*(?:\*\*)?|{_SPACE}\|{_SPACE}"
)
_DAY = re.compile(
    r"(?:senin|selasa|rabu|kamis|jumat|jum'at|sabtu|minggu|ahad)?,?\s*"
    r"\(?(?:\d{1,2}(?:[/ .-]\s?[\w]{1,9}){0,2}(?:[/ .-]\s?\d{2,4})?)?\)?",
    re.IGNORECASE,
)
_NO_DASH = re.compile(r"([\w.-]+\.(?:com|co|id|co\.id|net))\s?,\s?([A-Z][\w ]{2,20}?)\s(?=[A-Z\"“(])")
_COLON = re.compile(r"(?:([A-Z][\w .-]{2,24}?),\s?)?([A-Z][A-Za-z .-]{2,25}?)\s?:(?=\s[A-Z\"“])")
_CLOSED_PLACE = re.compile(r"\s*([A-Z][A-Za-z ]{2,25}\s?\.)(?=\s+[A-Z\"“])")
_HOST = re.compile(r"[a-zA-Z][\w-]{2,30}(?:\.[a-z]{2,8}){1,2}")
_SLOGANS = frozenset({"hot", "breaking", "top", "latest", "terkini", "terbaru", "populer", "sosial"})
_SEPARATORS = re.compile(r"[,()|/]|\s-\s|(?<=\w)-\s|(?<=[A-Za-z])\s?[–—]")
MAX_LENGTH = 90
_MAX_ITEMS = 4


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where the dateline ends (exclusive, dash included) and the outlet as written, if one stands in it."""

    end: int
    outlet: str | None


def match(text: str, start: int, end: int) -> Dateline | None:
    """The dateline at the start of ``text[start:end]``, or None."""
    head = text[start : min(end, start + MAX_LENGTH)]
    offset = len(head) - len(head.lstrip("*_ \u00a0"))
    found = _dashed(head, offset) or _dashless(head, offset) or _with_colon(head, offset)
    return Dateline(start + found[0], found[1]) if found else None


def unknown_names(prefix: str) -> list[str]:
    """The names in a dateline that are neither a known place or state, a day, nor a known outlet, brackets first."""
    bracketed = re.findall(r"\(\s*([^()]{2,40}?)\s*\)", prefix)
    pieces = [piece.strip(" *_.\u00a0") for piece in _SEPARATORS.split(prefix.strip(" *_-–—|\u00a0"))]
    pieces = [piece for piece in pieces if piece]
    # "VOSTOCHNY, SULUH PAGI": what stands first is the place, unless a place that is known follows.
    rest = pieces[1:] if len(pieces) > 1 and not any(map(_is_known_place, pieces[1:])) else pieces
    return [
        piece
        for piece in [*bracketed, *rest]
        if len(piece) > 2 and not _is_known_place(piece) and not _outlet(piece) and not _DAY.fullmatch(piece)
    ]


def reads_like_outlet(piece: str) -> bool:
    """Two to four capitalised words, one of which names of newspapers and stations are made of ("Kabar Selat")."""
    words = piece.split()
    if not 2 <= len(words) <= 4 or not all(word[:1].isupper() for word in words) or _is_known_place(piece):
        return False
    lowered = {word.lower() for word in words}
    return bool(lowered & rules.load().outlet_words) and not lowered & _SLOGANS


def _is_known_place(piece: str) -> bool:
    known = rules.load()
    return any(name in known.places or name in known.states for name in (piece, piece.title()))


def _dashed(head: str, offset: int) -> tuple[int, str | None] | None:
    for dash in _DASH.finditer(head, offset + 2):
        if _is_in_domain(head, dash.start()):
            continue
        prefix = head[offset : dash.start()].strip(" *_\u00a0")
        verdict = _read_items(prefix)
        if verdict is not None:
            end = dash.end() - (len(dash.group()) - len(dash.group().rstrip()))
            return _place_after(head, end) if verdict else end, verdict or None
        if len(prefix.split()) > 10:
            return None
    return None


def _is_in_domain(head: str, at: int) -> bool:
    """ "TRIBUN-TIMUR.COM, MAKASSAR": the hyphen at ``at`` is part of a name."""
    if head[at] != "-" or not (at and head[at - 1].isalnum()):
        return False
    after = head[at:].split(maxsplit=1)[0].rstrip(",;:)")
    return outlets.is_domain_name(head[:at].split()[-1] + after)


def _follows_place(pieces: list[str], piece: str) -> bool:
    """ "KYIV, SULUH TIMUR": after a known place, two or more capitalised words that are no place are the outlet."""
    words = piece.split()
    named = 2 <= len(words) <= 4 and all(word[:1].isupper() and word[:2].isalpha() for word in words)
    return named and _is_known_place(pieces[0]) and not _is_known_place(piece) and not _DAY.fullmatch(piece)


def _place_after(head: str, end: int) -> int:
    """ "KONTAN.CO.ID - MOSKWA. Text": the place may stand after the dash, closed by a full stop."""
    found = _CLOSED_PLACE.match(head, end)
    return found.end(1) if found and _is_place(found.group(1).rstrip(". ")) else end


def _read_items(prefix: str) -> str | None:
    """The outlet in the prefix ("" where only places and days stand there); None where it is no dateline."""
    pieces = [piece.strip(" *_.\u00a0") for piece in _SEPARATORS.split(prefix)]
    pieces = [piece for piece in pieces if piece]
    if not pieces or len(pieces) > _MAX_ITEMS:
        return None
    outlet = ""
    places = 0
    for piece in pieces:
        name = _outlet(piece)
        if name:
            outlet = outlet or name
        elif not outlet and places and _follows_place(pieces, piece):
            outlet = piece
        elif _is_place(piece):
            places += 1
        elif (
            not (_DAY.fullmatch(piece) and (outlet or places))
            and not (outlet and _is_region(piece))
            and not (places and _is_region(piece))
        ):
            return None
    return outlet if outlet or places else None


def _outlet(piece: str) -> str | None:
    if outlets.is_domain_name(piece.replace(" ", "")) and len(piece.split()) == 1:
        return piece
    if piece[:1].isalpha() and (outlets.by_name(piece) or any(map(outlets.is_domain_name, piece.split()))):
        return piece
    if reads_like_outlet(piece) or _HOST.fullmatch(piece):
        return piece
    return None


def _is_place(piece: str) -> bool:
    if piece in rules.load().places:
        return True
    words = piece.split()
    return (
        len(words) <= 3
        and len(piece) >= 4
        and piece.isupper()
        and all(word.replace(".", "").replace("-", "").replace("'", "").isalpha() for word in words)
    )


def _is_region(piece: str) -> bool:
    """A state or province beside a place: up to three capitalised words."""
    words = piece.split()
    return len(words) <= 3 and all(
        word[:1].isupper() and word.replace(".", "").replace("-", "").isalpha() for word in words
    )


def _dashless(head: str, offset: int) -> tuple[int, str | None] | None:
    """ "Liputan6.com, Jakarta Text": outlet and place without a dash."""
    found = _NO_DASH.match(head, offset)
    if not found:
        return None
    words = found.group(2).split()
    for count in range(len(words), 0, -1):
        if " ".join(words[:count]) in rules.load().places and outlets.by_name(found.group(1)):
            end = found.start(2) + len(" ".join(words[:count]))
            return end, found.group(1)
    return None


def _with_colon(head: str, offset: int) -> tuple[int, str | None] | None:
    """ "KBRN, Jakarta: Text" and "Jakarta: Text"; a state before a colon heads a list, so only towns and provinces."""
    found = _COLON.match(head, offset)
    if not found or not {found.group(2), found.group(2).title()} & rules.load().places:
        return None
    name = found.group(1)
    return (found.end(), name) if name is None or outlets.by_name(name) else None
