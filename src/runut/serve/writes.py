"""What may change anything: the second gate, behind the one that says who may ask.

In: a request that does more than read. Out: the application's answer, or a refusal before the body is read:

* **Read-only**: with ``runut serve --read-only`` nothing may be written, whoever asks.
* **Origin**: a browser says whether a page of another site sent it (``Sec-Fetch-Site``); such a request is refused. The
  first gate has looked at ``Origin`` already.
* **Key**: a form carries a key that only our own pages know: a hash over the reader's cookie, which no other site's
  request brings along (``SameSite=Strict``), with a secret that leaves the program only so. It is the form's first
  field, so that it is seen before the rest. JSON needs none, nor does what has the header ``Runut-Program``: no page
  can send these to another origin without asking first, and that is never allowed.
* **Size**: a body may be as long as its address has room for.

A page gets the key from ``writing_of(request)``; ``fields`` reads a form, ``in_turn`` lets one writer at a time work.

>>> room("/events/ev-1/accept") == ROOM
True
"""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar
from urllib.parse import parse_qsl

from anyio import CapacityLimiter, to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request, cookie_parser
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["KEY", "Fields", "WriteGate", "Writing", "fields", "in_turn", "room", "writing_of"]

T = TypeVar("T")

KEY = "form_key"  # the name of the field; it comes first in every form that writes
COOKIE = "runut_form"
ROOM = 64 * 1024  # bytes of a body
NO_ROOMS: Mapping[str, int] = MappingProxyType({})
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
PROGRAM = "runut-program"  # a header of our own: a page of another origin cannot send it without asking first
OWN = frozenset({"same-origin", "none"})
ASKED_FIRST = frozenset({"application/json", "application/x-ndjson"})  # a browser asks before it sends it elsewhere
HEAD = 1024  # bytes in which a form shows its key
MOST = 500  # fields of a form
_COOKIE = re.compile(r"[\w-]{32}", re.ASCII)
_PLAIN = re.compile(rb"form_key=([0-9a-f]{64})(?:&|\Z)")
_PARTS = re.compile(
    rb'--[^\r\n]{1,100}\r\nContent-Disposition: form-data; name="form_key"\r\n\r\n([0-9a-f]{64})\r\n', re.IGNORECASE
)
READ_ONLY = "Kronik ini hanya dapat dibaca di sini.\nThis chronicle can only be read here (--read-only)."
FOREIGN = "A page of another site may not change anything."
NO_KEY = (
    "Formulir ini sudah kedaluwarsa atau bukan dari halaman ini: kembali, muat ulang halamannya, lalu kirim lagi.\n"
    "This form is out of date or is none of ours: go back, load the page again and send it anew.\n"
    "(A program sends JSON with Content-Type: application/json, or any form with the header Runut-Program.)"
)
TOO_LARGE = "the request is longer than the {} bytes that this address takes"


@dataclass(frozen=True, slots=True)
class Writing:
    """Whether this reader may write, and the key that a form has to carry."""

    key: str = ""
    allowed: bool = False


def writing_of(request: Request) -> Writing:
    """What the gate said of the request; nothing is allowed where no gate was passed."""
    found: Writing = request.scope.get("state", {}).get("writing", Writing())
    return found


def room(path: str, rooms: Mapping[str, int] = NO_ROOMS) -> int:
    """How many bytes a body sent to the address may have; ``rooms`` names addresses that take more."""
    return rooms.get(path, ROOM)


