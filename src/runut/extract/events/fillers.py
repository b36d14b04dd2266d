"""Who fills a role: names in slots, subjects of clauses, names joined by "dan".

In: a reading, a trigger and the name of a slot. Out: ``Filled``, positions of mentions with the reason of each. Which
slot is whose role is decided by voice in ``verb_roles`` and ``noun_roles``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from runut.extract.events.arguments import list_ends
from runut.extract.events.clauses import Clause
from runut.extract.events.codebook import VERB_TARGETS
from runut.extract.events.items import Item
from runut.extract.events.lists import listed
from runut.extract.events.signposts import JOINING, LINKING, PREPOSITIONS
from runut.extract.events.triggers import Reading, Trigger

PARTY_KINDS = frozenset({"person", "state", "organisation", "group", "place"})
DOER_KINDS = frozenset({"person", "state", "organisation", "group"})
PERSONS = frozenset({"person"})
# Slots whose place names stay places: "di Moskow" is where, not whom.
WHERE = frozenset({"di", "dari", "dalam", "menuju", "circumstance"})
TOWARDS = WHERE | {"ke"}
TRAVELS = frozenset({"CONSULT", "MOBILIZE", "AID", "COOPERATE"})
SENDERS = frozenset("mengirim mengirimkan kirim kirimkan mengerahkan kerahkan menerjunkan menyumbangkan".split())
SENDING = frozenset({"AID", "MOBILIZE", "COOPERATE", "RETREAT"})
# What stands behind these is something else: whence, whither, against whom others fought.
NEVER = {
    "dari": frozenset({"AID"}),
    "ke": frozenset({"REJECT"}),
    "melawan": frozenset({"SUPPORT", "AGREE", "CONSULT", "CONCEDE"}),
}
KIN = listed("kin")
LAWS = frozenset("uu ruu undang-undang perppu perpu perda raperda".split())
RELATED = listed("allies_and_rivals") | listed("made_by")
AIDES = listed("aides")
AIDE_REACH = 3
PAIR_REACH = 12
HYPHENS = frozenset("-–—/")
SERIES = JOINING | {"hingga", "sampai"}
LIGHT_TAGS = frozenset({"DET", "NUM", "ADJ"})
ARMS = listed("arms")
DESCRIPTION = 4
COLLEAGUES = frozenset("mitranya rekannya koleganya sejawatnya timpalannya atasannya wakilnya utusannya".split())
PLURALS = listed("plurals")


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


def home_clause(reading: Reading, trigger: Trigger) -> Clause:
    """The clause whose verb belongs to the trigger: a group may begin before it ("siap membantu") or end behind it."""
    first, last = reading.clauses.clause(trigger.start), reading.clauses.clause(trigger.end - 1)
    inside = range(trigger.start, trigger.end)
    return first if first.verb in inside or last.verb not in inside else last


def party(item: Item, kinds: frozenset[str] = PARTY_KINDS) -> bool:
    """Whether the item is a mention of one of these kinds."""
    return item.mention is not None and item.mention.kind in kinds


def of_people(item: Item) -> bool:
    """Whether the item names a person or people; a state, a body or those in arms are none."""
    mention = item.mention
    people = mention is not None and mention.kind == "group" and mention.rule != "organisation"
    return people or party(item, PERSONS)


def coordinated(items: Sequence[Item], positions: Sequence[int]) -> list[int]:
    """The first mention of ``positions`` and those joined to it: "A dan B", "A, B, serta C", "A bersama B".

    A comma alone joins nothing: behind "serangan ke Israel, warga Gaza ..." something new begins.
    """
    if not positions:
        return []
    out = [positions[0]]
    waiting: list[int] = []
    for position in positions[1:]:
        between = items[(waiting or out)[-1] + 1 : position]
        words = [item for item in between if item.kind not in ("mark", "time")]
        linked = any(item.lower in SERIES or item.text in HYPHENS for item in between)
        light = LIGHT_TAGS | {"NOUN", "PROPN"} if linked and len(words) <= 4 else LIGHT_TAGS
        comma = any(item.text == "," for item in between)
        if not all(item.lower in SERIES or item.tag in light for item in words) or not (linked or comma):
            break
        if linked:
            out += [*waiting, position]
            waiting = []
            if not comma and not any(item.lower in JOINING - LINKING for item in words) and len(out) > 2:
                break
        elif len(out) > 1 and not waiting and _closed(items, out):
            break
        else:
            waiting.append(position)
    return [*out, *waiting] if waiting and list_ends(items, waiting[-1]) else out


def _closed(items: Sequence[Item], joined: Sequence[int]) -> bool:
    """Whether "dan" stands before the last of the names: the list is over."""
    return any(item.lower in ("dan", "serta", "maupun") for item in items[joined[-2] + 1 : joined[-1]])


def _not_kin(items: Sequence[Item], joined: Sequence[int]) -> list[int]:
    """ "paman (dari) X, Y", "juru bicara X, Y": the kinsman or aide, whose own name stands behind the comma. A kinsman
    without a known name is nobody else: "ayah X menuntut ..." is no act of X."""
    out = []
    for at in joined:
        kin = is_kin(items, at)
        if (kin or _is_aide(items[at])) and _renamed(items, at):
            out.append(at + 2)
        elif not kin:
            out.append(at)
    return list(dict.fromkeys(out))


def _named(items: Sequence[Item], positions: Sequence[int]) -> list[int]:
    """ "pilot Susi Air Philip Mehrtens", "aktivis asal Swedia Greta Thunberg": the one named, neither the description
    in front of the name nor whence he is."""
    left = [p for p in positions if not is_whence(items, p)]
    described = {
        p
        for p, behind in pairwise(left)
        if _is_one(items[p]) and party(items[behind], PERSONS) and _describes(items[p + 1 : behind], items[p])
    }
    return [p for p in left if p not in described] or list(positions)


def is_whence(items: Sequence[Item], at: int) -> bool:
    """ "aktivis asal Swedia": where somebody comes from."""
    return at > 0 and items[at - 1].lower == "asal" and items[at].kind == "mention"


def _describes(between: Sequence[Item], described: Item) -> bool:
    """Nothing but words of description stands between a collective and a name; also "mitranya dari China, Wang Yi"."""
    if [item.text for item in between] == [","]:
        return described.lower.split()[0] in COLLEAGUES
    return len(between) <= DESCRIPTION and all(
        item.kind == "mention" or item.lower == "asal" or item.tag in ("NOUN", "ADJ") for item in between
    )


def _is_one(item: Item) -> bool:
    """A collective without a number or a plural: "warga Inggris", not "dua warga Inggris"."""
    mention = item.mention
    many = item.text[:1].isdigit() or "-" in item.lower.split()[0] or item.lower.split()[0] in PLURALS
    return mention is not None and mention.kind == "group" and mention.rule == "collective" and not many


def joined_to(reading: Reading, at: int, why: str) -> list[Filled]:
    """The party at ``at`` and those joined to it: "mendorong perdamaian X dan Y"."""
    items = reading.items
    near = [p for p in range(at, min(len(items), at + PAIR_REACH)) if party(items[p], DOER_KINDS)]
    return [Filled(p, why) for p in coordinated(items, near)]


def is_related(items: Sequence[Item], at: int) -> bool:
    """ "sekutu X", "rival X": somebody beside X; "drone buatan X": who made it; "UU X": a law called after X."""
    before = items[at - 1].lower if at else ""
    return (before in RELATED or before in LAWS) and items[at].mention is not None


def is_kin(items: Sequence[Item], at: int) -> bool:
    """ "ayah X", "paman dari X": somebody of X's family is meant."""
    before = at - 1 - (at > 1 and items[at - 1].lower == "dari")
    return at > 0 and items[before].lower in KIN and party(items[at], PERSONS)


