"""Who may ask: the gate in front of every page.

In: a request. Out: the answer with its safety headers, or a refusal. Three checks, each for one attack:

* **Host**: a page elsewhere can point its own name at 127.0.0.1 (DNS rebinding) and then read what that name serves.
  A request must name a host that we were told of; an address in figures cannot be pointed elsewhere, so that where
  other machines may ask, any such address will do.
* **Origin**: a request that a page of another origin made is refused, whatever its method.
* **Token**: where other machines can reach the program, every request shows the token, as a header or as the cookie
  that the first address (``?token=``) sets; it leaves the address at once, so that it is in no history and no link.

The content security policy allows scripts and styles of this package alone, none that stand in a page.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from runut.errors import UsageError

__all__ = ["POLICY", "Gate", "Guard", "is_loopback"]

COOKIE = "runut_token"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # without one, a browser sends our own forms with "Origin: null"
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
SHORTEST = 16  # characters of a token that a user chooses


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Guard:
    """Which hosts a request may name, and the token that it must show, if any."""

    hosts: frozenset[str]
    token: str | None = None
    any_address: bool = False

    @classmethod
    def of(cls, host: str, *, token: str | None = None, names: Iterable[str] = ()) -> Guard:
        """For a program that listens on ``host``; ``names`` are further names that it is called by.

        :raises UsageError: other machines can reach it, and there is no token, or one that can be guessed.
        """
        if not is_loopback(host) and token is None:
            raise UsageError(f"--host {host} lets other machines in; that needs a token")
        if token is not None and len(token) < SHORTEST:
            raise UsageError(f"the token is shorter than {SHORTEST} characters; leave --token out and one is made")
        known = LOOPBACK_NAMES | {host.strip("[]").lower()} | {name.lower() for name in names}
        return cls(frozenset(known), token, any_address=not is_loopback(host))

    def knows(self, host: str) -> bool:
        """Whether a request may name the host (its port does not matter)."""
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        if name in self.hosts:
            return True
        try:
            return self.any_address and ip_address(name) is not None
        except ValueError:
            return False

    def opens(self, shown: str) -> bool:
        """Whether it is the token; as long for a near miss as for a far one."""
        return self.token is not None and hmac.compare_digest(shown.encode(), self.token.encode())


class Gate:
    """The guard as middleware."""

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        self.app = app
        self.guard = guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, or refuse it."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        await (refusal or self.app)(scope, receive, _with_headers(send))

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self.guard.knows(hosts[0]):
            return PlainTextResponse("Nothing is served under this name; open the address that runut prints.", 421)
        origin = headers.get("origin")
        if origin is not None and origin not in (f"http://{hosts[0]}", f"https://{hosts[0]}"):
            return PlainTextResponse("A page of another origin may not ask.", 403)
        return None if self.guard.token is None else self._without_token(scope, headers)

    def _without_token(self, scope: Scope, headers: Headers) -> Response | None:
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        shown = [value for name, value in query if name == "token"]
        if shown and self.guard.opens(shown[0]):
            rest = urlencode([(name, value) for name, value in query if name != "token"])
            entered = RedirectResponse(_local(scope["path"]) + (f"?{rest}" if rest else ""), 303)
            entered.set_cookie(COOKIE, shown[0], httponly=True, samesite="strict", path="/")
            return entered
        scheme, _, bearer = headers.get("authorization", "").partition(" ")
        cookie = cookie_parser(headers.get("cookie", "")).get(COOKIE, "")
        if self.guard.opens(cookie) or (scheme.lower() == "bearer" and self.guard.opens(bearer)):
            return None
        return PlainTextResponse("Open the address with the token that runut serve prints.", 401)


def _local(path: str) -> str:
    """The path as one of this host: "//elsewhere" is another host to a browser."""
    return "/" + quote(path.lstrip("/\\"), safe="/:@")


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return sending
