"""Roles: from the slots around a trigger to actors and targets, by voice and by the codebook's frame.

In: a trigger with its clause and slots. Out: ``Roles``: positions of mentions with the reason of each. A participant
that the sentence leaves out stays out; inference over sentences is not done here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from runut.extract.events.arguments import TEMPORAL
from runut.extract.events.clauses import Clause
from runut.extract.events.codebook import VERB_TARGETS
from runut.extract.events.items import Item
from runut.extract.events.signposts import JOINING, PREPOSITIONS
from runut.extract.events.triggers import Reading, Trigger

PARTY_KINDS = frozenset({"person", "state", "organisation", "group", "place"})
DOER_KINDS = frozenset({"person", "state", "organisation", "group"})
# Slots whose place names stay places: "di Moskow" is where, not whom.
WHERE = frozenset({"di", "dari", "dalam", "menuju", "circumstance"})
TOWARDS = WHERE | {"ke"}
# Prepositions that name whom a nominal act is aimed at, so that its possessor does not undergo it.
AIMED = ("terhadap", "kepada", "ke", "atas", "dengan", "melawan", "dari", "bagi", "untuk")
# "dalam kunjungannya", "selama serangannya": what the clause's subject does itself.
OWN_ACT = frozenset("dalam selama saat ketika melalui lewat pada di usai setelah sebelum sejak seusai".split())
TRAVELS = frozenset({"CONSULT", "MOBILIZE", "AID", "COOPERATE"})
AGENT_REACH = 4
PAIR_REACH = 12
SERIES = JOINING | {"hingga", "sampai"}
LIGHT_TAGS = frozenset({"DET", "NUM", "ADJ"})
# Nouns in peN-...-an of these types name the one who undergoes: "pembunuhan X", "penangkapan X".
OBJECTIVE_TYPES = frozenset({"ASSAULT", "COERCE", "SANCTION", "RETREAT", "AID"})
DONE_BY_ITSELF = frozenset("penarikan pembelotan pengunduran penyerahan pengungsian pengiriman pengerahan".split())
UNDERGONE = frozenset("eksekusi deportasi evakuasi ekstradisi vonis aneksasi hukuman repatriasi".split())
VERBAL_TYPES = frozenset({"REQUEST", "ACCUSE", "AGREE", "THREATEN", "SUPPORT"})
# Who answers, meets or refuses a request, a charge or an invitation is the one it was put to.
# Types whose verbs want a party as their subject.
VOLITIONAL = frozenset({"SUPPORT", "AGREE", "COOPERATE", "CONSULT", "AID", "CONCEDE"})
SENDING = frozenset({"AID", "MOBILIZE", "COOPERATE", "RETREAT"})
FRONTED = frozenset({"AGREE", "SUPPORT", "COOPERATE", "CONSULT", "REQUEST", "ACCUSE", "AID"})
# "dihantam roket X", "dihujani artileri X": the weapon's owner did it.
ARMS = frozenset(
    """roket rudal drone peluru tembakan serangan bom artileri mortir pesawat jet meriam granat ranjau pasukan tentara
    prajurit personel serdadu armada
    senjata torpedo helikopter tank kapal sniper gempuran ledakan misil pesawat-pesawat rudal-rudal""".split()
)
ANNOUNCING = frozenset(
    """mengumumkan mengonfirmasi mengkonfirmasi mengakui membenarkan mengklaim mengeklaim menghadiri mendeklarasikan
    memastikan merencanakan menjadwalkan menyetujui membatalkan menunda memerintahkan menyiapkan mempersiapkan
    mempertimbangkan memutuskan umumkan akui klaim setujui""".split()
)
RESPONDING = frozenset(
    """memenuhi penuhi menanggapi tanggapi merespons merespon menjawab jawab menolak tolak mengabaikan abaikan
    membantah bantah menepis tepis menampik tampik mengabulkan kabulkan menyanggupi memperhatikan menuruti""".split()
)
SPEECH_CUES = frozenset("kata ujar tutur ucap ungkap jelas tegas imbuh tambah papar terang sebut lanjut tulis".split())


@dataclass(frozen=True, slots=True)
class Filled:
    """A mention in a role; ``why`` names the slot or inference."""

    position: int
    why: str


@dataclass(slots=True)
class Roles:
    """Actors and targets; ``shared_target``: a mutual act's parties are its targets too."""

    actors: list[Filled] = field(default_factory=list)
    targets: list[Filled] = field(default_factory=list)
    shared_target: bool = False


