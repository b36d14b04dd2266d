"""Mutual acts: both sides meet, fight or sign, however the sentence divides them between subject and "dengan".

In: a reading, a trigger and the roles of its frame. Out: the roles with both sides.
"""

from __future__ import annotations

from runut.extract.events.arguments import TEMPORAL
from runut.extract.events.fillers import Filled, Roles, coordinated, other_side, party
from runut.extract.events.items import Item
from runut.extract.events.triggers import Reading, Trigger


def with_both_sides(reading: Reading, trigger: Trigger, roles: Roles) -> Roles:
    """Both sides of a mutual act act; with no separate target all parties are targets as well."""
    items = reading.items
    before = items[trigger.start - 1].lower if trigger.start else ""
    if not trigger.form.act.mutual and "saling" not in (before, trigger.form.parts[0]):
        return roles
    said = len(trigger.slots.get("antara")) > 0 and trigger.form.voice != "noun"
    if said or sum(_size(items[f.position]) for f in (*roles.actors, *roles.targets)) < 2:
        pair = _between(reading, trigger)
        if pair:
            roles.actors, roles.targets = pair, []
    parties = sum(_size(items[f.position]) for f in roles.actors)
    if not roles.targets and parties >= 2:
        roles.shared_target = True
    if not roles.actors and roles.targets and sum(_size(items[f.position]) for f in roles.targets) >= 2:
        roles.actors, roles.targets, roles.shared_target = roles.targets, [], True
    return roles


def _between(reading: Reading, trigger: Trigger) -> list[Filled]:
    """ "antara X dan Y" elsewhere in the sentence, nearest to the trigger, if it belongs to no other noun."""
    items = reading.items
    best: list[Filled] = []
    for position, item in enumerate(items):
        if item.lower != "antara" or _owned(reading, trigger, position):
            continue
        found = [p for p in range(position + 1, min(len(items), position + 8)) if party(items[p])]
        joined = coordinated(items, found)
        if len(joined) == 1:
            joined += other_side(reading, joined[0])
        if len(joined) >= 2 and (not best or abs(position - trigger.start) < abs(best[0].position - trigger.start)):
            best = [Filled(p, "antara") for p in joined[:2]]
    return best


def _owned(reading: Reading, trigger: Trigger, position: int) -> bool:
    """Whether "antara" belongs to another word: "Dalam pertemuan itu X memuji kerja sama antara Y dan Z"."""
    moment = any(item.lower in TEMPORAL for item in reading.items[trigger.end : position])
    others = (t for t in reading.triggers if t.form.act.mutual and t.start >= trigger.end)
    nearer = any(other.slots.get("antara")[:1] == [position + 1] for other in others)
    return position > trigger.end and (moment or nearer)


def _size(item: Item) -> int:
    return max(1, len(item.mention.entities)) if item.mention else 1
