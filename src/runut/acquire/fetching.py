"""Fetching with manners: one address -> its page, with every precaution that somebody else's list of addresses needs.

In: an http or https address. Out: an :class:`Answer`, or a :class:`Refusal` that says why and, where it makes sense,
when to try again. Before each request: only http and https, every number of the host public, robots.txt asked, the
host's turn waited for. The connection goes to a number that was checked; each redirect is an address like any other.
Size, time and redirects are limited. A host that answers 429 or 5xx is left alone, as long as it says or each time
twice as long. It does not crawl, keeps no cookies, runs no scripts.

>>> Fetcher().fetch("http://127.0.0.1/").reason
'unreadable'
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import urljoin

from runut.acquire import hosts
from runut.acquire.exchange import Exchange, ask
from runut.acquire.limits import Limits, megabytes
from runut.acquire.manners import Clock, Pause, SystemClock, Turns, agent
from runut.acquire.robots import MOST, Rules
from runut.errors import UnreadableError

__all__ = ["Answer", "Fetcher", "Known", "Refusal"]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
_LONGEST_WAIT = 90.0  # seconds that a caller is kept waiting for a host's turn
_RETRY = 900.0
_CUT = {
    "length": ("too-large", "more than {most}"),
    "time": ("unreadable", "not finished after {seconds:g} seconds; save the page and give the file"),
    "disconnect": ("broken-record", "the server broke off in the middle of the page; try again later"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What a server said of the version that is here already, so that it need not send it again."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A page. ``exchanges``: all that was said on the way to it, redirects first; ``is_same``: nothing new is there."""

    address: str
    exchanges: tuple[Exchange, ...]
    is_same: bool = False

    @property
    def last(self) -> Exchange:
        """The exchange that gave the page."""
        return self.exchanges[-1]

    @property
    def known(self) -> Known:
        """What to send along the next time."""
        return Known(self.last.header("ETag")[:200], self.last.header("Last-Modified")[:80])


@dataclass(frozen=True, slots=True)
class Refusal:
    """No page; ``reason`` and ``detail`` are those of a reject. ``again``: when another try may do better."""

    address: str
    reason: str
    detail: str
    again: float | None = None