def assign(reading: Reading, trigger: Trigger) -> Roles:
    """Actors and targets of ``trigger``."""
    voice = trigger.form.voice
    if voice == "noun":
        roles = _nominal(reading, trigger)
    elif voice in ("passive", "undergo"):
        roles = _passive(reading, trigger)
    elif voice == "bare" and home_clause(reading, trigger).source == "object-relative":
        roles = _object_relative(reading, trigger)
    else:
        roles = _active(reading, trigger)
    return _mutual(reading, trigger, roles)


# ---------------------------------------------------------------- helpers


def home_clause(reading: Reading, trigger: Trigger) -> Clause:
    """The clause whose verb belongs to the trigger: a group may begin before it ("siap membantu") or end behind it."""
    first, last = reading.clauses.clause(trigger.start), reading.clauses.clause(trigger.end - 1)
    inside = range(trigger.start, trigger.end)
    return first if first.verb in inside or last.verb not in inside else last


def _party(item: Item, kinds: frozenset[str] = PARTY_KINDS) -> bool:
    return item.mention is not None and item.mention.kind in kinds


def coordinated(items: Sequence[Item], positions: Sequence[int]) -> list[int]:
    """The first mention of ``positions`` and those joined to it by commas, dan, serta."""
    if not positions:
        return []
    out = [positions[0]]
    for position in positions[1:]:
        between = items[out[-1] + 1 : position]
        words = [item for item in between if item.kind not in ("mark", "time")]
        marks = [item for item in between if item.kind == "mark"]
        linked = any(item.lower in JOINING for item in words)
        light = LIGHT_TAGS | {"NOUN", "PROPN"} if linked and len(words) <= 4 else LIGHT_TAGS
        if all(item.lower in SERIES or item.tag in light for item in words) and (words or marks):
            out.append(position)
        else:
            break
    return out


def _subject(reading: Reading, clause: Clause, kinds: frozenset[str]) -> list[Filled]:
    """The clause's subject as participants; a possessor stands in for a subject that is a thing."""
    positions = [p for p in clause.subject if _party(reading.items[p], kinds)]
    why = "subject" if clause.source == "own" else f"subject, {clause.source}"
    if not clause.direct:
        why = f"possessor of the {why}"
    return [Filled(p, why) for p in coordinated(reading.items, positions)]


def _slot(reading: Reading, trigger: Trigger, name: str, taken: set[int]) -> list[Filled]:
    """Participants in one slot."""
    # "tiba di Moskow": a place after di is a party only where the act's frame says so
    framed = name in trigger.form.act.target or name in trigger.form.act.nominal_target
    kinds = DOER_KINDS if name in WHERE and not framed else PARTY_KINDS
    if name in TOWARDS and trigger.form.act.type in TRAVELS:
        kinds = DOER_KINDS  # a town is where, its state is host
    positions = [p for p in trigger.slots.get(name) if _party(reading.items[p], kinds) and p not in taken]
    if name == "object" and trigger.form.act.type in SENDING:
        # what is sent or given is no party: "mengirim 10.000 tentara ke X"
        positions = [p for p in positions if ARMS.isdisjoint(reading.items[p].lower.split())]
        sent = trigger.form.objects
        positions = [p for p in positions if not sent.hits(reading.items[p].lower.split())]
    joined = coordinated(reading.items, positions)
    if name == "antara" and len(joined) == 1:
        joined += [p for p in _other_side(reading, joined[0]) if p not in taken]
    last = trigger.form.parts[-1]
    if name == "possessor" and last in PREPOSITIONS:
        name = last  # "kekerasan terhadap X": the preposition belongs to the group
    why = f"possessor in {name}" if name in trigger.slots.indirect else name
    return [Filled(p, why) for p in joined]


