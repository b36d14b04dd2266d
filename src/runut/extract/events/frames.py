"""Roles: from the slots around a trigger to actors and targets, by voice and by the codebook's frame.

In: a trigger with its clause and slots. Out: ``Roles``: positions of mentions with the reason of each. What neighbours
in the sentence lend is added by ``sharing``, what the story lends by ``counterparts``.
"""

from __future__ import annotations

from runut.extract.events.fillers import Roles, home_clause
from runut.extract.events.mutual import with_both_sides
from runut.extract.events.noun_roles import nominal_roles
from runut.extract.events.triggers import Reading, Trigger
from runut.extract.events.verb_roles import active_roles, object_relative_roles, passive_roles


def assign(reading: Reading, trigger: Trigger) -> Roles:
    """Actors and targets of ``trigger``."""
    voice = trigger.form.voice
    if voice == "noun":
        roles = nominal_roles(reading, trigger)
    elif voice in ("passive", "undergo"):
        roles = passive_roles(reading, trigger)
    elif voice == "bare" and home_clause(reading, trigger).source == "object-relative":
        roles = object_relative_roles(reading, trigger)
    else:
        roles = active_roles(reading, trigger)
    return with_both_sides(reading, trigger, roles)
