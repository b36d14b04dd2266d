"""How a program behaves on other people's servers: who it is, how long it waits, when it stays away.

In: what was fetched from which host and how it answered; a clock, which tests move by hand. Out: how long to wait
before the next request to that host. It fetches nothing.

>>> agent("redaksi@kabar.example").endswith("(+mailto:redaksi@kabar.example)")
True
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Protocol

from runut.errors import UsageError

__all__ = ["Clock", "Pause", "SystemClock", "Turns", "agent", "checked_contact"]

_MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}")
_PAGE = re.compile(r"https?://[A-Za-z0-9.-]{1,200}\.[A-Za-z]{2,63}(?:/[A-Za-z0-9._~%/?=&#+-]{0,200})?")
_FIRST, _LONGEST, _PATIENCE = 60.0, 6 * 3600.0, 7 * 24 * 3600.0


class Clock(Protocol):
    """What time it is, in seconds since 1970, and waiting."""

    def now(self) -> float:
        """The time."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> float:
        """See ``Clock``."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """See ``Clock``."""
        time.sleep(max(0.0, seconds))


def checked_contact(value: str) -> str:
    """The mail address or web page under which the servers' keepers find whoever runs the program.

    :raises UsageError: it is neither.
    """
    value = value.strip()
    if _MAIL.fullmatch(value) or _PAGE.fullmatch(value):
        return value
    raise UsageError(f"--contact {value!r} is neither a mail address nor an http address; write redaksi@kabar.example")


def agent(contact: str | None) -> str:
    """The User-Agent header."""
    from runut import __version__

    if not contact:
        return f"runut/{__version__} (reads single news pages on a user's request)"
    return f"runut/{__version__} (+{'mailto:' if '@' in contact and '://' not in contact else ''}{contact})"


@dataclass(frozen=True, slots=True)
class Pause:
    """Until when a host is left alone, and how often in a row it said that it cannot answer."""

    host: str
    until: float
    failures: int


@dataclass(slots=True)
class Turns:
    """Whose turn it is: when each host may be asked again."""

    clock: Clock
    delay: float
    pauses: dict[str, Pause] = field(default_factory=dict)
    _next: dict[str, float] = field(default_factory=dict)

    def ready_at(self, host: str) -> float:
        """When the host may be asked; in the past where it may be asked now."""
        pause = self.pauses.get(host)
        return max(self._next.get(host, 0.0), pause.until if pause else 0.0)

    def asked(self, host: str, wanted: float = 0.0) -> None:
        """A request was made; ``wanted``: the seconds that the host itself wants between two."""
        self._next[host] = self.clock.now() + max(self.delay, wanted)

    def answered(self, host: str) -> None:
        """The host is well."""
        self.pauses.pop(host, None)

    def back_off(self, host: str, retry_after: str) -> float:
        """The host cannot answer: leave it alone, each time twice as long, or as long as it says. Gives the end."""
        failures = self.pauses[host].failures + 1 if host in self.pauses else 1
        wait = _seconds(retry_after, self.clock.now())
        if wait is None:
            wait = min(_FIRST * 2 ** min(failures - 1, 20), _LONGEST)
        until = self.clock.now() + max(wait, self.delay)
        self.pauses[host] = Pause(host, until, failures)
        return until


def _seconds(retry_after: str, now: float) -> float | None:
    """What the header Retry-After says: a number of seconds or a day and time."""
    written = retry_after.strip()
    if written.isascii() and written.isdigit():
        return min(float(written[:9]), _PATIENCE)
    try:
        found = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    try:
        at = (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None
    return min(max(at - now, 0.0), _PATIENCE)
