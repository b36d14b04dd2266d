"""Every alias of the knowledge base in one automaton, and the look of the text that lets an alias count.

In: a stretch of text. Out: ``Atom`` records, sorted, non-overlapping, longest first: a state's name, a seat of
government, a person, an organisation, a place, a title, a noun of the trade. It builds no phrases.

An alias may begin or end inside a run of letters where the page lost a blank (``PresidenRusia``, ``Trumpmengatakan``).

>>> [(atom.text, atom.sort, atom.key) for atom in atoms("PresidenRusia tiba", 0, 18)]
[('Presiden', 'title', 'presiden'), ('Rusia', 'state', 'RUS')]
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from runut.extract.actors import tables
from runut.extract.actors.fold import fold
from runut.extract.actors.own_rows import own_meaning
from runut.own import follows_own

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ahocorasick_rs import AhoCorasick

# The order in which several readings of one alias are tried.
SORTS = ("person", "organisation", "state", "seat", "place", "title", "noun", "portfolio", "city", "bare")
# Aliases in lower case ("militer cina") are taken only when no other word is written so.
NEVER_LOWER = frozenset({"barat", "teluk", "asia", "west", "solo", "medan", "dawn", "fars", "tempo", "kompas"})
VERB_STARTS = ("meng", "meny", "mem", "men", "ber", "ter", "di")
# By-names of states: "Negeri Sakura" or "Negara Sakura", with capitals; "negara adidaya" is any great power.
LAND, STATE = "Negeri ", "Negara "
GLUEABLE = frozenset({"state", "person", "bare", "organisation", "seat"})
GLUED_BEFORE = (["RI"], ["AS"], ["PBB"], ["TNI"], ["UEA"], ["DPR"], ["PM"])


@dataclass(frozen=True, slots=True)
class Entry:
    """One reading of one alias. ``case``: any, capital, exact."""

    alias: str
    sort: str
    key: str
    case: str


@dataclass(frozen=True, slots=True)
class Atom:
    """A place in the text where an alias counts. ``own`` is true for a noun or title with ``-nya``."""

    start: int
    end: int
    text: str
    sort: str
    key: str
    own: bool = False


def case_of(alias: str) -> str:
    """How an alias must be written: see ``Entry``."""
    return "exact" if len(alias) <= 6 and alias.isupper() else "capital"


def every_entry() -> Iterator[Entry]:
    """All that the knowledge base has names for."""
    for person in tables.persons().values():
        for alias in chain((person.name,), person.aliases):
            if " " in alias or "-" in alias:  # a single word counts only where ``bare`` lists it
                yield Entry(alias, "person", person.name, case_of(alias))
        for alias in person.bare:
            sort = "person" if " " in alias or "-" in alias else "bare"
            yield Entry(alias, sort, person.name, "exact" if len(alias) <= 3 else case_of(alias))
    for org in tables.organisations().values():
        for alias in chain((org.name,), org.aliases):
            yield Entry(alias, "organisation", org.id, "any" if alias[0].islower() else case_of(alias))
    for country in tables.countries().values():
        for alias in chain((country.name,), country.aliases):
            yield Entry(alias, "state", country.iso3, case_of(alias))
            if alias.startswith(LAND) and STATE + alias.removeprefix(LAND) not in country.aliases:
                yield Entry(STATE + alias.removeprefix(LAND), "state", country.iso3, "capital")
        for alias in country.seats:
            yield Entry(alias, "seat", country.iso3, "capital")
    for place in tables.places().values():
        sort = "city" if place.weak else "place"
        for alias in chain((place.name,), place.aliases):
            yield Entry(alias, sort, place.id, "any" if alias[0].islower() else case_of(alias))
    for form in tables.titles():
        yield Entry(form, "title", form, "any")
    for form in tables.nouns():
        yield Entry(form, "noun", form, "exact" if form.isupper() else "any")
    for form in tables.portfolios():
        yield Entry(form, "portfolio", form, "any")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The automaton and, for each of its patterns, the readings in the order of ``SORTS``."""

    automaton: AhoCorasick
    readings: tuple[tuple[Entry, ...], ...]


def _name(entry: Entry) -> str:
    """What the knowledge base calls the entry."""
    if entry.sort in ("state", "seat"):
        return tables.countries()[entry.key].name
    if entry.sort == "organisation":
        return tables.organisations()[entry.key].name
    return tables.places()[entry.key].name if entry.sort in ("place", "city") else entry.key


@follows_own
@cache
def lexicon() -> Lexicon:
    """Build the automaton (once)."""
    from ahocorasick_rs import AhoCorasick, Implementation

    by_alias: dict[str, list[Entry]] = {}
    for entry in every_entry():
        by_alias.setdefault(fold(entry.alias), []).append(entry)
        if "-" in entry.alias:  # tokenised pages: "Kim Jong - un"
            by_alias.setdefault(fold(entry.alias.replace("-", " - ")), []).append(entry)
            by_alias.setdefault(fold(entry.alias.replace("-", "- ")), []).append(entry)  # broken lines: "Kim Jong-\nun"
    rank = {sort: number for number, sort in enumerate(SORTS)}
    for alias, entries in by_alias.items():
        entries.sort(key=lambda entry: rank[entry.sort])
        meant = own_meaning(alias)
        if meant:  # the user's word goes before ours
            entries.sort(key=lambda entry: meant.isdisjoint({fold(entry.key), fold(_name(entry))}))
    automaton = AhoCorasick(list(by_alias), implementation=Implementation.ContiguousNFA, store_patterns=False)
    return Lexicon(automaton, tuple(tuple(entries) for entries in by_alias.values()))


