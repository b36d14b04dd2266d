"""From pairs to events: reports joined strongest pair first, never against a veto.

In: tellings. Out: groups of them with the reasons of each join. The order of the reports does not matter: pairs are
taken by score, then by id.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from runut.fuse.pairs import Judgement, Telling, day_of, gap_days, judge, weights

# Reports of one block are compared pairwise; a larger block is cut by year and month first.
BLOCK_LIMIT = 200
# How much of the threshold the average pair of two groups must reach, and how many members of each are compared.
AVERAGE = 0.8
LINKED = 12
# Days between two tellings of one event at most; acts that come in series may differ by a time zone only.
APART = 3
SERIES_APART = 1
SLACK = timedelta(days=APART)


@dataclass(slots=True)
class Group:
    """Reports of one event and why they were joined."""

    members: list[Telling] = field(default_factory=list)
    why: list[str] = field(default_factory=list)


def event_key(telling: Telling) -> str:
    """The id of the telling's event: unique and stable."""
    return telling.report.event.id


def cluster(tellings: Sequence[Telling]) -> list[Group]:
    """Groups of tellings of one event, sorted by their first member's id."""
    ordered = sorted(tellings, key=event_key)
    pairs = sorted(_candidates(ordered), key=lambda pair: (-pair[2].score, pair[0], pair[1]))
    groups = {number: Group([telling]) for number, telling in enumerate(ordered)}
    member_of = list(range(len(ordered)))
    numbers = {number: [number] for number in groups}
    for a, b, judgement in pairs:
        left, right = member_of[a], member_of[b]
        if left == right or _veto(groups[left], groups[right]) or not _agree(groups[left], groups[right]):
            continue
        low, high = min(left, right), max(left, right)
        for number in numbers[high]:
            member_of[number] = low
        numbers[low].extend(numbers.pop(high))
        groups[low].why.append(_reason(ordered[a], ordered[b], judgement))
        groups[low].members.extend(groups[high].members)
        groups[low].why.extend(groups[high].why)
        del groups[high]
    return [groups[number] for number in sorted(groups)]


def _candidates(ordered: Sequence[Telling]) -> Iterator[tuple[int, int, Judgement]]:
    """Pairs of one block that reach the threshold."""
    blocks: dict[tuple[str, str], list[int]] = {}
    family = weights().family
    for number, telling in enumerate(ordered):
        kind = family.get(telling.report.event.type, telling.report.event.type)
        parties = telling.actor_countries | telling.target_countries or telling.actors | telling.targets
        for party in sorted(parties):
            blocks.setdefault((kind, party), []).append(number)
    days = [day_of(telling.report) for telling in ordered]
    seen: set[tuple[int, int]] = set()
    for key in sorted(blocks):
        for part in _parts(ordered, blocks[key]):
            for i, a in enumerate(part):
                for b in part[i + 1 :]:
                    if (a, b) in seen:
                        continue
                    seen.add((a, b))
                    if ordered[a].report.article == ordered[b].report.article or _apart(days[a], days[b]):
                        continue
                    judgement = judge(ordered[a], ordered[b])
                    if judgement.score >= weights().threshold:
                        yield a, b, judgement


def _apart(a: tuple[date, date] | None, b: tuple[date, date] | None) -> bool:
    """Days that no reading brings together: not worth a judgement."""
    return a is not None and b is not None and gap_days(a, b) > APART


def _parts(ordered: Sequence[Telling], numbers: Sequence[int]) -> Iterator[list[int]]:
    """A block, cut into overlapping windows of time where it is large."""
    if len(numbers) <= BLOCK_LIMIT:
        yield list(numbers)
        return
    windows: dict[tuple[int, int], list[int]] = {}
    undated: list[int] = []
    for number in numbers:
        limits = day_of(ordered[number].report)
        published = ordered[number].report.published.earliest
        if limits is not None and (limits[1] - limits[0]).days <= 62:
            for day in (limits[0], limits[0] + SLACK, limits[1], limits[1] + SLACK):
                windows.setdefault((day.year, day.month), []).append(number)
        elif published is not None:
            windows.setdefault((published.year, published.month), []).append(number)
        else:
            undated.append(number)
    for key in sorted(windows):
        yield sorted(set(windows[key]))
    if undated:
        yield undated[:BLOCK_LIMIT]


def _agree(left: Group, right: Group) -> bool:
    """Average linkage: a chain of look-alikes is no event, so the groups must agree as wholes."""
    scores = [judge(a, b).score for a in left.members[:LINKED] for b in right.members[:LINKED]]
    return sum(scores) / len(scores) >= weights().threshold * AVERAGE


def _veto(left: Group, right: Group) -> bool:
    """Two groups stay apart when they hold two events of one article, or events of clearly different days."""
    articles = {telling.report.article for telling in left.members}
    if any(telling.report.article in articles for telling in right.members):
        return True
    for a in left.members:
        for b in right.members:
            one, two = day_of(a.report), day_of(b.report)
            apart = SERIES_APART if a.report.event.type in weights().series else APART
            if one is not None and two is not None and gap_days(one, two) > apart:
                return True
    return False


def _reason(a: Telling, b: Telling, judgement: Judgement) -> str:
    spoke = ", ".join(f"{name} {value:+.2f}" for name, value in judgement.reasons)
    return f"{event_key(a)} = {event_key(b)}: {judgement.score:.2f} ({spoke})"
