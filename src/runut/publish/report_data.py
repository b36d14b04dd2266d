"""What the HTML report shows, as plain values: rows of the timeline, disagreements, articles, and the embedded data.

In: a ``View``. Out: frozen rows for the template and one JSON text with each article's page once. Offsets in the JSON
are UTF-16 units, as a browser counts them. It makes no HTML; the template escapes everything.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import orjson

from runut.publish.dates import date_kind, date_text, day_text, time_text
from runut.publish.decisions import in_brief
from runut.publish.histogram import bin_key
from runut.publish.naming import party_names
from runut.publish.occasion_names import title_of
from runut.publish.phrasing import lead_report, sentence
from runut.publish.reasons import join_line, rule_line
from runut.publish.tables import article_title
from runut.publish.textless import words
from runut.publish.view import View
from runut.publish.wording import LANGUAGES, Language, fill
from runut.records import Article, Claim, Cluster, CrossConflict, Published, Report, Span

UNREAD = frozenset({"byline", "dateline", "caption", "related", "navigation", "repeated"})
AROUND, WHOLE = 160, 120  # characters of context beside a disputed value; what is longer speaks for itself
JOINT = "|"


@dataclass(frozen=True, slots=True)
class Both:
    """One text in both languages."""

    id: str
    en: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """One line of the timeline."""

    id: str
    year: str
    date: Both
    kind: str
    line: Both
    status: str
    type: str
    act: str
    cameo: str
    sources: int
    reports: int
    confidence: float
    occasion: Both | None
    conflicts: int
    actors: str
    bin: str
    quote: str
    source: str


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a disagreement: the value, and the words around it."""

    value: str
    source: str
    outlet: str
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """A disagreement with its sides."""

    kind: str
    judgement: str
    detail: str
    event: str
    line: Both | None
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article of the list at the end."""

    id: str
    title: str
    outlet: str
    source: str
    published: Both
    basis: str
    events: int
    copies: str
    incomplete: bool


class ReportData:
    """The rows of a view."""

    def __init__(self, view: View) -> None:
        self.view = view
        pages = view.articles if view.with_text else ()
        self.articles = {article.document.id: article for article in pages}
        self.by_source = {(a.document.source, a.document.key): a for a in view.articles}
        self.lines = {cluster.id: _both_lines(cluster) for cluster in view.clusters}

    def events(self) -> list[EventRow]:
        """The timeline."""
        return [self._event(cluster) for cluster in self.view.clusters]

    def disputes(self) -> list[Dispute]:
        """Every disagreement, also those that hang on no event."""
        own = [conflict for cluster in self.view.clusters for conflict in cluster.conflicts]
        return [self._dispute(conflict) for conflict in dict.fromkeys((*self.view.conflicts, *own))]

    def article_rows(self) -> list[ArticleRow]:
        """The articles."""
        return [self._article(article) for article in self.view.articles]

    def actors(self) -> list[tuple[str, Both, int]]:
        """Who takes part, the busiest first: key, name, number of events."""
        counts: dict[str, int] = {}
        names: dict[str, Both] = {}
        for cluster in self.view.clusters:
            parties = {_party_key(one.entity, one.name): one for one in (*cluster.actors, *cluster.targets)}
            for key, one in parties.items():
                counts[key] = counts.get(key, 0) + 1
                names.setdefault(key, Both(*(party_names([one], language)[0] for language in LANGUAGES)))
        return sorted(((key, names[key], counts[key]) for key in counts), key=lambda row: (-row[2], row[1].id, row[0]))

    def json(self) -> str:
        """The embedded data, safe inside a ``script`` element."""
        data = {
            "articles": {name: _page(article) for name, article in self.articles.items()},
            "events": {cluster.id: self._detail(cluster) for cluster in self.view.clusters},
        }
        return script_safe(orjson.dumps(data).decode())

    def _event(self, cluster: Cluster) -> EventRow:
        time, lead = cluster.time, lead_report(cluster)
        parties = dict.fromkeys(_party_key(one.entity, one.name) for one in (*cluster.actors, *cluster.targets))
        return EventRow(
            id=cluster.id,
            year=str(time.earliest.year) if time and time.earliest else "",
            date=Both(*(day_text(cluster, language) for language in LANGUAGES)),
            kind=date_kind(time),
            line=self.lines[cluster.id],
            status=cluster.status,
            type=cluster.type,
            act=cluster.act,
            cameo=cluster.cameo or "",
            sources=cluster.independent_sources,
            reports=len(cluster.reports),
            confidence=cluster.confidence,
            occasion=_occasion(cluster),
            conflicts=len(self._conflicts(cluster)),
            actors=f"{JOINT}{JOINT.join(parties)}{JOINT}",
            bin=bin_key(cluster),
            quote=words(lead) if lead else "",
            source=(lead.outlet or lead.source) if lead else "",
        )

    def _conflicts(self, cluster: Cluster) -> list[CrossConflict]:
        listed = [conflict for conflict in self.view.conflicts if conflict.event == cluster.id]
        return list(dict.fromkeys((*cluster.conflicts, *listed)))

    def _detail(self, cluster: Cluster) -> dict[str, object]:
        outlets = {report.event.id: report.outlet or report.source for report in cluster.reports}
        return {
            "reports": [self._report(report) for report in cluster.reports],
            "conflicts": [_dispute_object(self._dispute(conflict)) for conflict in self._conflicts(cluster)],
            "why": _joins(cluster),
            "decided": [in_brief(one) for one in cluster.decisions],
            "part_of": [self._named(cluster.part_of)] if cluster.part_of else [],
            "parts": [self._named(part) for part in cluster.parts],
            "history": [
                [_both_dates(day), status, outlets.get(source, source)]
                for day, status, source in cluster.status_history
            ],
        }

    def _named(self, event: str) -> list[str]:
        """An event's id and its line in both languages; where the filter leaves it out, the id for a line."""
        line = self.lines.get(event)
        return [event, line.id, line.en] if line else ["", event, event]

    def _report(self, report: Report) -> dict[str, object]:
        event, article = report.event, self.articles.get(report.article)
        units = _Units(article.document.text) if article else None
        spans = (event.evidence, event.trigger, *event.also)
        places = [units.of(span) for span in spans] if units else []
        return {
            "article": report.article if article else None,
            "outlet": report.outlet or "",
            "source": report.source,
            "published": _published(report.published),
            "basis": report.published.basis,
            "claims": chain(event.said_by),
            "status": event.status,
            "date": [time_text(event.time, language) for language in LANGUAGES],
            "rule": [*(rule_line(event.rule, language) for language in LANGUAGES), event.rule],
            "evidence": places[0] if places else None,
            "trigger": places[1] if places else None,
            "also": places[2:],
            "quote": "" if article else words(report),
        }

    def _dispute(self, conflict: CrossConflict) -> Dispute:
        sides = tuple(self._side(*value) for value in conflict.values)
        line = self.lines.get(conflict.event or "")
        return Dispute(conflict.kind, conflict.judgement, conflict.detail, conflict.event or "", line, sides)

    def _side(self, source: str, key: str | None, value: str, span: Span | None) -> Side:
        article = self.by_source.get((source, key))
        outlet = article.document.outlet.name if article and article.document.outlet else ""
        if span is None:
            return Side(value, source, outlet, "", "", "")
        if article is None or not self.view.with_text or len(span.text) > WHOLE:
            return Side(value, source, outlet, "", span.text, "")
        before, after = _around(article.document.text, span)
        return Side(value, source, outlet, before, span.text, after)

    def _article(self, article: Article) -> ArticleRow:
        document, published = article.document, article.published
        return ArticleRow(
            id=document.id,
            title=article_title(article) or document.source,
            outlet=document.outlet.name if document.outlet else "",
            source=document.source,
            published=Both(*_published(published)),
            basis=published.basis,
            events=len(article.events),
            copies=", ".join(sorted(self.view.copies_of.get(document.id, ()))),
            incomplete=document.incomplete,
        )


