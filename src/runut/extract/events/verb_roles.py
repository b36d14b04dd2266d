"""Roles of verbs: actors and targets by voice and by the codebook's frame.

In: a trigger that is a verb, with its clause and slots. Out: ``Roles``. A participant that the sentence leaves out
stays out; inference over sentences is not done here.
"""

from __future__ import annotations

from collections.abc import Sequence

from runut.extract.events.codebook import VERB_TARGETS
from runut.extract.events.fillers import (
    ARMS,
    DOER_KINDS,
    PARTY_KINDS,
    Filled,
    Roles,
    coordinated,
    first_slot,
    home_clause,
    in_front,
    of_people,
    party,
    positions_of,
    slot,
    subject_of,
)
from runut.extract.events.items import Item
from runut.extract.events.lists import listed
from runut.extract.events.signposts import PREPOSITIONS
from runut.extract.events.triggers import Reading, Trigger

AGENT_REACH = 4
PURPOSE_REACH = 8
HELPING = listed("helping")
SIDING = listed("siding")
PROPOSED = listed("proposed")
# Types whose verbs want a party as their subject.
VOLITIONAL = frozenset({"SUPPORT", "AGREE", "COOPERATE", "CONSULT", "AID", "CONCEDE"})
FRONTED = frozenset({"AGREE", "SUPPORT", "COOPERATE", "CONSULT", "REQUEST", "ACCUSE", "AID"})
# Slots that name the other side where the frame's own are empty: "mengakui Krimea sebagai wilayah Rusia", "menolak
# tawaran dari X", "menandatangani pakta bersama X".
FURTHER = {
    "sebagai": frozenset({"SUPPORT", "AGREE"}),
    "dari": frozenset({"REJECT", "AGREE"}),
    "bersama": FRONTED,
}
INSIDE = "possessor in object"
BODIES = frozenset({"organisation"})
FREEING = listed("freeing")
VICTIM = listed("nouns_of_the_victim")
HELD = listed("held_people")
HOLDER_REACH = 6
# Acts between parties: what stands between two of them is both's.
BETWEEN = frozenset({"CONSULT", "AGREE", "COOPERATE"})
# Acts done to a thing that is somebody's: whom they concern stands behind the thing.
CONCERNING = frozenset({"RETREAT", "CONCEDE", "SANCTION", "AID"})
AIMS = frozenset("terhadap atas kepada bagi untuk ke".split())
TOGETHER = frozenset({"CONSULT", "ASSAULT", "MOBILIZE", "SANCTION", "ACCUSE", "AID", "COERCE", "PROTEST"})


def active_roles(reading: Reading, trigger: Trigger) -> Roles:
    """The subject acts; the frame's slots name the target."""
    act = trigger.form.act
    actors = first_slot(reading, trigger, act.actor, set())
    if act.type in VOLITIONAL and not _arms_act(reading, trigger):
        # a visit may strengthen ties, but only a party praises, agrees, visits or helps
        actors = [f for f in actors if not f.why.startswith("possessor of the subject")]
    if actors and not act.mutual and act.type in TOGETHER:
        # "tiba bersama X": company, not the other side
        company = slot(reading, trigger, "bersama", positions_of(actors))
        actors = actors + [f for f in company if f.why == "bersama"]
    targets = _targets(reading, trigger, positions_of(actors))
    if act.name == "attend":
        # "menghadiri KTT ASEAN": the body's own gathering; "menghadiri undangan Presiden X" has another side
        targets = [f for f in targets if f.why != INSIDE or not party(reading.items[f.position], BODIES)]
    elif act.type == "REQUEST":
        targets = _holders(reading, trigger, targets)
    elif act.type == "ACCUSE":
        targets = _without_victims(reading, trigger, targets)
    return Roles(actors, targets)


def _without_victims(reading: Reading, trigger: Trigger, targets: list[Filled]) -> list[Filled]:
    """ "mengutuk penangkapan X (oleh Y)": Y is blamed, never X."""
    blamed = [f for f in targets if f.why != INSIDE or not _suffers(reading, trigger, f.position)]
    return blamed if blamed or not targets else slot(reading, trigger, "oleh", positions_of(targets))


def _suffers(reading: Reading, trigger: Trigger, position: int) -> bool:
    before = reading.items[max(trigger.end, position - 2) : position]
    return of_people(reading.items[position]) and any(item.lower.removesuffix("nya") in VICTIM for item in before)


def _holders(reading: Reading, trigger: Trigger, targets: list[Filled]) -> list[Filled]:
    """ "menuntut pembebasan sandera yang ditahan X": X is asked, the captives never are."""
    freed = [f for f in targets if f.why == INSIDE]
    items = reading.items
    if not freed or not any(item.lower in FREEING for item in items[trigger.end : freed[0].position]):
        return targets
    for at in range(freed[0].position + 1, min(len(items) - 1, freed[0].position + HOLDER_REACH)):
        if items[at].lower in HELD:
            behind = at + 1 + (items[at + 1].lower == "oleh")
            if behind < len(items) and party(items[behind], DOER_KINDS):
                return [Filled(behind, "who holds them")]
    return [f for f in targets if f.why != INSIDE]