def _inside(reading: Reading, trigger: Trigger) -> list[Filled]:
    """ "memasukkan X ke daftar hitam", "menyeret X ke pengadilan": the object inside a group of words."""
    if trigger.form.voice not in ("active", "bare") or PREPOSITIONS.isdisjoint(trigger.form.parts[1:]):
        return []
    positions = [p for p in range(trigger.start, trigger.end) if _party(reading.items[p])]
    return [Filled(p, "object") for p in coordinated(reading.items, positions)]


def _first_slot(reading: Reading, trigger: Trigger, names: Sequence[str], taken: set[int]) -> list[Filled]:
    clause = home_clause(reading, trigger)
    for name in names:
        if name == "subject":
            found = [f for f in _subject(reading, clause, PARTY_KINDS) if f.position not in taken]
        elif name == "object":
            found = _inside(reading, trigger) or _slot(reading, trigger, name, taken)
        else:
            found = _slot(reading, trigger, name, taken)
        if found:
            return found
    return []


def _positions(filled: Sequence[Filled]) -> set[int]:
    return {f.position for f in filled}


# ---------------------------------------------------------------- voices


def _active(reading: Reading, trigger: Trigger) -> Roles:
    act = trigger.form.act
    actors = _first_slot(reading, trigger, act.actor, set())
    if act.type in VOLITIONAL:
        # a visit may strengthen ties, but only a party praises, agrees, visits or helps
        by_arms = _arms_act(reading, trigger)
        actors = [f for f in actors if by_arms or not f.why.startswith("possessor of the subject")]
    taken = _positions(actors)
    targets = _first_slot(reading, trigger, act.target, taken)
    if not targets and trigger.clitic == "nya":
        targets = _pronoun_object(reading, trigger, taken)
    if not targets and act.type in ("SUPPORT", "AGREE"):
        # "mengakui Krimea sebagai wilayah milik Rusia"
        targets = _slot(reading, trigger, "sebagai", taken)
    if not targets and act.type in ("REJECT", "AGREE"):
        # "menolak tawaran dari X", "menerima undangan dari X"
        targets = _slot(reading, trigger, "dari", taken)
    if not targets and act.type in FRONTED:
        targets = _fronted(reading, trigger, taken)
    if not targets and act.type in FRONTED:
        targets = _slot(reading, trigger, "bersama", taken)
    if not targets and act.type == "PROTEST":
        targets = _in_front(reading, trigger)
    if not targets:
        rest = [name for name in VERB_TARGETS if name not in act.target and name != "object"]
        targets = _first_slot(reading, trigger, rest, taken)
    if not targets and "subject" not in act.actor and "subject" in act.target:
        targets = _subject(reading, home_clause(reading, trigger), PARTY_KINDS)
    return Roles(actors, targets)


def _in_front(reading: Reading, trigger: Trigger) -> list[Filled]:
    """ "berunjuk rasa di depan Kedutaan Besar X"."""
    places = [p for name in ("di", "circumstance") for p in trigger.slots.get(name)]
    return [Filled(p, "in front of") for p in places[:1] if _party(reading.items[p], DOER_KINDS)]


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
        if _party(items[position], DOER_KINDS) and position not in taken and position < trigger.start:
            return [Filled(position, f"{items[0].lower} at the head of the sentence")]
    return []


