"""Where an event happened: the place phrase of its clause, told from datelines, offices and mere mentions.

In: a reading and a trigger. Out: the position of the place mention, or None.
"""

from __future__ import annotations

from collections.abc import Sequence

from runut.extract.events.arguments import RELATIONAL
from runut.extract.events.items import Item
from runut.extract.events.triggers import Reading, Trigger

# Words between "di" and the name that only say what sort of place it is.
SORT_OF_PLACE = frozenset(
    """kota wilayah kawasan daerah provinsi negara ibu ibukota bagian pinggiran dekat perairan perbatasan
    pulau distrik kabupaten desa kamp pangkalan gedung istana jalan lapangan aula markas pusat pelabuhan
    bandara jalur selat laut teluk semenanjung utara selatan timur barat sisi tepi sebelah seluruh beberapa
    sejumlah tenggara daya jauh pesisir seberang sebuah desa-desa kota-kota wilayah-wilayah kompleks area
    zona jantung garis depan fasilitas""".split()
)
MOTION_TYPES = frozenset({"CONSULT", "AID", "MOBILIZE", "ASSAULT"})
# Acts whose goal is where they happen: visits and deployments.
GOAL_MODES = frozenset({"visit", "troops", "police", "militia"})


def find_place(reading: Reading, trigger: Trigger) -> int | None:
    """Position of the mention that names the event's place."""
    items = reading.items
    wide: list[int] = []
    narrow: list[int] = []
    for position, item in enumerate(items):
        if item.mention is None or item.mention.kind not in ("place", "state"):
            continue
        preposition = governing(items, position)
        same = reading.clauses.of[position] == trigger.clause or trigger.start <= position < trigger.slots.end
        if not same:
            continue
        if preposition == "di":
            narrow.append(position)
        elif preposition == "ke" and _goal(trigger, item.mention.kind):
            wide.append(position)
        elif not preposition and item.mention.kind == "place" and position in trigger.slots.get("object"):
            wide.append(position)
    for found in (narrow, wide):
        if found:
            return min(found, key=lambda p: (abs(p - trigger.start), p))
    return None


def _goal(trigger: Trigger, kind: str) -> bool:
    act = trigger.form.act
    if act.type == "MOBILIZE" or act.mode in GOAL_MODES:
        return True
    return kind == "place" and act.type in MOTION_TYPES


def governing(items: Sequence[Item], position: int) -> str:
    """The preposition that governs the mention at ``position``, "" where there is none."""
    back = position - 1
    while back >= 0 and (items[back].lower in SORT_OF_PLACE or items[back].lower in RELATIONAL):
        back -= 1
    if back >= 0 and items[back].lower in ("di", "ke", "dari", "pada", "kepada", "oleh", "dengan", "terhadap"):
        return items[back].lower
    return ""
