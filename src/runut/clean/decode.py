"""Bytes -> text: the charset in the order of the WHATWG encoding standard, then repair of what is broken.

In: the bytes of a page, the charset its transport declared, and whether it is HTML. Out: :class:`Decoded` with the
repairs that were made. Plain UTF-8 text without broken characters comes out as it went in, save that CR LF becomes
LF.

>>> decode("Pertemuan di Moskow".encode("utf-16"), charset=None, html=False).text
'Pertemuan di Moskow'
"""

from __future__ import annotations

import codecs
import html as html_entities
import re
from dataclasses import dataclass

from runut.clean.mojibake import repair_mojibake
from runut.errors import UnreadableError

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{2,40})", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SNIFF = 65536
# Legacy labels that the web means as windows-1252 (WHATWG encoding standard, section 4.2).
_WINDOWS_1252 = frozenset(
    {"ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin1", "latin-1", "l1", "cp1252", "x-cp1252"}
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, the encoding it was read in, and the names of the repairs."""

    text: str
    encoding: str
    repairs: tuple[str, ...]


def decode(data: bytes, *, charset: str | None, html: bool) -> Decoded:
    """Decode and repair; raises ``UnreadableError`` for bytes that are no text."""
    text, encoding, repairs = _to_text(data, charset, html=html)
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    if "\x00" in text:
        raise UnreadableError("binary", "The file holds NUL bytes: it is not text. Save the article as text or HTML.")
    if not html:
        text, repairs = _repair(text, repairs)
    return Decoded(text, encoding, tuple(repairs))


def _to_text(data: bytes, charset: str | None, *, html: bool) -> tuple[str, str, list[str]]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, errors="replace"), encoding, []
    declared = _label(charset) or (_label(_meta(data)) if html else None)
    if declared and declared != "utf-8":
        return data.decode(declared, errors="replace"), declared, []
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _detect(data, declared)
    if "\x00" in text and (guess := _bare_utf16(data)):
        return data.decode(guess, errors="replace"), guess, [f"read as {guess} without a byte order mark"]
    return text, "utf-8", []


def _label(name: str | None) -> str | None:
    if not name:
        return None
    lowered = name.strip().strip("\"'").lower()
    if lowered in _WINDOWS_1252:
        return "windows-1252"
    try:
        found = codecs.lookup(lowered).name
    except (LookupError, ValueError):
        return None
    return found if found not in ("utf-16", "utf-7") else "utf-8"


def _meta(data: bytes) -> str | None:
    found = _META.search(data[:4096])
    return found.group(1).decode("ascii") if found else None


def _bare_utf16(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: nearly every other byte of western text is zero."""
    sample = data[:4000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(len(sample) // 2, 1)
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.1 * half else None


def _detect(data: bytes, declared: str | None) -> tuple[str, str, list[str]]:
    if guess := _bare_utf16(data):
        return data.decode(guess, errors="replace"), guess, [f"read as {guess} without a byte order mark"]
    broken = data.decode("utf-8", errors="replace")
    bad = broken.count("\ufffd")
    if declared == "utf-8" or (bad * 500 < len(broken) and bad < 20):
        if _valid_multibyte(data) > bad:
            return broken, "utf-8", ["bytes that are not UTF-8 replaced"]
    encoding = _western(data) or _guess(data)
    return data.decode(encoding, errors="replace"), encoding, [f"read as {encoding}"]


def _valid_multibyte(data: bytes) -> int:
    return sum(1 for _ in re.finditer(rb"[\xc2-\xf4][\x80-\xbf]", data))


def _western(data: bytes) -> str | None:
    """Windows-1252 where the high bytes are few and are its quotes, dashes and accented letters."""
    high = [byte for byte in data[:_SNIFF] if byte > 0x7F]
    common = sum(
        byte in b"\x85\x91\x92\x93\x94\x95\x96\x97\xa0\xa9\xb0\xe0\xe1\xe8\xe9\xed\xf1\xf3\xf6\xfc\xe7\xe4"
        for byte in high
    )
    return "windows-1252" if high and len(high) < 0.1 * len(data[:_SNIFF]) and common >= 0.7 * len(high) else None


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SNIFF]).best()
    if best is None:
        raise UnreadableError(
            "binary", "The bytes are no text in any known encoding. Save the article as UTF-8 text or HTML."
        )
    return _label(best.encoding) or "windows-1252"


def _repair(text: str, repairs: list[str]) -> tuple[str, list[str]]:
    """Entities left in the text and mojibake; both only where they are there."""
    if "&" in text and _ENTITY.search(text):
        decoded = _ENTITY.sub(lambda found: html_entities.unescape(found.group()), text)
        if decoded != text:
            text, repairs = decoded, [*repairs, "HTML entities decoded"]
    return repair_mojibake(text, repairs)
