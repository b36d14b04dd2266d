"""Roles that one trigger of a sentence lends another: shared objects, whom a demand is put to, whom a charge is about.

In: a reading. Out: the roles of every trigger, in the order of the triggers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from runut.extract.events.arguments import CLOSING, verb_slots
from runut.extract.events.clauses import Clause
from runut.extract.events.fillers import DOER_KINDS, SENDERS, Filled, Roles, coordinated, is_related, joined_to
from runut.extract.events.frames import assign
from runut.extract.events.lists import listed
from runut.extract.events.noun_roles import SPEECH_CUES
from runut.extract.events.status import embedding
from runut.extract.events.triggers import Reading, Trigger

STRIKES = re.compile(
    r"(menewaskan|melukai|membunuh|menghantam|menghancurkan|menargetkan|menyasar|mengenai|menimpa|"
    r"merenggut|menghajar|meluluhlantakkan|merusak|melumpuhkan|memaksa|menggempur|merobohkan|mencederai|menelan)$"
)
STRIKE_REACH = 16
CHARGE_REACH = 4
LIST_REACH = 9
COUNTED = frozenset({"group", "organisation"})
NAMING = frozenset({"yakni", "yaitu"})
# Who is refused something stands behind these: "menolak memberi rudal kepada X".
GIVEN_TO = frozenset({"kepada", "bagi", "untuk"})
# Right behind the word that counts or sums up, these name members too: "para pemimpin negara seperti A dan B".
LISTING = frozenset({"seperti", "termasuk"})
CONTENT_GAP = 2
AGENT_REACH = 2
# "menutup perbatasan dan membekukan aset X": this many words may stand between two acts on X.
OBJECT_GAP = 3
GOAL_REACH = 5
MEANS = frozenset({"dalam", "melalui", "lewat", "dengan"})
# Acts in words, and the deeds that such words may be about.
SPOKEN_OF = frozenset({"ACCUSE", "SUPPORT", "CONSULT", "REJECT", "REQUEST", "THREATEN", "CONCEDE"})
DEEDS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION"})
SUMMING_UP = listed("summing_up")
SAID = listed("words_of_others")
# What weapons are got ready for, what a strike is held for.
PURPOSES = {
    "MOBILIZE": frozenset({"ASSAULT"}),
    "PROTEST": frozenset({"REJECT", "ACCUSE", "REQUEST", "SUPPORT", "COERCE"}),
}
GOALS = frozenset("sasaran target korban objek".split())
BECOMING = frozenset("menjadi jadi".split())
DYING = listed("dying")
# Acts in words, whose target may stand inside what is agreed, refused or threatened.
CONTENT_TYPES = frozenset({"AGREE", "REJECT", "REQUEST", "THREATEN", "SUPPORT", "CONCEDE"})
# What stands behind these is named, not addressed.
ASIDES = frozenset(
    "menurut di oleh sebagai bersama sejak lewat melalui mengenai soal tentang terkait perihal seputar dari".split()
)
WITH_HOSTS = frozenset({"CONSULT", "COOPERATE", "AGREE"})
FOR_CHARGES = frozenset("karena sebab lantaran setelah usai seusai sesudah".split())
CHARGED_OPENERS = frozenset({"bahwa"})
ASKED_OPENERS = frozenset({"agar", "supaya", "untuk", "bahwa"})


def with_shared_roles(reading: Reading) -> list[Roles]:
    """Roles of all triggers, completed from their neighbours in the sentence."""
    for trigger in reading.triggers:
        _leave_to_nouns(reading, trigger)
    roles = [assign(reading, trigger) for trigger in reading.triggers]
    for index, trigger in enumerate(reading.triggers):
        if not roles[index].actors:
            roles[index].actors = _coordinate_agent(reading, index) or _punisher(reading, trigger)
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
            or _meant_for(reading, index, roles)
            or _summed_up(reading, trigger)
            or _asked(reading, trigger)
            or _charged(reading, trigger, roles)
            or _in_content(reading, trigger)
        )
        taken = {filled.position for filled in roles[index].actors}
        roles[index].targets = [filled for filled in found if filled.position not in taken]
    for trigger, filled in zip(reading.triggers, roles, strict=True):
        _name_the_counted(reading, trigger, filled)
    return roles


def _name_the_counted(reading: Reading, trigger: Trigger, roles: Roles) -> None:
    """Add those who are counted and named behind; partners act by name, and with whom they are is met."""
    taken = {f.position for f in (*roles.actors, *roles.targets)}
    named = _listed(reading, roles.actors, taken)
    roles.targets += _listed(reading, roles.targets, taken)
    hosted = trigger.form.act.type in WITH_HOSTS and not roles.targets
    if named and hosted and _partners(reading, roles.actors[-1]):
        roles.targets = [Filled(roles.actors.pop().position, "whose partners")]
    roles.actors += named


def _listed(reading: Reading, filled: Sequence[Filled], taken: set[int]) -> list[Filled]:
    """ "tujuh mitra yang akan hadir, yakni A, B, dan C": those who are counted are named behind."""
    items = reading.items
    counted = [role for role in filled[-1:] if (m := items[role.position].mention) and m.kind in COUNTED]
    for role in counted:
        for at in range(role.position + 1, min(len(items) - 1, role.position + LIST_REACH)):
            if items[at].mention is not None:
                break
            direct = at - role.position <= 2 and items[at].lower in LISTING
            if (items[at].lower in NAMING or direct) and items[at + 1].mention is not None:
                names = [p for p in range(at + 1, len(items)) if items[p].mention is not None]
                found = [p for p in coordinated(items, names) if _doer(reading, p) and p not in taken]
                return [Filled(p, f"named after {items[at].lower}") for p in found]
    return []


def _partners(reading: Reading, role: Filled) -> bool:
    """ "tujuh mitra ASEAN hadir, yakni ...": the partners act, and ASEAN is whom they meet."""
    mention = reading.items[role.position].mention
    return mention is not None and "mitra" in mention.text.lower().split()


def _leave_to_nouns(reading: Reading, trigger: Trigger) -> None:
    """ "prihatin atas serangan Israel terhadap Iran": the goal of the attack is not the goal of the words about it."""
    if trigger.form.voice == "noun" or trigger.form.act.type not in SPOKEN_OF:
        return
    inner = next((t for t in reading.triggers if t.start >= trigger.end and t.form.voice == "noun"), None)
    if inner is None or inner.form.act.type not in DEEDS or inner.clause != trigger.clause:
        return
    names = tuple(trigger.slots.mentions) if trigger.form.act.type == "SUPPORT" else ("terhadap", "ke", "melawan")
    for name in names:
        kept = [position for position in trigger.slots.get(name) if position < inner.start]
        if name in trigger.slots.mentions:
            trigger.slots.mentions[name] = kept


def _coordinate_object(reading: Reading, index: int, roles: Sequence[Roles]) -> list[Filled]:
    """ "menembak dan melukai X": the object of the second verb is the first one's too."""
    trigger = reading.triggers[index]
    if trigger.form.voice != "active" or index + 1 >= len(reading.triggers):
        return []
    after = reading.triggers[index + 1]
    between = reading.items[trigger.end : after.start]
    last = between[-1].lower if between else ""
    joined = len(between) == 1 or (len(between) <= OBJECT_GAP and after.form.act.type == trigger.form.act.type)
    named = any(item.mention for item in between)
    if not joined or named or last not in ("dan", "serta", "atau") or after.form.voice != "active":
        return []
    return [Filled(filled.position, "shared object") for filled in roles[index + 1].targets]