def _targets(reading: Reading, trigger: Trigger, taken: set[int]) -> list[Filled]:
    """The first of the frame's slots that is filled, then what else may name the target."""
    act, wanted = trigger.form.act, trigger.form.act.target
    if len(trigger.form.parts) > 1 and reading.items[trigger.end - 1].tag == "NOUN":
        # "menyampaikan dukungan X bagi Y": what stands right behind the noun rather has it than gets it
        wanted = tuple(sorted(wanted, key=lambda name: name == "object"))
    found = first_slot(reading, trigger, wanted, taken)
    if found and found[0].why == "sebagai" and _is_office(reading.items[found[0].position]):
        found = slot(reading, trigger, "object", taken) or found  # "mengakui X sebagai presiden Y": X
    if not found and trigger.clitic == "nya":
        found = _pronoun_object(reading, trigger, taken)
    if not found and act.type in FRONTED:
        found = _fronted(reading, trigger, taken)
    for name, types in FURTHER.items():
        if not found and act.type in types:
            found = slot(reading, trigger, name, taken)
    if act.type == "PROTEST":
        # "menggelar aksi bela X": for X
        found = [f for f in found if reading.items[f.position - 1].lower not in SIDING] or in_front(reading, trigger)
    if not found and act.type in ("REJECT", "AGREE"):
        found = _proposer(reading, trigger, taken)
    if not found and act.type == "AID":
        found = _helped(reading, trigger, taken)
    if not found and (act.target or act.type != "SUPPORT"):  # "memperingati kemenangan atas X": done to nobody
        rest = [name for name in VERB_TARGETS if name not in act.target and name != "object"]
        found = first_slot(reading, trigger, rest, taken)
    if not found and "subject" not in act.actor and "subject" in act.target:
        found = subject_of(reading, home_clause(reading, trigger), PARTY_KINDS)
    return found


def _proposer(reading: Reading, trigger: Trigger, taken: set[int]) -> list[Filled]:
    """ "menolak gugatan yang diajukan X": whose proposal it is."""
    items = reading.items
    for clause in reading.clauses.clauses:
        verb = clause.verb
        under = clause.kind == "relative" and clause.parent == trigger.clause and clause.antecedent is not None
        if not under or verb is None or not trigger.end <= clause.start <= trigger.end + PURPOSE_REACH:
            continue
        at = verb + 1 + (verb + 1 < len(items) and items[verb + 1].lower == "oleh")
        if items[verb].lower in PROPOSED and at < len(items) and party(items[at], DOER_KINDS) and at not in taken:
            names = [p for p in range(at, len(items)) if items[p].mention]
            return [Filled(p, "who proposed it") for p in coordinated(items, names)]
    return []


def _helped(reading: Reading, trigger: Trigger, taken: set[int]) -> list[Filled]:
    """ "mengirim tentara untuk membantu X": whom the purpose of the act names."""
    items = reading.items
    for clause in reading.clauses.clauses:
        verb = clause.verb
        if clause.kind != "purpose" or verb is None or not trigger.end <= verb < trigger.end + PURPOSE_REACH:
            continue
        if clause.parent is None or reading.clauses.clauses[clause.parent] is not reading.clauses.clause(trigger.start):
            continue
        at = verb + 1
        while items[verb].lower in HELPING and at < min(len(items), verb + 3):
            if party(items[at], DOER_KINDS) and at not in taken:
                return [Filled(p, "whom it is to help") for p in coordinated(items, [at])]
            at += 1
    return []


def _is_office(item: Item) -> bool:
    return item.mention is not None and item.mention.kind == "person" and item.mention.form != "name"


def _arms_act(reading: Reading, trigger: Trigger) -> bool:
    """ "Dua pesawat TNI AU menerjunkan bantuan": a crew acts for the one who owns it."""
    low, high = home_clause(reading, trigger).subject_words
    return any(item.lower in ARMS for item in reading.items[low:high])


def _pronoun_object(reading: Reading, trigger: Trigger, taken: set[int]) -> list[Filled]:
    """ "Iran mengancam Oman dan akan meledakkannya": -nya on the verb is the last one named who does not act."""
    actors = {entity for p in taken if (m := reading.items[p].mention) for entity in m.entities}
    for position in range(trigger.start - 1, -1, -1):
        mention = reading.items[position].mention
        free = position not in taken and actors.isdisjoint(mention.entities) if mention else False
        if mention and free and mention.kind in DOER_KINDS and _heads_phrase(reading.items, position):
            return [Filled(position, "-nya on the verb")]
    return []


def _heads_phrase(items: Sequence[Item], position: int) -> bool:
    """Whether no preposition governs the name and no noun owns it."""
    before = items[position - 1] if position else None
    return before is None or not (before.lower in PREPOSITIONS or (before.kind == "word" and before.tag == "NOUN"))


