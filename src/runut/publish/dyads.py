"""Two parties as an object, as a table of months and as the lines around it.

In: a ``Dyad``. Out: what ``runut dyad --json`` prints, its CSV, and the lines of its page. It counts nothing; months
without an event follow each other on one line of the page, and stand each on its own in the other forms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from runut.fuse.dyads import Balance, Dyad, First, Party, Period, first_kinds
from runut.publish.dates import honest_day
from runut.publish.naming import party_names
from runut.publish.phrasing import sentence
from runut.publish.tables import JOINT, Table
from runut.publish.wording import Language, word, wording
from runut.records import Participant

__all__ = ["dyad_object", "dyad_table", "firsts_lines", "head_lines", "months_table"]


def dyad_object(found: Dyad, language: Language = "id") -> dict[str, object]:
    """What ``runut dyad --json`` prints."""
    return {
        "parties": [
            {"name": _name(party, language), "country": party.country, "entities": sorted(party.ids)}
            for party in (found.one, found.other)
        ],
        "events": found.events,
        "coarse": found.coarse,
        "undated": found.undated,
        "articles": found.articles,
        "undated_articles": found.undated_articles,
        "method": _text("method", language),
        "statuses": dict(found.statuses),
        "types": dict(found.types),
        "balance": _balance(found.balance),
        "directions": [
            {"direction": way, "label": _way(way, found, language), "events": n, "balance": _balance(balance)}
            for way, n, balance in found.directions
        ],
        "periods": [_period(period) for period in found.periods],
        "firsts": [_first(first, found, language) for first in found.firsts],
    }


def dyad_table(found: Dyad) -> Table:
    """The months, one a row, and each run of months without articles as one row: for a spreadsheet."""
    columns = (
        "from", "to", "months", "coverage", "articles", "events", "reported", "types", "cooperation", "conflict", "net",
        "n_cooperation", "n_conflict", "n_neutral", "n_without",
    )  # fmt: skip
    rows = []
    for one in found.periods:
        balance = one.balance
        head = (one.first, one.last, str(one.months), one.coverage, str(one.articles), str(one.events))
        sums = (f"{balance.cooperation:.1f}", f"{balance.conflict:.1f}", f"{balance.net:.1f}")
        counts = (balance.n_cooperation, balance.n_conflict, balance.n_neutral, balance.n_without)
        kinds = JOINT.join(f"{kind} {n}" for kind, n in one.types)
        rows.append((*head, str(one.reported), kinds, *sums, *map(str, counts)))
    return Table(columns, tuple(rows), columns)


def months_table(found: Dyad, language: Language) -> Table:
    """The months for the screen; a run of months of one coverage and without events is one line."""
    names = {
        "id": ("bulan", "artikel", "peristiwa", "dilaporkan", "jenis", "kerja sama", "konflik", "selisih", "cakupan"),
        "en": ("month", "articles", "events", "reported", "types", "cooperation", "conflict", "net", "coverage"),
    }
    rows = [_row(run, language) for run in _runs(found.periods)]
    return Table(names[language], tuple(rows), names[language])


def head_lines(found: Dyad, language: Language) -> Iterator[str]:
    """Who, how many, the balance and how it is counted, and each direction."""
    head = _text("head", language, **_names(found, language), events=found.events, articles=found.articles)
    yield head + (_text("loose", language, n=found.undated_articles) if found.undated_articles else "")
    kinds = ", ".join(f"{word('types', kind, language)} {n}" for kind, n in found.types)
    states = ", ".join(f"{word('statuses', status, language)} {n}" for status, n in found.statuses)
    yield _text("types", language, x=kinds)
    yield _text("statuses", language, x=states)
    for way, n, balance in found.directions:
        sums = f" ({balance.cooperation:+.1f} / {balance.conflict:.1f})" if balance != Balance() else ""
        yield f"  {_way(way, found, language)}: {n}{sums}"
    yield _text(
        "balance",
        language,
        up=f"{found.balance.cooperation:+.1f}",
        n_up=found.balance.n_cooperation,
        down=f"{found.balance.conflict:.1f}",
        n_down=found.balance.n_conflict,
        net=f"{found.balance.net:+.1f}",
        zero=found.balance.n_neutral,
        without=found.balance.n_without,
    )
    yield _text("method", language)
    yield _text("coarse", language, coarse=found.coarse, undated=found.undated)


def firsts_lines(found: Dyad, language: Language) -> Iterator[str]:
    """The firsts, by day."""
    if found.firsts:
        yield _text("firsts", language)
    for one in found.firsts:
        day, line = honest_day(one.event, language), sentence(one.event, language, dated=False)
        more = _text("undated", language, n=one.undated) if one.undated else ""
        yield f"  {day:<24} {_kind(one, found, language)}: {line}{more}  [{one.event.id}]"


def _runs(periods: Sequence[Period]) -> Iterator[Sequence[Period]]:
    """Months with something told stand alone."""

    def key(pair: tuple[int, Period]) -> tuple[str, int]:
        number, one = pair
        return one.coverage, number if one.events or one.reported else -1

    for _, run in groupby(enumerate(periods), key):
        yield [one for _, one in run]


def _row(run: Sequence[Period], language: Language) -> tuple[str, ...]:
    first, last, balance = run[0], run[-1], run[0].balance
    when = first.first if first.first == last.last else f"{first.first}/{last.last}"
    months = sum(one.months for one in run)
    kinds = ", ".join(f"{word('types', kind, language)} {n}" for kind, n in first.types)
    said = word("coverage", first.coverage, language) + (f" ({months})" if months > 1 else "")
    sums = (f"{balance.cooperation:+.1f}", f"{balance.conflict:.1f}", f"{balance.net:+.1f}")
    counts = (str(sum(one.articles for one in run)), str(first.events or ""), str(first.reported or ""))
    return (when, *counts, kinds, *(sums if first.events else ("", "", "")), said)


def _kind(one: First, found: Dyad, language: Language) -> str:
    kind = first_kinds()[one.kind]
    name = kind.id if language == "id" else kind.en
    return f"{name} {_way(one.direction, found, language)}" if kind.directed else name


def _way(direction: str, found: Dyad, language: Language) -> str:
    return _text(direction, language, **_names(found, language))


def _names(found: Dyad, language: Language) -> dict[str, str]:
    return {"a": _name(found.one, language), "b": _name(found.other, language)}


def _name(party: Party, language: Language) -> str:
    """A state by its name in the language, anybody else as the articles call him."""
    return party_names((Participant(party.country, party.name, party.country, "", None),), language)[0]


def _text(name: str, language: Language, **values: object) -> str:
    return str(wording()["dyad"][name][language]).format(**values)


def _balance(balance: Balance) -> dict[str, object]:
    return {
        "cooperation": balance.cooperation,
        "conflict": balance.conflict,
        "net": balance.net,
        "n_cooperation": balance.n_cooperation,
        "n_conflict": balance.n_conflict,
        "n_neutral": balance.n_neutral,
        "n_without": balance.n_without,
    }


def _period(one: Period) -> dict[str, object]:
    return {
        "from": one.first,
        "to": one.last,
        "months": one.months,
        "coverage": one.coverage,
        "articles": one.articles,
        "events": one.events,
        "reported": one.reported,
        "types": dict(one.types),
        "balance": _balance(one.balance),
    }


def _first(one: First, found: Dyad, language: Language) -> dict[str, object]:
    time = one.event.time
    return {
        "kind": one.kind,
        "direction": one.direction,
        "event": one.event.id,
        "time": time.value if time else None,
        "line": sentence(one.event, language),
        "undated": one.undated,
        "label": _kind(one, found, language),
    }
