"""Whether an act may stand in a sentence that names nobody for it.

In: a reading, a trigger with its roles or its status. Out: yes or no to a question each: is it a topic, does its verb
tell it, may it stand alone? Who did it is not guessed here; an
act that is told alone keeps its words, its day and its place, and a later telling of it may name the parties.
"""

from __future__ import annotations

from runut.extract.events.conditions import words_of
from runut.extract.events.fillers import DOER_KINDS, Roles
from runut.extract.events.lists import listed
from runut.extract.events.places import find_place
from runut.extract.events.triggers import Reading, Trigger
from runut.records import Status

# Force is told with its place though with no doer: "ledakan bom di Kabul".
PLACED_TYPES = frozenset({"ASSAULT", "RETREAT", "MOBILIZE"})
# Words, meetings, moves and blows between parties: in a sentence that names a party they are an act of the parties of
# the article. Help, praise, trade, measures and requests ("bantuan", "dukungan", "sanksi") are as often a topic.
# Of these a noun alone is a topic ("kesediaan").
NEEDS_A_VERB = frozenset({"AGREE"})
TOLD_ALONE = frozenset({"ACCUSE", "AGREE", "ASSAULT", "CONSULT", "MOBILIZE", "RETREAT", "THREATEN"})
# "berbicara soal serangan siber", "komitmen mengenai negosiasi": prepositions of what is spoken of.
ABOUT = frozenset("soal tentang mengenai terkait perihal ihwal menyangkut seputar".split())
ANNOUNCING = listed("announced_by_headline")
# Acts in words: behind nouns of these types nobody who makes them means that they are a topic.
SPOKEN = frozenset({"THREATEN", "REQUEST", "ACCUSE", "REJECT"})


def is_topic(reading: Reading, trigger: Trigger, roles: Roles) -> bool:
    """Whether a nominal act without a doer is only spoken of: "perundingan tentang gencatan senjata"."""
    if trigger.form.voice != "noun" or roles.actors:
        return False
    if trigger.form.act.type in SPOKEN:
        return True
    return trigger.start > 0 and reading.items[trigger.start - 1].lower in ABOUT


def is_told_by_verb(reading: Reading, trigger: Trigger) -> bool:
    """Whether the verb before ``trigger`` tells the same act: "mengumumkan penarikan", "menilai X melanggar ..."."""
    return any(
        other.clause == trigger.clause
        and other.form.voice == "active"
        and other.end <= trigger.start < other.slots.end
        and (_is_announced(reading, other, trigger) or _is_charged(other, trigger))
        for other in reading.triggers
    )


def _is_announced(reading: Reading, verb: Trigger, trigger: Trigger) -> bool:
    if trigger.form.voice != "noun" or not verb.form.objects or verb.form.entry.split()[0] not in ANNOUNCING:
        return False
    between = reading.items[verb.end : trigger.start]
    return not any(item.tag in ("ADP", "SCONJ") for item in between) and verb.form.objects.hits(
        words_of(reading.items[verb.end : trigger.end])
    )


def _is_charged(verb: Trigger, trigger: Trigger) -> bool:
    return verb.form.act.type == trigger.form.act.type == "ACCUSE" and trigger.form.voice != "noun"


def stands_alone(reading: Reading, trigger: Trigger, status: Status) -> bool:
    """Whether ``trigger`` tells an act although the sentence gives it neither doer nor target."""
    act = trigger.form.act
    if act.requires.party is not None:
        return not act.requires.party
    if act.type in PLACED_TYPES and trigger.form.voice != "undergo" and find_place(reading, trigger) is not None:
        return True
    if act.type not in TOLD_ALONE or (act.type in NEEDS_A_VERB and trigger.form.voice == "noun"):
        return False
    return status == "actual" and _names_a_party(reading)


def _names_a_party(reading: Reading) -> bool:
    return any(item.mention is not None and item.mention.kind in DOER_KINDS for item in reading.items)
