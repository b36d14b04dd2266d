"""Parties that a sentence leaves to its story: whom an attacker attacks all along, whose people "warga" are.

In: the merged drafts of an article and the states that its mentions name. Out: the same drafts. Four things are
filled, each only where the article leaves no choice: the other side of an attack that is told with one side, by the
attacks that are told with both; the state of victims, by the side that the attacker attacks; the state of bodies and
people without an owner ("polisi", "tiga orang"), by the one state that the article tells of; who arrests, judges or
expels somebody, by what else is told of it. ``role`` says how; a
party that is not named has no mention.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from runut.extract.events.codebook import Act
from runut.extract.events.lists import listed
from runut.extract.events.merging import Draft
from runut.records import Entity, Event, Participant

# A side, or somebody, to the other sides of the same kind of act, each by one participant.
Index = dict[str, dict[str | None, Participant]]
# From this share of the states named on, and this often named, an article tells of one state.
CLEAR_SHARE = 0.7
LEAST_NAMED = 4
TOLD = frozenset({"actual", "rumoured", "planned", "conditional"})
DOUBT = 0.1
# Each side charges the other with it, so that no earlier attack says whose it is.
BREACH = "violate_ceasefire"
CUSTODY = listed("acts_of_custody")
PEOPLE = listed("people")
VICTIMS = listed("victims")
OTHERS = listed("outsiders")


def with_story(
    drafts: Sequence[Draft], named: Counter[str], entities: Mapping[str, Entity], acts: Mapping[str, Act]
) -> list[Draft]:
    """Fill what the story settles.

    ``named``: how often the article's mentions name each state; ``acts``: the codebook's.
    """
    fought, held = _fought(drafts, entities), _held(drafts, entities)
    struck = _index((_side(doer), whom) for doer, whom in fought)
    attackers = _index((whom.country, doer) for doer, whom in fought)
    holders = _index((key, doer) for doer, whom in held for key in (whom.entity or whom.name, whom.country))
    state = _state(named)
    home = entities.get(state or "")
    own = Participant(home.id, home.name, home.country, "", None) if home is not None else None
    for draft in drafts:
        event = draft.event
        fought_over = event.type == "ASSAULT" and event.act != BREACH and event.act not in CUSTODY
        if fought_over and not acts[event.act].mutual:
            event = _other_side(event, struck, attackers)
        if state is not None:
            event = _of_the_state(event, state)
        if event.act in CUSTODY:
            event = _custodian(event, holders, own)
        if event is not draft.event:
            draft.event = replace(event, confidence=round(max(0.2, event.confidence - DOUBT), 2))
    return list(drafts)


def _index(pairs: Iterable[tuple[str | None, Participant]]) -> Index:
    """By whom it is done, or to whom: the other sides, each by one participant."""
    out: Index = {}
    for key, person in pairs:
        if key is not None:
            out.setdefault(key, {}).setdefault(_side(person), person)
    return out


def _custodian(event: Event, holders: Index, state: Participant | None) -> Event:
    """Who holds or judges them, by the article's other words on it; police and courts are the story's state's."""
    if event.actors or not event.targets or event.status == "conditional":
        return event
    people = {p.entity or p.name for p in event.targets if not (p.entity or "").startswith("group:")}
    states = {person.country for person in event.targets} - {None}
    doer = _only(holders, people) or _only(holders, states)
    why = "who holds them in the story"
    if doer is None and state is not None and states <= {state.country}:
        doer, why = state, "state of the story"
    return event if doer is None else replace(event, actors=(replace(doer, role=why, mention=None),))


def _held(drafts: Sequence[Draft], entities: Mapping[str, Entity]) -> list[tuple[Participant, Participant]]:
    """Doer, as a state, and target of every arrest, sentence and expulsion that is told with both."""
    return [
        (_as_state(doer, entities), whom)
        for draft in drafts
        if draft.event.act in CUSTODY and draft.event.status in TOLD
        for doer in draft.event.actors
        for whom in draft.event.targets
        if _side(doer)
    ]


def _side(person: Participant) -> str | None:
    """The state that a participant stands for, or a body of no state."""
    body = person.entity if person.entity and not person.entity.startswith(("group:", "person:")) else None
    return person.country or body


def _as_state(person: Participant, entities: Mapping[str, Entity]) -> Participant:
    """The participant's state, where the article names it: the act against one man is no act against another."""
    state = entities.get(person.country or "")
    return person if state is None else Participant(state.id, state.name, state.country, person.role, None)


def _fought(drafts: Sequence[Draft], entities: Mapping[str, Entity]) -> list[tuple[Participant, Participant]]:
    """Doer and target, as states, of every attack that is told with both."""
    return [
        (_as_state(doer, entities), _as_state(whom, entities))
        for draft in drafts
        if draft.event.type == "ASSAULT" and draft.event.status in TOLD
        for doer in draft.event.actors
        for whom in draft.event.targets
        if _side(doer) and whom.country and _side(doer) != whom.country
    ]


def _other_side(event: Event, struck_by: Index, attackers: Index) -> Event:
    ours = {_side(person) for person in event.actors} - {None}
    if ours and not any(person.country for person in event.targets):
        whom = _only(struck_by, ours)
        if whom is None or whom.country in ours or (event.place and event.place.country not in (None, whom.country)):
            return event
        if not event.targets:
            return replace(event, targets=(replace(whom, role="whom the doer attacks in the story", mention=None),))
        return replace(event, targets=_owned(event.targets, str(whom.country), VICTIMS, "of the side attacked"))
    struck = {person.country for person in event.targets} - {None}
    if struck and not event.actors and event.status != "conditional":
        doer = _only(attackers, struck)
        if doer is not None and _side(doer) not in struck:
            return replace(event, actors=(replace(doer, role="who attacks them in the story", mention=None),))
    return event


def _only(index: Index, keys: Iterable[str | None]) -> Participant | None:
    """The one side that the index gives for the keys."""
    sides = {side: person for key in sorted(filter(None, keys)) for side, person in index.get(key, {}).items()}
    return next(iter(sides.values())) if len(sides) == 1 else None


def _state(named: Counter[str]) -> str | None:
    best = max(sorted(named), key=lambda key: named[key], default=None)
    if best is None or named[best] < LEAST_NAMED or named[best] < CLEAR_SHARE * sum(named.values()):
        return None
    return best


def _of_the_state(event: Event, state: str) -> Event:
    """Bodies and people without an owner, in an event that names no other state, are the story's."""
    others = {person.country for person in (*event.actors, *event.targets)} - {None, state}
    if others:
        return event
    actors = _owned(event.actors, state, PEOPLE, "state of the story")
    targets = _owned(event.targets, state, PEOPLE, "state of the story")
    same = actors == event.actors and targets == event.targets
    return event if same else replace(event, actors=actors, targets=targets)


def _owned(
    people: tuple[Participant, ...], state: str, nouns: frozenset[str], why: str
) -> tuple[Participant, ...]:
    return tuple(
        replace(person, country=state, role=f"{person.role}; {why}") if _ownerless(person, nouns) else person
        for person in people
    )


def _ownerless(person: Participant, nouns: frozenset[str]) -> bool:
    words = set(person.mention.text.lower().split()) if person.mention else set()
    common = (person.entity or "").startswith(("group:", "org:", "office:")) and person.country is None
    return common and bool(words & nouns) and words.isdisjoint(OTHERS)
