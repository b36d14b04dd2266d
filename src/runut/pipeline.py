"""From a raw page to an article: the stages in their order, each a function of the one before.

In: ``RawPage``. Out: ``Article``. Nothing here reads a clock, a network or a setting of the machine: the same page
gives the same bytes.
"""

from __future__ import annotations

from datetime import date

from runut.clean import clean
from runut.dissect import dissect
from runut.extract.actors import find_actors
from runut.extract.checks import Facts, find_conflicts
from runut.extract.events import find_events
from runut.extract.events.codebook import codebook
from runut.extract.events.drafting import Context
from runut.extract.events.lexicons import light_verbs, status_cues
from runut.extract.first_person import with_first_person
from runut.extract.occasions import find_anniversaries
from runut.extract.pieces import joined, pieces_of
from runut.extract.published import find_published
from runut.extract.quantities import find_quantities
from runut.extract.quantities.claimed import attributed
from runut.extract.reader import eventful, sensed
from runut.extract.saying import saying
from runut.extract.sensed_names import with_names
from runut.extract.statements import Sources, find_statements
from runut.extract.times import Raw, recognise, resolve
from runut.records import Article, Dissected, Document, Published, RawPage

PARTIES = frozenset({"person", "organisation", "state", "group", "place"})


def read_raw(raw: RawPage) -> Article:
    """Read one page.

    :raises UnreadableError: the bytes cannot be read as a text.
    """
    return read_document(clean(raw))


def _days(published: Published) -> tuple[date, date] | None:
    """The days on which the page may have been published."""
    last = published.latest
    return None if last is None else (published.earliest or last, last)


def read_document(document: Document) -> Article:
    """Read one cleaned document: dissect it and extract times, actors, quantities, statements, events, conflicts.

    A digest is read story by story.
    """
    pieces = pieces_of(document)
    if not pieces:
        return _read(document)
    published = _read_published(document)
    return joined(document, published, [_read(piece, published) for piece in pieces])


def _read_published(document: Document) -> Published:
    dissected, spans, expressions = _dissected(document)
    anniversaries = find_anniversaries(document.text, dissected.sentences)
    return find_published(dissected, resolve(expressions, document.text, None, spans), anniversaries)


def _dissected(document: Document) -> tuple[Dissected, list[tuple[int, int]], tuple[Raw, ...]]:
    """The sentences, where they stand, and the time expressions in them and in the head of the page."""
    dissected = dissect(document)
    spans = [(sentence.start, sentence.end) for sentence in dissected.sentences]
    head = [(b.start, b.end) for b in document.blocks if b.label in ("byline", "dateline")]
    return dissected, spans, recognise(document.text, sorted([*spans, *head]))


def _read(document: Document, published: Published | None = None) -> Article:
    """Read a document of one story; ``published`` where it is known already."""
    text = document.text
    dissected, spans, expressions = _dissected(document)
    anniversaries = find_anniversaries(text, dissected.sentences)
    if published is None:
        published = find_published(dissected, resolve(expressions, text, None, spans), anniversaries)
    times = resolve(expressions, text, published, spans)
    senses = sensed(dissected)
    actors = with_names(dissected, find_actors(dissected, times, _days(published)), senses)
    statements = find_statements(Sources(dissected, actors.mentions, actors.by_id))
    quantities = attributed(find_quantities(dissected, times), statements, dissected)
    mentions = with_first_person(dissected, actors.mentions, statements, actors.by_id)
    context = Context(
        dissected=dissected,
        published=published,
        times=times,
        mentions=tuple(m for m in mentions if m.kind in PARTIES),
        entities=actors.by_id,
        coordinates=actors.coordinates,
        quantities=quantities,
        statements=statements,
        book=codebook(),
        lights=light_verbs(),
        cues=status_cues(),
        saying=saying().all,
        sensed=senses,
        eventful=eventful(senses, len(dissected.sentences)),
    )
    events = find_events(context)
    conflicts = find_conflicts(Facts(document, published, times, anniversaries, events))
    if actors.disputes:
        conflicts = tuple(sorted((*conflicts, *actors.disputes), key=lambda c: c.spans[0].start if c.spans else -1))
    return Article(
        document=document,
        published=published,
        times=times,
        entities=actors.entities,
        mentions=mentions,
        events=events,
        statements=statements,
        quantities=quantities,
        conflicts=conflicts,
        sentences=dissected.sentences,
    )
