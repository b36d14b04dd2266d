"""One stream -> its pages: what kind of file it is decides which reader takes it.

In: the name of a source, a stream of its bytes and the job. Out: raw pages and rejects. Readers of rows, messages and
web archives get the stream; a single document is read whole, up to the limit. What is packed is unpacked and looked at
again, so that a table in a gzip file in a zip archive is read like a table.

>>> import io
>>> from runut.acquire.limits import Limits
>>> from runut.records import Given
>>> [page.kind for page in contents("a.txt", "a.txt", io.BytesIO(b"Isi."), Job.of(Given(), Limits()))]
['text']
"""

from __future__ import annotations

import io
from typing import IO

from runut.acquire import archives, feeds, letters, links, rows, warcs
from runut.acquire.gunzip import Gunzip
from runut.acquire.job import Found, Job
from runut.acquire.limits import megabytes
from runut.acquire.printed import printed
from runut.acquire.saved import saved_page
from runut.acquire.sniff import HEAD, Form, sniff
from runut.acquire.streams import PackedError, read_most, rejoined
from runut.records import RawPage, Reject

__all__ = ["contents"]

_STREAMED: frozenset[Form] = frozenset({"jsonl", "csv", "zip", "gzip", "warc", "wacz", "mbox", "site-map", "addresses"})
_UNPACKED = (".gz", ".gzip")


def contents(source: str, name: str, stream: IO[bytes], job: Job) -> Found:
    """Every page of the stream, and a reject for what could not be kept."""
    head = read_most(stream, HEAD)
    kind = sniff(name, head)
    if kind.form == "none":
        yield Reject(source, kind.reason, kind.detail)
    elif kind.form in _STREAMED:
        yield from _streamed(source, name, kind.form, _from_its_start(head, stream), job)
    else:
        most = job.limits.json_file if kind.form == "json" else job.limits.document
        data = head + read_most(stream, most + 1 - len(head))
        if len(data) > most:
            yield Reject(source, "too-large", f"more than {megabytes(most)}, the limit for a document; split the file")
            return
        yield from _whole(source, kind.form, data, job)


def _from_its_start(head: bytes, stream: IO[bytes]) -> IO[bytes]:
    if stream.seekable():
        stream.seek(0)
        return stream
    return rejoined(head, stream)


def _streamed(source: str, name: str, form: Form, stream: IO[bytes], job: Job) -> Found:
    if form == "jsonl":
        yield from rows.json_lines(source, stream, job.given, job.limits)
    elif form == "csv":
        yield from rows.table(source, stream, job.given, job.limits)
    elif form == "warc":
        yield from warcs.web_archive(source, stream, job, packed=False)
    elif form == "mbox":
        yield from letters.mailbox(source, stream, job)
    elif form == "site-map":
        yield from links.site_map(source, stream, job)
    elif form == "addresses":
        yield from links.addresses(source, stream, job)
    elif job.depth >= job.limits.archive_depth:
        detail = f"archives in archives more than {job.limits.archive_depth} deep; unpack it first"
        yield Reject(source, "too-large", detail)
    elif form == "gzip":
        yield from _gzip(source, name, stream, job)
    else:
        yield from _zip(source, form, stream, job)


def _gzip(source: str, name: str, stream: IO[bytes], job: Job) -> Found:
    inner = name[: -len(name.rpartition(".")[2]) - 1] if name.lower().endswith(_UNPACKED) else name
    if inner.lower().endswith((".warc", ".wet", ".wat")):
        yield from warcs.web_archive(source, stream, job, packed=True)
        return
    try:
        yield from contents(source, inner, Gunzip(stream, job.limits.archive_ratio).whole(), job.deeper())
    except PackedError as error:
        yield Reject(source, error.reason, error.detail)


def _zip(source: str, form: Form, stream: IO[bytes], job: Job) -> Found:
    if not stream.seekable():  # a zip file in a gzip file: its list of members stands at its end
        data = read_most(stream, job.limits.json_file + 1)
        if len(data) > job.limits.json_file:
            yield Reject(source, "too-large", f"a zip archive of more than {megabytes(job.limits.json_file)} in gzip")
            return
        stream = io.BytesIO(data)
    if form == "wacz":
        yield from warcs.wacz(source, stream, job)
        return
    for member in archives.members(source, stream, job.limits, job.budget):
        if isinstance(member, Reject):
            yield member
        else:
            yield from contents(member.source, member.name, io.BytesIO(member.data), job.deeper())


def _whole(source: str, form: Form, data: bytes, job: Job) -> Found:
    if not data.strip():
        yield Reject(source, "empty", "the file holds nothing but white space")
    elif form == "json":
        yield from rows.json_file(source, data, job)
    elif form == "feed":
        yield from feeds.feed(source, data, job)
    elif form in ("pdf", "docx"):
        yield printed(source, form, data, job)
    elif form == "mhtml":
        yield saved_page(source, data, job.given)
    elif form == "eml":
        yield letters.letter(source, data, job.given)
    else:
        yield RawPage(source, data, "html" if form == "html" else "text", job.given)
