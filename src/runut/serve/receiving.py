"""What a reader sends to be read: files, pasted text, addresses; kept on the disk as it comes, within bounds.

In: a form (``multipart/form-data``) or JSON. Out: ``Sent`` records, their bytes in the job's folder under numbers. It
reads no article and opens nothing under a name that was sent. A sending that is too large, too many or broken off
leaves nothing behind; the refusal says which bound it was.

>>> addresses_in("https://kabar.example/1\\n\\n https://kabar.example/2 \\nhttps://kabar.example/1")
('https://kabar.example/1', 'https://kabar.example/2')
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any, Literal

from anyio.to_thread import run_sync
from pydantic import BaseModel, ConfigDict, Field
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from runut.acquire.days import may_be_day
from runut.acquire.limits import megabytes
from runut.records import Given
from runut.serve.jobs import Sent, distinct, plain_name

__all__ = ["Bounds", "RefusedError", "Sending", "SentArticle", "addresses_in", "from_form", "from_json", "room_for"]

LONGEST_ADDRESS = 2000
LONGEST_FIELD = 500
SPARE = 200_000_000  # bytes of the disk that a sending leaves for everything else


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is taken: bytes of one sending, files and addresses in it, bytes of its text fields, jobs that wait."""

    size: int = 1_000_000_000
    files: int = 1000
    addresses: int = 1000
    text: int = 10_000_000
    jobs: int = 100


class RefusedError(Exception):
    """A sending that is not taken: a status of HTTP, a word of the interface, and the values in it."""

    def __init__(self, code: int, key: str, **values: str | int) -> None:
        super().__init__(key)
        self.code = code
        self.key = key
        self.values = values


class SentArticle(BaseModel):
    """An article in JSON: its text or its page, and what is known of it."""

    model_config = ConfigDict(extra="forbid")

    text: str | None = None
    html: str | None = None
    id: str | None = Field(None, max_length=LONGEST_FIELD, description="Comes back as `key`.")
    title: str | None = Field(None, max_length=LONGEST_FIELD)
    published: str | None = Field(None, max_length=80, description="ISO 8601 or EDTF.")
    url: str | None = Field(None, max_length=LONGEST_ADDRESS)
    outlet: str | None = Field(None, max_length=LONGEST_FIELD)
    author: str | None = Field(None, max_length=LONGEST_FIELD)


class Sending(BaseModel):
    """What is sent as JSON."""

    model_config = ConfigDict(extra="forbid")

    articles: list[SentArticle] = Field([], max_length=1000)
    addresses: list[str] = Field([], max_length=1000, description="Each is fetched like `runut build ADDRESS`.")


def room_for(folder: Path, size: int) -> None:
    """:raises RefusedError: the disk has no room for so many bytes more."""
    place = next(one for one in (folder, *folder.parents) if one.exists())
    if shutil.disk_usage(place).free < size + SPARE:
        raise RefusedError(507, "add_disk_full")


def addresses_in(text: str) -> tuple[str, ...]:
    """The addresses, one a line, each once.

    :raises RefusedError: a line is none.
    """
    found = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
    for line in found:
        if not line.lower().startswith(("http://", "https://")) or len(line) > LONGEST_ADDRESS or " " in line:
            raise RefusedError(400, "add_no_address", x=line[:100])
    return tuple(found)


def from_json(sending: Sending, folder: Path) -> tuple[Sent, ...]:
    """What was sent as JSON, written into the folder."""
    sent = [_pasted(folder, number, article) for number, article in enumerate(sending.articles, 1)]
    return _checked([*sent, *(Sent(one) for one in addresses_in("\n".join(sending.addresses)))])


async def from_form(media: str, body: AsyncIterator[bytes], folder: Path, bounds: Bounds) -> tuple[Sent, ...]:
    """What was sent as a form, its files written into the folder as they come."""
    _, options = parse_options_header(media)
    form = _Form(folder, bounds)
    try:
        parser = MultipartParser(options.get(b"boundary", b""), form.callbacks())
        async for chunk in body:
            if chunk:
                await run_sync(parser.write, chunk)
        parser.finalize()
    except FormParserError as error:
        raise RefusedError(400, "add_broken") from error
    finally:
        form.close()
    if not form.ended:
        raise RefusedError(400, "add_broken")
    return form.sent()


def _pasted(folder: Path, number: int, article: SentArticle) -> Sent:
    """An article that comes as text. The same text has the same name, so that it is not taken twice."""
    page = article.html is not None
    body = article.html if page else article.text
    if body is None or (page and article.text is not None):
        raise RefusedError(400, "add_text_or_html", x=number)
    if article.published and not may_be_day(article.published):
        raise RefusedError(400, "add_no_day", x=article.published[:80])
    data = body.encode("utf8", "replace")
    file = f"{number:06d}"
    (folder / file).write_bytes(data)
    said = {name: value.strip() for name, value in article if name not in ("text", "html") and value and value.strip()}
    given = Given(key=said.pop("id", None), **said)
    name = f"paste-{hashlib.sha256(data).hexdigest()[:12]}.{'html' if page else 'txt'}"
    return Sent(name, file, len(data), given)