def _passive(reading: Reading, trigger: Trigger) -> Roles:
    act = trigger.form.act
    clause = home_clause(reading, trigger)
    agents = _slot(reading, trigger, "oleh", set())
    if not agents:
        agents = _adjacent_agent(reading, trigger)
    taken = _positions(agents)
    patients = [f for f in _subject(reading, clause, PARTY_KINDS) if f.position not in taken]
    wanted = [name for name in act.target if name not in ("object", "dengan", "dari")]
    through = _first_slot(reading, trigger, [name for name in wanted if name != "subject"], taken)
    if act.actor[0] != "subject" and patients:
        # reversed frames: "menerima penghargaan dari X" in the passive is rare; keep the given order
        return Roles(_first_slot(reading, trigger, act.actor, set()) or agents, patients)
    if act.type == "MOBILIZE":
        # troops that are sent are whose act it is
        own = agents or [f for f in patients if _party(reading.items[f.position], DOER_KINDS)]
        return Roles(own, [f for f in through if f.position not in _positions(own)])
    if patients and clause.direct:
        return Roles(agents, patients)
    return Roles(agents, through or patients)


def _adjacent_agent(reading: Reading, trigger: Trigger) -> list[Filled]:
    """"ditangkap polisi Rusia": a doer right after the passive verb, without a preposition."""
    objects = [p for p in trigger.slots.get("object") if _party(reading.items[p], DOER_KINDS)]
    if not objects or objects[0] - trigger.end > AGENT_REACH:
        return []
    between = reading.items[trigger.end : objects[0]]
    armed = bool(between) and between[0].lower in ARMS
    if any(item.kind == "mark" or item.tag in ("VERB", "ADP") for item in between):
        return []
    if not armed and any(item.tag == "NOUN" for item in between):
        return []
    why = "owner of the weapon" if armed else "agent after the verb"
    return [Filled(p, why) for p in coordinated(reading.items, objects)]


def _object_relative(reading: Reading, trigger: Trigger) -> Roles:
    """"senjata yang AS kirim", "kota yang mereka kuasai": the antecedent undergoes the act."""
    clause = home_clause(reading, trigger)
    actors = _subject(reading, clause, DOER_KINDS)
    targets = []
    if clause.antecedent is not None and _party(reading.items[clause.antecedent]):
        targets = [Filled(clause.antecedent, "antecedent")]
    return Roles(actors, targets or _first_slot(reading, trigger, trigger.form.act.target[1:], _positions(actors)))


def _nominal(reading: Reading, trigger: Trigger) -> Roles:
    act = trigger.form.act
    names = [s for s in act.nominal_actor if s != "subject"]
    actors = _first_slot(reading, trigger, ["antara", *names] if act.mutual else names, set())
    if actors and actors[0].why.startswith("possessor") and act.type == "ASSAULT":
        # "perang Gaza", "penyerangan Gedung Konser Moskow": where it was
        actors = [f for f in actors if _party(reading.items[f.position], DOER_KINDS)]
    if not _oleh(trigger) and _objective(reading, trigger) and actors and actors[0].why.startswith("possessor"):
        return Roles(_first_slot(reading, trigger, ["oleh"], _positions(actors)), actors)
    if not _oleh(trigger) and _behind_it(reading, trigger):
        actors = [f for f in actors if not f.why.startswith("possessor")]
    responder = _responder(reading, trigger)
    if responder:
        return Roles(actors, [f for f in responder if f.position not in _positions(actors)])
    if trigger.light is not None:
        actors, targets = _with_light_verb(reading, trigger, actors)
        if actors or targets:
            return Roles(actors, targets or _nominal_targets(reading, trigger, _positions(actors)))
    last = reading.items[trigger.end - 1].lower
    if not actors and (trigger.clitic == "nya" or (trigger.end - trigger.start > 1 and last.endswith("nya"))):
        actors = _owner_before(reading, trigger)
    if _behind_it(reading, trigger):
        # "berada di balik serangan": the subject is said to have done it
        doers = _subject(reading, reading.clauses.clause(trigger.start), DOER_KINDS)
        if doers:
            return Roles(doers, _nominal_targets(reading, trigger, _positions(doers)))
    targets = _nominal_targets(reading, trigger, _positions(actors))
    if not targets and act.type == "PROTEST":
        targets = [f for f in _in_front(reading, trigger) if f.position not in _positions(actors)]
    if not actors and trigger.start and reading.items[trigger.start - 1].lower == "sebagai":
        # "mengeksekusi pegawai sebagai hukuman terhadap X": what the clause tells is the act
        actors = _subject(reading, reading.clauses.clause(trigger.start), DOER_KINDS)
    if not actors and ((act.type == "CONSULT" and targets) or _in_words(reading, trigger)):
        actors = _participant_of_talks(reading, trigger, _positions(targets))
    if not actors:
        actors = _announcer(reading, trigger, _positions(targets))
    return Roles(actors, targets)