class WriteGate:
    """The checks as middleware."""

    def __init__(self, app: ASGIApp, *, read_only: bool = False, rooms: Mapping[str, int] = NO_ROOMS) -> None:
        self.app = app
        self.wrote: Callable[[], None] = lambda: None  # called after each that was let through
        self.rooms = rooms
        self.read_only = read_only
        self.secret = secrets.token_bytes(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        cookie = cookie_parser(Headers(scope=scope).get("cookie", "")).get(COOKIE, "")
        is_new = not _COOKIE.fullmatch(cookie)
        cookie = secrets.token_urlsafe(24) if is_new else cookie
        key = self._key(cookie)
        scope.setdefault("state", {})["writing"] = Writing(key, not self.read_only)
        if scope["method"] in SAFE:
            await self.app(scope, receive, _with_cookie(send, cookie) if is_new else send)
            return
        receive = _bounded(receive, room(scope["path"], self.rooms))
        try:
            refusal, receive = await self._refusal(scope, receive, "" if is_new else key)
        except HTTPException as error:
            refusal = PlainTextResponse(error.detail, error.status_code)
        await (refusal or self.app)(scope, receive, send)
        if refusal is None:
            self.wrote()

    def _key(self, cookie: str) -> str:
        return hmac.digest(self.secret, cookie.encode(), "sha256").hex()

    async def _refusal(self, scope: Scope, receive: Receive, key: str) -> tuple[Response | None, Receive]:
        headers = Headers(scope=scope)
        if self.read_only:
            return PlainTextResponse(READ_ONLY, 403), receive
        if headers.get("sec-fetch-site", "none") not in OWN:
            return PlainTextResponse(FOREIGN, 403), receive
        length = headers.get("content-length", "0")
        most = room(scope["path"], self.rooms)
        if not length.isdecimal() or int(length) > most:
            return PlainTextResponse(TOO_LARGE.format(most), 413), receive
        media = headers.get("content-type", "").partition(";")[0].strip().lower()
        if media in ASKED_FIRST or PROGRAM in headers:
            return None, receive
        head, receive = await _peeked(receive)
        pattern = _PARTS if media == "multipart/form-data" else _PLAIN
        shown = pattern.match(head)
        if shown is None or not key or not hmac.compare_digest(shown[1], key.encode()):
            return PlainTextResponse(NO_KEY, 403), receive
        return None, receive


@dataclass(frozen=True, slots=True)
class Fields:
    """A form as it was sent: names and values, in order."""

    pairs: tuple[tuple[str, str], ...]

    def one(self, name: str) -> str:
        """The value of the field, without the space around it; nothing where it was not sent."""
        return next((value.strip() for key, value in self.pairs if key == name), "")

    def many(self, name: str) -> tuple[str, ...]:
        """All its values that say something."""
        return tuple(value.strip() for key, value in self.pairs if key == name and value.strip())


async def fields(request: Request) -> Fields:
    """The fields of a form that was sent as a browser sends it where there is no file."""
    try:
        text = (await request.body()).decode("ascii")
        return Fields(tuple(parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST)))
    except ValueError as error:
        raise HTTPException(400, f"the form cannot be read ({error})") from error


async def in_turn(request: Request, work: Callable[[], T]) -> T:
    """What ``work`` gives, once nobody else of this program writes; readers go on meanwhile, however many wait."""
    turn: CapacityLimiter = request.app.state.turn
    return await to_thread.run_sync(work, limiter=turn)


def _with_cookie(send: Send, cookie: str) -> Send:
    """A page brings its reader's cookie along; data and files need none."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if headers.get("content-type", "").startswith("text/html"):
                headers.append("Set-Cookie", f"{COOKIE}={cookie}; Path=/; HttpOnly; SameSite=Strict")
        await send(message)

    return sending


def _bounded(receive: Receive, most: int) -> Receive:
    """The body as it comes, but no more of it than there is room for."""
    left = most

    async def receiving() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise HTTPException(413, TOO_LARGE.format(most))
        return message

    return receiving


async def _peeked(receive: Receive) -> tuple[bytes, Receive]:
    """The beginning of the body, and the whole of it to be read again."""
    seen: list[Message] = []
    head = b""
    while len(head) < HEAD:
        message = await receive()
        seen.append(message)
        head += message.get("body", b"")
        if not message.get("more_body", False):
            break

    async def receiving() -> Message:
        return seen.pop(0) if seen else await receive()

    return head, receiving