def _coordinate_agent(reading: Reading, index: int) -> list[Filled]:
    """ "diserbu dan dijarah X": the agent of the second passive is the first one's too."""
    trigger = reading.triggers[index]
    items, after = reading.items, trigger.end + 1
    if trigger.form.voice != "passive" or after >= len(items):
        return []
    passive = items[after].lower.startswith("di") and items[after].kind == "word"
    if not passive or items[trigger.end].lower not in ("dan", "serta", "lalu"):
        return []
    slots = verb_slots(items, reading.clauses, after + 1)
    agents = slots.get("oleh") or [p for p in slots.get("object") if p <= after + AGENT_REACH]
    return [Filled(p, "shared agent") for p in coordinated(items, agents) if _doer(reading, p)]


def _punisher(reading: Reading, trigger: Trigger) -> list[Filled]:
    """ "X ditahan Y karena dituduh ...": who does it to X for the charge, or after it, made the charge."""
    clause = reading.clauses.clause(trigger.start)
    charged = trigger.form.act.type == "ACCUSE" and trigger.form.voice == "passive" and clause.kind == "adverbial"
    if not charged or clause.opener not in FOR_CHARGES or clause.source != "shared" or clause.parent is None:
        return []
    verb = reading.clauses.clauses[clause.parent].verb
    if verb is None or not reading.items[verb].lower.startswith("di"):
        return []
    slots = verb_slots(reading.items, reading.clauses, verb + 1)
    agents = slots.get("oleh") or [p for p in slots.get("object") if p <= verb + AGENT_REACH]
    agents = [p for p in agents if p < trigger.start and _doer(reading, p)]
    return [Filled(p, "who punishes the charge") for p in coordinated(reading.items, agents)]


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