def _in_words(reading: Reading, trigger: Trigger) -> bool:
    """ "Dalam pesannya, X ...", "lewat surat kepada Y": the act is done in words by who speaks in the sentence."""
    before = reading.items[max(0, trigger.start - 3) : trigger.start]
    opening = any(item.lower in ("dalam", "melalui", "lewat") for item in before)
    return opening and trigger.form.act.type in VERBAL_TYPES


def _announcer(reading: Reading, trigger: Trigger, taken: set[int]) -> list[Filled]:
    """ "X mengonfirmasi pengiriman pasukan": who makes an act known without naming a doer speaks of its own."""
    clause = reading.clauses.clause(trigger.start)
    if clause.verb is None or not 0 < trigger.start - clause.verb <= 4:
        return []
    if reading.items[clause.verb].lower not in ANNOUNCING:
        return []
    return [f for f in _subject(reading, clause, DOER_KINDS) if f.position not in taken]


def _oleh(trigger: Trigger) -> bool:
    return bool(trigger.slots.get("oleh"))


def _objective(reading: Reading, trigger: Trigger) -> bool:
    """A peN-...-an noun whose possessor undergoes the act; with a goal or place named, the possessor is the doer."""
    word = reading.items[trigger.start].lower
    shape = word.startswith(("pem", "pen", "peng", "peny")) and word.endswith(("an", "annya"))
    assault = trigger.form.act.type == "ASSAULT"
    goals = ("terhadap", "ke", "atas", "kepada", "di") if assault else ("terhadap", "atas", "dari")
    if any(trigger.slots.get(name) for name in goals) or word in DONE_BY_ITSELF:
        return False
    undergone = shape or word.removesuffix("nya") in UNDERGONE
    return undergone and trigger.form.act.type in OBJECTIVE_TYPES and trigger.light is None


def _behind_it(reading: Reading, trigger: Trigger) -> bool:
    before = [item.lower for item in reading.items[max(0, trigger.start - 2) : trigger.start]]
    there = reading.items[trigger.start - 3].tag == "VERB" if trigger.start > 2 else False
    return before == ["di", "balik"] and there


def _responder(reading: Reading, trigger: Trigger) -> list[Filled]:
    """The subject of "memenuhi undangan", "menanggapi imbauan", "menolak permintaan"."""
    clause = reading.clauses.clause(trigger.start)
    if trigger.form.act.type not in VERBAL_TYPES or clause.verb is None or not 0 < trigger.start - clause.verb <= 4:
        return []
    if reading.items[clause.verb].lower not in RESPONDING:
        return []
    return _subject(reading, clause, DOER_KINDS)


def _nominal_targets(reading: Reading, trigger: Trigger, taken: set[int]) -> list[Filled]:
    return _first_slot(reading, trigger, trigger.form.act.nominal_target, taken)


def _with_light_verb(
    reading: Reading, trigger: Trigger, actors: list[Filled]
) -> tuple[list[Filled], list[Filled]]:
    """The light verb's subject does the act, or undergoes it after a receiving verb."""
    clause = reading.clauses.clause(trigger.start)
    subject = _subject(reading, clause, DOER_KINDS)
    if trigger.light_kind == "receiver":
        return actors, subject
    if trigger.light_kind == "passive":
        # "dijatuhi sanksi", "diberikan penghargaan oleh X"
        agents = _slot(reading, trigger, "oleh", set())
        return agents or actors, [f for f in subject if f.position not in _positions(agents or actors)]
    if trigger.light_kind == "aspect" and actors:
        return actors, []
    if subject and actors and trigger.light_kind == "doer":
        # a possessor beside a doer's subject undergoes the act, unless a preposition names who does
        named = any(trigger.slots.get(name) for name in AIMED)
        return subject, [] if named else [f for f in actors if f.why.startswith("possessor")]
    return subject or actors, []


