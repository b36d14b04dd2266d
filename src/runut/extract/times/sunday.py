""" "Minggu" (Sunday) or "minggu" (week)? Settled before the grammar runs.

In: atoms with the symbol MINGGU. Out: the same atoms with WD or PEKAN in its place. It looks at capitals, at the
words beside it and at whether it opens a sentence, at nothing else.

>>> from runut.extract.times.atoms import atomise
>>> atoms = atomise("Ia datang Minggu pagi, dua minggu lalu.", None)
>>> settle(atoms); [k for k in atoms.kind if k in ("WD", "PEKAN")]
['WD', 'PEKAN']
"""

from __future__ import annotations

from runut.extract.times.atoms import Atoms

COUNTS = frozenset({"N", "D", "COUNTX", "HALF", "Y"})
DAY_AFTER = frozenset({"OPEN", "PART", "ND", "NDM", "D", "PUKUL", "PASARAN", "TADI", "KEM", "BESOK"})
SHIFTS = frozenset({"PAST", "NEXT", "THIS", "LASTN", "ORD", "LATER", "EARLIER", "THAT"})
STEPS = frozenset({"PAST", "NEXT", "THIS"})
WEEKDAY_BEFORE = frozenset({"HARI", "WD"})


def settle(atoms: Atoms) -> None:
    """Replace every MINGGU in place."""
    for i, kind in enumerate(atoms.kind):
        if kind == "MINGGU":
            atoms.kind[i] = "WD" if _is_sunday(atoms, i) else "PEKAN"


def _is_sunday(atoms: Atoms, i: int) -> bool:
    before = atoms.kind[i - 1] if i else "END"
    after = atoms.kind[i + 1]
    if before in COUNTS or (before == "WD" and after in STEPS):
        return False  # "Kamis minggu depan": the week, not another day
    if before in WEEKDAY_BEFORE or after in DAY_AFTER:
        return True
    if after == "COMMA" and atoms.kind[i + 2] in ("D", "ND"):
        return True
    if before in ("AND", "DASH", "RANGE") and i >= 2 and atoms.kind[i - 2] == "WD":
        return True
    surface = atoms.text[atoms.start[i] : atoms.end[i]]
    if surface.islower():
        return before == "PART" and atoms.low[i - 1] == "malam"
    if surface.isupper() or atoms.first_in_sentence(i) or _title_case(atoms, i):
        return after not in SHIFTS
    return True


def _title_case(atoms: Atoms, i: int) -> bool:
    """In a headline "Minggu Lalu" the capital says nothing."""
    return atoms.kind[i + 1] in SHIFTS and atoms.cap(i + 1)