class Fetcher:
    """Somebody who fetches. ``private``: also from addresses that are not of the open internet."""

    def __init__(
        self,
        *,
        contact: str | None = None,
        delay: float = 2.0,
        limits: Limits | None = None,
        clock: Clock | None = None,
        private: bool = False,
    ) -> None:
        self.limits = limits or Limits()
        self.clock = clock or SystemClock()
        self.turns = Turns(self.clock, delay)
        self.rules: dict[str, Rules] = {}
        self._agent, self._private = agent(contact), private

    def remember(self, rules: Iterable[Rules], pauses: Iterable[Pause]) -> None:
        """What an earlier run learnt of the hosts."""
        self.rules.update((one.origin, one) for one in rules)
        self.turns.pauses.update((one.host, one) for one in pauses)

    def ready_at(self, address: str) -> float:
        """When the address may be fetched without waiting; in the past where it may be now."""
        try:
            return self.turns.ready_at(hosts.target_of(address).host)
        except UnreadableError:
            return 0.0

    def fetch(self, address: str, known: Known | None = None) -> Answer | Refusal:
        """The page at the address, or why there is none."""
        headers = {"If-None-Match": known.etag, "If-Modified-Since": known.modified} if known else {}
        exchanges: list[Exchange] = []
        current = address
        try:
            for _ in range(self.limits.redirects + 1):
                found = self._ask(current, {name: value for name, value in headers.items() if value})
                if isinstance(found, Refusal):
                    return Refusal(address, found.reason, found.detail, found.again)
                exchanges.append(found)
                if not (current := _next(found)):
                    return self._answer(address, tuple(exchanges))
        except UnreadableError as error:
            return Refusal(address, error.reason, error.detail, self._later(error))
        return Refusal(address, "unreadable", f"more than {self.limits.redirects} redirects; {hosts.SAVE_IT}")

    def _later(self, error: UnreadableError) -> float | None:
        """Where nobody answered, somebody may later; what is refused stays refused."""
        return self.clock.now() + _RETRY if isinstance(error.__cause__, OSError) else None

    def _ask(self, address: str, headers: dict[str, str]) -> Exchange | Refusal:
        """One request, after all that goes before it."""
        target = hosts.target_of(address)
        if (wait := self._wait(target.host)) is not None:
            return wait
        numbers = hosts.numbers_of(target, private=self._private)
        rules = self._rules_of(target, numbers)
        if not rules.allows(target.origin + target.path):
            return self._forbidden(target, rules)
        if (wait := self._wait(target.host)) is not None:
            return wait
        self.turns.asked(target.host, rules.delay)
        found = self._send(target, numbers, headers, self.limits.document)
        self.turns.asked(target.host, rules.delay)
        if found.status in _BUSY:
            return self._busy(target, found)
        self.turns.answered(target.host)
        return found

    def _send(self, target: hosts.Target, numbers: tuple[str, ...], headers: dict[str, str], most: int) -> Exchange:
        sent = {
            "User-Agent": self._agent,
            "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, text/plain;q=0.8, */*;q=0.1",
            "Accept-Encoding": "gzip",
            **headers,
        }
        return ask(target, numbers, sent, most=most, seconds=self.limits.seconds, when=self.clock.now())

    def _wait(self, host: str) -> Refusal | None:
        """Wait for the host's turn, or say that it is too far off."""
        at = self.turns.ready_at(host)
        wait = at - self.clock.now()
        if wait > _LONGEST_WAIT:
            detail = f"{host} asks to be left alone until {_shown(at)}; it was not fetched"
            return Refusal(host, "not-fetched", detail, at)
        if wait > 0:
            self.clock.sleep(wait)
        return None

    def _busy(self, target: hosts.Target, found: Exchange) -> Refusal:
        until = self.turns.back_off(target.host, found.header("Retry-After"))
        detail = f"the server answered {_status(found.status)}; it is left alone until {_shown(until)}"
        return Refusal(target.address, "unreadable", detail, until)

    def _forbidden(self, target: hosts.Target, rules: Rules) -> Refusal:
        if rules.trouble:
            detail = f"without the robots.txt of {target.host} nothing is fetched there, and {rules.trouble}"
            return Refusal(target.address, "not-fetched", detail, self.clock.now() + _RETRY)
        detail = f"the robots.txt of {target.host} asks programs not to fetch it; {hosts.SAVE_IT}"
        return Refusal(target.address, "not-fetched", detail)

    def _rules_of(self, target: hosts.Target, numbers: tuple[str, ...]) -> Rules:
        """What robots.txt says, asked for once a day.

        :raises UnreadableError: the host does not answer at all.
        """
        known = self.rules.get(target.origin)
        if known is None or not known.is_fresh(self.clock.now()):
            known = self.rules[target.origin] = self._asked_rules(target, numbers)
        return known

    def _asked_rules(self, target: hosts.Target, numbers: tuple[str, ...]) -> Rules:
        origin, now = target.origin, self.clock.now()
        current = hosts.target_of(f"{origin}/robots.txt")
        for _ in range(self.limits.redirects + 1):
            found = self._send(current, numbers, {}, MOST)
            address = _next(found)
            if not address:
                break
            current = hosts.target_of(address)
            numbers = hosts.numbers_of(current, private=self._private)
        if found.status in _BUSY:
            self.turns.back_off(target.host, found.header("Retry-After"))
        if found.status in _BUSY or found.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return Rules(origin, now, trouble=f"it answered {_status(found.status)}")
        if found.cut not in ("", "length"):
            return Rules(origin, now, trouble="it was not sent whole")
        text = found.body.decode("utf-8", "replace").removeprefix("\ufeff") if found.status == HTTPStatus.OK else ""
        return Rules(origin, now, text)

    def _answer(self, address: str, exchanges: tuple[Exchange, ...]) -> Answer | Refusal:
        last = exchanges[-1]
        if last.status == HTTPStatus.NOT_MODIFIED:
            return Answer(address, exchanges, is_same=True)
        if last.status != HTTPStatus.OK:
            reason = "not-found" if last.status in (404, 410) else "unreadable"
            return Refusal(address, reason, f"the server answered {_status(last.status)}; check the address")
        if last.cut:
            reason, detail = _CUT[last.cut]
            said = detail.format(most=megabytes(self.limits.document), seconds=self.limits.seconds)
            return Refusal(address, reason, said, None if last.cut == "length" else self.clock.now() + _RETRY)
        if not last.body.strip():
            return Refusal(address, "empty", "the server sent an empty page")
        return Answer(address, exchanges)


def _next(found: Exchange) -> str:
    """Where a redirect leads; empty where the answer is none."""
    if found.status not in _REDIRECTS:
        return ""
    try:
        return urljoin(found.address, found.header("Location")) if found.header("Location") else ""
    except ValueError as error:
        raise UnreadableError("unreadable", "redirected to what is no address") from error


def _status(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _shown(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds")
