"""One article, annotated for a person: its text with what was cut, then dates, events, statements, conflicts.

In: an ``Article``. Out: lines on the screen, coloured on a terminal. Every line quotes the words it rests on; with
``explain`` it names the rule too. It reads nothing itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from runut.messages import told
from runut.records import Article, Block, Conflict, Event, Participant, Statement, TimeExpression

__all__ = ["print_article"]

KEPT = ("title", "body", "dateline", "byline")
WIDE = 110


def print_article(article: Article, *, explain: bool) -> None:
    """Print the annotated view."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDE)
    document = article.document
    console.rule(Text(_flat(document.source)), align="left")
    for name, value in _head(article):
        console.print(Text.assemble((f"{name:<11}", "bold"), _flat(value)))
    _section(console, told("text"))
    for block in document.blocks:
        console.print(_block(block, document.text[block.start : block.end], explain=explain))
    groups: tuple[tuple[str, Iterator[Text]], ...] = (
        (told("dates"), (_time(time, article.times if explain else ()) for time in article.times)),
        (told("events"), (_event(event, explain=explain) for event in article.events)),
        (told("statements"), (_statement(statement, explain=explain) for statement in article.statements)),
        (told("conflicts"), (_conflict(conflict) for conflict in article.conflicts)),
    )
    for title, lines in groups:
        _section(console, title)
        empty = True
        for line in lines:
            console.print(Padding(line, (0, 0, 0, 2)))
            empty = False
        if empty:
            console.print(f"  {told('none')}")
    console.print()


def _section(console: Console, title: str) -> None:
    console.print()
    console.print(Text(title.upper(), style="bold"))


def _head(article: Article) -> Iterator[tuple[str, str]]:
    document, published = article.document, article.published
    title = document.title.text if document.title else document.title_given
    yield told("title"), title or told("none")
    yield told("outlet"), f"{document.outlet.name}" if document.outlet else told("unknown")
    why = f": {told(published.why)}" if published.why else ""
    yield told("published"), f"{published.value or told('unknown')} ({published.basis}{why})"
    yield told("language"), document.language
    for cited in document.cited_sources:
        yield told("source"), f"{cited.name}" + (f", {told('passed on by')} {cited.via}" if cited.via else "")
    if document.incomplete:
        yield told("incomplete"), told("the page says that it goes on, and the rest was not given")
    for repair in document.repairs:
        yield told("repaired"), told(repair)


def _block(block: Block, text: str, *, explain: bool) -> Padding:
    if block.label in KEPT:
        label = "" if block.label == "body" else f"  [{block.label}]"
        line = Text.assemble((_flat(text), "bold" if block.label == "title" else ""), (label, "dim"))
        mark = "  "
    else:
        why = f"  [{told('cut')}: {block.label}, {block.rule}]"
        line = Text.assemble((_flat(text), "dim strike"), (why, "dim yellow"))
        mark = "✂ "
    if explain and block.label in KEPT:
        line.append(f"  [{block.rule}]", style="dim")
    return Padding(Text.assemble((mark, "yellow"), line), (0, 0, 0, 0))


def _time(time: TimeExpression, others: Sequence[TimeExpression]) -> Text:
    """One line; with ``others`` (all times of the article) a second one says how the value came about."""
    days = {str(time.earliest or "?"), str(time.latest or "?")}
    interval = told("unknown") if days == {"?"} else f" {told('to')} ".join(sorted(days))
    mod = f" {time.mod}" if time.mod else ""
    line = Text.assemble(_quoted(time.text), "  ", (time.value, "cyan"), f"{mod}  {interval}")
    if time.flags:
        line.append(f"  {', '.join(time.flags)}", style="bold red")
    if others:
        more = "".join(f"; {name} {value}" for name, value in sorted(time.ext.items()) if value)
        line.append(f"\n    {_anchor(time, others)}: {told(time.why)}; {told('rule')} {time.rule}{more}", style="dim")
    return line


def _anchor(time: TimeExpression, others: Sequence[TimeExpression]) -> str:
    """What the value was computed from, in words."""
    kind, _, place = time.anchor.partition(":")
    if kind == "expression" and place.isdigit():
        for other in others:
            if other.start == int(place):
                return f"{told('from')} {_quoted(other.text)} ({other.value})"
    if kind == "holiday":
        return f"{told('feast')} {place}"
    known = {
        "published": told("from the article's day"), "explicit": told("as written"), "none": told("no anchor")
    }  # fmt: skip
    return known.get(kind, kind)


def _event(event: Event, *, explain: bool) -> Text:
    when = (event.time.value if event.time else None) or told("unknown day")
    line = Text.assemble((f"{when}  ", "cyan"), (f"{event.type}/{event.act}", "bold"))
    if event.status != "actual":
        line.append(f" {event.status.upper()}", style="bold magenta")
    line.append(f"  {_people(event.actors) or '?'}")
    if event.targets:
        line.append(f" → {_people(event.targets)}")
    if event.place:
        line.append(f"  {told('in')} {event.place.name}")
    if event.said_by:
        line.append(f"  {told('according to')} {' <- '.join(claim.name for claim in event.said_by)}", style="green")
    for quantity in event.quantities:
        line.append(f"  [{_flat(quantity.text)}]")
    line.append(f"  ({event.confidence:.2f})", style="dim")
    line.append(f"\n    {_quoted(event.evidence.text)}")
    for span in event.also:
        line.append(f"\n    {told('also')} {_quoted(span.text)}", style="dim")
    if explain:
        time = f"; {told('time')} {event.time.basis}: {event.time.anchor}" if event.time else ""
        line.append(f"\n    {told('rule')} {event.rule}{time}", style="dim")
        for reason in event.why:
            line.append(f"\n    {told(reason)}", style="dim")
    return line


def _statement(statement: Statement, *, explain: bool) -> Text:
    whom = f" → {statement.addressee.name}" if statement.addressee else ""
    via = f" {told('via')} {', '.join(statement.via)}" if statement.via else ""
    line = Text.assemble((statement.speaker.name + whom + via, "green"), f" ({statement.kind}): ")
    line.append(_quoted(statement.content.text))
    if explain:
        cue = statement.cue.text if statement.cue else told("none")
        line.append(f"\n    {told('cue')} {cue}; {told('rule')} {statement.rule}", style="dim")
    return line


def _conflict(conflict: Conflict) -> Text:
    line = Text.assemble((conflict.kind, "bold red"), f": {told(conflict.detail)}")
    for span in conflict.spans:
        line.append(f"\n    {_quoted(span.text)}")
    if conflict.repairs:
        repairs = f", {told('or')} ".join(conflict.repairs)
        line.append(f"\n    {told('may be')}: {repairs} ({told('nothing was changed')})")
    return line


def _people(participants: tuple[Participant, ...]) -> str:
    return ", ".join(participant.name for participant in participants)


def _quoted(text: str) -> str:
    return f"“{_flat(text)}”"


def _flat(text: str) -> str:
    """One line without control characters."""
    return "".join(char if char.isprintable() else " " for char in " ".join(text.split()))