def _participant_of_talks(reading: Reading, trigger: Trigger, taken: set[int]) -> list[Filled]:
    """ "seusai pertemuan dengan X": who speaks or acts in the sentence took part."""
    clauses = reading.clauses
    agent = _passive_agent(reading, trigger)
    if agent and agent[0].position not in taken:
        return agent
    for clause in (clauses.clause(trigger.start), *clauses.clauses):
        found = [p for p in clause.subject if p not in taken and clause.direct and _party(reading.items[p], DOER_KINDS)]
        if found:
            return [Filled(found[0], "subject of the sentence")]
    for position in range(1, len(reading.items)):
        after_cue = reading.items[position - 1].lower in SPEECH_CUES
        if after_cue and position not in taken and _party(reading.items[position], DOER_KINDS):
            return [Filled(position, "speaker of the sentence")]
    return []


def _passive_agent(reading: Reading, trigger: Trigger) -> list[Filled]:
    """ "disampaikan X dalam pertemuan dengan Y": who did what the clause's passive tells was there."""
    items, verb = reading.items, reading.clauses.clause(trigger.start).verb
    if verb is None or verb + 1 >= trigger.start or not items[verb].lower.startswith("di"):
        return []
    at = verb + 1 + (items[verb + 1].lower == "oleh")
    return [Filled(at, "agent after the verb")] if at < trigger.start and _party(items[at], DOER_KINDS) else []


def _owner_before(reading: Reading, trigger: Trigger) -> list[Filled]:
    """-nya on the noun: the subject of its clause ("X ... dalam kunjungannya"), else the party named last before it.

    Behind "atas" and "karena" it is the one who is judged: "X mengecam Y atas serangannya".
    """
    before = reading.items[trigger.start - 1].lower if trigger.start else ""
    if before in OWN_ACT:
        clause = reading.clauses.clause(trigger.start)
        subject = [f for f in _subject(reading, clause, DOER_KINDS) if f.position < trigger.start]
        if subject and clause.direct:
            return [replace(f, why="-nya") for f in subject]
    for position in range(trigger.start - 1, -1, -1):
        if _party(reading.items[position]):
            return [Filled(position, "-nya")]
    return []


def _mutual(reading: Reading, trigger: Trigger, roles: Roles) -> Roles:
    """Both sides of a mutual act act; with no separate target all parties are targets as well."""
    items = reading.items
    before = items[trigger.start - 1].lower if trigger.start else ""
    if not trigger.form.act.mutual and "saling" not in (before, trigger.form.parts[0]):
        return roles
    if sum(_size(items[f.position]) for f in (*roles.actors, *roles.targets)) < 2:
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
        found = [p for p in range(position + 1, min(len(items), position + 8)) if _party(items[p])]
        joined = coordinated(items, found)
        if len(joined) == 1:
            joined += _other_side(reading, joined[0])
        if len(joined) >= 2 and (not best or abs(position - trigger.start) < abs(best[0].position - trigger.start)):
            best = [Filled(p, "antara") for p in joined[:2]]
    return best


def _other_side(reading: Reading, first: int) -> list[int]:
    """ "antara X yang ..., melawan Y", "antara X dengan Y": the party after the second preposition."""
    items = reading.items
    for position in range(first + 1, min(len(items) - 1, first + PAIR_REACH)):
        if items[position].lower in ("dengan", "melawan", "dan") and _party(items[position + 1]):
            return [position + 1]
    return []


def _owned(reading: Reading, trigger: Trigger, position: int) -> bool:
    """Whether "antara" at ``position`` stands in the phrase of a word that is not ``trigger``: "pertemuan antara"."""
    temporal = any(item.lower in TEMPORAL for item in reading.items[trigger.end : position])
    return position > trigger.end and temporal


def _size(item: Item) -> int:
    return max(1, len(item.mention.entities)) if item.mention else 1
