"""Where an event happened: the place phrase of its clause, told from datelines, offices and mere mentions.

In: a reading and a trigger. Out: the position of the place mention, or None.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from runut.extract.events.arguments import TEMPORAL
from runut.extract.events.items import Item
from runut.extract.events.lists import listed
from runut.extract.events.prepositions import governing
from runut.extract.events.scenes import befallen, struck
from runut.extract.events.signposts import SAYING
from runut.extract.events.triggers import Reading, Trigger

# Clauses that happen where their governor does.
HANGING = frozenset({"adverbial", "purpose", "serial", "coordinate", "relative"})
MOTION_TYPES = frozenset({"CONSULT", "AID", "MOBILIZE", "ASSAULT"})
# Words have no place of their own: "menolak usul gencatan senjata di Gaza". What is done at a spot has one.
PLACED = frozenset(
    {"ASSAULT", "CONSULT", "MOBILIZE", "COERCE", "RETREAT", "PROTEST", "AID", "SANCTION", "COOPERATE", "CONCEDE"}
)
# Acts that reach others, wherever the acts lie that gave cause for them.
FORCE = frozenset({"ASSAULT", "COERCE", "SANCTION"})
TOPICS = frozenset("mengenai soal tentang terkait perihal seputar menyangkut".split())
TALK = frozenset(
    """discuss hold_talks negotiate return_to_talks mediate meet phone speak_by_phone speak_with meet_online consult
    lobby write_letter letter convey_message inform other_consult""".split()
)
TOPIC_WORDS = 4
LOCATED = listed("located")
OF_DEEDS = listed("of_deeds")
WRONGDOERS = listed("wrongdoers")
# In the course of these the act itself is done: "menangkap 20 warga dalam operasi di Jenin".
IN_COURSE = frozenset("dalam saat ketika selama sewaktu melalui lewat pada".split())
ANSWERED = frozenset("atas terhadap usai setelah pasca menyusul akibat karena pascaserangan imbas buntut".split())
HELD = listed("held_somewhere")
CEREMONIES = frozenset(
    "sign_accord welcome award commemorate pay_tribute congratulate join establish_relations appoint_envoy".split()
)
# Acts whose goal is where they happen: visits and deployments.
GOAL_MODES = frozenset({"visit", "troops", "police", "militia"})
FETCHING = frozenset({"evacuate", "repatriate_own"})
BUILDINGS = ("gedung ", "istana ", "markas ", "balai ", "camp ", "kremlin", "downing")
ADDRESS = 4
# Between a town and what it lies in or near: "di kota X di utara Y".
LEADING_ON = frozenset(
    """di sebelah bagian utara selatan timur barat daya tenggara laut tengah dekat luar sekitar provinsi kabupaten
    distrik negara wilayah kawasan daerah pinggiran kota dari""".split()
)


def find_place(reading: Reading, trigger: Trigger) -> int | None:
    """Position of the mention that names the event's place."""
    act = trigger.form.act
    if act.type not in PLACED and act.name not in CEREMONIES:
        return None
    named = [p for p, item in enumerate(reading.items) if item.mention and _spot(item)]
    if not named:
        return None
    for near in (_own, _held, struck, befallen, _around):
        found = _first_of_address(reading, near(reading, trigger, named))
        if found:
            return _capital(reading.items, min(found, key=lambda p: (_distance(reading, trigger, p), p)))
    return None


def _is_capital(items: Sequence[Item], position: int) -> bool:
    """Whether "ibu kota" stands before a state: its capital is meant."""
    two = " ".join(item.lower for item in items[max(0, position - 2) : position])
    return two == "ibu kota" or two.endswith("ibukota")


def _capital(items: Sequence[Item], position: int) -> int:
    """ "di ibu kota Somalia, Mogadishu": the capital by its name."""
    after = items[position + 2].mention if position + 2 < len(items) else None
    named = after is not None and after.kind == "place" and items[position + 1].text == ","
    return position + 2 if named and _is_capital(items, position) else position


