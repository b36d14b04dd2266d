"""From links to events: reports joined strongest link first, never against a veto.

In: tellings, the links between them, and the bonds that a person set. Out: groups of them with the reasons of each
join. What a person joined is joined first, whatever speaks against it, and what was parted is never joined. The order
of the reports does not matter: links are taken by score, then by id. ``regroup`` does the same for a chronicle that has
changed in a few places, and looks at those places only.

Why looking there is enough: whether a link joins two groups depends on these two groups and their bonds alone. A group
with the same members and the same joins as before therefore gives every link to it the same answer as before, unless
the group at the link's other end has changed. So the groups beside a change are formed anew; where one of them comes
out changed, the groups beside that one too, until the rim of what was looked at is as it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from runut.fuse.apart import comparable, days_apart
from runut.fuse.bonds import NO_BONDS, Bonds
from runut.fuse.meeting import keys_of
from runut.fuse.pairs import judge, score
from runut.fuse.telling import Telling
from runut.fuse.weights import weights

__all__ = ["Group", "Link", "cluster", "grouped", "link", "regroup"]

# How much of the threshold the average pair of two groups must reach, and how many members of each are compared.
AVERAGE = 0.8
LINKED = 12
# What a pair that cannot tell one event counts for in that average.
APART = -6.0
DECIDED = "a person's decision"

Link = tuple[int, int, float]


@dataclass(slots=True)
class Group:
    """Reports of one event and why they were joined."""

    members: list[Telling] = field(default_factory=list)
    why: list[str] = field(default_factory=list)
    articles: set[str] = field(default_factory=set)
    apart: set[str] = field(default_factory=set)
    last_first: int | None = None
    first_last: int | None = None

    @classmethod
    def of(cls, telling: Telling) -> Group:
        """A group of one."""
        first, last = telling.day or (None, None)
        return cls([telling], articles={telling.article}, last_first=first, first_last=last)

    @property
    def mark(self) -> str:
        """Equal for groups with the same members and the same joins."""
        names = sorted(telling.id for telling in self.members)
        return hashlib.sha256("\n".join((*names, "", *self.why)).encode()).hexdigest()[:16]

    def take(self, other: Group, why: str) -> None:
        """Join ``other`` to this group."""
        self.why = [*self.why, why, *other.why]
        self.members.extend(other.members)
        self.articles |= other.articles
        self.apart |= other.apart
        if other.last_first is not None and other.first_last is not None:
            mine = self.last_first, self.first_last
            self.last_first = other.last_first if mine[0] is None else max(mine[0], other.last_first)
            self.first_last = other.first_last if mine[1] is None else min(mine[1], other.first_last)


class Scores:
    """Scores of pairs, each worked out once; a pair that cannot be one speaks against its groups, too."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], float] = {}

    def __call__(self, a: Telling, b: Telling) -> float:
        """The score of the two, whichever comes first."""
        if a.id > b.id:
            a, b = b, a
        key = (a.id, b.id)
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = score(a, b) if comparable(a, b) else APART
        return found


def link(a: Telling, b: Telling) -> float | None:
    """The score of a pair that may tell one event; None where it cannot."""
    if a.article == b.article or not comparable(a, b):
        return None
    found = score(a, b) if a.id < b.id else score(b, a)
    return found if found >= weights().threshold else None


def cluster(tellings: Iterable[Telling], bonds: Bonds = NO_BONDS) -> list[Group]:
    """Groups of tellings of one event, sorted by their first member's id."""
    ordered = sorted(tellings, key=lambda telling: telling.id)
    return grouped(dict(enumerate(ordered)), _links(ordered), bonds)


def _links(ordered: Sequence[Telling]) -> Iterator[Link]:
    """Every pair that meets and reaches the threshold."""
    lying: dict[int, list[int]] = {}
    for number, telling in enumerate(ordered):
        keys = keys_of(telling)
        met = {other for key in keys.looks for other in lying.get(key, ())}
        for other in sorted(met):
            score = link(ordered[other], telling)
            if score is not None:
                yield other, number, score
        for key in keys.lies:
            lying.setdefault(key, []).append(number)