def atoms(text: str, start: int, end: int) -> list[Atom]:
    """The aliases that count in ``text[start:end]``."""
    lex = lexicon()
    surface = text[start:end]
    shouting = surface.isupper()
    found: list[tuple[int, int, Entry, bool]] = []
    for pattern, a, b in lex.automaton.find_matches_as_indexes(fold(surface), overlapping=True):
        if not may_start(surface, a, b):
            continue
        for entry in lex.readings[pattern]:
            stop = end_of(surface, a, b, entry)
            if stop and is_written_right(surface[a:b], entry, shouting=shouting):
                found.append((a, stop, entry, stop > b))
                break
    found.sort(key=lambda match: (match[0], -match[1]))
    out: list[Atom] = []
    position = 0
    for number, (a, b, entry, own) in enumerate(found):
        if a >= position and not (entry.sort == "title" and _shorter(found, number)):
            out.append(Atom(start + a, start + b, surface[a:b], entry.sort, entry.key, own))
            position = b
    return out


def _shorter(found: list[tuple[int, int, Entry, bool]], number: int) -> bool:
    """Whether a title ends in the first word of a name and a shorter one is there: "Komandan Brigade Al-Qassam"."""
    start, end = found[number][:2]
    behind = found[number + 1 : number + 12]
    named = [a for a, b, entry, _ in behind if a < end < b and entry.sort in ("organisation", "person")]
    return any(a == start and entry.sort == "title" and b < named[0] for a, b, entry, _ in behind) if named else False


def may_start(surface: str, a: int, b: int) -> bool:
    """Whether a name may begin at ``a``: after no letter, or at a capital after a small letter."""
    if a == 0 or not surface[a - 1].isalnum():
        return True
    if not surface[a].isupper() or b - a < 2:
        return False
    if surface[a - 1].islower() or surface[a - 1].isdigit():
        return True
    # "RIPrabowo", "ASDonald": behind a lone abbreviation
    return b - a > 3 and surface[a + 1].islower() and surface[max(0, a - 6):a].split()[-1:] in GLUED_BEFORE


def end_of(surface: str, a: int, b: int, entry: Entry) -> int:
    """Where the name ends (0: nowhere): before no letter, before a capital, or before a verb that was glued on."""
    if b == len(surface) or not surface[b].isalnum():
        return b
    if surface[b - 1].islower() and surface[b].isupper():
        return b
    if [surface[a:b]] in GLUED_BEFORE and surface[b].isupper() and surface[b + 1:b + 2].islower():
        return b
    if entry.sort in ("noun", "title") and surface.startswith("nya", b):
        return b + 3 if b + 3 == len(surface) or not surface[b + 3].isalnum() else 0
    if b - a >= 4 and entry.sort in GLUEABLE and surface[a].isupper() and surface[b].islower():
        rest = _rest(surface, b)
        verb = len(rest) >= 6 and rest.startswith(VERB_STARTS) and entry.sort in ("person", "state", "organisation")
        known = rest in tables.words("glued") or (len(rest) >= 4 and rest in tables.common_words())
        if known or verb or _two_words(rest):
            return b
    if entry.case == "exact" and surface[b].islower() and _rest(surface, b) in tables.words("glued"):
        return b
    return 0


def _by_name(alias: str) -> bool:
    """Whether a state's alias is made of common words: "Negeri Ginseng", "Beruang Merah", "Paman Sam"."""
    return alias.startswith((LAND, STATE, "Beruang "))


def _two_words(rest: str) -> bool:
    """Whether two words were glued on: "Israel|selama|perang"."""
    return any(
        rest[:cut] in tables.words("glued") and rest[cut:] in tables.common_words() for cut in range(3, len(rest) - 3)
    )


def _rest(surface: str, start: int) -> str:
    """The letters that run on from ``start``."""
    stop = start
    while stop < len(surface) and stop - start < 20 and surface[stop].islower():
        stop += 1
    return surface[start:stop]


def is_written_right(surface: str, entry: Entry, *, shouting: bool) -> bool:
    """Whether its capitals are those of the name; ``shouting``: all of the text is in capitals."""
    if entry.case == "any":
        return not surface.endswith(" Ri")  # "Menteri Luar Negeri Ri Son Gwon": a family name, not the republic
    if entry.case == "exact":
        return surface == entry.alias and (
            not shouting or entry.sort == "state" or surface.lower() not in tables.common_words()
        )
    if entry.sort == "state" and " " in surface and entry.alias[0].isupper() and _by_name(entry.alias):
        return surface.split(" ", 1)[1][:1].isupper() and (surface[0].isupper() or surface[0] in "n")
    if surface[0].isupper():
        return True
    # "detikcom" and "al-Qaeda" are written small; states are in careless text ("militer cina").
    if entry.alias[0].islower():
        return surface[0] == entry.alias[0]
    if entry.sort != "state" or len(surface) < 4:
        return False
    lower = surface.lower()
    return lower not in NEVER_LOWER and lower not in tables.common_words()
