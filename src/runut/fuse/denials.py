"""A denial beside the act that it denies: "Israel dilaporkan menyerang Isfahan. Iran membantah ada serangan."

In: an article as read. Out: for each act that a sentence right after it, or the end of its own, has a party deny:
who denies it, and the words. Only a denial that points back without telling the act again is given here ("membantah
tuduhan itu", "membantah ada serangan", "membantah terlibat"); one that tells it is an event of its own with the status
*denied*. Accusations are denied by whom they accuse; that something happened at all, by either side.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from runut.fuse.stems import stem
from runut.records import Article, Denial, Event, Participant, Sentence

__all__ = ["denials_of"]

DENYING = frozenset({"deny", "deny_claim", "deny_untrue"})
DONE = ("actual", "rumoured")
# Acts of words are denied otherwise than by pointing at them.
WORDS = frozenset({"REJECT", "ACCUSE", "REQUEST", "THREATEN"})
# Sentences between an act and its denial at most.
REACH = 1
POINTING = re.compile(
    r"\W*(?:dengan )?(?:keras |tegas )?(?:semua |seluruh )?"
    r"(?:tuduhan|tudingan|klaim|laporan|kabar|berita|pemberitaan|pernyataan|hal|informasi)(?: \w+)?"
    r" (?:itu|tersebut|ini)\b"
    r"|\W*(?:itu|hal itu|hal tersebut)\b"
    r"|\W*(?:bahwa \w+ )?(?:ikut |pihaknya )?(?:terlibat|keterlibatan|bertanggung jawab|berada di balik)\b"
)
THERE = re.compile(r"\W*(?:bahwa )?(?:telah |sempat )?(?:ada|adanya|terjadi|terjadinya)\s+(\w+)")


def denials_of(article: Article) -> dict[str, tuple[Denial, ...]]:
    """Who denies which event of the article, by the event's id."""
    found: dict[str, list[Denial]] = {}
    starts = [line.start for line in article.sentences]
    for denial in article.events:
        at = bisect_right(starts, denial.trigger.start) - 1
        if denial.act in DENYING and denial.status == "actual" and denial.actors and at >= 0:
            event = _denied(article, at, denial)
            if event is not None:
                found.setdefault(event.id, []).append(Denial(denial.actors[0].name, denial.evidence))
    return {name: tuple(told) for name, told in found.items()}


def _denied(article: Article, at: int, denial: Event) -> Event | None:
    """The last act told before the denial that it can mean."""
    line = article.sentences[at]
    behind = article.document.text[denial.trigger.end : line.end].lower()
    there, points = THERE.match(behind), POINTING.match(behind) is not None
    if not there and not points:
        return None
    for event in _before(article, at, denial):
        if points and _by(denial, event.actors):
            return event
        same = there and stem(there[1]) == stem(event.trigger.text.lower().split()[0])
        if same and (_by(denial, (*event.actors, *event.targets)) or _there(denial, event)):
            return event
    return None


def _before(article: Article, at: int, denial: Event) -> Iterator[Event]:
    """Acts of the sentence before the denial and of those before it, the nearest first."""
    lines: Sequence[Sentence] = article.sentences[max(0, at - REACH) : at + 1]
    first = min((line.start for line in lines if line.label == article.sentences[at].label), default=0)
    near = [e for e in article.events if first <= e.trigger.start < denial.trigger.start]
    for event in sorted(near, key=lambda event: -event.trigger.start):
        if event.type not in WORDS and event.status in DONE:
            yield event


def _by(denial: Event, sides: Sequence[Participant]) -> bool:
    """Whether who denies it, or the state for which he speaks, is among these."""
    names = {one.entity for one in denial.actors if one.entity} | {one.country for one in denial.actors if one.country}
    return any({one.entity, one.country} & names for one in sides)


def _there(denial: Event, event: Event) -> bool:
    return event.place is not None and any(one.country == event.place.country for one in denial.actors)
