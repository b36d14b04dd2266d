"""Two words for one act in a sentence: joined to one telling.

In: the drafts of a sentence in text order. Out: the same without echoes ("melakukan serangan yang menewaskan ...").
Tellings in different sentences are for ``merging``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from runut.extract.events.merging import Draft
from runut.records import Event, Participant

ECHO_REACH = 60
# What an attack did to people, told in a clause of its own.
OUTCOMES = frozenset({"kill_in_attack", "injure", "kill"})
OUTCOME_REACH = 140
MEANS = frozenset("dalam oleh akibat melalui lewat dengan saat imbas".split())
HEARSAY = frozenset({"rumoured", "denied"})


def without_echoes(drafts: Sequence[Draft]) -> list[Draft]:
    """Two words for one act in a sentence are one telling: a light noun in a verb's phrase, "tewas" and "serangan".

    The fuller stays; where each lacks the side that the other has, the telling gets both.
    """
    out: list[Draft] = []
    for draft in drafts:
        twin = next((i for i, other in enumerate(out) if _echo(other.event, draft.event)), None)
        if twin is None:
            out.append(draft)
            continue
        best, other = out[twin], draft
        if _fullness(draft.event) > _fullness(out[twin].event) and not _only_aimed_at(draft.event, out[twin].event):
            best, other = draft, out[twin]
        if other.event.status in HEARSAY and best.event.status == "actual" and " noun" in best.event.rule:
            # "dikabarkan tewas dalam serangan X": the noun is told in the same breath
            best.event = replace(best.event, status=other.event.status)
        counts = {q.start: q for q in (*best.event.quantities, *other.event.quantities)}
        best.event = replace(best.event, quantities=tuple(counts[at] for at in sorted(counts)))
        if best.event.type == "ASSAULT":
            apart = not _entities(best.event.actors) & _entities(other.event.targets)
            actors = best.event.actors or other.event.actors
            targets = best.event.targets or (other.event.targets if apart else ())
            place = best.event.place or (other.event.place if _places(other.event) else None)
            best.event = replace(best.event, actors=actors, targets=targets, place=place)
        out[twin] = best
    return out


def _named_as(event: Event) -> bool:
    return _before(event)[-1:] in (["sebagai"], ["berupa"])


def _places(event: Event) -> bool:
    """Whether the telling's place is that of the act beside it: a verb's, or of the noun by whose means it is done
    ("dibunuh dalam sebuah serangan di X", not "berisiko memicu perang di X")."""
    return " noun" not in event.rule or not MEANS.isdisjoint(_before(event)[-2:])


def _before(event: Event) -> list[str]:
    """The words of the sentence before the act's, in small letters."""
    return event.evidence.text[: max(0, event.trigger.start - event.evidence.start)].lower().split()


def _only_aimed_at(purpose: Event, done: Event) -> bool:
    """ "menembakkan gas air mata untuk membubarkan massa": what was done is told as done."""
    return "purpose" in purpose.why and "purpose" not in done.why and done.type != "CONSULT"


def _fullness(event: Event) -> int:
    return bool(event.actors) + bool(event.targets)


def _echo(a: Event, b: Event) -> bool:
    if a.type != b.type:
        return False
    doers = _entities(a.actors)
    if "purpose" in b.why and doers and doers == _entities(b.actors):
        # "pergi ke X untuk bertemu Y", "mengirim pasukan untuk membantu Y": the errand is the journey's
        return True
    apart = b.trigger.start - a.trigger.end
    if doers and doers == _entities(b.actors) and _named_as(b):
        return True  # "mengeksekusi X, sebagai tindakan keras terhadap Y"
    if b.act in OUTCOMES and doers and doers == _entities(b.actors) and apart <= OUTCOME_REACH:
        return not _entities(a.targets) & doers  # "menyerang pos X, menewaskan 58 tentara": what came of it
    if apart > ECHO_REACH:
        return False
    doers_a, doers_b = _entities(a.actors), _entities(b.actors)
    if doers_a and doers_b and doers_a != doers_b:
        return False
    whom_a, whom_b = _entities(a.targets), _entities(b.targets)
    return a.act == b.act or not whom_b or whom_a == whom_b or (not whom_a and a.type == "ASSAULT")


def _entities(people: Sequence[Participant]) -> set[str]:
    """Who is named; a side taken from the place of the act is nobody's word."""
    return {person.entity for person in people if person.entity}
