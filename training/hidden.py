"""Hidden words to be guessed, beside what the reader is trained for: news read without labels.

In: the sentences of nlp_id (MIT) but its last tenth, those that are trained on, and the articles written for Runut.
Out: the loss of guessing, and of saying what a teacher says of the sentence unhidden. Words are hidden whole and
guessed from the others (Devlin et al. 2019), while word classes are learnt where they are known: the encoder of
``shared/models`` was made to compare texts and had lost much of what it knew of single words, and the labels of some
ten thousand sentences teach the heads more than the encoder. A teacher, a reader trained before, says of every sentence
which acts it tells; the pupil is to say the same where words are hidden (Xie et al. 2020: a pupil that is made to work
harder than its teacher reads better).
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import torch
from batches import Row, batches, padded
from material import (
    CORPUS,
    MORE,
    SHARED_TRAIN,
    Example,
    classes,
    held_out,
    names,
    own_events,
    shared_events,
    universal,
    written,
)
from network import Reader
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from runut.extract.reader.labels import TYPES, WORDS

NOTHING = -100
HIDDEN = 0.2
HIDE, KEEP = 0.8, 0.9
UNKNOWN, PAD = 3, 1
# Marks of the encoder, which are never hidden.
MARKS = 4
SHORTEST = 20
# How much the teacher's word on acts counts beside the guesses, and how little a piece without an act.
TAUGHT = 3.0
NO_ACT = 0.5
BLIND = 0.12
SIZE = 64


def measured() -> set[str]:
    """Texts of the splits that are measured on, letters and digits only."""
    found = [*names("idner2k", "test"), *names("nergrit", "test"), *universal("csui-test"), *universal("gsd-test")]
    return {_bare(one.text) for one in found}


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def material() -> list[Example]:
    """The sentences to learn from; none that is measured on."""
    every, barred = classes(10**9), measured()
    own = own_events(but=CORPUS | {SHARED_TRAIN, MORE})
    read = [one for one in own if not held_out(one.key) and not one.key.startswith("nlp_id")]
    later = [*shared_events("train"), *read, *names("idner2k", "train"), *names("nergrit", "train")]
    later += written(articles=True)
    every = every[: len(every) * 9 // 10] + [Example(one.text) for one in later]
    return [one for one in every if _bare(one.text) not in barred and len(one.text) > SHORTEST]


class Guess(nn.Module):
    """What a hidden piece is, by the encoder's own table of pieces."""

    def __init__(self, tokenizer: Tokenizer, width: int) -> None:
        super().__init__()
        self.begins = [
            tokenizer.id_to_token(number).startswith("▁") for number in range(tokenizer.get_vocab_size())
        ]
        self.turn = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width)
        self.bias = nn.Parameter(torch.zeros(len(self.begins)))

    def forward(self, x: Tensor, table: Tensor) -> Tensor:
        """[hidden, pieces]."""
        return functional.linear(self.norm(functional.gelu(self.turn(x))), table, self.bias)

    def hidden(self, ids: Sequence[int], chance: random.Random) -> tuple[Tensor, Tensor]:
        """The ids with a fifth of the words hidden, and what was there (else ``NOTHING``)."""
        given, wanted = list(ids), [NOTHING] * len(ids)
        chosen = False
        for at, piece in enumerate(ids):
            if self.begins[piece]:
                chosen = chance.random() < HIDDEN
            if chosen and piece >= MARKS:
                wanted[at], drawn = piece, chance.random()
                given[at] = (
                    UNKNOWN if drawn < HIDE else piece if drawn < KEEP else chance.randrange(MARKS, len(self.begins))
                )
        return torch.tensor(given), torch.tensor(wanted)

    def loss(self, model: Reader, rows: Sequence[Row], chance: random.Random, *, short_floats: bool) -> Tensor:
        """Of the hidden words, of the word classes that are known, and of the acts that a teacher sees."""
        pairs = [self.hidden(one.ids.tolist(), chance) for one in rows]
        ids, wanted = padded([p[0] for p in pairs], PAD), padded([p[1] for p in pairs], NOTHING)
        tags = padded([torch.full(r.ids.shape, NOTHING) if r.words is None else r.words for r in rows], NOTHING)
        hints = padded([r.hints * (chance.random() >= BLIND) for r in rows], 0)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=short_floats):
            x = model.encode(ids, ids != PAD, hints)
            at = wanted != NOTHING
            guessed = self(x[at], model.encoder.word.weight)
        words = functional.cross_entropy(guessed.float(), wanted[at]) if at.any() else torch.zeros(())
        x = x.float()
        found = model.words(x).reshape(-1, len(WORDS))
        kinds = functional.cross_entropy(found, tags.flatten(), ignore_index=NOTHING, reduction="sum")
        loss = words + 0.5 * kinds / (tags != NOTHING).sum().clamp(min=1)
        if any(one.taught is None for one in rows):
            return loss
        taught = padded([r.taught.float() for r in rows if r.taught is not None], 0)
        weight = torch.tensor([NO_ACT, *(1.0 for _ in TYPES)])
        told = -(taught * weight * torch.log_softmax(model.act_logits(x, hints), -1)).sum()
        return loss + TAUGHT * told / (taught * weight).sum()


def teach(teacher: Reader, rows: Sequence[Row], *, short_floats: bool) -> None:
    """Note in every row what the teacher says of its acts: [pieces, 1 + types], probabilities."""
    teacher.eval()
    with torch.no_grad():
        for batch in batches([len(one.ids) for one in rows], SIZE, random.Random(1)):
            here = [rows[number] for number in batch]
            ids, hints = padded([one.ids for one in here], PAD), padded([one.hints for one in here], 0)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=short_floats):
                x = teacher.encode(ids, ids != PAD, hints)
            said = torch.softmax(teacher.act_logits(x.float(), hints), -1).half()
            for one, probabilities in zip(here, said, strict=True):
                one.taught = probabilities[: len(one.ids)].clone()