def _first_of_address(reading: Reading, found: list[int]) -> list[int]:
    """ "di Los Angeles, California", "di Sinjil di utara Ramallah": the town goes before what it lies in or near."""
    items = reading.items

    def lies_around(position: int) -> bool:
        back = position - 1
        while back > 0 and position - back <= ADDRESS and (items[back].text == "," or items[back].lower in LEADING_ON):
            back -= 1
        mention = items[back].mention
        if back not in found or back == position - 1 or mention is None or mention.kind != "place":
            return False
        # "di Paris, di London" lists two places; "di desa X, di selatan Y" places one by the other
        between = {item.lower for item in items[back + 1 : position]} - {","}
        return between != {"di"} and not _is_building(items[back])

    return [p for p in found if not lies_around(p)]


def _distance(reading: Reading, trigger: Trigger, position: int) -> int:
    """How far the name is; the town of an address goes before its building, for a town is on the map."""
    mention = reading.items[position].mention
    building = mention is not None and (mention.kind == "organisation" or _is_building(reading.items[position]))
    return abs(position - trigger.start) + ADDRESS * building


def _is_building(item: Item) -> bool:
    return item.lower.startswith(BUILDINGS)


def _spot(item: Item) -> bool:
    """A place, a state, or a body that is called after its building ("di Gedung Putih")."""
    mention = item.mention
    if mention is None:
        return False
    return mention.kind in ("place", "state") or (mention.kind == "organisation" and _is_building(item))


def _own(reading: Reading, trigger: Trigger, named: Sequence[int]) -> list[int]:
    """Places in the trigger's clause or phrase: behind "di", else the goal of a movement or the town attacked."""
    narrow: list[int] = []
    wide: list[int] = []
    for position in named:
        if reading.clauses.of[position] != trigger.clause and not trigger.start <= position < trigger.slots.end:
            continue
        if trigger.form.voice == "noun" and (_beyond(reading, trigger, position) or _since(reading, trigger, position)):
            continue
        if trigger.form.voice != "noun" and _of_nested(reading, trigger, position):
            continue
        mention = reading.items[position].mention
        kind = mention.kind if mention else ""
        preposition = governing(reading.items, position)
        if preposition == "di":
            if not of_talk(reading.items, trigger.form.act.name, position):
                narrow.append(position)
        elif preposition == "ke" and _goal(trigger, kind) and not _of_topic(reading, trigger, position):
            wide.append(position)
        elif preposition == "dari" and _leaves(trigger, kind) and not _beyond(reading, trigger, position):
            wide.append(position)
        elif not preposition and position in trigger.slots.get("object"):
            if kind == "place" or _is_capital(reading.items, position):
                wide.append(position)
    found = narrow or wide
    if trigger.form.voice == "noun":
        # "situasi di X dalam pertemuan di Y": the noun's own place stands behind it
        found = [p for p in found if trigger.end <= p < trigger.slots.end] or found
    return _not_of_subject(reading, trigger, found)


def _not_of_subject(reading: Reading, trigger: Trigger, found: list[int]) -> list[int]:
    """ "Peringatan kudeta di X diwarnai unjuk rasa di Y": the place within the subject goes behind the one after it."""
    low, high = reading.clauses.clause(trigger.start).subject_words
    if not high <= trigger.start:
        return found
    return [p for p in found if not low <= p < high] or found


def _beyond(reading: Reading, trigger: Trigger, position: int) -> bool:
    """Whether a moment or another act lies between the noun and the place: "serangan X selama pembicaraan di Y"."""
    own = trigger.form.act.type
    if any(trigger.end <= t.start < position and t.form.act.type != own for t in reading.triggers):
        return True
    between = range(trigger.end, position - 1)
    return any(reading.items[i].lower in TEMPORAL and reading.items[i + 1].kind != "time" for i in between)


def _of_topic(reading: Reading, trigger: Trigger, position: int) -> bool:
    """ "berkoordinasi dengan X mengenai pengiriman pasukan ke Y": Y is where what they speak of leads."""
    return any(item.lower in TOPICS for item in reading.items[trigger.end : position])


def of_talk(items: Sequence[Item], act: str, position: int) -> bool:
    """ "membahas perang di X", "berbicara soal situasi di X": it is the war that is there; "berbicara di X" has
    a venue."""
    back = position - 1
    while back > 0 and items[back].lower != "di" and position - back <= ADDRESS:
        back -= 1
    if act not in TALK or items[back].lower != "di":
        return False
    for item in reversed(items[max(0, back - TOPIC_WORDS) : back]):
        if not LOCATED.isdisjoint(item.lower.split()):
            return True
        if item.mention is not None or item.tag not in ("ADJ", "NOUN", "PROPN"):
            return False
    return False


