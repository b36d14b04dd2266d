"""What kind of file is this? By its first bytes, and by its name where the bytes do not tell.

In: a file's name and its first bytes. Out: a :class:`Kind`, or a reject's reason and text. It reads nothing itself.

>>> sniff("berita", b"<!DOCTYPE html><title>Judul</title>").form
'html'
>>> sniff("foto.jpg", bytes([255, 216, 255, 224, 0, 16])).reason
'binary'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

Form = Literal[
    "text", "html", "mhtml", "jsonl", "json", "csv", "zip", "gzip", "warc", "wacz", "mbox", "eml", "feed", "site-map",
    "addresses", "pdf", "docx", "none",
]  # fmt: skip
HEAD = 8192
_FORMS: dict[str, Form] = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".markdown": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".eml": "eml",
    ".mbox": "mbox",
    ".mbx": "mbox",
}
_ARCHIVES = (".zip", ".wacz", ".warc", ".wet", ".wat", ".gz", ".gzip")
# Text that is no article, whatever it says.
_NO_ARTICLES = frozenset(
    """.js .mjs .css .map .xml .svg .yaml .yml .toml .ini .cfg .conf .py .pyc .c .h .java .ts .php .sh .bat
    .ps1 .sql .log .lock .tex .bib .ipynb .vtt .srt .rtf .url .desktop""".split()
)
_FORMS_BY_MAGIC: tuple[tuple[bytes, Form], ...] = ((b"\x1f\x8b", "gzip"), (b"WARC/", "warc"), (b"%PDF", "pdf"))
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "unknown-format", "an old Office file; save it as text"),
    (b"{\\rtf", "unknown-format", "an RTF file; save it as text"),
    (b"BZh", "unknown-format", "a bzip2 file; unpack it first"),
    (b"\xfd7zXZ", "unknown-format", "an xz file; unpack it first"),
    (b"7z\xbc\xaf", "unknown-format", "a 7-Zip file; unpack it first"),
    (b"Rar!", "unknown-format", "a RAR file; unpack it first"),
    (b"SQLite format 3", "binary", "a database file, not a text; leave it out"),
    (b"\x89PNG", "binary", "a picture, not a text; leave it out"),
    (b"\xff\xd8\xff", "binary", "a picture, not a text; leave it out"),
    (b"GIF8", "binary", "a picture, not a text; leave it out"),
    (b"\x7fELF", "binary", "a program, not a text; leave it out"),
    (b"MZ\x90", "binary", "a program, not a text; leave it out"),
)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|article|div|p|h1|table)\b", re.IGNORECASE)
_FEED = re.compile(rb"<(?:\w{1,20}:)?(?P<root>rss|feed|RDF|urlset|sitemapindex)\b")
_DOCTYPE = re.compile(rb"<!DOCTYPE[^<>\[]{0,1000}(?:\[[^\]]{0,6000}\]\s*)?>")
_MBOX = re.compile(rb"From \S.{0,200}?\d{1,2}:\d{2}.{0,40}\r?\n>?[A-Za-z][A-Za-z0-9-]{0,60}:")
_ADDRESSES = re.compile(rb"(?:[ \t]*(?:#.*)?\r?\n)*[ \t]*https?://\S+[ \t]*(?:\r?\n|$)")
_ADDRESS_LINE = re.compile(rb"\s*(?:https?://\S+|#.*)?\s*")
_MHTML = re.compile(
    rb"(?:From: <Saved by|MIME-Version:|Snapshot-Content-Location:|From:|Subject:|Date:)"
    rb"[^\x00]{0,3000}multipart/related",
    re.IGNORECASE,
)
_ALLOWED_CONTROLS = frozenset(b"\t\n\r\x0b\x0c\x1b\x1a\x08")


@dataclass(frozen=True, slots=True)
class Kind:
    """``form`` says how to read the file; "none" comes with the reason and the text of a reject."""

    form: Form
    reason: str = ""
    detail: str = ""


def sniff(name: str, head: bytes) -> Kind:
    """The kind of a file with this name and these first bytes (at most :data:`HEAD` are needed)."""
    if not head:
        return Kind("none", "empty", "the file is empty (0 bytes)")
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        if suffix in (".wacz", ".docx"):
            return Kind("wacz" if suffix == ".wacz" else "docx")
        if suffix in (".odt", ".xlsx", ".pptx", ".epub", ".jar", ".apk"):
            return Kind("none", "unknown-format", f"a {suffix} file; save its text as .txt or HTML")
        return Kind("zip")
    for magic, known in _FORMS_BY_MAGIC:
        if head.startswith(magic):
            return Kind(known)
    for magic, reason, what in _MAGIC:
        if head.startswith(magic):
            return Kind("none", reason, what)
    form = _FORMS.get(suffix)
    if suffix in _ARCHIVES:
        return Kind("none", "broken-archive", f"named {suffix}, but it is no such archive; make or download it again")
    if not _is_text(head):
        return Kind("none", "binary", "not a text: it holds bytes that no text has (NUL or control characters)")
    return _text_form(suffix, form, head)


def _text_form(suffix: str, form: Form | None, head: bytes) -> Kind:
    body = head[3:] if head.startswith(_BOMS[0]) else head
    if form in ("jsonl", "json", "csv", "mhtml", "eml", "mbox"):
        return Kind(form)
    if found := _FEED.match(_root(body)):
        return Kind("site-map" if found["root"] in (b"urlset", b"sitemapindex") else "feed")
    if _MBOX.match(body):
        return Kind("mbox")
    if _HTML.match(_after_prolog(body)):
        return Kind("html")
    if form in (None, "text") and _is_list_of_addresses(body):
        return Kind("addresses")
    if form:
        return Kind("mhtml") if form == "html" and _MHTML.match(body) else Kind(form)
    if suffix in _NO_ARTICLES:
        return Kind(
            "none",
            "unknown-format",
            f"a {suffix} file holds no article that Runut can read; give .txt, .html, .mhtml, .jsonl, .csv or .warc",
        )
    if _MHTML.match(body):
        return Kind("mhtml")
    if body.lstrip()[:1] == b"<":
        return Kind("none", "unknown-format", "markup, but not HTML; give .txt, .html, .mhtml, .jsonl, .csv or .warc")
    if body.lstrip()[:1] == b"{" and b"jsonfeed.org" in body[:2000]:
        return Kind("json")
    return Kind("jsonl") if body.lstrip()[:2] in (b'{"', b"{ ") else Kind("text")


def _after_prolog(body: bytes) -> bytes:
    """What follows comments and instructions. Not one pattern: of many comments it would try every grouping."""
    rest, before = body.lstrip(), b""
    while rest != before:
        before = rest
        for begins, ends in ((b"<?", b"?>"), (b"<!--", b"-->")):
            if rest.startswith(begins) and (at := rest.find(ends, len(begins))) >= 0:
                rest = rest[at + len(ends) :].lstrip()
    return rest


def _root(body: bytes) -> bytes:
    """The first element of an XML file."""
    rest = _after_prolog(body)
    found = _DOCTYPE.match(rest)
    return _after_prolog(rest[found.end() :]) if found else rest


def _is_list_of_addresses(body: bytes) -> bool:
    """Every line an address; the last one may be cut off by the end of the head."""
    return bool(_ADDRESSES.match(body)) and all(map(_ADDRESS_LINE.fullmatch, body.splitlines()))


def _is_text(head: bytes) -> bool:
    if head.startswith(_BOMS[1:]):
        return True
    if b"\x00" in head:
        even, odd = head[0::2].count(0), head[1::2].count(0)
        half = len(head) // 2 or 1
        return (odd > 0.7 * half and even < 0.1 * half) or (even > 0.7 * half and odd < 0.1 * half)
    controls = sum(byte < 32 and byte not in _ALLOWED_CONTROLS for byte in head)
    return controls <= 0.02 * len(head)
