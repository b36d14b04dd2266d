"""Roles of nominal acts: "serangan X terhadap Y", "kunjungan X ke Y", "penangkapan Y oleh X".

In: a trigger that is a noun, with its slots and the clause around it. Out: ``Roles``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from runut.extract.events.fillers import (
    DOER_KINDS,
    Filled,
    Roles,
    first_slot,
    in_front,
    of_people,
    party,
    positions_of,
    slot,
    subject_of,
)
from runut.extract.events.items import DASHES, Item
from runut.extract.events.lists import listed
from runut.extract.events.signposts import SAYING
from runut.extract.events.triggers import Reading, Trigger

# Prepositions that name whom a nominal act is aimed at, so that its possessor does not undergo it.
AIMED = ("terhadap", "kepada", "ke", "atas", "dengan", "melawan", "dari", "bagi", "untuk")
# "dalam kunjungannya", "selama serangannya": what the clause's subject does itself.
OWN_ACT = frozenset("dalam selama saat ketika melalui lewat pada di usai setelah sebelum sejak seusai".split())
# Nouns in peN-...-an of these types name the one who undergoes: "pembunuhan X", "penangkapan X".
OBJECTIVE_TYPES = frozenset({"ASSAULT", "COERCE", "SANCTION", "RETREAT", "AID"})
# Where one of these is filled, the possessor acts: "pembunuhan Israel terhadap X"; "evakuasi warga X dari Y" is of X.
GOALS = {"ASSAULT": ("terhadap", "ke", "atas", "kepada", "di"), "AID": ("terhadap", "kepada")}
DONE_BY_ITSELF = listed("nouns_of_the_doer")
UNDERGONE = listed("nouns_of_the_undergoer")
VICTIM = listed("nouns_of_the_victim")
VERBAL_TYPES = frozenset({"REQUEST", "ACCUSE", "AGREE", "THREATEN", "SUPPORT"})
ANNOUNCING = listed("announcing")
USING = listed("using")
VIEWING = listed("viewing")
AIMING = frozenset("bagi terhadap kepada untuk atas melawan".split())
STRIKING = listed("striking")
OVERSEEING = listed("overseeing")
SHOWING = listed("showing")
ACCEPTING = listed("accepting")
RESPONDING = listed("responding")
SPEECH_CUES = frozenset("kata ujar tutur ucap ungkap jelas tegas imbuh tambah papar terang sebut lanjut tulis".split())


def nominal_roles(reading: Reading, trigger: Trigger) -> Roles:
    """Possessor and prepositions name the parties; the clause around says who does, undergoes or answers the act."""
    actors = _doers(reading, trigger)
    possessed = bool(actors) and actors[0].why.startswith("possessor")
    oleh = bool(trigger.slots.get("oleh"))
    if possessed and not oleh and _behind_it(reading, trigger):
        return Roles(_clause_subject(reading, trigger), actors)
    if possessed and not oleh and _objective(reading, trigger):
        return Roles([], actors)
    responder = _responder(reading, trigger)
    if responder:
        return Roles(actors, [f for f in responder if f.position not in positions_of(actors)])
    if trigger.light is not None:
        actors, targets = _with_light_verb(reading, trigger, actors)
        if actors or targets:
            return Roles(actors, targets or _nominal_targets(reading, trigger, positions_of(actors)))
    if not actors and _is_owned(reading, trigger):
        actors = _owner_before(reading, trigger)
    if not actors and _behind_it(reading, trigger):
        actors = _clause_subject(reading, trigger)
    if trigger.clitic == "nya" and not possessed and _objective(reading, trigger):
        return Roles([], actors)  # "penangkapannya": who is meant by -nya undergoes it
    targets = _nominal_targets(reading, trigger, positions_of(actors))
    if actors and actors[0].why == "antara":
        targets = [f for f in targets if f.why != "antara"]
    return Roles(actors or _from_clause(reading, trigger, targets), targets)


def _doers(reading: Reading, trigger: Trigger) -> list[Filled]:
    """The doers that the noun's own phrase names."""
    act = trigger.form.act
    names = [name for name in act.nominal_actor if name != "subject"]
    if trigger.form.parts[-1] in AIMING:
        names = [name for name in names if name != "possessor"]  # "peringatan bagi X": X is warned
    actors = first_slot(reading, trigger, ["antara", *names] if act.mutual else names, set())
    if actors and actors[0].why.startswith("possessor"):
        # "perang Gaza", "kunjungan pelabuhan itu": where it was
        actors = [f for f in actors if party(reading.items[f.position], DOER_KINDS)]
    return [f for f in actors if not _against(reading.items, f.position)]


def _against(items: Sequence[Item], at: int) -> bool:
    """ "demonstrasi anti - X", as tokenised pages write it: X is whom it is directed at."""
    before = at - 1 - (at > 1 and items[at - 1].text in DASHES)
    return at > 0 and items[before].lower == "anti"


