"""One page from the web, fetched with every precaution that a program run by somebody else's list of addresses needs.

In: an http or https address. Out: a raw page or a reject. Private, loopback and link-local addresses are refused,
also after a redirect; the connection is made to the very address that was checked; size, time and redirects are
limited. It does not crawl, keeps no cookies and runs no scripts.

>>> fetch("http://127.0.0.1/", Given(), Limits()).reason
'unreadable'
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from runut.acquire.limits import Limits, megabytes
from runut.records import Given, RawPage, Reject

_AGENT = "runut/0.1 (reads single news pages on a user's request)"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHUNK = 1 << 16


class _RefusedError(Exception):
    """The address is not one that may be fetched, or it did not answer with a page."""


def fetch(address: str, given: Given, limits: Limits) -> RawPage | Reject:
    """Fetch one page."""
    deadline = time.monotonic() + limits.seconds
    current = address
    try:
        for _ in range(limits.redirects + 1):
            response, connection = _open(current, limits)
            try:
                target = response.getheader("Location") if response.status in _REDIRECTS else None
                if not target:
                    return _page(address, current, response, given, limits, deadline)
                current = urljoin(current, target)
            finally:
                connection.close()
    except _RefusedError as error:
        return Reject(address, "unreadable", str(error))
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Reject(
            address, "unreadable", f"could not be fetched ({str(error)[:100]}); save the page and give the file"
        )
    return Reject(address, "unreadable", f"more than {limits.redirects} redirects; save the page and give the file")


def _open(address: str, limits: Limits) -> tuple[http.client.HTTPResponse, http.client.HTTPConnection]:
    parts = urlsplit(address)
    host = parts.hostname
    if parts.scheme not in ("http", "https") or not host or parts.username:
        raise _RefusedError("only plain http and https addresses are fetched")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    connection: http.client.HTTPConnection
    verified = _public_address(host, port)
    if parts.scheme == "https":
        connection = _PinnedHTTPS(host, port, verified, limits.seconds)
    else:
        connection = _PinnedHTTP(host, port, verified, limits.seconds)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
        f"?{quote(parts.query, safe='=&%/:@!$()*+,;~-._?')}" if parts.query else ""
    )
    try:
        connection.request(
            "GET",
            path,
            headers={"User-Agent": _AGENT, "Accept": "text/html, text/plain;q=0.8", "Accept-Encoding": "identity"},
        )
        return connection.getresponse(), connection
    except BaseException:
        connection.close()
        raise


def _public_address(host: str, port: int) -> str:
    """An address of the host, after all of them were found to be public."""
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for candidate in found:
        number = ipaddress.ip_address(candidate.split("%")[0])
        mapped = number.ipv4_mapped if isinstance(number, ipaddress.IPv6Address) else None
        if not (mapped or number).is_global or number.is_multicast:
            raise _RefusedError(
                f"{host} is a private, loopback or link-local address, which is not fetched; "
                "save the page and give the file"
            )
    return found[0]


def _page(
    address: str, final: str, response: http.client.HTTPResponse, given: Given, limits: Limits, deadline: float
) -> RawPage | Reject:
    if response.status != http.client.OK:
        reason = "not-found" if response.status in (404, 410) else "unreadable"
        return Reject(address, reason, f"the server answered {response.status} {response.reason}; check the address")
    kind = response.headers.get_content_type()
    if kind not in ("text/html", "application/xhtml+xml", "text/plain"):
        return Reject(address, "unknown-format", f"the address gives {kind}, not a page")
    chunks: list[bytes] = []
    size = 0
    while chunk := response.read1(_CHUNK):
        size += len(chunk)
        if size > limits.document:
            return Reject(address, "too-large", f"more than {megabytes(limits.document)}")
        if time.monotonic() > deadline:
            return Reject(
                address,
                "unreadable",
                f"not finished after {limits.seconds:.0f} seconds; save the page and give the file",
            )
        chunks.append(chunk)
    if not size:
        return Reject(address, "empty", "the server sent an empty page")
    if not given.url:
        given = replace(given, url=final)
    charset = response.headers.get_content_charset()
    return RawPage(address, b"".join(chunks), "text" if kind == "text/plain" else "html", given, charset)


class _PinnedHTTP(http.client.HTTPConnection):
    """Connects to the address that was checked, whatever the name resolves to by now."""

    def __init__(self, host: str, port: int, verified: str, timeout: float) -> None:
        super().__init__(host, port, timeout=timeout)
        self._verified = verified

    def connect(self) -> None:
        self.sock: Any = socket.create_connection((self._verified, self.port), self.timeout)


class _PinnedHTTPS(_PinnedHTTP):
    default_port = 443

    def connect(self) -> None:
        super().connect()
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