def grouped(
    tellings: Mapping[int, Telling], links: Iterable[Link], bonds: Bonds = NO_BONDS, scores: Scores | None = None
) -> list[Group]:
    """The groups that ``bonds`` and ``links`` make of ``tellings``, sorted by their first member's id."""
    scores = scores or Scores()
    forming = _Forming(tellings, bonds)
    pairs = []
    for one, other, reached in links:
        a, b = tellings[one], tellings[other]
        pairs.append((-reached, a.id, b.id, one, other) if a.id < b.id else (-reached, b.id, a.id, other, one))
    for _, _, _, one, other in sorted(pairs):
        left, right = forming.group_of[one], forming.group_of[other]
        if left is not right and not _veto(left, right) and _agree(left, right, scores):
            forming.join(left, right, _reason(tellings[one], tellings[other]))
    found = {id(group): group for group in forming.group_of.values()}
    return sorted(found.values(), key=lambda group: group.members[0].id)


class _Forming:
    """Groups as they are being joined; what a person decided is done first."""

    def __init__(self, tellings: Mapping[int, Telling], bonds: Bonds) -> None:
        self.group_of = {number: Group.of(telling) for number, telling in tellings.items()}
        self.number_of = {telling.id: number for number, telling in tellings.items()}
        for one, other in sorted(bonds.together):
            if one in self.number_of and other in self.number_of:
                left, right = self._group(one), self._group(other)
                if left is not right:
                    self.join(left, right, f"{one} = {other}: {DECIDED}")
        for one, other in bonds.apart:
            if one in self.number_of and other in self.number_of:
                self._group(one).apart.add(other)
                self._group(other).apart.add(one)

    def _group(self, name: str) -> Group:
        return self.group_of[self.number_of[name]]

    def join(self, left: Group, right: Group, why: str) -> None:
        """Make one group of two."""
        if right.members[0].id < left.members[0].id:
            left, right = right, left
        left.take(right, why)
        for member in right.members:
            self.group_of[self.number_of[member.id]] = left


@dataclass(slots=True)
class Grouped:
    """What the chronicle knows of the groups near a change: filled by ``Groups.load``."""

    tellings: dict[int, Telling] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    bonds: Bonds = NO_BONDS
    marks: dict[str, str | None] = field(default_factory=dict)
    members: dict[str, list[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changed:
    """What regrouping gave: groups that are new or not as they were, and the names of those that are no more."""

    groups: list[Group]
    gone: frozenset[str]


def regroup(
    load: Callable[[Set[str]], Grouped],
    beside: Callable[[Iterable[int]], set[str]],
    added: Mapping[int, Telling],
    broken: Set[str],
    touched: Set[str],
) -> Changed:
    """Form the groups near a change anew.

    ``load`` gives members and links of the named groups and of what was added; ``beside`` names the groups that have
    links or bonds to the tellings given. ``broken`` groups have lost a member, if only to get it back told otherwise,
    and are never as they were; ``touched`` ones had a link to what was removed, or a bond that has changed.
    """
    scores = Scores()
    near = set(broken) | set(touched) | beside(added)
    while True:
        known = load(near)
        groups = grouped(known.tellings, known.links, known.bonds, scores)
        marks = {mark: name for name, mark in known.marks.items() if mark is not None and name not in broken}
        kept = {marks[group.mark] for group in groups if group.mark in marks}
        changed = [group for group in groups if group.mark not in marks]
        gone = frozenset(near - kept)
        number_of = {telling.id: number for number, telling in known.tellings.items()}
        rim = {number_of[member.id] for group in changed for member in group.members}
        rim.update(number for name in gone for number in known.members.get(name, ()))
        more = beside(sorted(rim)) - near
        if not more:
            return Changed(changed, gone)
        near |= more


def _agree(left: Group, right: Group, scores: Scores) -> bool:
    """Average linkage: a chain of look-alikes is no event, so the groups must agree as wholes."""
    found = [scores(a, b) for a in left.members[:LINKED] for b in right.members[:LINKED]]
    return sum(found) / len(found) >= weights().threshold * AVERAGE


def _veto(left: Group, right: Group) -> bool:
    """Two groups stay apart by decision, when they hold two events of one article, or clearly different days."""
    if any(member.id in left.apart for member in right.members):
        return True
    if not left.articles.isdisjoint(right.articles):
        return True
    if left.last_first is None or left.first_last is None or right.last_first is None or right.first_last is None:
        return False
    apart = max(left.last_first - right.first_last, right.last_first - left.first_last)
    return apart > min(days_apart(left.members[0]), days_apart(right.members[0]))


def _reason(a: Telling, b: Telling) -> str:
    if a.id > b.id:
        a, b = b, a
    judgement = judge(a, b)
    spoke = ", ".join(f"{name} {value:+.2f}" for name, value in judgement.reasons)
    return f"{a.id} = {b.id}: {judgement.score:.2f} ({spoke})"