def chain(claims: Sequence[Claim]) -> str:
    """Who says so and through whom: "KCNA ← BBC"."""
    return " ← ".join(dict.fromkeys(claim.name for claim in claims))


def script_safe(json: str) -> str:
    """JSON that cannot end its ``script`` element, open a comment, or break a line where JavaScript counts one."""
    for character in "<>&\u2028\u2029":
        json = json.replace(character, f"\\u{ord(character):04x}")
    return json


class _Units:
    """Code point offsets of one text as UTF-16 offsets."""

    def __init__(self, text: str) -> None:
        self.wide = [] if text.isascii() else [at for at, character in enumerate(text) if character > "\uffff"]

    def of(self, span: Span) -> list[int]:
        return [self.at(span.start), self.at(span.end)]

    def at(self, offset: int) -> int:
        return offset + bisect_left(self.wide, offset)


def _page(article: Article) -> dict[str, object]:
    document = article.document
    units = _Units(document.text)
    return {
        "text": document.text,
        "cut": [[units.at(b.start), units.at(b.end), b.label, b.rule] for b in document.blocks if b.label in UNREAD],
        "title": [[units.at(b.start), units.at(b.end)] for b in document.blocks if b.label == "title"],
        "incomplete": document.incomplete,
    }


def _dispute_object(dispute: Dispute) -> dict[str, object]:
    return {
        "kind": dispute.kind,
        "judgement": dispute.judgement,
        "detail": dispute.detail,
        "sides": [
            [side.value, side.outlet, side.source, side.before, side.words, side.after] for side in dispute.sides
        ],
    }


