"""Examples as tensors, and batches of like length.

In: ``Example`` records. Out: ``Row`` records of piece ids, hints and labels; -100: no answer is asked here.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from material import Example
from tokenizers import Tokenizer
from torch import Tensor

from runut.extract.events.codebook import codebook
from runut.extract.reader.encoding import encoded, hint_rows, pieces_of, plain_items, plain_sentence
from runut.extract.reader.headlines import running_text
from runut.extract.reader.hints import hints
from runut.extract.reader.labels import PIECES, TYPES

PAD = 1


@dataclass(slots=True)
class Row:
    """One text: ids, hints [pieces, types], labels a piece, acts as (piece, type, status, roles a piece).

    ``taught``: what a teacher says of the acts, a probability a piece and type.
    """

    ids: Tensor
    hints: Tensor
    names: Tensor | None
    words: Tensor | None
    prose: float | None
    acts: Tensor | None
    told: list[tuple[int, int, int, Tensor]]
    taught: Tensor | None = None


def _tags(spans: Sequence[tuple[int, int, int]], offsets: Sequence[tuple[int, int]]) -> Tensor:
    out = torch.full((len(offsets),), -100)
    for start, end, tag in spans:
        pieces = pieces_of(offsets, start, end)
        if pieces:
            out[pieces[0]] = tag
    return out


def has_hint(text: str) -> bool:
    """Whether any word of the codebook stands in the text."""
    return bool(hints(plain_items(text), codebook()))


def row(example: Example, tokenizer: Tokenizer, blind: bool, *, hinted: bool = False) -> Row:
    """The example as tensors; ``blind``: without the hints, so that the head learns to do without. A text whose acts
    are not known has none but where it is ``hinted``."""
    ids, offsets = encoded(tokenizer, running_text(example.text, plain_sentence(example.text)))
    hints = torch.zeros(len(ids), len(TYPES))
    if (hinted or example.acts is not None) and not blind:
        hints = torch.from_numpy(hint_rows(plain_items(example.text), offsets))
    acts, told = None, []
    if example.acts is not None:
        acts = torch.zeros(len(ids), dtype=torch.long)
        for act in example.acts:
            pieces = pieces_of(offsets, act.start, act.end)
            if not pieces:
                continue
            acts[pieces[0]] = act.type + 1
            for piece in pieces[1:]:
                if acts[piece] == 0:
                    acts[piece] = -100
            roles = torch.zeros(len(ids), dtype=torch.long)
            for start, end, role in act.parties:
                roles[pieces_of(offsets, start, end)] = role + 1
            told.append((pieces[0], act.type + 1, act.status, roles))
    return Row(
        torch.tensor(ids[:PIECES]),
        hints,
        None if example.names is None else _tags(example.names, offsets),
        None if example.words is None else _tags(example.words, offsets),
        None if example.prose is None else float(example.prose),
        acts,
        told,
    )


def padded(rows: Sequence[Tensor], value: float) -> Tensor:
    """Rows of one length."""
    longest = max(len(one) for one in rows)
    out = torch.full((len(rows), longest, *rows[0].shape[1:]), value, dtype=rows[0].dtype)
    for number, one in enumerate(rows):
        out[number, : len(one)] = one
    return out


def batches(lengths: Sequence[int], size: int, chance: random.Random) -> Iterator[list[int]]:
    """Positions in batches of like length, in random order."""
    order = list(range(len(lengths)))
    chance.shuffle(order)
    chunks = [sorted(order[i : i + size * 20], key=lengths.__getitem__) for i in range(0, len(order), size * 20)]
    out = [chunk[i : i + size] for chunk in chunks for i in range(0, len(chunk), size)]
    chance.shuffle(out)
    yield from out
