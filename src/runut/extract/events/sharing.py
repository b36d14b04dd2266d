"""Roles that one trigger of a sentence lends another: shared objects, whom a demand is put to, whom a charge is about.

In: a reading. Out: the roles of every trigger, in the order of the triggers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from runut.extract.events.arguments import verb_slots
from runut.extract.events.clauses import Clause
from runut.extract.events.frames import DOER_KINDS, SPEECH_CUES, Filled, Roles, assign, coordinated
from runut.extract.events.status import embedding
from runut.extract.events.triggers import Reading, Trigger

STRIKES = re.compile(
    r"(menewaskan|melukai|membunuh|menghantam|menghancurkan|menargetkan|menyasar|mengenai|menimpa|"
    r"merenggut|menghajar|meluluhlantakkan|merusak|melumpuhkan|memaksa|menggempur|merobohkan|mencederai|menelan)$"
)
STRIKE_REACH = 16
CHARGE_REACH = 4
GOAL_REACH = 5
MEANS = frozenset({"dalam", "melalui", "lewat", "dengan"})
GOALS = frozenset("sasaran target korban objek".split())
BECOMING = frozenset("menjadi jadi".split())
DYING = frozenset(
    "tewas terluka luka luka-luka meninggal gugur terbunuh mati cedera tertembak hilang mengungsi syahid".split()
)
# Acts in words, whose target may stand inside what is agreed, refused or threatened.
CONTENT_TYPES = frozenset({"AGREE", "REJECT", "REQUEST", "THREATEN", "SUPPORT", "CONCEDE"})
# What stands behind these is named, not addressed.
ASIDES = frozenset(
    "menurut di oleh sebagai bersama sejak lewat melalui mengenai soal tentang terkait perihal seputar dari".split()
)
ASKED_OPENERS = frozenset({"agar", "supaya", "untuk", "bahwa"})


def with_shared_roles(reading: Reading) -> list[Roles]:
    """Roles of all triggers, completed from their neighbours in the sentence."""
    roles = [assign(reading, trigger) for trigger in reading.triggers]
    for index, trigger in enumerate(reading.triggers):
        if not roles[index].actors and _aimed_at(reading, trigger):
            clause = reading.clauses.clause(trigger.start)
            roles[index].actors = [Filled(p, "subject") for p in clause.subject if clause.direct and _doer(reading, p)]
        if roles[index].targets or roles[index].shared_target:
            continue
        found = (
            _coordinate_object(reading, index, roles)
            or _aimed_at(reading, trigger)
            or _struck(reading, trigger)
            or _victims(reading, trigger)
            or _made_goal(reading, trigger)
            or _asked(reading, trigger)
            or _charged(reading, trigger, roles)
            or _in_content(reading, trigger)
        )
        taken = {filled.position for filled in roles[index].actors}
        roles[index].targets = [filled for filled in found if filled.position not in taken]
    return roles


def _coordinate_object(reading: Reading, index: int, roles: Sequence[Roles]) -> list[Filled]:
    """ "menembak dan melukai X": the object of the second verb is the first one's too."""
    trigger = reading.triggers[index]
    if trigger.form.voice != "active" or index + 1 >= len(reading.triggers):
        return []
    after = reading.triggers[index + 1]
    between = reading.items[trigger.end : after.start]
    joined = len(between) == 1 and between[0].lower in ("dan", "serta", "atau")
    if not joined or after.form.voice != "active":
        return []
    return [Filled(filled.position, "shared object") for filled in roles[index + 1].targets]


def _struck(reading: Reading, trigger: Trigger) -> list[Filled]:
    """ "serangan Israel menewaskan X", "serangan yang menghantam X": the object of what the attack did."""
    if trigger.form.act.type != "ASSAULT" or trigger.form.voice != "noun":
        return []
    for clause in reading.clauses.clauses:
        verb = clause.verb
        if verb is None or verb < trigger.end or not STRIKES.match(reading.items[verb].lower):
            continue
        is_subject = clause.index == trigger.clause or clause.kind == "serial"
        is_relative = clause.kind == "relative" and trigger.start <= (clause.antecedent or -1) < clause.start
        if (is_subject and verb - trigger.end <= STRIKE_REACH) or is_relative:
            objects = verb_slots(reading.items, reading.clauses, verb + 1).get("object")
            return [Filled(p, "object of what the attack did") for p in objects[:3] if reading.items[p].mention]
    return []


def _aimed_at(reading: Reading, trigger: Trigger) -> list[Filled]:
    """ "menargetkan X dalam serangan": the object of the verb that the attack is the means of."""
    if trigger.form.act.type != "ASSAULT" or trigger.form.voice != "noun" or trigger.start < 2:
        return []
    clause = reading.clauses.clause(trigger.start)
    verb = clause.verb
    means = reading.items[trigger.start - 1].lower in MEANS
    if verb is None or not means or verb > trigger.start or not STRIKES.match(reading.items[verb].lower):
        return []
    objects = [p for p in verb_slots(reading.items, reading.clauses, verb + 1).get("object") if p < trigger.start]
    return [Filled(p, "object of what the attack did") for p in coordinated(reading.items, objects)]


