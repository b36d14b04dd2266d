"""When an event as read agrees with an event of the gold: place, parties, status, date.

In: a gold event and an event as read. Out: yes or no, a question each. The rules are those of the shared measure, so
that figures can be compared: parties agree by one common country or name, mutual acts have no direction, a few types
fold their states together, a date agrees where the intervals overlap and the answer is not much coarser.

>>> same_name("kim jong un", "kim")
True
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from runut.records import Event, EventTime, Participant, Published, Span
from runut.review.gold import COUNTRY, Days, GoldEvent, days_of

MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE", "ASSAULT", "RETREAT", "CONCEDE", "SUPPORT"})
# A demand is an act whether or not it is met, a threat one whatever its condition: coders differ, the measure does not.
FOLDED = {
    "REQUEST": frozenset({"actual", "requested"}),
    "THREATEN": frozenset({"actual", "conditional", "planned"}),
    "AGREE": frozenset({"actual", "planned"}),
    "CONCEDE": frozenset({"actual", "planned"}),
    "REJECT": frozenset({"actual", "negated", "denied"}),
}
SYNONYMS = {"refused": "negated"}


@dataclass(frozen=True, slots=True)
class Folded:
    """A text with every run of white space as one blank, and the offset in the original of each character."""

    text: str
    offsets: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Folded:
        """Fold ``text``."""
        characters: list[str] = []
        offsets: list[int] = []
        blank = False
        for offset, character in enumerate(text):
            if not (character.isspace() and blank):
                blank = character.isspace()
                characters.append(" " if blank else character)
                offsets.append(offset)
        return cls("".join(characters), tuple(offsets))

    def nearest(self, span: Span, read: Folded) -> tuple[int, int]:
        """Where the words of ``span`` (offsets into the text that ``read`` folds) stand here; (-1, ...) if nowhere."""
        words = fold(span.text).strip()
        wanted = bisect_left(read.offsets, span.start)
        best = at = self.text.find(words) if words else -1
        while at >= 0:
            if abs(at - wanted) < abs(best - wanted):
                best = at
            at = self.text.find(words, at + 1)
        return best, best + len(words)

    def place(self, span: Span) -> tuple[int, int]:
        """Where ``span`` (offsets into the original) stands in the folded text."""
        return bisect_left(self.offsets, span.start), bisect_left(self.offsets, span.end)


def fold(text: str) -> str:
    """Every run of white space as one blank."""
    return re.sub(r"\s+", " ", text)


def parties_agree(gold: GoldEvent, event: Event) -> bool:
    """Whether actors and targets are the same, in either direction for mutual acts."""
    actors, targets = _wanted(gold.actors), _wanted(gold.targets)
    given_actors, given_targets = _given(event.actors), _given(event.targets)
    if actors.meets(given_actors) and targets.meets(given_targets):
        return True
    if event.type not in MUTUAL:
        return False
    if actors.meets(given_targets) and targets.meets(given_actors):
        return True
    if set(gold.actors) != set(gold.targets):
        return False
    everybody = given_actors.countries | given_targets.countries
    return len(actors.countries & everybody) >= min(2, len(actors.countries))


def statuses_agree(gold: GoldEvent, event: Event) -> bool:
    """Whether the state of the act is an accepted one."""
    folded = FOLDED.get(event.type.split()[0], frozenset())
    given = SYNONYMS.get(event.status, event.status)
    for status in gold.statuses:
        wanted = SYNONYMS.get(status, status)
        if wanted == given or {wanted, given} <= folded:
            return True
    return False


def dates_agree(accepted: Sequence[Days | None], given: Days | None) -> bool:
    """Whether ``given`` overlaps an accepted interval without being much coarser; unknown agrees with unknown."""
    return any(_date_agrees(days, given) for days in accepted)


def _date_agrees(wanted: Days | None, given: Days | None) -> bool:
    if wanted is None or given is None:
        return wanted is None and given is None
    if wanted[0] > given[1] or given[0] > wanted[1]:
        return False
    length = (wanted[1] - wanted[0]).days
    return (given[1] - given[0]).days <= max(2 * length, length + 7)


def given_days(time: EventTime | Published | None) -> Days | None:
    """The interval that the reader gave."""
    if time is None:
        return None
    if time.earliest and time.latest:
        return time.earliest, time.latest
    return days_of(time.value or "unknown")


@dataclass(frozen=True, slots=True)
class Parties:
    """One side of an act."""

    countries: frozenset[str]
    names: frozenset[str]

    def meets(self, given: Parties) -> bool:
        """Whether ``given`` shares a country or a name; a side that the gold leaves open is met by any."""
        if not self.countries and not self.names:
            return True
        if self.countries & given.countries:
            return True
        return any(same_name(wanted, name) for wanted in self.names for name in given.names)


def _wanted(names: Iterable[str]) -> Parties:
    listed = list(names)
    codes = frozenset(name for name in listed if COUNTRY.fullmatch(name))
    return Parties(codes, frozenset(plain(name) for name in listed if name not in codes))


def _given(participants: Iterable[Participant]) -> Parties:
    listed = list(participants)
    return Parties(
        frozenset(one.country.upper() for one in listed if one.country),
        frozenset(plain(one.name) for one in listed if one.name),
    )


def same_name(one: str, other: str) -> bool:
    """Whether two plain names share a part and one contains the other, or share two parts."""
    a, b = set(one.split()), set(other.split())
    return bool(a & b) and (a <= b or b <= a or len(a & b) >= 2)


def plain(name: str) -> str:
    """The name in lower-case ASCII words."""
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall(r"[a-z0-9]+", ascii_only))
