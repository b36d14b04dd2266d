"""Why reports were joined and by which rule an event was read, in a reader's words; the codes stay in the records.

In: the reasons and rules as the records keep them. Out: the same taken apart, or as one line of words. What is not of
a known form is given back as it is. It weighs nothing.

>>> joined = read_join("a1-e1 = b2-e3: 2.47 (same_act +1.32, actor_entity +1.15)")
>>> joined.one, joined.other, joined.score, joined.signs
('a1-e1', 'b2-e3', 2.47, (('same_act', 1.32), ('actor_entity', 1.15)))
>>> join_line("a1-e1 = b2-e3: 2.47 (same_act +1.32, actor_entity +1.15)", {"a1-e1": "Detik"}, "en")
'Detik with b2-e3: 2.47 (the same act +1.32, the same actor +1.15)'
>>> rule_line("codebook:CONSULT/meet intransitive 'bertemu'", "id")
'“bertemu” (kata kerja tanpa objek) di buku kode'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from runut.publish.wording import Language, fill, word

__all__ = ["Joined", "join_line", "read_join", "rule_line", "weighed"]

_JOIN = re.compile(r"(\S+) = (\S+): (?:(-?\d+\.\d+) \((.*)\)|(.*))", re.DOTALL)
_SIGN = re.compile(r"(\w+) ([+-]\d+\.\d+)")
_RULE = re.compile(r"(\w+):\S+ (\w+) '(.+)'", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Joined:
    """Two reports and what joined them: the sum and its signs, strongest first; else a ``note``."""

    one: str
    other: str
    score: float | None
    signs: tuple[tuple[str, float], ...]
    note: str


def read_join(reason: str) -> Joined | None:
    """One of a cluster's ``why``, taken apart; None where it has another form."""
    found = _JOIN.fullmatch(reason)
    if found is None:
        return None
    one, other, score, signs, note = found.groups()
    weights = tuple((name, float(weight)) for name, weight in _SIGN.findall(signs or ""))
    return Joined(one, other, float(score) if score else None, weights, note or "")


def join_line(reason: str, names: Mapping[str, str], language: Language) -> str:
    """The same as one line; ``names`` are those of the reports, a report without one keeps its id."""
    joined = read_join(reason)
    if joined is None:
        return reason
    one, other = (names.get(name, name) for name in (joined.one, joined.other))
    if joined.score is None:
        return fill("join_decided", language, a=one, b=other, note=word("notes", joined.note, language))
    told = weighed(joined.signs, "signs", language)
    return fill("join", language, a=one, b=other, score=f"{joined.score:.2f}", reasons=told)


def weighed(reasons: Iterable[tuple[str, float]], group: str, language: Language) -> str:
    """What was weighed, in the words of ``group`` (signs or bonds), and how much each weighs."""
    return ", ".join(f"{word(group, name, language)} {weight:+.2f}" for name, weight in reasons)


def rule_line(rule: str, language: Language) -> str:
    """The rule of an event: the entry of the codebook that told it, in which form, and who found it there."""
    found = _RULE.fullmatch(rule)
    if found is None or found[1] not in ("codebook", "model"):
        return rule
    return word("finders", found[1], language).format(entry=found[3], voice=word("voices", found[2], language))
