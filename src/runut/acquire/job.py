"""What travels with every piece of input through intake: what the caller said, what is allowed, what is left of it.

In: nothing. Out: :class:`Job` and its :class:`Budget`. It reads nothing.

>>> Job.of(Given(), Limits()).deeper().depth
1
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from runut.acquire.limits import Limits
from runut.records import Given, RawPage, Reject

Found = Iterator[RawPage | Reject]


@dataclass(slots=True)
class Budget:
    """What one archive, with all archives inside it, may still use."""

    members: int
    size: int


@dataclass(frozen=True, slots=True)
class Job:
    """One source on its way; ``depth`` counts the archives around it."""

    given: Given
    limits: Limits
    budget: Budget
    depth: int = 0

    @classmethod
    def of(cls, given: Given, limits: Limits) -> Job:
        """The job of a source that the user named, with a whole budget."""
        return cls(given, limits, Budget(limits.archive_members, limits.archive_bytes))

    def deeper(self) -> Job:
        """The same for what lies inside: one more archive around it, the same budget."""
        return replace(self, depth=self.depth + 1)
