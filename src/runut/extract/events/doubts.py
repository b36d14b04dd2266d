"""The rules by which a trigger tells no act of its own: a topic, a habit, a means, the content of another act.

In: a reading and one of its triggers with its roles. Out: the names of the rules that hold. The rules alone leave such
a trigger out; with the model they are reasons among others.
"""

from __future__ import annotations

from runut.extract.events.fillers import Roles
from runut.extract.events.lists import listed
from runut.extract.events.standing import SPOKEN, is_told_by_verb, is_topic
from runut.extract.events.status import hoped
from runut.extract.events.triggers import Reading, Trigger

# Acts that people and towns undergo without anybody's doing, too.
OF_ANY_CAUSE = frozenset({"killed_by", "destroy", "beat"})
MET = frozenset("terserang menginjak terkena kena kejatuhan terhantam tertimpa".split())
# Verbs that call something by a name: "menyebut X sebagai Y".
CALLING = listed("calling")
LABEL_REACH = 10
# "rawan bentrok": acts that places and times are prone to.
PRONE = listed("prone")
BREAKING_OUT = frozenset({"ASSAULT", "PROTEST", "COERCE"})
CUSTOMARY = frozenset({"SUPPORT", "MOBILIZE", "CONSULT"})


def doubts_of(reading: Reading, trigger: Trigger, roles: Roles, outer: Trigger | None) -> list[str]:
    """The rules by which the trigger tells no act of its own."""
    rules = {
        "subject of its own verb": _subject_of_its_verb(reading, trigger),
        "means of another act": _means(reading, trigger),
        "habit": _habit(reading, trigger),
        "topic": is_topic(reading, trigger, roles),
        "told by its verb": is_told_by_verb(reading, trigger),
        "label": _label(reading, trigger),
        "only says when": _only_says_when(reading, trigger),
        "died of nothing": _died_of_nothing(reading, trigger, roles),
        "content of another act": outer is not None and _is_content(trigger, outer),
        "hoped for": hoped(reading, trigger),
        "only possible": _only_possible(reading, trigger),
    }
    return [name for name, holds in rules.items() if holds]


def _is_content(trigger: Trigger, outer: Trigger) -> bool:
    return outer.form.act.embeds == "skip" or _words_charged(trigger, outer)


def _words_charged(trigger: Trigger, outer: Trigger) -> bool:
    """ "menuduh X mengancam dan melecehkan": words told inside a charge are the charge."""
    return outer.form.act.type == "ACCUSE" and trigger.form.act.type in SPOKEN


def _subject_of_its_verb(reading: Reading, trigger: Trigger) -> bool:
    """ "Upacara pemberian medali itu diberikan oleh X": the noun only names what its own verb tells."""
    low, high = reading.clauses.clause(trigger.start).subject_words
    if trigger.form.voice != "noun" or not low <= trigger.start < high:
        return False
    return any(
        other.form.act is trigger.form.act and other.clause == trigger.clause and other.form.voice == "passive"
        for other in reading.triggers
    )


def _only_possible(reading: Reading, trigger: Trigger) -> bool:
    """ "daerah rawan bentrok", "potensi konflik": what may break out somewhere has not."""
    before = reading.items[trigger.start - 1].lower if trigger.start else ""
    return before in PRONE and trigger.form.act.type in BREAKING_OUT


def _label(reading: Reading, trigger: Trigger) -> bool:
    """ "menyebut penangkapan itu sebagai penculikan": what an act is called is no second act."""
    before = reading.items[trigger.start - 1].lower if trigger.start else ""
    if trigger.form.voice != "noun" or before != "sebagai":
        return False
    words = reading.items[max(0, trigger.start - LABEL_REACH) : trigger.start - 1]
    return any(item.lower in CALLING for item in words)


def _only_says_when(reading: Reading, trigger: Trigger) -> bool:
    """ "kata X usai pertemuan", "saat ditemui di Y": when it was said; "usai bertemu Y" tells that they met."""
    before = reading.items[trigger.start - 1].lower if trigger.start else ""
    aside = trigger.form.voice in ("noun", "passive") and trigger.form.act.name == "meet"
    return aside and before in ("saat", "ketika", "usai")


def _died_of_nothing(reading: Reading, trigger: Trigger, roles: Roles) -> bool:
    """ "tewas" is an attack only where an attack or a doer is named; "terbunuh", "bom meledak" names one; who treads
    on a mine may have met what was left of an old war."""
    if trigger.form.voice != "undergo" or trigger.form.act.type != "ASSAULT" or roles.actors:
        return False
    if trigger.form.act.name not in OF_ANY_CAUSE and trigger.form.parts[0] not in MET:
        return False
    return not any(other is not trigger and other.form.act.type == "ASSAULT" for other in reading.triggers)


def _means(reading: Reading, trigger: Trigger) -> bool:
    """ "merayakan kemenangan dengan parade": what an act is done with is part of the act."""
    if trigger.form.voice != "noun" or not trigger.start or reading.items[trigger.start - 1].lower != "dengan":
        return False
    return any(
        other.clause == trigger.clause and other.form.voice != "noun" and other.end < trigger.start
        for other in reading.triggers
    )


def _habit(reading: Reading, trigger: Trigger) -> bool:
    """ "setiap tahun memperingati ...": a custom is no act of one day. Attacks told so are a campaign and stay."""
    if trigger.form.act.type not in CUSTOMARY:
        return False
    for position, item in enumerate(reading.items):
        if reading.clauses.of[position] != trigger.clause or position > trigger.start:
            continue
        if item.lower in ("setiap", "tiap", "saban", "selalu") or (item.time is not None and item.time.type == "SET"):
            return True
    return False
