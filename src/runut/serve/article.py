"""One article: its whole text with what was cut, its dates with their values, names, events, statements.

In: the desk and an article's id. Out: plain values for the template. The saved original is offered as a file and never
shown: a page of somebody else's runs nowhere here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from runut.keep import lookup
from runut.keep.copied import Likeness, likenesses
from runut.keep.lookup import Found
from runut.publish.dates import date_text, time_text
from runut.publish.phrasing import sentence
from runut.publish.tables import article_title
from runut.publish.wording import Language, fill
from runut.records import Article, Conflict, Statement, TimeExpression
from runut.serve.desk import Desk
from runut.serve.layers import Layer, Piece, blocks_of, event_layers, pieces
from runut.serve.texts import clipped

__all__ = ["ArticlePage", "article_page"]


@dataclass(frozen=True, slots=True)
class DateRow:
    """A date of the text with what it was read as."""

    number: int
    text: str
    value: str
    interval: str
    why: str
    rule: str
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """An event of the article: its line, and the event of the chronicle that it became part of."""

    number: int
    id: str
    cluster: str | None
    day: str
    line: str
    status: str
    type: str
    quote: str
    rule: str


@dataclass(frozen=True, slots=True)
class Speech:
    """A statement of the article."""

    number: int
    speaker: str
    entity: str | None
    addressee: str
    kind: str
    via: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody whom the article names, and how often."""

    id: str
    name: str
    kind: str
    office: str
    times: int


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another article that counts as one voice with this one: what it is to it, and how much of the text is common."""

    article: str
    title: str
    outlet: str
    published: str
    relation: str
    share: int | None


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """All that the page of an article shows."""

    found: Found
    article: Article
    title: str
    published: str
    address: str | None
    pieces: tuple[Piece, ...]
    dates: tuple[DateRow, ...]
    events: tuple[Told, ...]
    statements: tuple[Speech, ...]
    names: tuple[Name, ...]
    conflicts: tuple[Conflict, ...]
    copies: tuple[Elsewhere, ...]


def article_page(desk: Desk, name: str, language: Language) -> ArticlePage | None:
    """The page of the article, or None where there is none of that name."""
    found = lookup.article(desk.store, name)
    if found is None:
        return None
    article, clusters = found.article, lookup.clusters_of_article(desk.store, name)
    value = article.published.value
    return ArticlePage(
        found=found,
        article=article,
        title=clipped(article_title(article)) or article.document.source,
        published=date_text(value, language) if value else fill("undated", language),
        address=_address(article.document.given.url),
        pieces=tuple(pieces(article.document.text, _layers(article, clusters, language))),
        dates=tuple(_date(number, time, language) for number, time in enumerate(article.times, 1)),
        events=_events(article, clusters, language),
        statements=tuple(_speech(number, one) for number, one in enumerate(article.statements, 1)),
        names=_names(article),
        conflicts=article.conflicts,
        copies=_copies(desk, found, language),
    )


def _layers(article: Article, clusters: Mapping[str, str], language: Language) -> list[Layer]:
    found = blocks_of(article)
    for number, event in enumerate(article.events, 1):
        to = f"/events/{clusters[event.id]}" if event.id in clusters else f"#e-{number}"
        found += event_layers(event, note=str(number), to=to, anchor=f"in-{event.id}")
    for number, time in enumerate(article.times, 1):
        note = _date(number, time, language)
        found.append(
            Layer(time.start, time.end, "date", f"{note.value} · {note.interval}", f"#t-{number}", f"in-t-{number}")
        )
    names = {entity.id: entity.name for entity in article.entities}
    for mention in article.mentions:
        who = " + ".join(dict.fromkeys(names.get(one, one) for one in mention.entities or (mention.entity,)))
        found.append(Layer(mention.start, mention.end, "name", who))
    for number, said in enumerate(article.statements, 1):
        words = said.content
        found.append(Layer(words.start, words.end, "said", said.speaker.name, f"#s-{number}", f"in-s-{number}"))
    return found


def _date(number: int, time: TimeExpression, language: Language) -> DateRow:
    first, last = time.earliest, time.latest
    if first is None and last is None:
        interval = fill("undated", language)
    else:
        interval = date_text(f"{first or '..'}/{last or '..'}" if first != last else str(first), language)
    value = f"{time.value} {time.mod}" if time.mod else time.value
    return DateRow(number, time.text, value, interval, time.why, time.rule, time.flags)


def _events(article: Article, clusters: Mapping[str, str], language: Language) -> tuple[Told, ...]:
    return tuple(
        Told(
            number=number,
            id=event.id,
            cluster=clusters.get(event.id),
            day=time_text(event.time, language),
            line=sentence(event, language, dated=False),
            status=event.status,
            type=event.type,
            quote=event.evidence.text,
            rule=event.rule,
        )
        for number, event in enumerate(article.events, 1)
    )


def _speech(number: int, said: Statement) -> Speech:
    return Speech(
        number=number,
        speaker=said.speaker.name,
        entity=said.speaker.entity,
        addressee=said.addressee.name if said.addressee else "",
        kind=said.kind,
        via=said.via,
        words=said.content.text,
    )


def _names(article: Article) -> tuple[Name, ...]:
    """The most named first."""
    times: dict[str, int] = {}
    for mention in article.mentions:
        for one in mention.entities or (mention.entity,):
            times[one] = times.get(one, 0) + 1
    rows = [Name(e.id, e.name, e.kind, e.office or "", times.get(e.id, 0)) for e in article.entities]
    return tuple(sorted(rows, key=lambda row: (-row.times, row.name, row.id)))


def _copies(desk: Desk, found: Found, language: Language) -> tuple[Elsewhere, ...]:
    alike = likenesses(desk.store, found.article.document.id)
    articles = {one.document.id: one for one in lookup.articles(desk.store, [one.article for one in alike])}
    return tuple(_elsewhere(one, articles[one.article], language) for one in alike if one.article in articles)


def _elsewhere(one: Likeness, article: Article, language: Language) -> Elsewhere:
    document, value = article.document, article.published.value
    return Elsewhere(
        article=one.article,
        title=clipped(article_title(article)) or document.source,
        outlet=document.outlet.name if document.outlet else document.source.replace("\\", "/").rsplit("/", 1)[-1],
        published=date_text(value, language) if value else fill("undated", language),
        relation=one.relation,
        share=None if one.share is None else round(100 * one.share),
    )


def _address(url: str | None) -> str | None:
    """The page's own address where it is one of the web; "javascript:" and the like are no addresses."""
    return url if url and url.lower().startswith(("http://", "https://")) else None
