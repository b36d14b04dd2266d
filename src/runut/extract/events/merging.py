"""One event per real act per article: tellings of the same act joined, the clearest sentence kept as evidence.

In: drafts in text order. Out: drafts with their further tellings. Two tellings are one act when type and act agree,
neither side names a party that the other excludes, and their times do not exclude each other. A series of attacks on
different places stays a series.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from runut.records import Claim, Event, EventTime, Participant, Span

# "serangan itu", "kunjungan tersebut", "pertemuan ini": a definite noun points back.
POINTING = frozenset({"itu", "tersebut", "ini"})

YEAR, MONTH = timedelta(days=300), timedelta(days=27)
# In front of a verb: done at another time, and done besides; how many words away they may stand.
BEFORE = frozenset({"pernah", "sebelumnya", "dulu", "dahulu"})
ALSO = frozenset({"juga", "pula"})
ADVERBS = 3
# How far a pointing noun reaches back.
SENTENCES_BACK = 2
TIED_BACK = 6

# Bodies by the state in which they are, not for which they act: "IND:REB".
REBELS = (":REB", ":OPP")

# Words for a war that goes on: an article that names it again names the same.
WARS = frozenset({"invade", "wage_war", "war", "war_of", "fight", "conflict"})
MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE", "SUPPORT", "RETREAT"})


@dataclass(slots=True)
class Draft:
    """An event before merging. ``pointing``: its noun points back to an earlier telling; ``tied``: without one it tells
    nothing ("Penangkapan dilakukan pada Senin"); ``again``: it points back where there is one, else it stands alone
    ("Pertemuan berlangsung di X"); ``claimed``: a fact check retells it as somebody's claim."""

    event: Event
    title: bool
    pointing: bool
    sentence: int
    block: int = -1
    also: list[Span] = field(default_factory=list)
    claimed: bool = False
    tied: bool = False
    again: bool = False


def merge(drafts: Sequence[Draft]) -> list[Draft]:
    """Join tellings of one act; order of first telling is kept."""
    kept: list[Draft] = []
    for draft in drafts:
        twin = next((other for other in reversed(kept) if same_act(other, draft)), None)
        if twin is None:
            draft.pointing = draft.pointing and not draft.again
            if not draft.tied:
                kept.append(draft)
        else:
            _join(twin, draft)
    return kept


def _ids(participants: Sequence[Participant]) -> set[str]:
    return {p.entity or p.name for p in participants}


def _countries(participants: Sequence[Participant]) -> set[str]:
    """Their states; those in arms against a state do not act for it."""
    return {p.country for p in participants if p.country and not (p.entity or "").endswith(REBELS)}


def _parties(event: Event) -> set[str]:
    both = (*event.actors, *event.targets)
    return _ids(both) | _countries(both)


def _are_nobodys(participants: Sequence[Participant]) -> bool:
    """ "sejumlah tahanan terluka dalam serangan itu": people without a name or state may be among those told before."""
    return all(p.country is None and (p.entity is None or p.entity.startswith("group:")) for p in participants)


def _agree(left: Sequence[Participant], right: Sequence[Participant]) -> bool:
    """The same parties, or one side silent, or a state and somebody who acts for it.

    A delegation and a president of one state are two parties: their visits are two visits.
    """
    if not left or not right:
        return True
    if _ids(left) & _ids(right):
        return True
    shared = _countries(left) & _countries(right)
    return any(country in _ids(left) or country in _ids(right) for country in shared)


def same_act(first: Draft, second: Draft) -> bool:
    """Whether two tellings are one act."""
    a, b = first.event, second.event
    if (first.title or second.title) and a.type == b.type and _parties(a) & _parties(b):
        # a title says again, more shortly, what the body tells
        return True
    if second.pointing and a.type == b.type and _goes_on(first, second):
        return True
    if _one_war(a, b):
        return True
    if a.type != b.type or (a.act != b.act and not (first.title or second.title or second.pointing)):
        return False
    if a.status != b.status and not (first.title or second.title):
        return False
    if (a.time and b.time and not _overlap(a, b)) or _looks_back(a, b):
        return False
    if a.place and b.place and a.place.name != b.place.name and a.place.country == b.place.country:
        return False
    if not (b.actors or b.targets):
        # told without anybody, an act is told again where the article has it already
        return second.pointing or (a.act == b.act and not b.place)
    if not (a.actors or a.targets):
        return a.act == b.act and not a.place
    straight = _agree(a.actors, b.actors) and _agree(a.targets, b.targets)
    crossed = _agree(a.actors, b.targets) and _agree(a.targets, b.actors) and a.type == "CONSULT"
    return (straight and _share_a_side(a, b)) or (crossed and bool(_parties(a) & _parties(b)))


def _one_war(a: Event, b: Event) -> bool:
    """ "invasinya ke Ukraina", later "pasukan Rusia di Ukraina melanjutkan pertempuran": one war, where one telling
    names no state that is not in the other and their times do not exclude each other."""
    if not (a.act in WARS and b.act in WARS and a.act != b.act and a.status == b.status):
        return False
    one, other = _theatre(a), _theatre(b)
    within = one == other or (len(one & other) > 1 and (one <= other or other <= one))
    return bool(one) and within and _overlap(a, b)