def _meant_for(reading: Reading, index: int, roles: Sequence[Roles]) -> list[Filled]:
    """ "menyiapkan rudal untuk menyerang X", "mogok untuk menentang X": whom the purpose names."""
    trigger = reading.triggers[index]
    wanted = PURPOSES.get(trigger.form.act.type)
    if wanted is None:
        return []
    for other, filled in zip(reading.triggers[index + 1 :], roles[index + 1 :], strict=True):
        clause = reading.clauses.clause(other.start)
        if other.form.act.type in wanted and clause.kind == "purpose" and clause.parent == trigger.clause:
            return [Filled(role.position, "whom it is meant for") for role in filled.targets]
    return []


def _summed_up(reading: Reading, trigger: Trigger) -> list[Filled]:
    """ "X melonggarkan sanksi, langkah yang disambut Y": the act summed up is X's."""
    clause = reading.clauses.clause(trigger.start)
    at = clause.antecedent
    if clause.kind != "relative" or at is None or at < 1 or reading.items[at].lower not in SUMMING_UP:
        return []
    if reading.items[at - 1].text not in (",", "-", "–", "—") or clause.parent is None:
        return []
    outer = reading.clauses.clauses[clause.parent]
    while reading.items[at].lower in SAID and outer.kind == "complement" and outer.parent is not None:
        outer = reading.clauses.clauses[outer.parent]  # "A menuduh B melakukan ..., tuduhan yang": A's charge
    doers = outer.subject
    if outer.verb is not None and reading.items[outer.verb].lower.startswith("di"):
        doers = tuple(p for p in range(outer.verb + 1, at) if reading.items[p - 1].lower == "oleh")
    return [Filled(p, "doer of the act summed up") for p in doers if _doer(reading, p)]


def _asked(reading: Reading, trigger: Trigger) -> list[Filled]:
    """ "permintaan agar AS menyediakan ...", "menuduh bahwa X ...": who shall do, or did, it is who is addressed."""
    openers = {"REQUEST": ASKED_OPENERS, "ACCUSE": CHARGED_OPENERS}.get(trigger.form.act.type)
    if openers is None:
        return []
    for clause in reading.clauses.clauses:
        opens = clause.parent == trigger.clause and clause.start >= trigger.end and clause.opener in openers
        if trigger.form.voice == "noun" and clause.start - trigger.slots.end > CONTENT_GAP:
            continue  # "seruan itu muncul di tengah kekhawatiran bahwa X ..."
        if opens and clause.source in ("own", "pivot", "controlled"):
            found = [p for p in clause.subject if _doer(reading, p) and not is_related(reading.items, p)]
            if found:
                return [Filled(found[0], f"subject of the {clause.opener} clause")]
    return []


def _charged(reading: Reading, trigger: Trigger, roles: Sequence[Roles]) -> list[Filled]:
    """A charge or condemnation of an act is directed at the act's doer, or at whose policy it is."""
    if trigger.form.act.type != "ACCUSE":
        return []
    for other, filled in zip(reading.triggers, roles, strict=True):
        inner = other is not trigger and embedding(reading, other, reading.triggers) is trigger
        between = reading.items[trigger.end : other.start]
        told = any(item.lower in CLOSING for item in between)  # "menyebut serangan itu pelanggaran"
        near = 0 <= len(between) <= CHARGE_REACH and other.start >= trigger.end and other.form.voice == "noun"
        near = near and not told
        if (inner or near) and filled.actors and trigger.form.voice != "noun":
            return [Filled(role.position, "doer of the act charged") for role in filled.actors]
    doers = [p for p in trigger.slots.get("dari") if _doer(reading, p)]
    named = [Filled(p, "dari") for p in coordinated(reading.items, doers)]
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
    if not trigger.form.act.target:
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
        if clauses.of[position] in inside and (_doer(reading, position) or _goal(reading, position)):
            before = reading.items[position - 1].lower
            if before in SENDERS:
                continue  # "mengancam akan mengirim pasukan ke X": what is sent is nobody's other side
            given = trigger.form.act.type == "REJECT" and before in GIVEN_TO  # "menolak memberi rudal kepada X"
            demand = trigger.form.act.type in ("REQUEST", "REJECT") and not given and before not in ("antara", "di")
            return [] if before in ASIDES or demand else joined_to(reading, position, "party in its content")
    return []


def _party(reading: Reading, position: int) -> bool:
    return reading.items[position].mention is not None


def _goal(reading: Reading, position: int) -> bool:
    """ "mengancam akan mengirim pasukan ke Nigeria": the state it goes to."""
    mention = reading.items[position].mention
    return mention is not None and mention.rule == "state" and reading.items[position - 1].lower == "ke"


def _doer(reading: Reading, position: int) -> bool:
    mention = reading.items[position].mention
    return mention is not None and mention.kind in DOER_KINDS
