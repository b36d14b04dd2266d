"""Whom an act in words is directed at, where the sentence leaves it to the story.

In: the merged drafts of an article in text order. Out: the same, with targets inferred for acts that need one: who
did what is condemned just before, the other side of the dealings told just before, or the one state that the doer
deals with throughout the article. An inferred target has no mention of its own, its ``role`` says where it comes from,
and the event's confidence is lowered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from runut.extract.events.merging import Draft
from runut.records import Event, Participant

DIRECTED = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE"})
JUDGED = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "THREATEN"})
SENTENCES_BACK = 3
LEAST_DEALINGS = 2
CLEAR_SHARE = 0.6
DOUBT = 0.1


def with_counterparts(drafts: Sequence[Draft]) -> list[Draft]:
    """Give directed acts without a target the counterpart that the story names."""
    for index, draft in enumerate(drafts):
        event = draft.event
        ours = _sides(event.actors)
        if event.type not in DIRECTED or event.targets or not ours or draft.title:
            continue
        before = [other for other in drafts[:index] if 0 <= draft.sentence - other.sentence <= SENTENCES_BACK]
        found, why = _judged(event, ours, before)
        if not found:
            found, why = _dealt_with(ours, before)
        if not found:
            found, why = _throughout(ours, drafts)
        if found:
            targets = tuple(replace(person, role=why, mention=None) for person in found)
            draft.event = replace(event, targets=targets, confidence=round(max(0.2, event.confidence - DOUBT), 2))
    return list(drafts)


def _sides(people: Sequence[Participant]) -> set[str]:
    """Whom the participants stand for: their state, or themselves where they have none (the UN, ASEAN)."""
    return {side for person in people if (side := person.country or person.entity)}


def _others(people: Sequence[Participant], ours: set[str]) -> list[Participant]:
    return [person for person in people if person.country and person.country not in ours]


def _judged(event: Event, ours: set[str], before: Sequence[Draft]) -> tuple[list[Participant], str]:
    """ "mengecam penembakan itu": the doer of the last act of force told before."""
    if event.type not in ("ACCUSE", "REJECT"):
        return [], ""
    for draft in reversed(before):
        found = _others(draft.event.actors, ours)
        if draft.event.type in JUDGED and found:
            return found, "doer of the act told before"
    return [], ""


def _dealt_with(ours: set[str], before: Sequence[Draft]) -> tuple[list[Participant], str]:
    """The other side of the doer's last dealings."""
    for draft in reversed(before):
        both = (*draft.event.actors, *draft.event.targets)
        if ours & _sides(both):
            found = _others(both, ours)
            if found:
                return found[:1], "other side of the act told before"
    return [], ""


def _throughout(ours: set[str], drafts: Sequence[Draft]) -> tuple[list[Participant], str]:
    """The one state that the doer's state deals with in most events of the article."""
    counts: Counter[str] = Counter()
    samples: dict[str, Participant] = {}
    for draft in drafts:
        both = (*draft.event.actors, *draft.event.targets)
        if not ours & _sides(both):
            continue
        for person in _others(both, ours):
            if person.country is not None:
                counts[person.country] += 1
                samples.setdefault(person.country, person)
    if not counts:
        return [], ""
    country = max(sorted(counts), key=lambda key: counts[key])
    if counts[country] < LEAST_DEALINGS or counts[country] / sum(counts.values()) < CLEAR_SHARE:
        return [], ""
    return [samples[country]], "counterpart throughout the article"
