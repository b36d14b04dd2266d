"""An address as it is written -> where to connect to, and whether anybody may be sent there.

In: http and https addresses that came from a feed, a list or a redirect, which is to say from somebody else. Out: a
:class:`Target`, and the numbers of its host after every one of them was found to be public. Names are looked up once:
who connects takes the numbers from here, so that a name that means something else a moment later changes nothing.

>>> target_of("https://kabar.example/a b?x=1#top").path
'/a%20b?x=1'
>>> is_public("8.8.8.8"), is_public("127.0.0.1"), is_public("::ffff:10.0.0.1"), is_public("64:ff9b::7f00:1")
(True, False, False, False)
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from runut.errors import UnreadableError

_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_SHORT = 200
SAVE_IT = "save the page and give the file"


@dataclass(frozen=True, slots=True)
class Target:
    """``origin``: scheme, host and port, which share one robots.txt; ``path``: what the request asks for."""

    address: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """What robots.txt is for."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}{'' if self.port == _PORTS[self.scheme] else f':{self.port}'}"


def target_of(address: str) -> Target:
    """The parts of the address.

    :raises UnreadableError: it is none that is fetched.
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
        named = (host or "").encode("idna").decode("ascii")
    except ValueError as error:
        raise UnreadableError("unreadable", f"not an address ({str(error)[:80]}); check it") from error
    if parts.scheme not in _PORTS or not host or parts.username is not None or port == 0:
        raise UnreadableError("unreadable", "only plain http and https addresses are fetched")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if parts.query:
        path += f"?{quote(parts.query, safe='=&%/:@!$()*+,;~-._?')}"
    return Target(address.partition("#")[0], parts.scheme, named.lower(), port or _PORTS[parts.scheme], path)


def numbers_of(target: Target, *, private: bool = False) -> tuple[str, ...]:
    """The numbers that the host's name stands for, all of them public unless ``private`` ones are allowed.

    :raises UnreadableError: one of them is not, or the name is not known.
    """
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        detail = f"the host {target.host[:_SHORT]} was not found ({str(error)[:80]}); check the address"
        raise UnreadableError("unreadable", detail) from error
    numbers = tuple(dict.fromkeys(str(info[4][0]) for info in found))
    if not private and not all(map(is_public, numbers)):
        what = "is a private, loopback, link-local or reserved address, which is not fetched"
        raise UnreadableError("unreadable", f"{target.host[:_SHORT]} {what}; {SAVE_IT}")
    return numbers


def is_public(number: str) -> bool:
    """Whether an IP address is one of the open internet, also where it carries another one inside."""
    try:
        found = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    inside = _carried(found) if isinstance(found, ipaddress.IPv6Address) else ()
    return all(one.is_global and not (one.is_multicast or _is_set_apart(one)) for one in inside or (found,))


def _is_set_apart(number: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Some versions of Python call a few of these global."""
    is_site_local = isinstance(number, ipaddress.IPv6Address) and number.is_site_local
    return number.is_reserved or number.is_unspecified or number.is_private or is_site_local


def _carried(number: ipaddress.IPv6Address) -> tuple[ipaddress.IPv4Address, ...]:
    """The IPv4 addresses that a packet to this IPv6 address may end at: mapped, 6to4, Teredo, NAT64."""
    if number.ipv4_mapped:
        return (number.ipv4_mapped,)
    if number.sixtofour:
        return (number.sixtofour,)
    if number.teredo:
        return number.teredo
    if number in _NAT64:
        return (ipaddress.IPv4Address(int(number) & 0xFFFFFFFF),)
    return ()