def _victims(reading: Reading, trigger: Trigger) -> list[Filled]:
    """ "N orang tewas dan M terluka dalam serangan X": the subjects of the dying are the targets."""
    if trigger.form.act.type != "ASSAULT" or trigger.form.voice != "noun":
        return []
    clause: Clause | None = reading.clauses.clause(trigger.start)
    out: list[Filled] = []
    while clause is not None and clause.verb is not None and clause.verb < trigger.start:
        if reading.items[clause.verb].lower not in DYING:
            break
        out = [Filled(p, "who died in it") for p in clause.subject if _doer(reading, p)] + out
        clause = _clause_before(reading, clause) if clause.kind in ("serial", "coordinate") else None
    return list(dict.fromkeys(out))


def _clause_before(reading: Reading, clause: Clause) -> Clause | None:
    return reading.clauses.clauses[clause.index - 1] if clause.index else None


def _made_goal(reading: Reading, trigger: Trigger) -> list[Filled]:
    """ "X menjadi sasaran serangan", "warga X yang menjadi korban agresi": the subject undergoes the act."""
    clause = reading.clauses.clause(trigger.start)
    before = reading.items[max(0, trigger.start - 3) : trigger.start]
    goal = trigger.form.voice == "noun" and any(item.lower in GOALS for item in before)
    if not goal or clause.verb is None or reading.items[clause.verb].lower not in BECOMING:
        return []
    if not 0 < trigger.start - clause.verb <= GOAL_REACH:
        return []
    return [Filled(p, "made its goal") for p in coordinated(reading.items, clause.subject) if _party(reading, p)]


def _asked(reading: Reading, trigger: Trigger) -> list[Filled]:
    """ "permintaan agar AS menyediakan ...": who shall do it is who is asked."""
    if trigger.form.act.type != "REQUEST":
        return []
    for clause in reading.clauses.clauses:
        opens = clause.parent == trigger.clause and clause.start > trigger.end and clause.opener in ASKED_OPENERS
        if opens and clause.source in ("own", "pivot", "controlled"):
            found = [p for p in clause.subject if _doer(reading, p)]
            if found:
                return [Filled(found[0], f"subject of the {clause.opener} clause")]
    return []


def _charged(reading: Reading, trigger: Trigger, roles: Sequence[Roles]) -> list[Filled]:
    """A charge or condemnation of an act is directed at the act's doer, or at whose policy it is."""
    if trigger.form.act.type != "ACCUSE":
        return []
    for other, filled in zip(reading.triggers, roles, strict=True):
        inner = other is not trigger and embedding(reading, other, reading.triggers) is trigger
        near = 0 <= other.start - trigger.end <= CHARGE_REACH and other.form.voice == "noun"
        if (inner or near) and filled.actors and trigger.form.voice != "noun":
            return [Filled(role.position, "doer of the act charged") for role in filled.actors]
    named = [Filled(p, "dari") for p in trigger.slots.get("dari")[:2] if _doer(reading, p)]
    return named or _done_by(reading, trigger)


def _done_by(reading: Reading, trigger: Trigger) -> list[Filled]:
    """ "protes atas uji coba yang dilakukan oleh X dan Y": the agent of the passive that tells what is charged."""
    for clause in reading.clauses.clauses:
        verb = clause.verb
        if clause.kind != "relative" or clause.parent != trigger.clause or verb is None or verb < trigger.end:
            continue
        if reading.items[verb].lower.startswith("di"):
            slots = verb_slots(reading.items, reading.clauses, verb + 1)
            agents = [p for p in slots.get("oleh") or slots.get("object") if _doer(reading, p)]
            return [Filled(p, "agent of what is charged") for p in coordinated(reading.items, agents)]
    return []


def _in_content(reading: Reading, trigger: Trigger) -> list[Filled]:
    """ "setuju meneruskan protokol aksesi Swedia", "mengancam akan memveto usul X": whom the content is about."""
    if trigger.form.act.type not in CONTENT_TYPES or trigger.form.voice == "noun":
        return []
    clauses = reading.clauses
    inside = {trigger.clause}
    for clause in clauses.clauses:
        below = clause.kind in ("serial", "complement", "purpose") and clause.start > trigger.start
        if clause.parent in inside and below:
            inside.add(clause.index)
    for position in range(trigger.end, len(reading.items)):
        if reading.items[position].text in ",;" or reading.items[position].lower in SPEECH_CUES:
            break
        if clauses.of[position] in inside and _doer(reading, position):
            before = reading.items[position - 1].lower
            demand = trigger.form.act.type in ("REQUEST", "REJECT") and before not in ("antara", "di")
            return [] if before in ASIDES or demand else [Filled(position, "party in its content")]
    return []


def _party(reading: Reading, position: int) -> bool:
    return reading.items[position].mention is not None


def _doer(reading: Reading, position: int) -> bool:
    mention = reading.items[position].mention
    return mention is not None and mention.kind in DOER_KINDS