def _from_clause(reading: Reading, trigger: Trigger, targets: list[Filled]) -> list[Filled]:
    """The doer of an act whose phrase names none, from the clause around it."""
    before = reading.items[trigger.start - 1].lower if trigger.start else ""
    verb = reading.clauses.clause(trigger.start).verb
    using = before == "dalam" and verb is not None and reading.items[verb].lower in USING
    # "sebagai hukuman terhadap X", "memakai rudal baru dalam serangan ke X"
    judged = verb is not None and (reading.items[verb].lower in SAYING or reading.items[verb].lower in VIEWING)
    deed = before == "sebagai" and not judged and trigger.form.act.type in OBJECTIVE_TYPES
    found = _clause_subject(reading, trigger) if deed or using else []
    talks = trigger.form.act.type == "CONSULT" and bool(targets)
    if not found and (talks or _in_words(reading, trigger)):
        found = _participant_of_talks(reading, trigger, positions_of(targets))
    return found or _announcer(reading, trigger, positions_of(targets)) or _overseer(reading, trigger)


def _overseer(reading: Reading, trigger: Trigger) -> list[Filled]:
    """ "Kim Jong Un mengawasi uji coba rudal": the leader who oversees a test or exercise of no other is its doer."""
    clause = reading.clauses.clause(trigger.start)
    if trigger.form.act.type != "MOBILIZE" or clause.verb is None or not 0 < trigger.start - clause.verb <= 4:
        return []
    if reading.items[clause.verb].lower not in OVERSEEING:
        return []
    return [f for f in subject_of(reading, clause, DOER_KINDS) if _person(reading.items[f.position])]


def _person(item: Item) -> bool:
    return item.mention is not None and item.mention.kind == "person"


def _clause_subject(reading: Reading, trigger: Trigger) -> list[Filled]:
    return subject_of(reading, reading.clauses.clause(trigger.start), DOER_KINDS)


def _is_owned(reading: Reading, trigger: Trigger) -> bool:
    last = reading.items[trigger.end - 1].lower
    return trigger.clitic == "nya" or (trigger.end - trigger.start > 1 and last.endswith("nya"))


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
    between = reading.items[clause.verb + 1 : trigger.start]
    if reading.items[clause.verb].lower not in ANNOUNCING or any(item.tag == "ADP" for item in between):
        return []  # "memerintahkan penyelidikan atas penembakan itu" makes only the inquiry known
    return [f for f in subject_of(reading, clause, DOER_KINDS) if f.position not in taken]


def _objective(reading: Reading, trigger: Trigger) -> bool:
    """A peN-...-an noun whose possessor undergoes the act; with a goal or place named, the possessor is the doer."""
    word = reading.items[trigger.start].lower
    shape = word.startswith(("pem", "pen", "peng", "peny")) and word.endswith(("an", "annya"))
    goals = GOALS.get(trigger.form.act.type, ("terhadap", "atas", "dari"))
    if word.removesuffix("nya") in VICTIM and _of_people(reading, trigger):
        goals = tuple(name for name in goals if name != "di")
    if any(trigger.slots.get(name) for name in goals) or word in DONE_BY_ITSELF:
        return False
    if _strikes(reading, trigger):
        return False
    undergone = shape or word.removesuffix("nya") in UNDERGONE
    return undergone and trigger.form.act.type in OBJECTIVE_TYPES and trigger.light is None


def _of_people(reading: Reading, trigger: Trigger) -> bool:
    """Whether the noun's possessor is a person or people, no state and no body."""
    owner = next(iter(trigger.slots.get("possessor")), None)
    return owner is not None and of_people(reading.items[owner])


def _strikes(reading: Reading, trigger: Trigger) -> bool:
    """ "Pengeboman Israel menewaskan ...": the state whose deed strikes somebody did it."""
    clause = reading.clauses.clause(trigger.start)
    low, high = clause.subject_words
    return clause.verb is not None and low <= trigger.start < high and reading.items[clause.verb].lower in STRIKING


def _behind_it(reading: Reading, trigger: Trigger) -> bool:
    before = [item.lower for item in reading.items[max(0, trigger.start - 2) : trigger.start]]
    there = reading.items[trigger.start - 3].tag == "VERB" if trigger.start > 2 else False
    return before == ["di", "balik"] and there


def _responder(reading: Reading, trigger: Trigger) -> list[Filled]:
    """The subject of "memenuhi undangan", "menanggapi imbauan", "menolak permintaan"."""
    clause = reading.clauses.clause(trigger.start)
    if trigger.form.act.type not in VERBAL_TYPES or clause.verb is None or not 0 < trigger.start - clause.verb <= 4:
        return []
    verb = reading.items[clause.verb].lower
    signed = verb in ACCEPTING and trigger.form.act.type == "REQUEST"  # "menandatangani usulan"
    if verb not in RESPONDING and not signed:
        return []
    return subject_of(reading, clause, DOER_KINDS)


