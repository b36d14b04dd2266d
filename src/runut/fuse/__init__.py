"""Fuse: reports of one event from many articles become one line of the chronicle.

In: articles as read, and what persons decided on them. Out: ``Prepared``, what merging needs of one article; and
``Fusion``, the clusters and the copies among articles that are all at hand (a chronicle does the same step by step, see
``keep.merging``). The order of the articles and of the decisions does not matter, and an article added later changes
only the clusters that it touches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from runut.dissect import dissect
from runut.fuse.bonds import bonds, waiting_name
from runut.fuse.clustering import cluster
from runut.fuse.copies import Copy, Text, find_copies
from runut.fuse.decided import in_force, judge_event, judge_reports, meant
from runut.fuse.denials import denials_of
from runut.fuse.merging import identity_of, merge
from runut.fuse.occasion import Named, occasion_of, occasions_of, ordinal_of
from runut.fuse.origins import origin_of, voiced
from runut.fuse.parts import nested
from runut.fuse.quotes import quotes_of
from runut.fuse.tallies import Tally, Voices, counts_of, growth, voices
from runut.fuse.telling import telling_of
from runut.fuse.terms import terms_of
from runut.fuse.tolls import told_counts
from runut.records import Article, Cluster, CrossConflict, Decision, Event, Pin, Quote, Report

__all__ = ["Copy", "Fusion", "Prepared", "article_prose", "complete", "first_reported", "fuse", "prepare", "text_of"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What merging needs of an article."""

    text: Text
    reports: tuple[Report, ...]
    voices: tuple[Voices, ...]


@dataclass(frozen=True, slots=True)
class Fusion:
    """The chronicle's events and which articles copy which."""

    clusters: tuple[Cluster, ...]
    copies: tuple[Copy, ...]


def article_prose(article: Article) -> str:
    """The article's own words: what copies are compared on."""
    text = article.document.text
    return "\n".join(text[b.start : b.end] for b in article.document.blocks if b.label == "body")


def text_of(article: Article) -> Text:
    """What copies of ``article`` are found by."""
    cited = {name.lower() for one in article.document.cited_sources for name in (one.name, one.via) if name}
    return Text(article.document.id, article_prose(article), article.published.earliest, frozenset(cited))


def prepare(article: Article) -> Prepared:
    """What merging needs of ``article``; one that comes from a store has lost its sentences and gets them back."""
    if not article.sentences:
        article = replace(article, sentences=dissect(article.document).sentences)
    named = occasions_of(article)
    counts = told_counts(article)
    terms = terms_of(article)
    more = {e.id: (*counts.get(e.id, ()), *((terms[e.id],) if e.id in terms else ())) for e in article.events}
    told = (replace(e, quantities=(*e.quantities, *more[e.id])) if more[e.id] else e for e in article.events)
    quotes = quotes_of(article)
    denied = denials_of(article)
    made = (_report(article, event, named, quotes.get(event.id, ())) for event in told)
    reports = tuple(replace(one, denials=denied[one.event.id]) if one.event.id in denied else one for one in made)
    return Prepared(text_of(article), reports, tuple(voices(article)))


def complete(
    told: Iterable[Report], why: Sequence[str], more: Sequence[CrossConflict], decisions: Iterable[Decision] = ()
) -> Cluster:
    """The event of the reports ``told``; ``more`` are the conflicts that reach beyond its reports.

    ``decisions`` are those in force on any of the reports.
    """
    made = merge(told, why)
    if more:
        made = replace(made, conflicts=(*made.conflicts, *(replace(one, event=made.id) for one in more)))
    return judge_event(made, decisions)


@dataclass(frozen=True, slots=True)
class _Ruled:
    """Decisions and what their pins mean among the articles at hand."""

    decisions: Sequence[Decision]
    on: Mapping[str, Sequence[Decision]]
    name_of: Mapping[Pin, str]

    @classmethod
    def of(cls, decisions: Iterable[Decision], prepared: Sequence[Prepared]) -> _Ruled:
        """Look every pin up."""
        events = {one.text.id: [report.event for report in one.reports] for one in prepared}
        held, on, name_of = in_force(decisions), dict[str, list[Decision]](), dict[Pin, str]()
        for decision in held:
            for pin in (*decision.pins, *decision.others):
                event = meant(pin, events.get(pin.article, ()))
                name_of[pin] = event.id if event else waiting_name(pin)
                if event:
                    on.setdefault(event.id, []).append(decision)
        return cls(held, on, name_of)

    def on_any(self, names: Iterable[str]) -> list[Decision]:
        """The decisions on any of the events."""
        return [decision for name in names for decision in self.on.get(name, ())]


def fuse(articles: Iterable[Article], decisions: Iterable[Decision] = ()) -> Fusion:
    """Merge the events of ``articles``, as ``decisions`` leave them."""
    prepared = [prepare(article) for article in articles]
    copies = find_copies(one.text for one in prepared)
    original = {copy.id: copy.of for copy in copies}
    ruled = _Ruled.of(decisions, prepared)
    judged = {one.report.event.id: one for each in prepared for one in judge_reports(each.reports, ruled.on)}
    reports = {name: voiced(one.report, original.get(one.report.article)) for name, one in judged.items()}
    bound = bonds(ruled.decisions, ruled.name_of.__getitem__, reports.keys())
    groups = cluster((telling_of(one.compared) for one in judged.values()), bound)
    cluster_of = {t.id: identity_of(t.id for t in group.members) for group in groups for t in group.members}
    more: dict[str, list[CrossConflict]] = {}
    for conflict in _growths(cluster_of, reports):
        more.setdefault(conflict.event, []).append(conflict)
    heard = (found for one in prepared for found in one.voices if found.event in cluster_of)
    for found in sorted(heard, key=lambda found: found.event):
        more.setdefault(cluster_of[found.event], []).append(found.conflict)
    clusters = []
    for group in groups:
        names = [telling.id for telling in group.members]
        told, beside = (reports[name] for name in names), more.get(cluster_of[names[0]], ())
        clusters.append(complete(told, group.why, beside, ruled.on_any(names)))
    return Fusion(nested(sorted(clusters, key=_chronological)), copies)


def _growths(cluster_of: Mapping[str, str], reports: Mapping[str, Report]) -> Iterator[CrossConflict]:
    tallies: dict[str, list[Tally]] = {}
    for name, report in reports.items():
        for of, quantity in counts_of(report):
            tally = Tally(cluster_of[name], name, report.source, report.key, report.published.earliest, quantity)
            tallies.setdefault(of, []).append(tally)
    for of in sorted(tallies):
        found = growth(of, tallies[of])
        if found is not None:
            yield found


def _report(article: Article, event: Event, named: Sequence[Named], quotes: tuple[Quote, ...]) -> Report:
    document, occasion = article.document, occasion_of(event, named)
    return Report(
        article=document.id,
        source=document.source,
        key=document.key,
        outlet=document.outlet.name if document.outlet else None,
        published=article.published,
        origin=origin_of(article, event),
        event=event,
        occasion=occasion,
        quotes=quotes,
        ordinal=ordinal_of(event, named, occasion),
    )


def _chronological(event: Cluster) -> tuple[date, date, date, str]:
    """By day, then by the day of the first report; undated events after the dated ones."""
    time = event.time
    latest = (time.latest if time else None) or date.max
    return (time.earliest if time else None) or date.max, latest, first_reported(event), event.id


def first_reported(event: Cluster) -> date:
    """The day of the first report; the last of all days where no report has one."""
    return min((one.published.earliest for one in event.reports if one.published.earliest), default=date.max)