def _fronted(reading: Reading, trigger: Trigger, taken: set[int]) -> list[Filled]:
    """ "Dengan Kenya, Indonesia menandatangani ...", "Kepada X, Y meminta": the phrase that opens the sentence."""
    items = reading.items
    if not items or items[0].lower not in ("dengan", "kepada", "terhadap", "bersama"):
        return []
    for position in range(1, min(len(items), 4)):
        if party(items[position], DOER_KINDS) and position not in taken and position < trigger.start:
            return [Filled(position, f"{items[0].lower} at the head of the sentence")]
    return []


def passive_roles(reading: Reading, trigger: Trigger) -> Roles:
    """The subject undergoes the act; who stands behind "oleh" or right behind the verb does it."""
    act = trigger.form.act
    clause = home_clause(reading, trigger)
    agents = slot(reading, trigger, "oleh", set())
    if not agents:
        agents = _adjacent_agent(reading, trigger)
    taken = positions_of(agents)
    patients = [f for f in subject_of(reading, clause, PARTY_KINDS) if f.position not in taken]
    if len(patients) == 1 and act.type in BETWEEN and patients[0].why == "subject, antecedent":
        patients = _both(reading, patients[0])
    wanted = [name for name in act.target if name not in ("object", "dengan", "dari")]
    through = first_slot(reading, trigger, [name for name in wanted if name != "subject"], taken)
    if act.actor[0] != "subject" and patients and act.type != "MOBILIZE":
        # reversed frames: "menerima penghargaan dari X" in the passive is rare; keep the given order
        return Roles(first_slot(reading, trigger, act.actor, set()) or agents, patients)
    if act.type == "MOBILIZE":
        # troops that are sent are whose act it is
        own = agents or [f for f in patients if party(reading.items[f.position], DOER_KINDS)]
        return Roles(own, [f for f in through if f.position not in positions_of(own)])
    if patients and clause.direct:
        return Roles(agents, patients)
    if not through and not patients and act.type in CONCERNING:
        through = _aimed_in_subject(reading, clause.subject_words, taken)
    return Roles(agents, through or patients)


def _both(reading: Reading, patient: Filled) -> list[Filled]:
    """ "perundingan X dan Y yang dimediasi Z": both, not the one right before the relative clause."""
    items, at = reading.items, patient.position
    two = at > 1 and items[at - 1].lower in ("dan", "dengan") and party(items[at - 2], DOER_KINDS)
    return [Filled(at - 2, patient.why), patient] if two else [patient]


def _aimed_in_subject(reading: Reading, words: tuple[int, int], taken: set[int]) -> list[Filled]:
    """ "Sanksi terhadap X dicabut", "bantuan untuk X dikirim": whom the thing that undergoes the act was aimed at."""
    items = reading.items[: words[1]]
    for at in range(words[0] + 1, words[1]):
        if items[at - 1].lower in AIMS and party(items[at]) and at not in taken:
            behind = [p for p in range(at, words[1]) if party(items[p]) and p not in taken]
            return [Filled(p, f"{items[at - 1].lower} in the subject") for p in coordinated(items, behind)]
    return []


GESTURES = listed("gestures")
BECOMING = listed("becoming")


def _adjacent_agent(reading: Reading, trigger: Trigger) -> list[Filled]:
    """"ditangkap polisi Rusia": a doer right after the passive verb, without a preposition."""
    if trigger.form.parts[-1] in BECOMING:
        # "diangkat sebagai pemimpin X", "ditunjuk Y sebagai pemimpin X": only Y appoints
        # "ditunjuknya X sebagai": X undergoes it
        owned = reading.items[trigger.start].lower.endswith("nya")
        inside = range(trigger.start + 1, trigger.start + 1 if owned else trigger.end - 1)
        named = [p for p in inside if party(reading.items[p], DOER_KINDS)]
        return [Filled(p, "agent after the verb") for p in coordinated(reading.items, named)]
    objects = [p for p in trigger.slots.get("object") if party(reading.items[p], DOER_KINDS)]
    if not objects or objects[0] - trigger.end > AGENT_REACH:
        return []
    between = reading.items[trigger.end : objects[0]]
    armed = bool(between) and between[0].lower in ARMS
    shown = bool(between) and between[0].lower in GESTURES
    if any(item.kind == "mark" or item.tag in ("VERB", "ADP") for item in between):
        return []
    if not armed and not shown and any(item.tag == "NOUN" for item in between):
        return []
    why = "owner of the weapon" if armed else "whose gesture it is" if shown else "agent after the verb"
    return [Filled(p, why) for p in coordinated(reading.items, objects)]


def object_relative_roles(reading: Reading, trigger: Trigger) -> Roles:
    """"senjata yang AS kirim", "kota yang mereka kuasai": the antecedent undergoes the act."""
    clause = home_clause(reading, trigger)
    actors = subject_of(reading, clause, DOER_KINDS)
    targets = []
    if clause.antecedent is not None and party(reading.items[clause.antecedent]):
        targets = [Filled(clause.antecedent, "antecedent")]
    return Roles(actors, targets or first_slot(reading, trigger, trigger.form.act.target[1:], positions_of(actors)))
