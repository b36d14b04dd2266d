"""Actors: who and what an article names, and to whom each name, office and pronoun points.

In: ``Dissected``, the article's time expressions (their words are no names) and the days on which it may have been
published (for "Presiden Rusia" without a name). Out: ``Actors``: mentions, entities, coordinates of places. It says
nothing of who acts: that is the event stage's.

>>> from runut.records import Dissected, Document, Sentence, Token
>>> text = "Presiden Rusia Vladimir Putin tiba."
>>> tokens = tuple(Token(a, b, text[a:b], text[a:b].lower(), "X") for a, b in
...                ((0, 8), (9, 14), (15, 23), (24, 29), (30, 34), (34, 35)))
>>> page = Document("", None, "", "", text, None, None, None, "id", (), (), (), False)
>>> actors = find_actors(Dissected(page, (Sentence(0, 0, 35, "body", tokens),)), (), None)
>>> actors.mentions[0].text, actors.mentions[0].entity, actors.country(actors.mentions[0])
('Presiden Rusia Vladimir Putin', 'Q7747', 'RUS')
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from runut.extract.actors import tables
from runut.extract.actors.context import Context, Draft
from runut.extract.actors.disputes import find_disputes
from runut.extract.actors.fold import slug
from runut.extract.actors.initials import by_initials
from runut.extract.actors.introduce import Read
from runut.extract.actors.items import line
from runut.extract.actors.model import Actors
from runut.extract.actors.phrases import phrases
from runut.extract.actors.reference import refer
from runut.extract.actors.resolve import resolve
from runut.extract.actors.tenures import When
from runut.records import Dissected, Entity, Mention, TimeExpression

__all__ = ["Actors", "find_actors"]

FORMS: dict[str, Literal["name", "nominal", "pronoun"]] = {"name": "name", "nominal": "nominal", "pronoun": "pronoun"}


def find_actors(dissected: Dissected, times: Iterable[TimeExpression], when: When | None) -> Actors:
    """All mentions of persons, states, organisations, groups and places in the title and the body."""
    text = dissected.document.text
    spans = sorted((t.start, t.end) for t in times if t.end > t.start)
    article: list[Read] = []
    position = 0
    for sentence in dissected.sentences:
        while position < len(spans) and spans[position][1] <= sentence.start:
            position += 1
        stop = position
        while stop < len(spans) and spans[stop][0] < sentence.end:
            stop += 1
        read = line(sentence, text, spans[position:stop])
        article.append((read, phrases(read)))
    context = resolve(article, when)
    context.drafts.extend(by_initials(context))
    drafts = sorted([*context.drafts, *refer(context)], key=lambda d: (d.line, d.first))
    mentions = tuple(_mention(text, context, draft) for draft in drafts)
    return Actors(mentions, *_entities(context, mentions), find_disputes(text, article, when))


def _mention(text: str, context: Context, draft: Draft) -> Mention:
    items = context.article[draft.line][0].items
    start, end = items[draft.first].start, items[draft.last - 1].end
    return Mention(start, end, text[start:end], draft.kind, draft.entities[0], FORMS[draft.form], draft.entities,
                   draft.rule)  # fmt: skip


def _entities(
    context: Context, mentions: tuple[Mention, ...]
) -> tuple[tuple[Entity, ...], dict[str, tuple[float, float]]]:
    order = dict.fromkeys(key for mention in mentions for key in mention.entities)
    found: list[Entity] = []
    where: dict[str, tuple[float, float]] = {}
    for key in order:
        entry = context.people.by_id.get(key)
        entity = context.entities[key]
        found.append(entry.entity if entry is not None else entity)
        place = tables.places().get(key)
        country = tables.countries().get(entity.country or "")
        if place is not None:
            where[key] = (place.lat, place.lon)
        elif country is not None and country.lat is not None and country.lon is not None and (
            entity.kind == "state" or key in {"place:" + slug(seat) for seat in country.seats}
        ):
            where[key] = (country.lat, country.lon)
    return tuple(found), where
