"""Listings on the screen: the tables of ``runut.publish.tables``, and the timeline with its sentences.

In: tables and events. Out: lines, coloured on a terminal. It does not decide what is listed nor what stands in a cell.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from runut.messages import told
from runut.publish.dates import honest_day
from runut.publish.phrasing import lead_report, sentence
from runut.publish.tables import Table
from runut.publish.wording import Language, word
from runut.records import Cluster, CrossConflict

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["print_conflicts", "print_events", "print_lines", "print_table"]

WIDE = 150  # columns of a table that goes to a file or a pager
WHEN = 24  # columns that the longest usual date takes


def print_events(events: Iterable[Cluster], language: Language) -> int:
    """Print the timeline: a line for each event and the sentence it rests on; the number of events."""
    from rich.text import Text

    console = _console()
    count = 0
    for event in events:
        head = Text.assemble((f"{honest_day(event, language):<{WHEN}} ", "cyan"))
        head.append(_printable(sentence(event, language, dated=False)), style="bold")
        head.append(f"  [{event.type}/{event.act}", style="dim")
        head.append("" if event.status == "actual" else f" {event.status}", style="magenta")
        head.append(f", {_sources(event)}]", style="dim")
        if event.part_of:
            head.append(f" {told('part of')} {event.part_of}", style="dim")
        if event.parts:
            head.append(f" {event.id}: {_count(len(event.parts), told('part'), told('parts'))}", style="dim")
        if event.decisions:
            decided = dict.fromkeys(f"{one.verb} {told('by')} {one.author}" for one in event.decisions)
            head.append(f" {', '.join(map(_printable, decided))}", style="green")
        if event.conflicts:
            head.append(f" {_count(len(event.conflicts), told('conflict'), told('conflicts'))}", style="bold red")
        console.print(head, soft_wrap=True)
        if (lead := lead_report(event)) is not None:
            words = " ".join(lead.event.evidence.text.split())
            below = Text(f"{'':<{WHEN}} “{_printable(words)}”", style="dim")
            below.truncate(console.width, overflow="ellipsis")
            console.print(below, soft_wrap=True)
        count += 1
    return count


def print_conflicts(conflicts: Iterable[CrossConflict], language: Language) -> int:
    """Print each disagreement with its values below each other, and who gives which; their number."""
    from rich.text import Text

    console = _console()
    count = 0
    for conflict in conflicts:
        judgement = word("judgements", conflict.judgement, language)
        head = Text(word("conflict_kinds", conflict.kind, language), style="bold red")
        head.append(f" ({judgement}): {_printable(told(conflict.detail))}", style="not bold default")
        head.append(f"  [{conflict.event}]" if conflict.event else "", style="dim")
        console.print(head, soft_wrap=True)
        for source, _, value, span in conflict.values:
            words = "" if span is None or span.text == value else f"  “{' '.join(span.text.split())}”"
            line = Text(_printable(f"    {value}  ({_file(source)}){words}"))
            line.truncate(console.width, overflow="ellipsis")
            console.print(line, soft_wrap=True)
        count += 1
    return count


def print_table(table: Table, *, words: tuple[str, ...] = ()) -> int:
    """Print the columns that fit a screen; the number of rows. The cells of ``words`` are words of the program."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table as Grid
    from rich.text import Text

    short = table.short()
    grid = Grid(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for number, name in enumerate(short.columns):
        grid.add_column(told(name), no_wrap=number == 0, overflow="fold")
    for row in short.rows:
        named = zip(short.columns, row, strict=True)
        cells = (_file(cell) if name == "source" else told(cell) if name in words else cell for name, cell in named)
        grid.add_row(*(Text(_printable(cell)) for cell in cells))
    if short.rows:
        _console().print(grid)
    return len(short.rows)


def print_lines(lines: Iterable[str]) -> int:
    """Print lines as they are; their number."""
    from rich.text import Text

    console = _console()
    count = 0
    for line in lines:
        console.print(Text(_printable(line)), soft_wrap=True)
        count += 1
    return count


def _console() -> Console:
    from rich.console import Console

    console = Console()
    return console if console.is_terminal else Console(width=WIDE)


def _sources(event: Cluster) -> str:
    sources, reports = event.independent_sources, len(event.reports)
    counted = _count(sources, told("source"), told("sources"))
    return counted + (f" {told(f'in {reports} reports')}" if reports != sources else "")


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _file(source: str) -> str:
    """The last part of a path: the folder is the same for most, and --json and --csv have it all."""
    return source.replace("\\", "/").rsplit("/", 1)[-1]


def _printable(text: str) -> str:
    """Control characters from a page or a file name must not reach the terminal."""
    return "".join(char if char.isprintable() or char == "\n" else " " for char in text)