def _is_aide(item: Item) -> bool:
    """ "juru bicara X", "penasihat X" read as one name: nothing but the name stands behind the word."""
    words = item.lower.split()
    return party(item, PERSONS) and any(word in AIDES for word in words[-AIDE_REACH:-1])


def _renamed(items: Sequence[Item], at: int) -> bool:
    """Whether another name stands in apposition: "X, Y, verb" and no list "X, Y, dan Z"."""
    if at + 2 >= len(items) or items[at + 1].text != "," or not party(items[at + 2], PERSONS):
        return False
    after = [item for item in items[at + 3 : at + 5] if item.text != ","]
    return not after or not (after[0].lower in JOINING or after[0].kind == "mention")


def _owner(items: Sequence[Item], at: int) -> int:
    """ "Otoritas Selat Bera milik Kenya": whose the place or the body in its name is."""
    for behind in (at + 1, at + 2):
        owned = behind + 1 < len(items) and items[behind].lower == "milik" and party(items[at], frozenset({"place"}))
        if owned and party(items[behind + 1], DOER_KINDS):
            return behind + 1
    return at


def subject_of(reading: Reading, clause: Clause, kinds: frozenset[str]) -> list[Filled]:
    """The clause's subject as participants; a possessor stands in for a subject that is a thing."""
    positions = [p for p in clause.subject if party(reading.items[p], kinds) and not is_related(reading.items, p)]
    positions = _named(reading.items, positions)
    why = "subject" if clause.source == "own" else f"subject, {clause.source}"
    if not clause.direct:
        why = f"possessor of the {why}"
    return [Filled(p, why) for p in _not_kin(reading.items, coordinated(reading.items, positions))]


