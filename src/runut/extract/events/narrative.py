"""Times that a sentence leaves to the one before it.

In: the drafts of an article in text order. Out: the same drafts; one without a time of its own that goes on telling
about the same people in the same paragraph, straight after a sentence that gives a day, gets that day. ``basis`` says
so ("narrative"). Paragraph breaks, plans, rumours and new people end a narrative.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from runut.extract.events.merging import Draft, same_act
from runut.records import Event, EventTime

INHERITED = ("own", "narrative")
# "Setelah melangsungkan upacara itu, X menyepakati ...": what follows the act shares its stretch of time.
AFTERWARDS = re.compile(r"^\W*(setelah|usai|seusai|sesudah|sehabis|selepas|saat|ketika)\b", re.IGNORECASE)


def told_on(drafts: Sequence[Draft]) -> list[Draft]:
    """Give undated drafts the narrative's time where the rule of the module allows it."""
    last: dict[int, list[Draft]] = {}
    for draft in drafts:
        event = draft.event
        if event.time is None and event.status == "actual" and not draft.title:
            before = [d for d in last.get(draft.sentence - 1, []) if d.block == draft.block]
            time = _time_of(before, event) or _time_after(drafts, draft)
            if time is not None:
                draft.event = replace(event, time=replace(time, basis="narrative", mention=None))
        last.setdefault(draft.sentence, []).append(draft)
    return list(drafts)


def _time_of(before: Sequence[Draft], event: Event) -> EventTime | None:
    """The time of the last dated draft of the sentence before that names one of the event's people."""
    people = _people(event)
    for draft in reversed(before):
        time = draft.event.time
        known = time is not None and time.earliest is not None and time.basis in INHERITED
        if known and draft.event.status == "actual" and people & _people(draft.event):
            return time
    return None


def _time_after(drafts: Sequence[Draft], draft: Draft) -> EventTime | None:
    """The time of an earlier telling of the act that the sentence opens with ("Setelah upacara itu, ...")."""
    if not AFTERWARDS.match(draft.event.evidence.text):
        return None
    for first in drafts:
        opens = first.sentence == draft.sentence and first.event.trigger.start < draft.event.trigger.start
        if not opens or first is draft:
            continue
        for earlier in drafts:
            time = earlier.event.time
            known = time is not None and time.earliest is not None and time.basis in INHERITED
            if known and earlier.sentence < draft.sentence and same_act(earlier, first):
                return time
    return None


def _people(event: Event) -> set[str]:
    """Entities that are more than a state: a state is named in every other sentence."""
    everybody = (*event.actors, *event.targets)
    return {p.entity for p in everybody if p.entity and p.entity != p.country}
