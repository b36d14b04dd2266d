"""Readers who come back: what they have already, and what has not changed since, is not made again.

In: the application and its desk. Out: answers about the chronicle with a weak tag (ETag); whoever sends the tag back
(If-None-Match) is answered 304 as long as nothing was written. A tag is of the chronicle's state, of the address with
its filters and language, and, for a page, of the reader's cookies, since its forms carry a key of theirs. It holds for
one run of the program: another may have other rules or words. While a job is at work lists may be some seconds old: no
tags then.

::

    app = Returning(app, desk, is_kept=guard.token is None)
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from hashlib import blake2b

from anyio.to_thread import run_sync
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from runut.errors import RunutError
from runut.serve.desk import Desk
from runut.serve.writes import Writing

__all__ = ["Returning"]

# Addresses that show the chronicle and nothing else: no jobs, no sheets of audits, no measures.
SHOWING = frozenset(
    {
        "timeline", "map", "graph", "stories", "occasions", "events", "articles", "actors", "dyad", "conflicts",
        "statements", "export",
    }
)  # fmt: skip
DATA = (".json", ".jsonl", ".csv")
ASKING = ("accept", "hx-request")  # what of a request, beside address and cookies, changes an answer
VARY = "Cookie, Accept, HX-Request"
# A browser may keep the page, and asks each time whether it still holds.
KEPT = "private, no-cache"


class Returning:
    """Tags as middleware. ``is_kept``: whether browsers may keep pages; those of other machines may not.

    What is answered here never comes to the application, which would say which of its ``kinds`` of address it is: that
    is looked up for who counts answers.
    """

    def __init__(self, app: ASGIApp, desk: Desk, *, is_kept: bool, kinds: Sequence[BaseRoute] = ()) -> None:
        self.app = app
        self.desk = desk
        self.is_kept = is_kept
        self.kinds = kinds
        self.run = secrets.token_bytes(16)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer that nothing has changed, or let it be answered with a tag."""
        state = await run_sync(self._state) if _shows(scope) else None
        if state is None:
            await self.app(scope, receive, send)
            return
        tag = self._tag(scope, state)
        if tag in _had(scope):
            scope["route"] = next((kind for kind in self.kinds if kind.matches(scope)[0] is Match.FULL), None)
            await Response(status_code=304, headers=self._headers(tag))(scope, receive, send)
            return
        await self.app(scope, receive, self._tagging(send, tag))

    def _state(self) -> object | None:
        try:
            return self.desk.state()
        except RunutError:
            return None  # what is wrong is said by the answer itself

    def _tag(self, scope: Scope, state: object) -> str:
        headers, path = Headers(scope=scope), str(scope["path"])
        given = [path, scope["query_string"].decode("latin-1"), *(headers.get(name, "") for name in ASKING)]
        if not path.endswith(DATA) and not path.startswith("/export/"):
            writing: Writing = scope.get("state", {}).get("writing", Writing())
            given += [headers.get("cookie", ""), writing.key]
        told = repr((state, given)).encode()
        return f'W/"{blake2b(told, digest_size=16, key=self.run).hexdigest()}"'

    def _headers(self, tag: str) -> dict[str, str]:
        return {"ETag": tag, "Vary": VARY} | ({"Cache-Control": KEPT} if self.is_kept else {})

    def _tagging(self, send: Send, tag: str) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200 and not self.desk.is_busy():
                headers = MutableHeaders(scope=message)
                for name, value in self._headers(tag).items():
                    headers.setdefault(name, value)
            await send(message)

        return sending


def _shows(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    return scope["path"].strip("/").partition("/")[0].partition(".")[0] in SHOWING


def _had(scope: Scope) -> set[str]:
    """The tags of what the asker has."""
    given = Headers(scope=scope).get("if-none-match", "")
    return {tag.strip() for tag in given.split(",")}
