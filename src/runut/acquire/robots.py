"""robots.txt -> what its host lets this program fetch, and how slowly.

In: the answer to the request for it, if there was one. Out: :class:`Rules`. As RFC 9309 has it: the longest rule that
fits holds, a file that is not there (4xx) forbids nothing, one that cannot be had (5xx, no answer) forbids everything
until it can.

>>> rules = Rules("https://kabar.example", 0.0, "User-agent: *\\nDisallow: /arsip\\nCrawl-delay: 7")
>>> rules.allows("https://kabar.example/arsip/1"), rules.allows("https://kabar.example/1"), rules.delay
(False, True, 7.0)
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protego import Protego

__all__ = ["KEPT", "MOST", "NAME", "Rules"]

NAME = "runut"
MOST = 512_000  # what RFC 9309 asks to read at least; the rest may be left
KEPT = 24 * 3600.0  # seconds after which it is asked for again
_RETRIED = 600.0


@dataclass(frozen=True, slots=True)
class Rules:
    """``text``: the file, empty where there is none; ``trouble``: why it could not be had; ``when``: of asking."""

    origin: str
    when: float
    text: str = ""
    trouble: str = ""

    def is_fresh(self, now: float) -> bool:
        """Whether they need not be asked for again."""
        return 0 <= now - self.when < (_RETRIED if self.trouble else KEPT)

    def allows(self, address: str) -> bool:
        """Whether the host lets the page be fetched."""
        if self.trouble:
            return False
        return not self.text or bool(_parsed(self.text).can_fetch(address, NAME))

    @property
    def delay(self) -> float:
        """The seconds that the host wants between two requests; 0 where it says nothing."""
        found = _parsed(self.text).crawl_delay(NAME) if self.text and not self.trouble else None
        return max(0.0, float(found)) if found is not None and float(found) < 1e9 else 0.0


@lru_cache(maxsize=64)
def _parsed(text: str) -> Protego:
    from protego import Protego

    return Protego.parse(text)
