"""Does the clause look back or ahead, and is a day the day of the report rather than of the event?

In: the atoms around an expression. Out: "past", "future" or "none"; and whether a verb of saying governs the day
("kata Budi, Selasa (10/5/2022)"). It looks at the words of ``data/time/cues.yaml``, nearest first, inside the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass

from runut.extract.times.atoms import Atoms
from runut.extract.times.lexicon import lexicon
from runut.extract.times.raw import Tense

BACK, AHEAD = 16, 12
REPORT_BACK, NEAR, CAUSE_REACH = 16, 8, 8
CIRCUMSTANCES = frozenset({"pada", "hari", "di", "kepada", "dalam", "wartawan", "saat", "usai", "seusai"})
AUDIENCE = frozenset({"wartawan", "jurnalis"})
ADDRESSED = frozenset("kepada oleh ditanya ditanyai ditemui dihubungi dari awak para pertanyaan menjawab".split())
CLAUSE = frozenset({"yang", "bahwa", "."})


@dataclass(frozen=True, slots=True)
class Sides:
    """An expression (atoms first to last), where the free stretch before it begins, its sentence (left to right)."""

    atoms: Atoms
    first: int
    last: int
    free_left: int
    left: int
    right: int


def tense_of(sides: Sides) -> Tense:
    """The nearest cue before the expression in its clause, else the nearest after it."""
    if _said_before(sides) or _of_cause(sides):
        return "past"
    cues = lexicon().cues
    future, past = cues["future"], cues["past"]
    low = sides.atoms.low
    for k in range(sides.first - 1, max(sides.left, sides.first - BACK) - 1, -1):
        if low[k] in future and not _in_front(low, k):
            return "past" if _was_planned(sides, k) else "future"
        if low[k] in past:
            return "past"
        if low[k] in CLAUSE:
            break
    for k in range(sides.last, min(sides.right, sides.last + AHEAD)):
        if low[k] in future and not _in_front(low, k):
            return "future"
        if low[k] in past or low[k] in cues["said"] or low[k] in cues["framing"]:
            return "past"
        if low[k] in CLAUSE:
            break
    return "past" if _happened(sides) else "none"


def _of_cause(sides: Sides) -> bool:
    """ "akan diadili karena serangan Hamas pada 7 Oktober": what the phrase names has happened, whatever is to come."""
    cues, low = lexicon().cues, sides.atoms.low
    for k in range(sides.first - 1, max(sides.left, sides.first - CAUSE_REACH), -1):
        if low[k] in cues["future"] or low[k] in CLAUSE or sides.atoms.kind[k] == "COMMA":
            return False
        if low[k] in cues["happened"]:
            return k > sides.left and low[k - 1] in cues["causes"]
    return False


def _in_front(low: list[str], k: int) -> bool:
    """ "di depan gerbang": a place, no time."""
    return low[k] == "depan" and k > 0 and low[k - 1] in ("di", "ke", "bagian", "sisi", "halaman", "pintu")


def _was_planned(sides: Sides, k: int) -> bool:
    """ "semula akan dimulai Kamis": the word of the future stands under one that takes it back."""
    former = lexicon().cues["former"]
    return any(word in former for word in sides.atoms.low[max(sides.left, k - 6) : k])


def _happened(sides: Sides) -> bool:
    """ "serangan 7 Oktober menewaskan ...": the clause tells what nobody plans."""
    happened = lexicon().cues["happened"]
    low = sides.atoms.low
    before = range(max(sides.left, sides.first - BACK), sides.first)
    after = range(sides.last, min(sides.right, sides.last + AHEAD))
    return any(low[k] in happened for k in (*before, *after))


def _said_before(sides: Sides) -> bool:
    """The day of a report, with no cue of the future between the verb of saying and the expression."""
    k = _saying(sides)
    future = lexicon().cues["future"]
    return k is not None and not any(word in future for word in sides.atoms.low[k : sides.first])


def is_report(sides: Sides) -> bool:
    """Is this the day on which something was said or published?"""
    return _saying(sides) is not None


def _saying(sides: Sides) -> int | None:
    """Position of the word of saying that the day belongs to; a framing verb must stand right before it."""
    low, cues = sides.atoms.low, lexicon().cues
    comma = sides.first > sides.left and sides.atoms.kind[sides.first - 1] == "COMMA"
    for k in range(sides.first - 1, max(sides.free_left, sides.first - REPORT_BACK) - 1, -1):
        if low[k] in cues["said"] and (comma or k >= sides.first - NEAR) and _is_audience(sides, k):
            return k
        if low[k] in cues["framing"] and k >= sides.first - NEAR and _only_circumstances(sides, k + 1):
            return k
        if low[k] in ("bahwa", "yang"):
            return None
    return None


def _is_audience(sides: Sides, k: int) -> bool:
    """ "kepada wartawan", "ditanya oleh seorang jurnalis"; a reporter who is arrested is no audience."""
    low = sides.atoms.low
    return low[k] not in AUDIENCE or any(word in ADDRESSED for word in low[max(sides.left, k - 3) : k])


def _only_circumstances(sides: Sides, first: int) -> bool:
    """Between a framing verb and the day stand only prepositions and names: "mengatakan di Istana, Jakarta, Senin"."""
    atoms = sides.atoms
    return all(
        atoms.cap(k) or not atoms.low[k].isalpha() or atoms.low[k] in CIRCUMSTANCES for k in range(first, sides.first)
    )
