"""Yearly occasions as objects, as tables and as lines of a page.

In: ``Tally`` s, or a ``Yearly``. Out: what ``runut occasions`` prints. It counts nothing. Years without an event that
follow each other are one line of the page, and stand each on its own in the other forms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from runut.fuse.yearly import Tally, Year, Yearly, known
from runut.messages import indonesian
from runut.publish.dates import honest_date, honest_day
from runut.publish.json_parts import span_object
from runut.publish.occasion_names import title_of, titles
from runut.publish.phrasing import sentence
from runut.publish.tables import JOINT, Table
from runut.publish.wording import Language, word, wording
from runut.records import Cluster, Ordinal, Report

__all__ = [
    "counted",
    "doubts_of",
    "nth",
    "occasion_lines",
    "occasion_object",
    "occasion_table",
    "runs",
    "since",
    "tallies_screen",
    "tallies_table",
    "tally_object",
    "without",
]

Object = dict[str, object]


# ---------------------------------------------------------------- all of them


def tally_object(tally: Tally, language: Language = "id") -> Object:
    """What ``runut occasions --json`` prints for one occasion."""
    first, last = _ends(tally.years)
    return _head(tally.id, language) | {
        "events": tally.events,
        "first": first,
        "last": last,
        "years": [{"year": year, "events": n} for year, n in tally.years],
        "loose": tally.loose,
    }


def tallies_table(tallies: Iterable[Tally], language: Language = "id") -> Table:
    """One occasion a row."""
    columns = ("id", "title", "day", "country", "first", "last", "events", "years", "loose")
    rows = []
    for one in tallies:
        first, last = (str(year or "") for year in _ends(one.years))
        head = _head(one.id, language)
        years = JOINT.join(f"{year} {n}" for year, n in one.years)
        own = (one.id, *(str(head[name] or "") for name in ("title", "day", "country")))
        rows.append((*own, first, last, str(one.events), years, str(one.loose)))
    return Table(columns, tuple(rows), columns)


def tallies_screen(tallies: Iterable[Tally], language: Language) -> Table:
    """The same for the screen."""
    names = {
        "id": ("peringatan", "pertama", "terakhir", "peristiwa", "menurut tahun", "id"),
        "en": ("occasion", "first", "last", "events", "by year", "id"),
    }[language]
    rows = []
    for one in tallies:
        ends = (str(year or "") for year in _ends(one.years))
        rows.append((title_of(one.id, language), *ends, str(one.events), counted(one, language), one.id))
    return Table(names, tuple(rows), names)


def counted(tally: Tally, language: Language) -> str:
    """Its years with the number of their events: "2020 (4), 2022 (2)"."""
    years = [f"{year} ({n})" for year, n in tally.years]
    return ", ".join([*years, *([f"{_text('loose', language)} ({tally.loose})"] if tally.loose else [])])


# ---------------------------------------------------------------- one of them


def occasion_object(found: Yearly, language: Language = "id") -> Object:
    """What ``runut occasions CHRONICLE NAME --json`` prints."""
    first, last = _ends([(one.year, 0) for one in found.years])
    return _head(found.id, language) | {
        "events": found.events,
        "first": first,
        "last": last,
        "years": [
            {
                "year": one.year,
                "ordinals": list(one.ordinals),
                "coverage": one.coverage,
                "articles": one.articles,
                "events": [_event(event, language) for event in one.events],
            }
            for one in found.years
        ],
        "loose": [_event(event, language) for event in found.loose],
    }


def occasion_table(found: Yearly, language: Language = "id") -> Table:
    """One event a row; a year without any is a row, too."""
    columns = (
        "year", "ordinals", "coverage", "articles", "date", "event", "status", "sources", "id", "outlets", "doubts",
    )  # fmt: skip
    rows: list[tuple[str, ...]] = []
    for one in found.years:
        head = (str(one.year), JOINT.join(map(str, one.ordinals)), one.coverage, str(one.articles))
        rows += [(*head, *_cells(event, language)) for event in one.events] or [(*head, *[""] * 7)]
    rows += [("", "", "", "", *_cells(event, language)) for event in found.loose]
    return Table(columns, tuple(rows), columns)


def occasion_lines(found: Yearly, language: Language) -> Iterator[str]:
    """The head of an occasion and its years, each with its events."""
    yield f"{title_of(found.id, language)}{since(found.id, language)}: {_events(found.events, language)}  [{found.id}]"
    for years in runs(found.years):
        if not years[0].events:
            yield without(years, language)
            continue
        nths = ", ".join(nth(n, language) for n in years[0].ordinals)
        yield f"{years[0].year}{f' ({nths})' if nths else ''}: {_events(len(years[0].events), language)}"
        yield from _lines(years[0].events, language)
    if found.loose:
        yield f"{_text('loose', language)}: {_events(len(found.loose), language)}"
        yield from _lines(found.loose, language)


def runs(years: Sequence[Year]) -> Iterator[tuple[Year, ...]]:
    """Years without an event, of one coverage, together; each other year by itself."""
    for _, run in groupby(years, lambda one: (one.coverage, one.year if one.events else 0)):
        yield tuple(run)


def without(years: Sequence[Year], language: Language) -> str:
    """Years without an event, on one line: silent, or a gap."""
    first, last = sorted((years[0].year, years[-1].year))
    when = str(first) if first == last else f"{first}–{last}"
    return f"{when}: {_text(years[0].coverage, language, n=sum(one.articles for one in years))}"


def nth(count: int, language: Language) -> str:
    """Which time: "ke-80", "80th"."""
    if language == "id":
        return f"ke-{count}"
    ending = {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{'th' if count % 100 in (11, 12, 13) else ending}"


def since(name: str, language: Language) -> str:
    """The day that an occasion goes back to, behind its title; "" where none is counted from."""
    occasion = known(name)
    return _text("since", language, x=occasion.day.isoformat()) if occasion and occasion.day else ""


def doubts_of(event: Cluster, language: Language) -> Iterator[str]:
    """The ordinals of an event that cannot be, and why."""
    for report, ordinal in _ordinals(event):
        if ordinal.doubt is not None:
            kind, slip = word("conflict_kinds", "ordinal", language), word("judgements", "error-in-text", language)
            detail = indonesian(ordinal.doubt) if language == "id" else ordinal.doubt
            yield f"{kind} ({slip}): {detail} ({_outlet(report)})"


def _lines(events: Sequence[Cluster], language: Language) -> Iterator[str]:
    for event in events:
        names = ", ".join(_outlets(event))
        told = _text("source" if event.independent_sources == 1 else "sources", language, n=event.independent_sources)
        line = sentence(event, language, dated=False)
        yield f"    {honest_day(event, language):<24} {line}  [{told}: {names}; {event.id}]"
        yield from (f"    {'':<24} ! {doubt}" for doubt in doubts_of(event, language))


def _cells(event: Cluster, language: Language) -> tuple[str, ...]:
    return (
        honest_date(event.time, language),
        sentence(event, language, dated=False),
        event.status,
        str(event.independent_sources),
        event.id,
        JOINT.join(_outlets(event)),
        JOINT.join(ordinal.doubt for _, ordinal in _ordinals(event) if ordinal.doubt),
    )


def _event(event: Cluster, language: Language) -> Object:
    sources = {(one.source, one.key): one.outlet for one in event.reports}
    return {
        "id": event.id,
        "time": event.time.value if event.time else None,
        "first_reported": event.first_reported,
        "type": event.type,
        "act": event.act,
        "status": event.status,
        "line": sentence(event, language),
        "independent_sources": event.independent_sources,
        "sources": [{"source": source, "key": key, "outlet": outlet} for (source, key), outlet in sources.items()],
        "ordinals": [
            {
                "count": ordinal.count,
                "source": report.source,
                "key": report.key,
                "words": span_object(ordinal.words),
                "doubt": ordinal.doubt,
            }
            for report, ordinal in _ordinals(event)
        ],
    }


def _ordinals(event: Cluster) -> Iterator[tuple[Report, Ordinal]]:
    for one in event.reports:
        if one.occasion == event.occasion and one.ordinal is not None:
            yield one, one.ordinal


def _head(name: str, language: Language) -> Object:
    occasion, own = known(name), titles().get(name)
    return {
        "id": name,
        "title": title_of(name, language),
        "english": list(own.en) if own else [],
        "day": occasion.day.isoformat() if occasion and occasion.day else None,
        "country": occasion.country if occasion else None,
        "kind": occasion.kind if occasion else None,
    }


def _ends(years: Sequence[tuple[int, int]]) -> tuple[int | None, int | None]:
    every = sorted(year for year, _ in years)
    return (every[0], every[-1]) if every else (None, None)


def _events(count: int, language: Language) -> str:
    return _text("event" if count == 1 else "events", language, n=count)


def _outlets(event: Cluster) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_outlet(report) for report in event.reports))


def _outlet(report: Report) -> str:
    return report.outlet or report.source.replace("\\", "/").rsplit("/", 1)[-1]


def _text(name: str, language: Language, **values: object) -> str:
    return str(wording()["occasion"][name][language]).format(**values)
