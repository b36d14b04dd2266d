"""Do two reports tell one event? A sum of weighed reasons, so that a merge can say what spoke for it and against.

In: two ``Telling`` s. Out: ``Judgement``: score and reasons. The weights are
data (``lexicons/fusing.yaml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from runut.fuse.days import NEAR_DAYS
from runut.fuse.telling import Days, Spot, Telling, gap
from runut.fuse.weights import states, weights

PERSON = re.compile(r"person:|Q\d")
VAGUE = ("group:", "place:")
# Share of common words below which two sentences need a day to be told of one act.
UNLIKE = 0.35
UNLISTED = "other_"
NARROW_DAYS = 8
# Rows of acts are short; higher ordinals are of anniversaries and summits, which may go unnamed.
LONG_ROW = 10
NEWS_NEAR_DAYS = 3
NEWS_FAR_DAYS = 31


@dataclass(frozen=True, slots=True)
class Judgement:
    """The score of a pair and its reasons, strongest first."""

    score: float
    reasons: tuple[tuple[str, float], ...]


def judge(a: Telling, b: Telling) -> Judgement:
    """Score and reasons for ``a`` and ``b`` being one event."""
    reasons = sorted(_reasons(a, b), key=lambda reason: (-abs(reason[1]), reason[0]))
    return Judgement(_sum(reasons), tuple(reasons))


def score(a: Telling, b: Telling) -> float:
    """The score alone: most pairs are judged only to be passed over."""
    return _sum(_reasons(a, b))


def _sum(reasons: Sequence[tuple[str, float]]) -> float:
    return round(sum([value for _, value in reasons]), 3)


def _reasons(a: Telling, b: Telling) -> list[tuple[str, float]]:
    w = weights().of
    return [(name, round(w[name] * value, 3)) for name, value in features(a, b)]


def features(a: Telling, b: Telling) -> list[tuple[str, float]]:
    """What is weighed: a name, and 1 or a share of common words."""
    w = weights().of
    names = [_act(a, b), _time(a, b)]
    if names[1] == "time_near" and of_two_kinds(a.act, b.act):
        names[1] = "time_apart"  # a journey and talks, each with a day of its own, are two events of one visit
    straight = _roles(a.actors, b.actors, a.targets, b.targets, a, b, crossed=False)
    if _mutual(a, b):
        crossed = _roles(a.actors, b.targets, a.targets, b.actors, a, b, crossed=True)
        straight = max(straight, crossed, key=lambda names: sum(w[n] for n in names))
    names += straight
    if other_dyad(a, b):
        names.append("dyad_other")
    if not a.timed or not b.timed:
        names.append(_news(a, b))
    if a.place is not None and b.place is not None:
        place = place_sign(a.place, b.place)
        if place:
            names.append(place)
    if names[1] != "time_overlap" and of_two_kinds(a.act, b.act):
        names.append("other_kind")
    if several(a.numbers) != several(b.numbers):
        names.append("several_acts")
    row = _row(a.ordinals, b.ordinals)
    if row:
        names.append(row)
    if a.status != b.status:
        names.append("status_other")
    if a.numbers & b.numbers:
        names.append("number_same")
    alike = _alike(a.words, b.words)
    dayless = a.day is None or b.day is None
    if alike < UNLIKE and (dayless or (a.act != b.act and a.type in weights().series)):
        names.append("words_unlike")
    return [(name, 1.0) for name in names] + [("words_alike", alike), ("near_alike", _alike(a.near, b.near))]


def _act(a: Telling, b: Telling) -> str:
    """An act that the codebook does not list ("other_accuse") says no more than its type."""
    if a.act != b.act:
        return "same_family"
    return "same_unlisted" if a.act.startswith(UNLISTED) else "same_act"


def other_dyad(a: Telling, b: Telling) -> bool:
    """Both name two states and they are not the same two."""
    ours = a.actor_countries | a.target_countries
    theirs = b.actor_countries | b.target_countries
    return len(ours) >= 2 and len(theirs) >= 2 and len(ours & theirs) < 2


def of_two_kinds(one: str, other: str) -> bool:
    """Acts that one visit holds side by side: the journey, the talks, the dinner. Told from afar ("pada 2019") either
    may stand for all, so this is not asked of wide times.
    """
    kinds = weights().kinds
    return one in kinds and other in kinds and kinds[one] != kinds[other]


def several(numbers: Iterable[tuple[float, str]]) -> bool:
    """Whether these count several acts told in one: "dua serangan bom"."""
    acts = weights().acts
    return any(value >= 2 and of.partition(" ")[0] in acts for value, of in numbers)


def _mutual(one: Telling, two: Telling) -> bool:
    return one.type in ("CONSULT", "AGREE", "COOPERATE") and two.type in ("CONSULT", "AGREE", "COOPERATE")


def _roles(
    actors: frozenset[str],
    other_actors: frozenset[str],
    targets: frozenset[str],
    other_targets: frozenset[str],
    a: Telling,
    b: Telling,
    *,
    crossed: bool,
) -> list[str]:
    b_actor_countries = b.target_countries if crossed else b.actor_countries
    b_target_countries = b.actor_countries if crossed else b.target_countries
    out = []
    states = a.actor_countries | a.target_countries | b.actor_countries | b.target_countries
    for side, one, two, here, there in (
        ("actor", actors, other_actors, a.actor_countries, b_actor_countries),
        ("target", targets, other_targets, a.target_countries, b_target_countries),
    ):
        if persons(one) and persons(two) and not persons(one) & persons(two):
            out.append("other_person")
        if (one & two) - states:
            out.append(f"{side}_entity")
        elif here & there or one & two:
            out.append(f"{side}_country")
        elif one and two:
            out.append("side_silent" if _vague(one) or _vague(two) else f"{side}_other")
        elif one or two:
            out.append("side_silent")
    return out


def _row(one: frozenset[int], two: frozenset[int]) -> str:
    """The second of a row is not the third, and seldom the one that has no number."""
    if one and two:
        return "" if one & two else "ordinal_other"
    return "ordinal_silent" if any(1 < place <= LONG_ROW for place in one | two) else ""


def persons(side: frozenset[str]) -> frozenset[str]:
    """Those named as persons: by their name, or by a public office with one holder."""
    return frozenset(name for name in side if PERSON.match(name))


def _vague(side: frozenset[str]) -> bool:
    """Nobody by name: "polisi", "pejabat", a town."""
    return all(name.startswith(VAGUE) for name in side)


def _time(one: Telling, two: Telling) -> str:
    a, b = one.day, two.day
    if a is None or b is None:
        return "time_unknown"
    apart = gap(a, b)
    if apart == 0:
        if a == b and a[0] == a[1] and {one.hours, two.hours} == {"early", "late"}:
            return "time_apart"  # before dawn and in the evening of one day
        narrow = max(a[1] - a[0], b[1] - b[0]) <= NARROW_DAYS
        return "time_close" if narrow else "time_overlap"
    return "time_near" if apart <= NEAR_DAYS else "time_apart"


def _news(one: Telling, two: Telling) -> str:
    """By publication, or a day that one report tells by the other's publication: news is of the days before it."""
    if one.published is None or two.published is None:
        return "undated"
    apart = min(gap(one.published, two.published), gap(_told_about(one), _told_about(two)))
    if apart <= NEWS_NEAR_DAYS:
        return "news_close"
    return "news_apart" if apart > NEWS_FAR_DAYS else "news_between"


def _told_about(telling: Telling) -> Days:
    """The day of the act as told; of an undated one the days up to its publication."""
    published = telling.published or (0, 0)
    return telling.day or (published[0] - NEAR_DAYS, published[1])


def place_sign(one: Spot, two: Spot) -> str:
    """Places that are the same, or two places on the map that are not; a town is in its state, not elsewhere."""
    if one.name == two.name:
        return "state_same" if one.name in states() else "place_same"
    if one.country != two.country and one.country and two.country:
        return "place_other"
    if {one.name, two.name} & states():
        return ""
    return "place_other" if one.mapped and two.mapped else ""


def _alike(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