def _nominal_targets(reading: Reading, trigger: Trigger, taken: set[int]) -> list[Filled]:
    names = trigger.form.act.nominal_target
    if trigger.form.act.type == "AID":
        names = tuple(name for name in names if name != "dari")  # whence people are brought
    found = first_slot(reading, trigger, names, taken)
    if not found:
        owners = [p for p in trigger.slots.get("possessor") if p not in taken]
        found = [Filled(p, "anti") for p in owners if _against(reading.items, p)]
    if not found and trigger.form.act.type in ("COOPERATE", "CONSULT", "MOBILIZE"):
        found = slot(reading, trigger, "bersama", taken)
    if not found and trigger.form.act.type == "PROTEST":
        found = [f for f in in_front(reading, trigger) if f.position not in taken]
    return found


def _with_light_verb(
    reading: Reading, trigger: Trigger, actors: list[Filled]
) -> tuple[list[Filled], list[Filled]]:
    """The light verb's subject does the act, or undergoes it after a receiving verb."""
    clause = reading.clauses.clause(trigger.start)
    subject = subject_of(reading, clause, DOER_KINDS)
    if trigger.light_kind == "receiver":
        aimed = any(item.lower == "terhadap" for item in reading.items[trigger.end : trigger.end + 2])
        return actors, slot(reading, trigger, "terhadap", set()) if aimed else subject
    if trigger.light_kind == "passive":
        # "dijatuhi sanksi", "diberikan penghargaan oleh X"
        agents = slot(reading, trigger, "oleh", set())
        return agents or actors, [f for f in subject if f.position not in positions_of(agents or actors)]
    if trigger.light_kind == "aspect" and actors:
        return actors, []
    shown = trigger.light is not None and reading.items[trigger.light].lower in SHOWING
    if shown and trigger.slots.get("oleh"):
        return slot(reading, trigger, "oleh", set()), []  # "menunjukkan serangan oleh X"
    if trigger.form.act.mutual and len(actors) > 1 and subject and all(_nobodys(reading, one) for one in subject):
        return actors, []  # "1.400 tentara mengikuti latihan bersama X dan Y": those two exercise
    if subject and actors and trigger.light_kind == "doer":
        # a possessor beside a doer's subject undergoes the act, unless a preposition names who does
        named = any(trigger.slots.get(name) for name in AIMED)
        return subject, [] if named else [f for f in actors if f.why.startswith("possessor")]
    return subject or actors, []


def _nobodys(reading: Reading, one: Filled) -> bool:
    """People of no state: "tentara", "peserta"."""
    mention = reading.items[one.position].mention
    return mention is not None and mention.entity.startswith("group:")


def _participant_of_talks(reading: Reading, trigger: Trigger, taken: set[int]) -> list[Filled]:
    """ "seusai pertemuan dengan X": who speaks or acts in the sentence took part."""
    clauses = reading.clauses
    agent = _passive_agent(reading, trigger)
    if agent and agent[0].position not in taken:
        return agent
    spoken = [
        Filled(position, "speaker of the sentence")
        for position in range(1, len(reading.items))
        if reading.items[position - 1].lower in SPEECH_CUES
        and position not in taken
        and party(reading.items[position], DOER_KINDS)
    ]
    # "..., ujar X saat rapat dengan Y": X was there, whoever is spoken of
    if spoken and reading.items[spoken[0].position].end <= reading.items[trigger.start].start:
        return spoken[:1]
    for clause in (clauses.clause(trigger.start), *clauses.clauses):
        found = [p for p in clause.subject if p not in taken and clause.direct and party(reading.items[p], DOER_KINDS)]
        if found:
            return [Filled(found[0], "subject of the sentence")]
    return spoken[:1]


def _passive_agent(reading: Reading, trigger: Trigger) -> list[Filled]:
    """ "disampaikan X dalam pertemuan dengan Y": who did what the clause's passive tells was there."""
    items, verb = reading.items, reading.clauses.clause(trigger.start).verb
    if verb is None or verb + 1 >= trigger.start or not items[verb].lower.startswith("di"):
        return []
    at = verb + 1 + (items[verb + 1].lower == "oleh")
    return [Filled(at, "agent after the verb")] if at < trigger.start and party(items[at], DOER_KINDS) else []


def _owner_before(reading: Reading, trigger: Trigger) -> list[Filled]:
    """-nya on the noun: the subject of its clause ("X ... dalam kunjungannya"), else the party named last before it.

    Behind "atas" and "karena" it is the one who is judged: "X mengecam Y atas serangannya".
    """
    before = reading.items[trigger.start - 1].lower if trigger.start else ""
    if before in OWN_ACT:
        clause = reading.clauses.clause(trigger.start)
        subject = [f for f in subject_of(reading, clause, DOER_KINDS) if f.position < trigger.start]
        if subject and clause.direct:
            return [replace(f, why="-nya") for f in subject]
    for position in range(trigger.start - 1, -1, -1):
        if party(reading.items[position]):
            return [Filled(position, "-nya")]
    return []
