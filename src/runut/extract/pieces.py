"""Digests: a page of several stories is read story by story, and what comes out is one article again.

In: a document whose blocks say where stories begin. Out: a document for each story, with the same text, in which the
others are set aside ("other-story"), so that no day, actor or pronoun is carried from one to the next; and the article
that holds all that was read from them. An act that the head of the page and a story both tell is one event. The day of
publication is the page's.

>>> pieces_of(Document("a", None, "1", "", "Isi.", None, None, None, "id", (Block(0, 4, "body", "p"),), (), (), False))
()
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from runut.records import Article, Block, Conflict, Document, Event, Participant, Published, Span

__all__ = ["is_piece", "joined", "pieces_of"]

_BEGINS = frozenset({"story-title", "story"})
_OTHER = "other-story"


def pieces_of(document: Document) -> tuple[Document, ...]:
    """The head of a digest and its stories, each as a document; nothing for a page of one story."""
    starts = [index for index, block in enumerate(document.blocks) if block.rule in _BEGINS]
    if not starts:
        return ()
    ends = [*starts, len(document.blocks)]
    pieces = [replace(document, blocks=_only(document.blocks, 0, ends[0]))]
    for start, end in zip(starts, ends[1:], strict=True):
        pieces.append(
            replace(
                document,
                blocks=_only(document.blocks, start, end),
                title=_title(document, document.blocks[start]),
                title_given=None,
            )
        )
    return tuple(pieces)


def is_piece(document: Document) -> bool:
    """Whether it is a part of a digest: what stands first in it is not the news of the day."""
    return any(block.rule == _OTHER for block in document.blocks)


def _only(blocks: Sequence[Block], start: int, end: int) -> tuple[Block, ...]:
    return tuple(
        block
        if start <= index < end or block.label not in ("title", "body")
        else replace(block, label="related", rule=_OTHER)
        for index, block in enumerate(blocks)
    )


def _title(document: Document, block: Block) -> Span | None:
    if block.label != "title":
        return None
    return Span(block.start, block.end, document.text[block.start : block.end])


def joined(document: Document, published: Published, pieces: Sequence[Article]) -> Article:
    """One article of the readings of its stories, the head first."""
    events = _events(document, pieces)
    sentences = [sentence for piece in pieces for sentence in piece.sentences]
    return Article(
        document=document,
        published=published,
        times=tuple({(time.start, time.end): time for piece in pieces for time in piece.times}.values()),
        entities=tuple({entity.id: entity for piece in reversed(pieces) for entity in piece.entities}.values()),
        mentions=tuple(mention for piece in pieces for mention in piece.mentions),
        events=events,
        statements=tuple(statement for piece in pieces for statement in piece.statements),
        quantities=tuple(quantity for piece in pieces for quantity in piece.quantities),
        conflicts=_conflicts(pieces),
        sentences=tuple(replace(sentence, index=index) for index, sentence in enumerate(sentences)),
    )


def _events(document: Document, pieces: Sequence[Article]) -> tuple[Event, ...]:
    """All events in text order; what the head tells of a story's act stands with the story's event."""
    told = [event for piece in pieces[1:] for event in piece.events]
    for event in pieces[0].events:
        same = next((index for index, other in enumerate(told) if _is_same(event, other)), None)
        if same is None:
            told.append(event)
        else:
            told[same] = replace(told[same], also=(event.evidence, *event.also, *told[same].also))
    told.sort(key=lambda event: (event.trigger.start, event.trigger.end))
    return tuple(replace(event, id=f"{document.id}-e{number}") for number, event in enumerate(told, 1))


def _is_same(head: Event, story: Event) -> bool:
    """The head tells in short: whom it names is in the story, and its day is not another one."""
    if (head.type, head.act, head.status) != (story.type, story.act, story.status):
        return False
    whole = [_names(party) for party in (*story.actors, *story.targets)]
    ours = [_names(party) for party in (*head.actors, *head.targets)]
    if not ours or not all(any(names & others for others in whole) for names in ours):
        return False
    one, other = head.time, story.time
    if one is None or other is None or one.earliest is None or other.earliest is None:
        return True
    return one.earliest <= (other.latest or other.earliest) and other.earliest <= (one.latest or one.earliest)


def _names(party: Participant) -> set[str]:
    """By its entity or by its name: a headline alone does not say that Rafah is a place."""
    return {party.name.casefold(), party.entity or party.name.casefold()}


def _conflicts(pieces: Sequence[Article]) -> tuple[Conflict, ...]:
    """In text order; what the page's own days disagree about is found with every story and told once."""
    found = {(one.kind, one.detail, one.spans): one for piece in pieces for one in piece.conflicts}
    return tuple(sorted(found.values(), key=lambda one: one.spans[0].start if one.spans else -1))