def _checked(sent: Iterable[Sent]) -> tuple[Sent, ...]:
    found = list(sent)
    if not found:
        raise RefusedError(400, "add_nothing")
    names = distinct(one.name for one in found)
    return tuple(replace(one, name=name) for one, name in zip(found, names, strict=True))


@dataclass(slots=True)
class _Part:
    """The part of a form that is being received."""

    kind: Literal["field", "file", "none"] = "none"
    name: str = ""
    file: str = ""
    called: str = ""
    size: int = 0
    text: bytearray = field(default_factory=bytearray)


class _Form:
    """The parts of a form as they come: fields into memory, files to the disk."""

    def __init__(self, folder: Path, bounds: Bounds) -> None:
        self.folder = folder
        self.bounds = bounds
        self.fields: dict[str, str] = {}
        self.files: list[Sent] = []
        self.ended = False
        self._part = _Part()
        self._open: IO[bytes] | None = None
        self._header: tuple[bytearray, bytearray] = (bytearray(), bytearray())
        self._said = b""
        self._size = self._text = self._parts = 0

    def callbacks(self) -> Any:
        """What the parser calls."""
        return {
            "on_part_begin": self._begin,
            "on_header_field": lambda data, start, end: self._header[0].extend(data[start:end]),
            "on_header_value": lambda data, start, end: self._header[1].extend(data[start:end]),
            "on_header_end": self._header_end,
            "on_headers_finished": self._opened,
            "on_part_data": self._data,
            "on_part_end": self._end,
            "on_end": self._all,
        }

    def sent(self) -> tuple[Sent, ...]:
        """Files, the pasted text, addresses."""
        given = {name: self.fields.get(name, "") or None for name in ("title", "published", "url", "outlet", "author")}
        for name, value in given.items():
            longest = LONGEST_ADDRESS if name == "url" else LONGEST_FIELD
            if value and len(value) > longest:
                raise RefusedError(413, "add_field_long", x=name, y=longest)
        found = list(self.files)
        if self.fields.get("text", "").strip():
            article = SentArticle(text=self.fields["text"].replace("\r\n", "\n"), **given)
            found.append(_pasted(self.folder, len(found) + 1, article))
        addresses = addresses_in(self.fields.get("addresses", ""))
        if len(addresses) > self.bounds.addresses:
            raise RefusedError(413, "add_many_addresses", x=self.bounds.addresses)
        return _checked([*found, *(Sent(address) for address in addresses)])

    def close(self) -> None:
        """Let go of the file that was open when the sending broke off."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def _all(self) -> None:
        self.ended = True

    def _begin(self) -> None:
        self._parts += 1
        if self._parts > self.bounds.files + 20:
            raise RefusedError(413, "add_many_files", x=self.bounds.files)
        self._part, self._said = _Part(), b""
        self._header = (bytearray(), bytearray())

    def _header_end(self) -> None:
        if bytes(self._header[0]).lower() == b"content-disposition":
            self._said = bytes(self._header[1])
        self._header = (bytearray(), bytearray())

    def _opened(self) -> None:
        _, options = parse_options_header(self._said)
        name = options.get(b"name", b"").decode("utf8", "replace")
        if b"filename" not in options:
            self._part = _Part("field", name)
        elif called := options[b"filename"].decode("utf8", "replace"):
            if len(self.files) >= self.bounds.files:
                raise RefusedError(413, "add_many_files", x=self.bounds.files)
            self._part = _Part("file", name, f"{len(self.files) + 1:06d}", plain_name(called))
            self._open = (self.folder / self._part.file).open("xb")

    def _data(self, data: bytes, start: int, end: int) -> None:
        self._size += end - start
        if self._size > self.bounds.size:
            raise RefusedError(413, "add_too_large", x=megabytes(self.bounds.size))
        if self._part.kind == "file" and self._open is not None:
            self._open.write(data[start:end])
            self._part.size += end - start
        elif self._part.kind == "field":
            self._text += end - start
            if self._text > self.bounds.text:
                raise RefusedError(413, "add_text_long", x=megabytes(self.bounds.text))
            self._part.text += data[start:end]

    def _end(self) -> None:
        part = self._part
        if part.kind == "file":
            self.close()
            self.files.append(Sent(part.called, part.file, part.size))
        elif part.kind == "field":
            self.fields[part.name] = part.text.decode("utf8", "replace")

