"""One WARC record -> what it is and the page in it: by fastwarc, and by warcio what fastwarc gives up on.

In: the bytes of one sound record. Out: a :class:`WebRecord` whose payload is unpacked, bounded in size. fastwarc is ten
times as fast and stops where a server says "gzip" of a page that is none; warcio reads those.

>>> record = b"WARC/1.0\\r\\nWARC-Type: conversion\\r\\nContent-Length: 4\\r\\n\\r\\nteks"
>>> parse(record, 99).payload
b'teks'
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from runut.acquire.limits import megabytes

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)

_NAME = 60


class BadRecordError(Exception):
    """Neither library can read the record, or it is too large; ``reason`` is that of a reject."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class WebRecord:
    """``kind``: response, resource, conversion, request ...; ``status`` is 0 where no HTTP was spoken; ``cut`` says why
    the crawler itself kept only a part."""

    kind: str
    address: str
    date: str
    status: int
    media: str
    charset: str | None
    cut: str
    payload: bytes


def parse(data: bytes, most: int) -> WebRecord:
    """The record.

    :raises BadRecordError: it cannot be read.
    """
    trouble = ""
    for reader in (_by_fastwarc, _by_warcio):
        try:
            record = reader(data, most)
        except BadRecordError:
            raise
        except ImportError:
            continue
        except Exception as error:  # of many kinds, some of them the libraries' own faults on hostile bytes
            trouble = f"{type(error).__name__}: {error}"[:100]
            continue
        if len(record.payload) > most:
            raise BadRecordError("too-large", f"more than {megabytes(most)} when unpacked: {record.address}")
        return record
    raise BadRecordError("broken-record", f"the record is not readable ({trouble or 'no library to read it'})")


def _by_fastwarc(data: bytes, most: int) -> WebRecord:
    from fastwarc.warc import ArchiveIterator

    record = next(iter(ArchiveIterator(io.BytesIO(data), parse_http=True, auto_decode="all", stream_detect=False)))
    http = record.http_headers if record.is_http else None
    media = (http.get("Content-Type") if http else record.headers.get("Content-Type")) or ""
    return _record(record.headers.get, http.status_code if http else 0, media, record.reader.read(most + 1))


def _by_warcio(data: bytes, most: int) -> WebRecord:
    from warcio.archiveiterator import ArchiveIterator

    record = next(iter(ArchiveIterator(io.BytesIO(data))))
    http = record.http_headers
    headers = record.rec_headers
    media = (http.get_header("Content-Type") if http else headers.get_header("Content-Type")) or ""
    payload = record.content_stream().read(most + 1)
    return _record(headers.get_header, http.get_statuscode() if http else 0, media, payload)


def _record(header: Callable[[str], Any], status: Any, media: str, payload: bytes) -> WebRecord:
    charset = _CHARSET.search(media)
    kind = _plain(header("WARC-Type")).lower()[:_NAME]
    return WebRecord(
        kind=kind,
        address=_plain(header("WARC-Target-URI")).strip("<>"),
        date=_plain(header("WARC-Date")),
        status=int(status) if str(status or "").isdigit() else 0,
        media=_plain(media.split(";", 1)[0]).lower()[:_NAME],
        charset="utf-8" if kind == "conversion" else charset[1] if charset else None,
        cut=_plain(header("WARC-Truncated")),
        payload=payload,
    )


def _plain(value: Any) -> str:
    """A header's value as one line that can be stored."""
    text = str(value or "").encode("utf-8", "replace").decode("utf-8").strip()
    return "".join(char if char.isprintable() else "\ufffd" for char in text)
