"""Archives for the tests of intake, built by hand so that they can be broken where a test wants it."""

from __future__ import annotations

import gzip
import io
import zipfile

from runut.acquire import find
from runut.records import RawPage, Reject

TEXT = "Kapal itu tiba di dermaga baru pada pagi hari, kata kepala pelabuhan kepada wartawan."
HTML = f"<!DOCTYPE html><html><body><p>{TEXT}</p></body></html>".encode()


def record(body, *, kind="response", media="application/http; msgtype=response", address="", extra=(), length=None):
    """One WARC record."""
    lines = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {address}" if address else "",
        "WARC-Date: 2024-09-03T02:00:00Z",
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>",
        f"Content-Type: {media}" if media else "",
        f"Content-Length: {len(body) if length is None else length}",
        *extra,
    ]
    return "\r\n".join(line for line in lines if line).encode() + b"\r\n\r\n" + body + b"\r\n\r\n"


def answer(page=HTML, *, number=1, media="text/html; charset=utf-8", status="200 OK", headers=(), **more):
    """The record of what a server answered."""
    head = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Type: {media}", *headers]).encode()
    return record(head + b"\r\n\r\n" + page, address=f"https://kabar.example/{number}", **more)


def page(number):
    """A page of its own text."""
    return HTML.replace(b"pagi hari", f"pagi hari ke-{number}".encode())


def packed(records):
    """A .warc.gz as crawlers write it: every record in a gzip member of its own."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def zipped(members, compression=zipfile.ZIP_DEFLATED):
    """A zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def found_in(folder, name, data, **options):
    """What intake finds in a file of that name: (what follows the file's name, "page" or the reason) for each."""
    path = folder / name
    path.write_bytes(data)
    return [
        (item.source.removeprefix(str(path)), "page" if isinstance(item, RawPage) else item.reason)
        for item in find([str(path)], **options)
    ]


def items(folder, name, data, **options):
    """The pages and the rejects of such a file."""
    path = folder / name
    path.write_bytes(data)
    found = list(find([str(path)], **options))
    return [i for i in found if isinstance(i, RawPage)], [i for i in found if isinstance(i, Reject)]
