"""Where an act reached somebody, told in a clause beside its own.

In: a reading, a trigger, the positions of named places. Out: those that are the act's place: of what a blow struck
("serangan yang menghantam sebuah gedung di Nabatieh"), of where those stood whom it befell ("menembaki warga yang
sedang menunggu bantuan di Rafah", "ditangkap saat berunjuk rasa di Minsk"). It does not look at the act's own clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from runut.extract.events.clauses import Clause
from runut.extract.events.lists import listed
from runut.extract.events.prepositions import governing
from runut.extract.events.triggers import Reading, Trigger

STRIKING = listed("striking")
STAYING = listed("staying")
ON_THE_WAY = listed("on_the_way")
UNDER_WAY = frozenset({"sedang", "tengah"})
SAME_MOMENT = frozenset({"saat", "ketika", "sewaktu", "selagi"})
# Acts that befall people where they are.
BEFALLING = frozenset({"ASSAULT", "COERCE"})
# How many words may stand between a blow's verb and the place that it strikes: "menghantam kota pelabuhan X".
STRUCK = 4


def struck(reading: Reading, trigger: Trigger, named: Sequence[int]) -> list[int]:
    """Places of the clause whose verb says whom or what the blow, a noun, has struck."""
    if trigger.form.voice != "noun" or trigger.form.act.type != "ASSAULT":
        return []
    found = []
    for clause in _of_blow(reading, trigger):
        verb = clause.verb or 0
        here = [p for p in named if p > verb and reading.clauses.of[p] == clause.index]
        found += [p for p in here if not _other_act(reading, trigger, verb, p) and _reached(reading, verb, p)]
    return found


def _of_blow(reading: Reading, trigger: Trigger) -> Iterator[Clause]:
    """Clauses in which the noun strikes: its own, and one with "yang" on it."""
    for clause in reading.clauses.clauses:
        if clause.verb is None or reading.items[clause.verb].lower not in STRIKING or clause.verb < trigger.end:
            continue
        on_it = clause.antecedent is not None and trigger.start <= clause.antecedent < trigger.slots.end
        own = clause.index == trigger.clause and trigger.start in range(*clause.subject_words)
        if own or (clause.kind == "relative" and clause.parent == trigger.clause and on_it):
            yield clause


def _reached(reading: Reading, verb: int, position: int) -> bool:
    """Behind "di", or itself what is struck."""
    mention = reading.items[position].mention
    bare = governing(reading.items, position) == "" and mention is not None and mention.kind == "place"
    return governing(reading.items, position) == "di" or (bare and position - verb <= STRUCK)


def _other_act(reading: Reading, trigger: Trigger, verb: int, position: int) -> bool:
    """Another noun of an act stands between, whose place it may be."""
    others = (other for other in reading.triggers if other is not trigger and other.form.voice == "noun")
    return any(verb < other.start < position for other in others)


def befallen(reading: Reading, trigger: Trigger, named: Sequence[int]) -> list[int]:
    """Places where those were whom the act befell: a clause with "yang" on them, or one of the same moment."""
    carried = trigger.light_kind == "doer"  # "melancarkan serangan kepada kelompok yang berada di X"
    if trigger.form.act.type not in BEFALLING or (trigger.form.voice == "noun" and not carried):
        return []
    acting = {reading.clauses.of[other.start] for other in reading.triggers if other is not trigger}
    scenes = {
        clause.index
        for clause in reading.clauses.clauses
        if clause.parent == trigger.clause and clause.start >= trigger.end and clause.index not in acting
        and _is_scene(reading, trigger, clause)
    }  # fmt: skip
    return [p for p in named if reading.clauses.of[p] in scenes and governing(reading.items, p) == "di"]


def _is_scene(reading: Reading, trigger: Trigger, clause: Clause) -> bool:
    words = {item.lower for item in reading.items[clause.start : (clause.verb or clause.start) + 1]}
    whole = {item.lower for at, item in enumerate(reading.items) if reading.clauses.of[at] == clause.index}
    if whole & ON_THE_WAY:
        return False  # "ditangkap ketika mereka menuju kamp di X"
    if clause.kind == "adverbial":
        return clause.opener in SAME_MOMENT
    return clause.kind == "relative" and bool(words & (STAYING | UNDER_WAY))
