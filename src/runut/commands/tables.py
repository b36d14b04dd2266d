"""Listings for a person: tables on the screen, with the columns that are read first, and flat CSV for spreadsheets.

In: records from a ``View``. Out: rows of cells. Dates are shown as honestly as they are known: EDTF (a month is
"2023-09", a range "2023-09-12/2023-09-17"), "unknown" where nothing says. It does not decide what is listed.

>>> day(None)
'unknown'
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from runut.keep.merged import Actor
from runut.keep.view import Row, Said
from runut.records import Cluster, CrossConflict, EventTime, Participant, Published, Speaker

__all__ = ["LISTINGS", "Listing", "print_csv", "print_table"]

Cell = str | int | float | None
MARKS = {"actual": "", "planned": "planned", "rumoured": "rumoured", "denied": "denied"}
SHORT = 90  # characters of a sentence that a table shows; the whole one is in --json and --csv


@dataclass(frozen=True, slots=True)
class Listing:
    """How one kind of record is shown: column names and cells, for the screen and for CSV."""

    columns: tuple[str, ...]
    cells: Callable[[Any], tuple[Cell, ...]]
    csv_columns: tuple[str, ...]
    csv_cells: Callable[[Any], tuple[Cell, ...]]


def day(time: EventTime | None) -> str:
    """When an event was."""
    return time.value if time and time.value else "unknown"


def people(participants: Sequence[Participant]) -> str:
    """Their names."""
    return ", ".join(participant.name for participant in participants)


def claimants(cluster: Cluster) -> str:
    """Everybody whom a report names as its source, each once."""
    names = (claim.name for report in cluster.reports for claim in report.event.said_by)
    return ", ".join(dict.fromkeys(names))


def _event(cluster: Cluster) -> tuple[Cell, ...]:
    who = people(cluster.actors) or "?"
    whom = people(cluster.targets)
    sources = str(cluster.independent_sources)
    if len(cluster.reports) != cluster.independent_sources:
        sources += f" ({len(cluster.reports)} reports)"
    place = cluster.place.name if cluster.place else ""
    what = f"{cluster.type}\n{cluster.act}"
    marks = "\n".join(filter(None, ("" if cluster.status == "actual" else cluster.status, _count(cluster.conflicts))))
    sentence = _short(cluster.reports[0].event.evidence.text) if cluster.reports else ""
    line = f"{who} → {whom}" if whom else who
    return day(cluster.time), what, f"{line}\n“{sentence}”", marks, place, _short(claimants(cluster), 40), sources


def _count(conflicts: Sequence[CrossConflict]) -> str:
    return f"{len(conflicts)} conflict{'s' * (len(conflicts) > 1)}" if conflicts else ""


def _event_csv(cluster: Cluster) -> tuple[Cell, ...]:
    time, place = cluster.time, cluster.place
    return (
        cluster.id,
        time.value if time else None,
        time.earliest.isoformat() if time and time.earliest else None,
        time.latest.isoformat() if time and time.latest else None,
        cluster.type,
        cluster.mode,
        cluster.act,
        cluster.cameo,
        ";".join(cluster.contexts),
        cluster.status,
        "; ".join(participant.name for participant in cluster.actors),
        ";".join(participant.country or "" for participant in cluster.actors),
        "; ".join(participant.name for participant in cluster.targets),
        ";".join(participant.country or "" for participant in cluster.targets),
        place.name if place else None,
        place.country if place else None,
        place.lat if place else None,
        place.lon if place else None,
        claimants(cluster),
        cluster.independent_sources,
        len(cluster.reports),
        cluster.first_reported,
        len(cluster.conflicts),
        cluster.occasion,
        cluster.confidence,
        cluster.reports[0].event.evidence.text if cluster.reports else None,
        "; ".join(dict.fromkeys(report.source for report in cluster.reports)),
    )


def _conflict(conflict: CrossConflict) -> tuple[Cell, ...]:
    values = "\n".join(f"{_tail(source)}: {_short(value, 60)}" for source, _, value, _ in conflict.values)
    return conflict.kind, conflict.judgement, conflict.detail, values, conflict.event


def _conflict_csv(conflict: CrossConflict) -> tuple[Cell, ...]:
    values = " | ".join(f"{source}: {value}" for source, _, value, _ in conflict.values)
    return conflict.kind, conflict.event, conflict.judgement, conflict.detail, values


def _said(said: Said) -> tuple[Cell, ...]:
    statement, document = said.statement, said.article.document
    whom = f"\nto {statement.addressee.name}" if statement.addressee else ""
    via = f"\nvia {', '.join(statement.via)}" if statement.via else ""
    content = _short(statement.content.text, 2 * SHORT)
    return published_day(said.article.published), statement.speaker.name + whom + via, statement.kind, content, _tail(
        document.source
    )


def _said_csv(said: Said) -> tuple[Cell, ...]:
    statement, document = said.statement, said.article.document
    return (
        document.source,
        document.key,
        said.article.published.value,
        statement.speaker.name,
        _id(statement.speaker),
        statement.addressee.name if statement.addressee else None,
        statement.cue.text if statement.cue else None,
        statement.kind,
        statement.content.text,
        "; ".join(statement.via),
        statement.content.start,
        statement.content.end,
    )


def _id(speaker: Speaker) -> str | None:
    return speaker.entity


def _actor(actor: Actor) -> tuple[Cell, ...]:
    entity = actor.entity
    aliases = [alias for alias in actor.aliases if alias != entity.name]
    return entity.name, entity.kind, entity.country, actor.n_events, _short("; ".join(aliases), SHORT), entity.id


def _actor_csv(actor: Actor) -> tuple[Cell, ...]:
    entity = actor.entity
    names, offices = "; ".join(actor.aliases), "; ".join(actor.offices)
    return entity.id, entity.name, entity.kind, entity.country, entity.wikidata, names, offices, actor.n_events


def published_day(published: Published) -> str:
    """When a page was published."""
    return published.value or "unknown"


def _article(row: Row) -> tuple[Cell, ...]:
    document = row.article.document
    marks = [f"copies {', '.join(map(_tail, row.copies_of))}"] if row.copies_of else []
    marks += ["incomplete"] if document.incomplete else []
    published = row.article.published
    title = document.title.text if document.title else document.title_given or ""
    outlet = document.outlet.name if document.outlet else ""
    when = f"{published_day(published)}\n({published.basis})"
    return when, outlet, _short(title), len(row.article.events), "\n".join(marks), _tail(document.source)


def _article_csv(row: Row) -> tuple[Cell, ...]:
    document, published = row.article.document, row.article.published
    return (
        document.source,
        document.key,
        document.title.text if document.title else document.title_given,
        document.outlet.name if document.outlet else None,
        document.outlet.domain if document.outlet else None,
        published.value,
        published.basis,
        document.language,
        document.incomplete,
        "; ".join(row.copies_of),
        len(row.article.events),
        document.sha256,
    )


def _short(text: str, limit: int = SHORT) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + "…"


def _tail(source: str) -> str:
    """The last part of a path: the folder is the same for most."""
    return source.replace("\\", "/").rsplit("/", 1)[-1]


LISTINGS = {
    "timeline": Listing(
        ("when", "what", "who → whom, first report", "", "where", "says who", "sources"),
        _event,
        tuple(
            "id value earliest latest type mode act cameo contexts status actors actor_countries targets"
            " target_countries place country lat lon said_by independent_sources reports first_reported conflicts"
            " occasion confidence evidence sources".split()
        ),
        _event_csv,
    ),
    "conflicts": Listing(
        ("kind", "judgement", "what", "who says which", "event"),
        _conflict,
        ("kind", "event", "judgement", "detail", "values"),
        _conflict_csv,
    ),
    "statements": Listing(
        ("published", "who", "how", "what", "source"),
        _said,
        tuple(
            "source key published speaker entity addressee cue kind content via start end".split(),
        ),
        _said_csv,
    ),
    "actors": Listing(
        ("name", "kind", "country", "events", "also called", "id"),
        _actor,
        ("id", "name", "kind", "country", "wikidata", "aliases", "offices", "n_events"),
        _actor_csv,
    ),
    "articles": Listing(
        ("published", "outlet", "title", "events", "", "source"),
        _article,
        tuple(
            "source key title outlet domain published basis language incomplete copies_of n_events hash".split(),
        ),
        _article_csv,
    ),
}


def print_table(listing: Listing, records: Iterable[Any]) -> int:
    """Print a table; the number of its rows."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDE)
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for number, name in enumerate(listing.columns):
        table.add_column(name, no_wrap=number == 0, overflow="fold")
    count = 0
    for record in records:
        table.add_row(*(Text("" if cell is None else _printable(str(cell))) for cell in listing.cells(record)))
        count += 1
    if count:
        console.print(table)
    return count


WIDE = 150  # columns of a table that goes to a file or a pager


def _printable(text: str) -> str:
    """Control characters from a page or a file name must not reach the terminal."""
    return "".join(char if char.isprintable() or char == "\n" else " " for char in text)


def print_csv(listing: Listing, records: Iterable[Any]) -> int:
    """Print CSV with a header; the number of its rows."""
    import csv
    import sys

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(listing.csv_columns)
    count = 0
    for record in records:
        writer.writerow([_safe(cell) for cell in listing.csv_cells(record)])
        count += 1
    return count


def _safe(cell: Cell) -> Cell:
    """Text from the web must not become a formula in a spreadsheet."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
