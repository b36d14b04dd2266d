"""Listings as tables: for the screen and as CSV.

In: records of the listings. Out: ``Table``, and its bytes. Dates are honest: "2020-05", "2020-05/2020-06-24",
"tak bertanggal". Cells that a spreadsheet would run as a formula get an apostrophe in front.

>>> Table(("a", "b"), (("1", "=2"),), ("a",)).csv()
b"a,b\\r\\n1,'=2\\r\\n"
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from runut.publish.dates import honest_date
from runut.publish.json_lines import ActorRow
from runut.publish.naming import party_names
from runut.publish.phrasing import lead_report, sentence
from runut.publish.textless import words
from runut.publish.wording import Language
from runut.records import Article, Claim, Cluster, CrossConflict, Participant, Statement

NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
JOINT = "; "


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows of text; ``shown`` are the columns that fit a screen."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shown: tuple[str, ...]

    def short(self) -> Table:
        """Only the columns for the screen."""
        at = [self.columns.index(name) for name in self.shown]
        return Table(self.shown, tuple(tuple(row[i] for i in at) for row in self.rows), self.shown)

    def csv(self) -> bytes:
        """RFC 4180, UTF-8."""
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow(self.columns)
        writer.writerows([_cell(value) for value in row] for row in self.rows)
        return out.getvalue().encode()


def timeline_table(clusters: Iterable[Cluster], language: Language = "id") -> Table:
    """The events, one a row."""
    columns = (
        "date", "status", "event", "sources", "confidence", "conflicts", "id", "type", "mode", "act", "cameo",
        "contexts", "earliest", "latest", "actors", "actor_countries", "targets", "target_countries", "place",
        "place_country", "lat", "lon", "said_by", "reports", "first_reported", "occasion", "evidence", "articles",
        "part_of", "parts", "decisions",
    )  # fmt: skip
    shown = ("date", "event", "status", "sources", "conflicts")
    return Table(columns, tuple(_timeline_row(cluster, language) for cluster in clusters), shown)


def _timeline_row(cluster: Cluster, language: Language) -> tuple[str, ...]:
    time, place, lead = cluster.time, cluster.place, lead_report(cluster)
    claims = dict.fromkeys(_claims(report.event.said_by) for report in cluster.reports if report.event.said_by)
    return (
        honest_date(time, language),
        cluster.status,
        sentence(cluster, language, dated=False),
        str(cluster.independent_sources),
        f"{cluster.confidence:.2f}",
        str(len(cluster.conflicts)),
        cluster.id,
        cluster.type,
        cluster.mode or "",
        cluster.act,
        cluster.cameo or "",
        JOINT.join(cluster.contexts),
        str(time.earliest or "") if time else "",
        str(time.latest or "") if time else "",
        JOINT.join(party_names(cluster.actors, language)),
        _countries(cluster.actors),
        JOINT.join(party_names(cluster.targets, language)),
        _countries(cluster.targets),
        place.name if place else "",
        (place.country or "") if place else "",
        _degrees(place.lat if place else None),
        _degrees(place.lon if place else None),
        JOINT.join(claims),
        str(len(cluster.reports)),
        cluster.first_reported or "",
        cluster.occasion or "",
        words(lead) if lead else "",
        JOINT.join(dict.fromkeys(report.source for report in cluster.reports)),
        cluster.part_of or "",
        JOINT.join(cluster.parts),
        JOINT.join(f"{one.verb} {one.author}" for one in cluster.decisions),
    )


def conflicts_table(conflicts: Iterable[CrossConflict]) -> Table:
    """The disagreements, one value a row, so that both sides stand under each other."""
    columns = ("event", "kind", "judgement", "value", "source", "key", "words", "start", "end", "detail")
    rows = tuple(
        (
            conflict.event or "",
            conflict.kind,
            conflict.judgement,
            value,
            source,
            key or "",
            span.text if span else "",
            str(span.start) if span else "",
            str(span.end) if span else "",
            conflict.detail,
        )
        for conflict in conflicts
        for source, key, value, span in conflict.values
    )
    return Table(columns, rows, ("kind", "judgement", "value", "source", "words"))


def statements_table(statements: Iterable[tuple[Statement, Article]]) -> Table:
    """Who said what, one a row."""
    columns = ("source", "key", "published", "speaker", "addressee", "cue", "kind", "content", "via", "start", "end")
    rows = tuple(
        (
            article.document.source,
            article.document.key or "",
            honest_date(article.published),
            statement.speaker.name,
            statement.addressee.name if statement.addressee else "",
            statement.cue.text if statement.cue else "",
            statement.kind,
            statement.content.text,
            " < ".join(statement.via),
            str(statement.content.start),
            str(statement.content.end),
        )
        for statement, article in statements
    )
    return Table(columns, rows, ("published", "speaker", "kind", "content", "source"))


def actors_table(actors: Iterable[ActorRow]) -> Table:
    """Who is named, one a row."""
    columns = ("id", "name", "kind", "country", "events", "aliases", "offices", "wikidata")
    rows = tuple(
        (
            actor.entity.id,
            actor.entity.name,
            actor.entity.kind,
            actor.entity.country or "",
            str(actor.n_events),
            JOINT.join(actor.aliases),
            JOINT.join(actor.offices),
            actor.entity.wikidata or "",
        )
        for actor in actors
    )
    return Table(columns, rows, ("name", "kind", "country", "events", "aliases"))


def articles_table(articles: Iterable[tuple[Article, Sequence[str], str]]) -> Table:
    """The articles with the sources that each copies and the version that read it, one a row."""
    columns = (
        "published", "basis", "outlet", "title", "events", "source", "key", "language", "incomplete", "copies_of",
        "hash", "engine",
    )  # fmt: skip
    rows = tuple(
        (
            honest_date(article.published),
            article.published.basis,
            article.document.outlet.name if article.document.outlet else "",
            article_title(article),
            str(len(article.events)),
            article.document.source,
            article.document.key or "",
            article.document.language,
            "yes" if article.document.incomplete else "",
            JOINT.join(sorted(copies)),
            article.document.sha256,
            engine,
        )
        for article, copies, engine in articles
    )
    return Table(columns, rows, ("published", "outlet", "title", "events", "source"))


def article_title(article: Article) -> str:
    """The title on one line, "" where there is none."""
    document = article.document
    return " ".join((document.title.text if document.title else document.title_given or "").split())


def _countries(participants: Sequence[Participant]) -> str:
    return JOINT.join(dict.fromkeys(one.country for one in participants if one.country))


def _claims(claims: Sequence[Claim]) -> str:
    return " < ".join(claim.name for claim in claims)


def _degrees(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _cell(value: str) -> str:
    return f"'{value}" if value.startswith(FORMULA) and not NUMBER.fullmatch(value) else value
