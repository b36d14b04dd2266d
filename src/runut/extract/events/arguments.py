"""Who and what stands around a trigger, by grammatical slot.

In: items, clauses, a trigger's place. Out: ``Slots``: for every slot (object, possessor, and one a preposition) the
positions of the mentions in it. It assigns no roles; ``frames`` does, from the codebook's frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from runut.extract.events.clauses import Clauses
from runut.extract.events.items import QUOTES, Item
from runut.extract.events.lists import listed
from runut.extract.events.signposts import ADVERBIALS, LINKING, PREPOSITIONS, SUBORDINATORS, next_content

OBJECT_REACH = 30
NOUN_REACH = 24
MODIFIERS_BEFORE_POSSESSOR = 5
OBJECT_WORDS = 12
# "di tengah", "di bawah", "ke arah", "dari pihak": the second word adds nothing to the slot.
RELATIONAL = frozenset(
    "tengah bawah atas dalam luar depan belakang samping sekitar arah pihak antara hadapan sela-sela sela".split()
)
CIRCUMSTANCE = frozenset(
    "tengah bawah saat ketika hari tahun bulan pekan minggu antara sela-sela sela samping luar hadapan balik".split()
)
# What follows these stands beside the act in time and fills none of its slots.
# "..., terutama dari X": who is named most of all belongs to the phrase before the comma.
NARROWING = frozenset("terutama khususnya termasuk utamanya baik".split())
TEMPORAL = frozenset(
    """menjelang jelang saat ketika setelah sesudah sebelum usai seusai sejak selama pasca sewaktu""".split()
)
CARRIERS = listed("carriers")

GENITIVE = frozenset({"terhadap", "kepada", "melawan", "atas", "oleh"})
CLOSING = frozenset({"itu", "tersebut", "ini"})
MEDIATED = listed("mediated")
# Words that tell behind a comma who says so.
TAGGED = listed("tagged")


@dataclass(slots=True)
class Slots:
    """Mention positions by slot, whether the first of a slot heads its phrase, and the words of the object."""

    mentions: dict[str, list[int]] = field(default_factory=dict)
    indirect: set[str] = field(default_factory=set)
    object_words: list[str] = field(default_factory=list)
    end: int = 0
    carrier: int | None = None

    def get(self, name: str) -> list[int]:
        """Positions in slot ``name``; empty where there is none."""
        return self.mentions.get(name, [])

    def add(self, name: str, position: int) -> None:
        self.mentions.setdefault(name, []).append(position)


def verb_slots(items: Sequence[Item], clauses: Clauses, end: int) -> Slots:
    """Slots to the right of the verb that ends before ``items[end]``, within its clause."""
    slots = Slots(end=end)
    clause = clauses.of[end - 1]
    slot = "object"
    head = False
    aside = 0
    quoted = -1
    for position in range(end, min(len(items), end + OBJECT_REACH)):
        item = items[position]
        if item.text in QUOTES and position - end <= 1 and position + 1 < len(items):
            # a quoted object: memuji "perjuangan rakyat X ..."
            quoted = clauses.of[position + 1]
            continue
        if item.kind == "mark":
            aside = _aside(item, aside)
            if item.text in ";" or (item.text in QUOTES and clauses.of[position] != clause):
                break
            if item.text == "," and position + 1 < len(items) and items[position + 1].lower in TAGGED:
                break  # "... ke arah Laut Timur, kata X": who says it is no party
            if item.text == "," and slot == "object" and not slots.mentions:
                # the object phrase is over; a name after the comma is no object
                slot, head = "apposed", False
            continue
        inside = clauses.of[position] == quoted and not slots.mentions
        if clauses.of[position] != clause and not inside:
            if position == end and clauses.clauses[clauses.of[position]].verb is not None:
                break
            continue
        if aside:
            continue
        if slot == "apposed" and item.lower in ("yakni", "yaitu"):
            slot, head = "object", False  # "menyambut sejumlah tamu, yaitu X dan Y"
            continue
        if slot == "object" and head and not slots.mentions and item.lower in CLOSING:
            slot, head = "predicate", False  # "menyebut serangan itu pelanggaran kedaulatan X"
            continue
        slot, head = _advance(items, position, slot, slots, head=head)
        slots.end = position + 1
    slots.object_words = object_words(items, clauses, end, clause)
    _fill_last(items[end - 1].lower, slots, "object")
    return slots


def _fill_last(last: str, slots: Slots, name: str) -> None:
    """The slot of a preposition that is the last word of the act itself: "berbicara dengan X", "protes kepada X"."""
    if last in PREPOSITIONS and last not in ("di", "antara") and last not in slots.mentions and name in slots.mentions:
        slots.mentions[last] = list(slots.mentions[name])
        if name in slots.indirect:
            slots.indirect.add(last)


def object_words(items: Sequence[Item], clauses: Clauses, end: int, clause: int) -> list[str]:
    """Lower-cased words of the phrase after a verb, up to the next clause."""
    words: list[str] = []
    for position in range(end, min(len(items), end + OBJECT_WORDS + 8)):
        item = items[position]
        if item.kind == "time" or item.text in QUOTES:
            continue
        if item.text in ";." or (clauses.of[position] != clause and position > end and item.lower != "yang"):
            if clauses.of[position] != clause and clauses.clauses[clauses.of[position]].kind == "relative":
                continue
            break
        words.extend(item.lower.split())
        if len(words) >= OBJECT_WORDS:
            break
    return words


def noun_slots(items: Sequence[Item], clauses: Clauses, start: int, end: int) -> Slots:
    """Slots of the nominal act at ``items[start:end]``: possessor, prepositions, and the agent of a carrying verb."""
    slots = Slots(end=end)
    slot = "possessor"
    modifiers = 0
    head = False
    for position in range(end, min(len(items), end + NOUN_REACH)):
        item = items[position]
        if item.kind == "mark":
            if item.text in "()[]'’‘-–" or item.text in QUOTES:
                continue
            if item.text == "," and _goes_on(items, position):
                continue
            break
        if item.kind == "time":
            slots.end = position + 1
            continue
        if item.lower in TEMPORAL or (item.lower == "sebagai" and slots.mentions):
            break  # "serangan X ke Y sebagai pelanggaran terhadap Z"
        if item.lower in CARRIERS:
            slots.carrier = position
            slot, head = ("mediator" if item.lower in MEDIATED else "oleh"), False
            continue
        joint = item.lower == "bersama" and position + 1 < len(items) and items[position + 1].kind == "mention"
        if item.lower == "yang" or (item.lower in ADVERBIALS and not joint):
            follower = next_content(items, position + 1)
            if follower < len(items) and items[follower].lower in CARRIERS:
                continue
            if item.lower == "yang" or (follower < len(items) and items[follower].tag == "VERB"):
                break
            # "pakta pertahanan bersama tahun lalu": an adverb that no verb follows belongs to the noun
            continue
        verbal = item.tag == "VERB" or clauses.clause(position).verb == position
        if item.kind == "word" and verbal and item.lower != "melawan":  # "serangan melawan X": a preposition there
            break
        if slot == "possessor" and item.kind == "word" and item.lower not in PREPOSITIONS and item.lower not in LINKING:
            modifiers += item.tag != "DET"
            if modifiers > MODIFIERS_BEFORE_POSSESSOR or item.tag in ("SCONJ", "AUX"):
                break
            continue
        slot, head = _advance(items, position, slot, slots, head=head)
        slots.end = position + 1
    _fill_last(items[end - 1].lower, slots, "possessor")
    return slots


def _advance(items: Sequence[Item], position: int, slot: str, slots: Slots, *, head: bool) -> tuple[str, bool]:
    """Take in one item; returns the slot in force after it and whether that phrase has a nominal head already."""
    item = items[position]
    if item.kind == "mention":
        if head and not slots.get(slot):
            slots.indirect.add(slot)
        slots.add(slot, position)
        return slot, True
    if item.kind != "word":
        return slot, head
    if item.lower in SUBORDINATORS and item.lower not in PREPOSITIONS:
        return "adjunct", False  # "mengabulkan permohonan X setelah Y ..."
    if item.lower == "oleh" and slot == "mediator":
        return slot, False
    if item.lower == "dari" and slot in GENITIVE and head and not slots.get(slot):
        return slot, head  # "eksekusi terhadap paman dari X": the uncle is X's
    if item.lower in PREPOSITIONS:
        follower = items[position + 1].lower if position + 1 < len(items) else ""
        if follower in CIRCUMSTANCE and item.lower in ("di", "pada", "ke", "dari", "dalam"):
            return ("antara" if follower == "antara" else "circumstance"), False
        return item.lower, False
    if item.lower in RELATIONAL and position and items[position - 1].lower in PREPOSITIONS:
        return slot, head
    if item.tag in ("NOUN", "PROPN") and not slots.get(slot):
        return slot, True
    return slot, head


def _goes_on(items: Sequence[Item], position: int) -> bool:
    """A comma inside a list of names does not end the phrase: "A, B, dan C"; in "serangan A, B mengatakan" it does."""
    after = position + 1
    if after + 1 < len(items) and items[after].lower in NARROWING and items[after + 1].lower in ("dari", "oleh"):
        return True  # "menuai kritik, terutama dari X"
    if position == 0 or items[position - 1].kind not in ("mention", "mark"):
        return False
    if after + 1 < len(items) and items[after].lower in LINKING:
        return items[after + 1].kind == "mention"
    while after < len(items) and items[after].kind == "mention" and not list_ends(items, after):
        after += 2
        if after > len(items) or items[after - 1].text != ",":
            return False
    return after < len(items) and items[after].kind == "mention"


def list_ends(items: Sequence[Item], position: int) -> bool:
    """Whether "dan", or a comma and "dan", stands behind the name: one more follows, and the list is over."""
    after = position + 1
    if after < len(items) and items[after].text == ",":
        after += 1
    return after < len(items) and items[after].lower in LINKING


def _aside(item: Item, depth: int) -> int:
    if item.text in "([":
        return depth + 1
    if item.text in ")]" and depth:
        return depth - 1
    return depth