def slot(reading: Reading, trigger: Trigger, name: str, taken: set[int]) -> list[Filled]:
    """Participants in one slot."""
    here = trigger.slots.get(name)
    if not here:
        return []
    # "tiba di Moskow": a place after di is a party only where the act's frame says so
    framed = name in trigger.form.act.target or name in trigger.form.act.nominal_target
    kinds = DOER_KINDS if name in WHERE and not framed else PARTY_KINDS
    if name in TOWARDS and trigger.form.act.type in TRAVELS:
        kinds = DOER_KINDS  # a town is where, its state is host
    act = trigger.form.act
    asked_for = name in act.target[:1] or (act.type == "REJECT" and framed and act.target != VERB_TARGETS)
    banned = act.type in NEVER.get(name, ()) and not asked_for
    if banned and trigger.form.voice != "noun" and act.name != "deny_entry":
        return []
    positions = [p for p in here if party(reading.items[p], kinds) and p not in taken]
    positions = _named(reading.items, positions)
    positions = [p for p in positions if not is_related(reading.items, p)]
    if name == "dari":  # "penangkapan paman dari X": whose uncle, not who did it
        positions = [p for p in positions if p < 2 or reading.items[p - 2].lower not in KIN]
    sent_by_words = reading.items[trigger.end - 1].lower in SENDERS  # "siap mengirim 20.000 personel"
    if name == "object" and (act.type in SENDING or sent_by_words) and name not in act.actor:
        # what is sent or given is no party: "mengirim 10.000 tentara ke X"
        positions = [p for p in positions if ARMS.isdisjoint(reading.items[p].lower.split())]
        sent = trigger.form.objects
        positions = [p for p in positions if not sent.hits(reading.items[p].lower.split())]
    joined = coordinated(reading.items, positions)
    if name == "antara" and len(joined) == 1:
        joined += [p for p in other_side(reading, joined[0]) if p not in taken]
    last = trigger.form.parts[-1]
    if name == "possessor" and last in PREPOSITIONS:
        name = last  # "kekerasan terhadap X": the preposition belongs to the group
    joined = [_owner(reading.items, at) for at in _not_kin(reading.items, joined)]
    why = f"possessor in {name}" if name in trigger.slots.indirect else name
    return [Filled(p, why) for p in joined]


def _inside(reading: Reading, trigger: Trigger) -> list[Filled]:
    """ "memasukkan X ke daftar hitam", "menyeret X ke pengadilan": the object inside a group of words."""
    last = reading.items[trigger.end - 2].lower
    open_group = trigger.form.loose and last not in LINKING
    prepositional = not PREPOSITIONS.isdisjoint(trigger.form.parts[1:])
    if trigger.form.voice not in ("active", "bare") or not (open_group or prepositional):
        return []
    positions = [p for p in range(trigger.start, trigger.end) if party(reading.items[p])]
    return [Filled(p, "object") for p in coordinated(reading.items, positions)]


def first_slot(reading: Reading, trigger: Trigger, names: Sequence[str], taken: set[int]) -> list[Filled]:
    """The first slot of ``names`` that holds somebody not yet ``taken``."""
    clause = home_clause(reading, trigger)
    for name in names:
        if name == "subject":
            found = [f for f in subject_of(reading, clause, PARTY_KINDS) if f.position not in taken]
        elif name == "object":
            found = _inside(reading, trigger) or slot(reading, trigger, name, taken)
        else:
            found = slot(reading, trigger, name, taken)
        if found:
            return found
    return []


def positions_of(filled: Sequence[Filled]) -> set[int]:
    """Where the participants stand."""
    return {f.position for f in filled}


def other_side(reading: Reading, first: int) -> list[int]:
    """ "antara X yang ..., melawan Y", "antara X dengan Y": the party after the second preposition."""
    items = reading.items
    for position in range(first + 1, min(len(items) - 1, first + PAIR_REACH)):
        if items[position].lower in ("dengan", "melawan", "dan") and party(items[position + 1]):
            return [position + 1]
    return []


def in_front(reading: Reading, trigger: Trigger) -> list[Filled]:
    """ "berunjuk rasa di depan Kedutaan Besar X"."""
    places = [p for name in ("di", "circumstance") for p in trigger.slots.get(name)]
    return [Filled(p, "in front of") for p in places[:1] if party(reading.items[p], DOER_KINDS)]
