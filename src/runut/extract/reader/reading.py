"""Sentences through the network: which are worth it, in what batches, and what its outputs say.

In: ``Dissected``. Out: ``Sensed`` by index of the sentence. A sentence without any word of the codebook tells no act
and is not sent through. The same document gives the same batches and so the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from runut.extract.events.items import sentence_items
from runut.extract.reader.encoding import encoded, hint_rows
from runut.extract.reader.headlines import running_text
from runut.extract.reader.labels import NAMES, ROLES, STATUSES, TYPES, WORDS
from runut.extract.reader.lineage import with_lineage
from runut.extract.reader.sensed import NameReading, PartyReading, Sensed, TriggerReading
from runut.extract.reader.session import Session
from runut.extract.reader.spans import likeliest
from runut.records import Dissected, Sentence

Floats = NDArray[np.float32]

BATCH = 8
SLACK = 1.1
# Below this nothing is made of an act where the codebook has a word, of another word, and of a party.
FAINT_ACT = 0.02
FAINT_WORD = 0.1
FAINT_PARTY = 0.05
PAD = 1
_OUTSIDE = np.array([1.0, *(0.0 for _ in NAMES[1:])], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Fed:
    """A sentence ready for the network; ``offsets`` in the document."""

    sentence: Sentence
    ids: list[int]
    offsets: list[tuple[int, int]]
    hints: Floats


def sense(dissected: Dissected, session: Session) -> Mapping[int, Sensed]:
    """What the network makes of the document's sentences, by their index."""
    fed = sorted(_fed(dissected, session), key=lambda one: (len(one.ids), one.sentence.index))
    out: dict[int, Sensed] = {}
    for batch in _batches(fed):
        out.update(_run(batch, session))
    return out


def _fed(dissected: Dissected, session: Session) -> Iterator[Fed]:
    text = dissected.document.text
    for sentence in dissected.sentences:
        ids, offsets = encoded(session.tokenizer, running_text(text, sentence))
        offsets = [(a + sentence.start, b + sentence.start) for a, b in offsets]
        hints = hint_rows(sentence_items(text, sentence, (), ()), offsets)
        if hints.any():
            yield Fed(sentence, ids, offsets, hints)


def _batches(fed: Sequence[Fed]) -> Iterator[list[Fed]]:
    """Runs of like length: none more than a tenth longer than the shortest beside it."""
    batch: list[Fed] = []
    for one in fed:
        if batch and (len(batch) == BATCH or len(one.ids) > SLACK * len(batch[0].ids) + 2):
            yield batch
            batch = []
        batch.append(one)
    if batch:
        yield batch


def _run(batch: Sequence[Fed], session: Session) -> Iterator[tuple[int, Sensed]]:
    longest = max(len(one.ids) for one in batch)
    ids = np.full((len(batch), longest), PAD, dtype=np.int64)
    hints = np.zeros((len(batch), longest, len(TYPES)), dtype=np.float32)
    for number, one in enumerate(batch):
        ids[number, : len(one.ids)] = one.ids
        hints[number, : len(one.ids)] = one.hints
    found = session.run({"ids": ids, "hints": hints})
    for number, one in enumerate(batch):
        yield one.sentence.index, _sensed(one, {name: array[number] for name, array in found.items()})


def _softmax(logits: Floats) -> Floats:
    raised: Floats = np.exp(logits - logits.max(-1, keepdims=True))
    result: Floats = raised / raised.sum(-1, keepdims=True)
    return result


def _sensed(one: Fed, found: Mapping[str, Floats]) -> Sensed:
    count = len(one.ids)
    acts = _softmax(found["acts"][:count])
    firsts = _first_pieces(one)
    spans = _words(one, firsts)
    triggers = []
    least = np.where(one.hints.any(-1), FAINT_ACT, FAINT_WORD)
    for piece in np.flatnonzero(1 - acts[:, 0] > least):
        span = spans.get(int(piece))
        if span is not None:
            triggers.append(_trigger(one, found, int(piece), span, acts[piece]))
    return Sensed(
        one.sentence.start,
        one.sentence.end,
        tuple(triggers),
        tuple(with_lineage(one.sentence.tokens, list(_names(one, firsts, _softmax(found["names"][:count]))))),
        tuple(WORDS[int(found["words"][piece].argmax())] if piece is not None else "" for piece in firsts),
        float(1 / (1 + np.exp(-found["prose"]))),
    )


def _words(one: Fed, firsts: Sequence[int | None]) -> dict[int, tuple[int, int]]:
    """Piece -> span of its word, for the first piece of a token, and where a form of the codebook begins inside one
    (a name glued to a verb)."""
    out = {}
    for piece, token in zip(firsts, one.sentence.tokens, strict=True):
        if piece is not None:
            out[piece] = (max(token.start, one.offsets[piece][0]), token.end)
    for hinted in map(int, np.flatnonzero(one.hints.any(-1))):
        start = one.offsets[hinted][0]
        out.setdefault(hinted, (start, next((t.end for t in one.sentence.tokens if t.end > start), start)))
    return out


def _first_pieces(one: Fed) -> list[int | None]:
    """The first piece of every token; None beyond the reach of the network."""
    starts = [b for _, b in one.offsets]
    out: list[int | None] = []
    piece = 0
    for token in one.sentence.tokens:
        while piece < len(starts) and starts[piece] <= token.start:
            piece += 1
        out.append(piece if piece < len(starts) else None)
    return out


def _trigger(one: Fed, found: Mapping[str, Floats], piece: int, span: tuple[int, int], types: Floats) -> TriggerReading:
    status = _softmax(found["status"][piece])
    roles = _softmax(found["roles"][piece, : len(one.ids)])
    return TriggerReading(
        span[0],
        span[1],
        {name: float(p) for name, p in zip(TYPES, types[1:], strict=True) if p > FAINT_ACT / 4},
        {name: float(p) for name, p in zip(STATUSES, status, strict=True)},
        tuple(_parties(one, roles)),
    )


def _parties(one: Fed, roles: Floats) -> Iterator[PartyReading]:
    """Every piece that leans to a role, in text order."""
    leaning = roles[:, 1:] > FAINT_PARTY
    pieces, numbers = np.nonzero(leaning)
    for piece, number, sure in zip(pieces.tolist(), numbers.tolist(), roles[:, 1:][leaning].tolist(), strict=True):
        start, end = one.offsets[piece]
        if end > start:
            yield PartyReading(start, end, ROLES[number], sure)


def _names(one: Fed, pieces: Sequence[int | None], names: Floats) -> Iterator[NameReading]:
    """Names by the likeliest labels of the tokens' first pieces; what the network does not reach is no name."""
    tokens = one.sentence.tokens
    sure = [_OUTSIDE if piece is None else names[piece] for piece in pieces]
    open_: tuple[int, int, str, list[float]] | None = None
    for token, row, best in zip(tokens, sure, likeliest(np.array(sure)), strict=True):
        mark, _, kind = NAMES[best].partition("-")
        if open_ is not None and mark != "I":
            yield NameReading(open_[0], open_[1], open_[2], sum(open_[3]) / len(open_[3]))
            open_ = None
        if mark == "O":
            continue
        start, scores = (open_[0], open_[3]) if open_ is not None else (token.start, [])
        open_ = (start, token.end, kind, [*scores, float(row[best])])
    if open_ is not None:
        yield NameReading(open_[0], open_[1], open_[2], sum(open_[3]) / len(open_[3]))
