"""Find the time expressions of a text without knowing its date.

In: text and, optionally, the stretches to read (sentences of title and body). Out: ``Raw`` records in text order,
not overlapping. One pass: atoms, then at every atom that can begin a rule the longest match whose builder accepts it.

>>> [raw.surface for raw in recognise("Ia tiba Rabu (24/6/2020) petang, dua hari setelah gempa.")]
['Rabu (24/6/2020) petang', 'dua hari']
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from runut.extract.times import amounts, calendars, points, ranges, sets
from runut.extract.times.atoms import Atoms, atomise
from runut.extract.times.grammar import grammar
from runut.extract.times.guards import is_bare_month_name, is_name_of_thing, is_print_name
from runut.extract.times.lexicon import Entry
from runut.extract.times.raw import Raw, Reading
from runut.extract.times.slices import Built, Piece, Slice
from runut.extract.times.spread import spread
from runut.extract.times.sunday import settle
from runut.extract.times.tense import Sides, is_report, tense_of

BUILDERS: dict[str, Callable[[Slice], Built]] = {
    "point": points.build_point, "range": ranges.build_range, "year": calendars.build_year,
    "bc-range": calendars.build_bc_range, "unit": amounts.build_unit,
    "week": amounts.build_week, "quarter": amounts.build_quarter, "fiscal": amounts.build_fiscal,
    "decade": amounts.build_decade, "ago": amounts.build_ago, "duration": amounts.build_duration,
    "chain": amounts.build_chain, "set": sets.build_set, "ref": calendars.build_ref, "clock": points.build_clock,
    "part": points.build_part, "feast": calendars.build_feast, "hijri": calendars.build_hijri,
    "climate": calendars.build_climate, "era": calendars.build_era, "ordinal": calendars.build_ordinal,
}  # fmt: skip
CHUNK = 40_000
MODIFIABLE = frozenset("point unit quarter decade century feast part duration".split())
LENGTH_MODS = {"ON_OR_BEFORE": "EQUAL_OR_LESS", "ON_OR_AFTER": "EQUAL_OR_MORE"}
MONTHLIKE = frozenset({"month", "date", "day-range", "date-of-year"})


def recognise(text: str, spans: Sequence[tuple[int, int]] | None = None) -> tuple[Raw, ...]:
    """Time expressions of ``text`` (inside ``spans`` only, where given)."""
    out: list[Raw] = []
    sentence = 0
    for window in _windows(text, spans):
        atoms = atomise(text, window)
        settle(atoms)
        found = _scan(atoms)
        out.extend(_raws(atoms, found, sentence))
        sentence += len(atoms.breaks)
    return tuple(spread(text, out))


def _windows(text: str, spans: Sequence[tuple[int, int]] | None) -> Iterator[list[tuple[int, int]]]:
    """Stretches in batches of bounded size, so that memory does not grow with the text."""
    batch: list[tuple[int, int]] = []
    size = 0
    for start, end in spans if spans is not None else [(0, len(text))]:
        while end - start > CHUNK:
            cut = max(text.rfind(" ", start, start + CHUNK), text.rfind("\n", start, start + CHUNK))
            cut = cut if cut > start else start + CHUNK
            yield [*batch, (start, cut)]
            batch, size, start = [], 0, cut
        batch.append((start, end))
        size += end - start
        if size > CHUNK:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _scan(atoms: Atoms) -> list[tuple[Piece, str]]:
    compiled = grammar()
    symbols, starts = compiled.symbols, compiled.starts
    string = "".join([symbols[kind] for kind in atoms.kind])
    hot = [i for i, symbol in enumerate(string) if symbol in starts]
    found: list[tuple[Piece, str]] = []
    done = 0
    for i in hot:
        if i < done:
            continue
        matches = []
        for rule in starts[string[i]]:
            match = rule.pattern.match(string, i)
            if match is not None:
                matches.append((match.end(), rule))
        matches.sort(key=lambda item: -item[0])
        for end, rule in matches:
            s = Slice(atoms, i, end, rule.name)
            built = _build(s, rule.build)
            if built is None:
                continue
            found.extend((piece, rule.name) for piece in built)
            done = max([end, *(piece.last for piece in built)])
            break
    return found


def _build(s: Slice, build: str) -> Built:
    """The builder's answer, after the guards that concern every calendar point."""
    if build in ("point", "range") and s.rule in MONTHLIKE:
        if is_name_of_thing(s):
            return ()
        if s.rule == "month" and _lone_month(s):
            month = s.find("MON")
            if month is not None and is_bare_month_name(s, month):
                return ()
    if s.rule == "weekday" and is_print_name(s):
        return ()
    return BUILDERS[build](s)


def _lone_month(s: Slice) -> bool:
    return s.j - s.i == 1


def _raws(atoms: Atoms, found: list[tuple[Piece, str]], sentence: int) -> Iterator[Raw]:
    last_atom = -1
    for piece, rule in found:
        b = atoms.end[piece.last - 1]
        number = bisect_right(atoms.breaks, piece.first - 1)
        left = atoms.breaks[number - 1] + 1 if number else 0
        right = atoms.breaks[number] if number < len(atoms.breaks) else len(atoms.kind)
        sides = Sides(atoms, piece.first, piece.last, max(left, last_atom + 1), left, right)
        first, reading = _with_modifier(atoms, piece, max(left, last_atom + 1))
        a = atoms.start[first]
        dayish = reading.kind == "point" and (reading.day is not None or reading.weekday is not None)
        yield Raw(a, b, atoms.text[a:b], rule, reading, sentence + number, tense_of(sides),
                  dayish and is_report(sides), atoms.low[piece.first - 1] if piece.first > left else "",
                  piece.partner)  # fmt: skip
        last_atom = piece.last - 1


def _with_modifier(atoms: Atoms, piece: Piece, left: int) -> tuple[int, Reading]:
    """ "paling lambat 30 Juni", "sekitar 1990", "per 31 Mei": the modifier before a point belongs to its extent."""
    before = piece.first - 1
    if before < left or piece.reading.kind not in MODIFIABLE:
        return piece.first, piece.reading
    kind = atoms.kind[before]
    if kind == "PER" and piece.reading.kind == "point":
        return before, piece.reading
    entry = atoms.datum[before]
    if kind not in ("MODP", "MODQ") or not isinstance(entry, Entry):
        return piece.first, piece.reading
    if piece.reading.mod is not None:  # "paling lambat akhir tahun ini": the part of the year stays
        return before if kind == "MODP" else piece.first, piece.reading
    mod = entry.attrs["m"]
    return before, replace(piece.reading, mod=LENGTH_MODS.get(mod, mod) if piece.reading.kind == "duration" else mod)