def _around(text: str, span: Span) -> tuple[str, str]:
    """The rest of the line before and after, shortened at a word."""
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - AROUND)
    line_end = text.find("\n", span.end)
    end = min(len(text) if line_end < 0 else line_end, span.end + AROUND)
    before, after = text[start : span.start], text[span.end : end]
    if start and text[start - 1] != "\n":
        before = "… " + before.partition(" ")[2]
    if end < len(text) and text[end] != "\n":
        after = after.rpartition(" ")[0] + " …"
    return before, after


def _party_key(entity: str | None, name: str) -> str:
    return (entity or name).replace(JOINT, "/")


def _both_lines(cluster: Cluster) -> Both:
    return Both(*(sentence(cluster, language, dated=False) for language in LANGUAGES))


def _occasion(cluster: Cluster) -> Both | None:
    """What the occasion is called."""
    name = cluster.occasion
    return Both(*(title_of(name, language) for language in LANGUAGES)) if name else None


def _joins(cluster: Cluster) -> list[list[str]]:
    """Why its reports were joined, in both languages, and as it is kept; reports are named by place and outlet."""
    reports = enumerate(cluster.reports, 1)
    names = {report.event.id: f"({number}) {report.outlet or report.source}" for number, report in reports}
    return [[*(join_line(reason, names, language) for language in LANGUAGES), reason] for reason in cluster.why]


def _published(published: Published) -> list[str]:
    return _both_dates(published.value)


def _both_dates(value: str | None) -> list[str]:
    return [_date(value, language) for language in LANGUAGES]


def _date(value: str | None, language: Language) -> str:
    return date_text(value, language) if value else fill("undated", language)


def used(codes: Iterable[str], group: Mapping[str, Mapping[str, str]]) -> list[tuple[str, Both]]:
    """The codes that occur, in the order of the sheet, with their words."""
    seen = set(codes)
    known = [(code, Both(entry["id"], entry["en"])) for code, entry in group.items() if code in seen]
    return known + [(code, Both(code, code)) for code in sorted(seen - set(group))]
