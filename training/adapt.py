"""Let the encoder read news before it is trained: ``python training/adapt.py OUT.pt``; fixed seeds, two cores.

In: the sentences of nlp_id (MIT) but its last tenth, and those that are trained on later. Out: weights that ``train.py
--start`` goes on from. Words are hidden whole and guessed from the others (Devlin et al. 2019), while word classes are
learnt: the encoder of ``shared/models`` was made to compare texts and had lost much of what it knew of single words.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from batches import Row, batches, padded, row
from material import (
    MORE,
    SHARED,
    SHARED_TRAIN,
    SPARE,
    Example,
    classes,
    held_out,
    names,
    own_events,
    shared_events,
    universal,
)
from network import Reader
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from train import NOTHING, SHORT_FLOATS

from runut.extract.reader.labels import TYPES, WORDS

HIDDEN = 0.2
HIDE, KEEP = 0.8, 0.9
UNKNOWN, PAD = 3, 1
# Marks of the encoder, which are never hidden.
MARKS = 4


class Guess(nn.Module):
    """What a hidden piece is, by the encoder's own table of pieces."""

    def __init__(self, width: int, pieces: int) -> None:
        super().__init__()
        self.turn = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width)
        self.bias = nn.Parameter(torch.zeros(pieces))

    def forward(self, x: Tensor, table: Tensor) -> Tensor:
        """[hidden, pieces]."""
        return functional.linear(self.norm(functional.gelu(self.turn(x))), table, self.bias)


def measured() -> set[str]:
    """Texts of the splits that are measured on, letters and digits only."""
    found = [*names("idner2k", "test"), *names("nergrit", "test"), *universal("csui-test"), *universal("gsd-test")]
    return {_bare(one.text) for one in found}


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def material() -> list[Example]:
    """The sentences to learn from: those of nlp_id but its last tenth, and what is trained on later; none measured."""
    every, barred = classes(10**9), measured()
    own = own_events(but=SPARE | {SHARED_TRAIN, MORE})
    read = [one for one in own if not held_out(one.key) and not one.key.startswith("nlp_id")]
    later = [*shared_events("train"), *read, *names("idner2k", "train"), *names("nergrit", "train")]
    every = every[: len(every) * 9 // 10] + [Example(one.text) for one in later]
    return [one for one in every if _bare(one.text) not in barred and len(one.text) > 20]


def hidden(ids: Sequence[int], begins: Sequence[bool], pieces: int, chance: random.Random) -> tuple[Tensor, Tensor]:
    """The ids with a fifth of the words hidden, and what was there (else ``NOTHING``)."""
    given, wanted = list(ids), [NOTHING] * len(ids)
    chosen = False
    for at, (piece, first) in enumerate(zip(ids, begins, strict=True)):
        if first:
            chosen = chance.random() < HIDDEN
        if chosen and piece >= MARKS:
            wanted[at], drawn = piece, chance.random()
            given[at] = UNKNOWN if drawn < HIDE else piece if drawn < KEEP else chance.randrange(MARKS, pieces)
    return torch.tensor(given), torch.tensor(wanted)


def adapt(options: argparse.Namespace) -> None:
    """Read all sentences ``options.epochs`` times and write the weights after each."""
    chance = random.Random(options.seed)
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    tokenizer = Tokenizer.from_file(str(SHARED / "models/tokenizer.json"))
    begins = [tokenizer.id_to_token(number).startswith("▁") for number in range(tokenizer.get_vocab_size())]
    examples = material()
    rows = [row(one, tokenizer, True) for one in examples]
    model = Reader(SHARED / "models", options.layers, True)
    table = model.encoder.word.weight
    guess = Guess(table.shape[1], len(table))
    deep = [p for n, p in model.named_parameters() if n.startswith("encoder") and p.requires_grad]
    heads = [*model.words.parameters(), *guess.parameters()]
    rates = (options.rate, options.rate * 3)
    groups = [{"params": p, "lr": r} for p, r in zip((deep, heads), rates, strict=True)]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps, done, begun = options.epochs * (len(rows) // options.size + 1), 0, time.time()
    print(f"{len(rows)} sentences, {steps} steps", flush=True)
    losses: list[tuple[float, float]] = []
    for _ in range(options.epochs):
        model.train()
        for batch in batches([len(r.ids) for r in rows], options.size, chance):
            share = min(1.0, (done + 1) / (0.06 * steps)) * max(0.02, 1 - done / steps)
            for group, rate in zip(optimiser.param_groups, rates, strict=True):
                group["lr"] = rate * share
            found = [rows[i] for i in batch]
            loss = _loss(model, guess, found, begins, chance, losses)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*deep, *heads], 1.0)
            optimiser.step()
            done += 1
            if done % 100 == 0:
                recent = [round(sum(one) / 100, 3) for one in zip(*losses[-100:], strict=True)]
                print(f"{done} of {steps} steps, {time.time() - begun:.0f} s, {recent}", flush=True)
        torch.save({"state": model.state_dict(), "layers": options.layers, "early": True}, options.out)


def _loss(
    model: Reader, guess: Guess, rows: Sequence[Row], begins: Sequence[bool], chance: random.Random,
    losses: list[tuple[float, float]],
) -> Tensor:  # fmt: skip
    pairs = []
    for one in rows:
        ids = one.ids.tolist()
        pairs.append(hidden(ids, [begins[i] for i in ids], len(begins), chance))
    ids, wanted = padded([p[0] for p in pairs], PAD), padded([p[1] for p in pairs], NOTHING)
    tags = padded([torch.full(r.ids.shape, NOTHING) if r.words is None else r.words for r in rows], NOTHING)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=SHORT_FLOATS):
        x = model.encode(ids, ids != PAD, torch.zeros(*ids.shape, len(TYPES)))
        at = wanted != NOTHING
        guessed = guess(x[at], model.encoder.word.weight)
    words = functional.cross_entropy(guessed.float(), wanted[at]) if at.any() else torch.zeros(())
    found = model.words(x.float()).reshape(-1, len(WORDS))
    kinds = functional.cross_entropy(found, tags.flatten(), ignore_index=NOTHING, reduction="sum")
    kinds = kinds / (tags != NOTHING).sum().clamp(min=1)
    losses.append((words.item(), kinds.item()))
    return words + 0.5 * kinds


def main() -> None:
    """Read the options and adapt."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--layers", type=int, default=12)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--size", type=int, default=32)
    parser.add_argument("--threads", type=int, default=2)
    adapt(parser.parse_args())


if __name__ == "__main__":
    main()