def _theatre(event: Event) -> set[str]:
    """The states that fight or are fought in."""
    place = event.place.country if event.place is not None else None
    return _countries((*event.actors, *event.targets)) | ({place} if place else set())


def _looks_back(a: Event, b: Event) -> bool:
    """ "Tahun lalu X juga mengucapkan selamat", behind an act without a day of its own: an earlier one is told beside
    today's."""
    if b.time is None or b.time.basis != "own" or (a.time is not None and a.time.basis == "own"):
        return False
    before = b.evidence.text[: max(0, b.trigger.start - b.evidence.start)].lower().split()[-ADVERBS:]
    wide = b.time.earliest and b.time.latest and b.time.latest - b.time.earliest >= MONTH
    return bool(BEFORE.intersection(before)) or bool(wide and ALSO.intersection(before))


def _goes_on(first: Draft, second: Draft) -> bool:
    """ "Apresiasi ini diungkapkan ...": a noun with "ini" or "itu" right behind an act of its type is that act, unless
    either names another side."""
    a, b = first.event, second.event
    sides = ((a.actors, b.actors), (a.targets, b.targets))
    apart = any(
        one and other and not (_ids(one) & _ids(other) or _countries(one) & _countries(other))
        and not (_are_nobodys(one) or _are_nobodys(other))
        for one, other in sides
    )  # fmt: skip
    near = 0 <= second.sentence - first.sentence <= (TIED_BACK if second.tied else SENTENCES_BACK)
    inferred = a.time is not None and a.time.basis == "lead"  # no word of the article's
    if (second.tied or second.again) and a.act != b.act:
        return False
    return near and a.status == b.status and not apart and (inferred or _overlap(a, b))


def _share_a_side(a: Event, b: Event) -> bool:
    """A party does, or undergoes, the act in both tellings; the sides of a mutual act may stand the other way round."""
    if a.type in MUTUAL:
        return bool(_parties(a) & _parties(b))
    doers = (_ids(a.actors) | _countries(a.actors)) & (_ids(b.actors) | _countries(b.actors))
    return bool(doers or (_ids(a.targets) | _countries(a.targets)) & (_ids(b.targets) | _countries(b.targets)))


def _overlap(a: Event, b: Event) -> bool:
    if not a.time or not b.time:
        return True
    if _is_length(a.time) or _is_length(b.time):
        return True  # "lebih dari satu jam" says how long, not when
    if not (a.time.earliest and a.time.latest and b.time.earliest and b.time.latest):
        return a.time.value == b.time.value
    return a.time.earliest <= b.time.latest and b.time.earliest <= a.time.latest


def _is_length(time: EventTime) -> bool:
    """Whether the time only tells how long or how often."""
    undated = time.earliest is None and time.latest is None
    return undated and (time.value or "").startswith("P")


def clarity(draft: Draft) -> tuple[int, ...]:
    """How much a telling says: parties on both sides, own time, place; body before title, early before late."""
    event = draft.event
    own_time = bool(event.time and event.time.basis == "own")
    verbal = int(" noun" not in event.rule)
    return (
        int(not draft.title),
        int(bool(event.actors)) + int(bool(event.targets)),
        int(own_time) + int(event.place is not None) + verbal,
        -draft.sentence,
    )


def _join(kept: Draft, new: Draft) -> None:
    best, other = (new, kept) if clarity(new) > clarity(kept) else (kept, new)
    spans = [*kept.also, kept.event.evidence, *new.also, new.event.evidence]
    kept.event = _completed(best.event, other.event)
    kept.title, kept.sentence = best.title, best.sentence
    unique = {span.start: span for span in spans if span.start != kept.event.evidence.start}
    kept.also = [unique[start] for start in sorted(unique)]


def _claims(best: Event, other: Event) -> tuple[Claim, ...]:
    """Everybody who says so, those of the clearest telling first; each once. Who speaks of "serangan itu" takes as
    known what the article tells by a verb and without anybody's word."""
    if not best.said_by and " noun" in other.rule and " noun" not in best.rule:
        return ()
    known = {claim.entity or claim.name.lower() for claim in best.said_by}
    return (*best.said_by, *(c for c in other.said_by if (c.entity or c.name.lower()) not in known))


def _narrower(one: EventTime, other: EventTime) -> bool:
    """Whether the first is a day or days of the year that the second only names: "9 Mei" beside "tahun 2022"."""
    if one.basis != "own" or not (one.earliest and one.latest and other.earliest and other.latest):
        return False
    inside = other.earliest <= one.earliest and one.latest <= other.latest
    return inside and one.latest - one.earliest < YEAR <= other.latest - other.earliest


def _completed(best: Event, other: Event) -> Event:
    """The clearest telling, with what only the other one gives."""
    time = best.time
    dated = other.time is not None and other.time.basis == "own" and other.time.value is not None
    if other.time and (time is None or (time.basis == "lead" and dated)):
        time = other.time
    elif time is not None and other.time is not None and _narrower(other.time, time):
        time = other.time
    return replace(
        best,
        actors=best.actors or other.actors,
        targets=best.targets or other.targets,
        place=best.place or other.place,
        time=time,
        said_by=_claims(best, other),
        quantities=best.quantities or other.quantities,
        confidence=max(best.confidence, other.confidence),
    )