def _since(reading: Reading, trigger: Trigger, position: int) -> bool:
    """ "bertemu di Moskow sejak invasi": the noun only says when, and has no place before it."""
    before = reading.items[trigger.start - 1].lower if trigger.start else ""
    return position < trigger.start and before in ("sejak", "sebelum", "menjelang", "jelang")


def _of_nested(reading: Reading, trigger: Trigger, position: int) -> bool:
    """Whether the place is that of an act which the verb's phrase only names: "menangkap pelaku serangan di X",
    "menyerang Y sebagai balasan serangan di X". Who meets or helps is there himself ("menghadiri KTT di X")."""
    if trigger.form.act.type not in FORCE:
        return False
    starts = [
        other.start
        for other in reading.triggers
        if other.form.voice == "noun" and other.clause == trigger.clause and not _own_words(trigger, other)
    ]
    if any(trigger.end <= start < position and reading.items[start - 1].lower not in IN_COURSE for start in starts):
        return True
    if position < trigger.start and any(start < position for start in starts):
        return _answers(reading.items, [start for start in starts if start < position])
    return any(_names_deed(reading.items, at) for at in range(trigger.end, position - 1))


def _answers(items: Sequence[Item], deeds: Sequence[int]) -> bool:
    """ "Sebagai balasan atas serangan di X, ...": what is answered was done there, not the answer."""
    return any(items[start - 1].lower in ANSWERED for start in deeds if start)


def _own_words(trigger: Trigger, other: Trigger) -> bool:
    """ "menembakkan *gas air mata*": the noun right behind the verb is the same act in two words."""
    return other.form.act is trigger.form.act and other.start <= trigger.end


def _names_deed(items: Sequence[Item], at: int) -> bool:
    """ "pelaku serangan", as two words or as the words of one group."""
    words = items[at].lower.split() or [""]
    if words[-1] in OF_DEEDS:
        return items[at + 1].tag == "NOUN" and items[at + 1].lower not in WRONGDOERS
    return any(one in OF_DEEDS and then not in WRONGDOERS for one, then in pairwise(words))


def _held(reading: Reading, trigger: Trigger, named: Sequence[int]) -> list[int]:
    """Places of a clause with "yang" on the noun that says where it takes place: "latihan yang dimulai di X"."""
    out = []
    for clause in reading.clauses.clauses:
        own = clause.antecedent is not None and clause.parent == trigger.clause and clause.start > trigger.start
        if own and clause.verb is not None and reading.items[clause.verb].lower in HELD:
            between = any(trigger.end <= other.start < clause.start for other in reading.triggers)
            here = [p for p in named if reading.clauses.of[p] == clause.index and governing(reading.items, p) == "di"]
            out += [] if between or trigger.form.voice != "noun" else here
    return out


def _around(reading: Reading, trigger: Trigger, named: Sequence[int]) -> list[int]:
    """Places behind "di" in the clauses that this one hangs on, unless they tell where somebody speaks."""
    clauses = reading.clauses
    clause = clauses.clauses[trigger.clause]
    inside: set[int] = set()
    subjects: set[int] = set()  # "isu di X menjadi topik yang dibahas": the subject's place is not the act's
    while clause.kind in HANGING and clause.parent is not None:
        clause = clauses.clauses[clause.parent]
        if clause.verb is not None and reading.items[clause.verb].lower in SAYING:
            break
        inside.add(clause.index)
        if clause.verb is not None:
            subjects.update(range(*clause.subject_words))
    near = [p for p in named if clauses.of[p] in inside and p not in subjects]
    return [p for p in near if governing(reading.items, p) == "di"]


def _leaves(trigger: Trigger, kind: str) -> bool:
    """ "mundur dari Kabul", "menarik pasukan dari Suriah", "mengevakuasi WNI dari Iran": it happens there."""
    act = trigger.form.act
    if act.type == "RETREAT":
        return kind == "place" or act.mode == "withdraw"
    return act.name in FETCHING


def _goal(trigger: Trigger, kind: str) -> bool:
    act = trigger.form.act
    if act.type == "CONSULT" and kind == "state":
        return False  # the host, not the spot
    if act.type == "MOBILIZE" or act.mode in GOAL_MODES:
        return True
    return kind == "place" and act.type in MOTION_TYPES
