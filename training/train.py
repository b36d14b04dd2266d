"""Train the reader: ``python training/train.py OUT.pt``; fixed seeds, two cores.

In: what ``material`` gives. Out: the weights and a log of the losses. The held-out fifth of our own labels is never
read here: what is built on the reader is fitted on it.
"""

from __future__ import annotations

import argparse
import random
import time
from dataclasses import dataclass, field
from pathlib import Path

import torch
from batches import Row, batches, has_hint, padded, row
from hidden import NOTHING, Guess, teach
from hidden import material as unlabelled
from material import (
    SHARED,
    Example,
    classes,
    headlines,
    held_out,
    names,
    own_events,
    shared_events,
    universal,
    written,
)
from network import CORPORA, Reader
from spoil import spoiled
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from runut.extract.reader.labels import NAMES, ROLES, TYPES, WORDS

BLIND = 0.12
# The sentences without labels, of which words are guessed.
HIDDEN = "hidden"
# The rate of the guessing head, which the shipped network does not have.
GUESSING = 1e-3
# Without AVX-512 the short floats are computed one by one: a step then takes over twenty seconds instead of three.
SHORT_FLOATS = torch.backends.cpu.get_cpu_capability() not in ("DEFAULT", "NO AVX", "AVX", "AVX2")


@dataclass(frozen=True, slots=True)
class Task:
    """A set of examples, the share of them that an epoch reads, and the size of a batch.

    ``silent``: sentences without an act, of which half are read an epoch; ``rows``: tensors that are the same in every
    epoch.
    """

    name: str
    examples: list[Example]
    share: float
    size: int
    silent: list[Example] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def unlabelled_task(options: argparse.Namespace, tokenizer: Tokenizer) -> Task:
    """The sentences without labels, with what the teacher says of them."""
    rows = [row(one, tokenizer, False, hinted=options.teacher is not None) for one in unlabelled()]
    if options.teacher:
        stored = torch.load(options.teacher)
        teacher = Reader(SHARED / "models", stored["layers"], stored["early"])
        teacher.load_state_dict(stored["state"])
        teach(teacher, rows, short_floats=SHORT_FLOATS)
    return Task(HIDDEN, [], 1.0, 32, rows=rows)


def tasks(options: argparse.Namespace, tokenizer: Tokenizer) -> list[Task]:
    """The sets to train on."""
    hidden = [unlabelled_task(options, tokenizer)] if options.hide else []
    if not options.labels:
        return hidden
    # Those of shared/data/events come as they are there and, in ``own_events``, as two more readers decided them.
    events = shared_events("train")
    if options.own:
        own = own_events()
        events += [e for e in own if not held_out(e.key)] + written(articles=options.articles)
        events += [] if options.articles else headlines()
    # A sentence without any word of the codebook never reaches the network.
    silent = [e for e in events if not e.acts and has_hint(e.text)]
    found = [Task("events", [e for e in events if e.acts], 1.0, 16, silent), *hidden]
    if options.tags:
        for corpus in CORPORA:
            # nothing is chosen by their development parts, so that they are trained on
            parts = [*names(corpus, "train"), *names(corpus, "dev")]
            found.append(Task(corpus, parts * options.names, options.tags, 24))
        found.append(
            Task("words", [e for p in ("csui-train", "gsd-dev", "pud-test") for e in universal(p)], options.tags, 24)
        )
        found.append(Task("classes", classes(6000), options.tags * 0.15, 24))
    return found


def event_loss(model: Reader, x: Tensor, rows: list[Row], hints: Tensor) -> Tensor:
    """Acts, their status and parties, and whether a sentence is the article's."""
    weight = torch.ones(len(TYPES) + 1)
    weight[0] = 0.5
    acts = padded([r.acts for r in rows if r.acts is not None], NOTHING)
    loss = 3 * functional.cross_entropy(
        model.act_logits(x, hints).flatten(0, 1),
        acts.flatten(),
        weight=weight,
        ignore_index=NOTHING,
        label_smoothing=0.03,
    )
    prose = torch.tensor([r.prose for r in rows])
    loss = loss + 0.2 * functional.binary_cross_entropy_with_logits(model.prose(x[:, 0]).squeeze(-1), prose)
    told = [(number, *act) for number, r in enumerate(rows) for act in r.told]
    if not told:
        return loss
    which, at, kind, status = (torch.tensor([t[i] for t in told]) for i in range(4))
    loss = loss + 0.4 * functional.cross_entropy(model.status(x[which, at]), status)
    roles = torch.full((len(told), x.shape[1]), NOTHING)
    for number, t in enumerate(told):
        roles[number, : len(t[4])] = t[4]
    kinds = functional.one_hot(kind, len(TYPES) + 1).float()
    logits = model.role_logits(x, which, at, kinds)
    return loss + 2 * functional.cross_entropy(
        logits.reshape(-1, len(ROLES) + 1), roles.flatten(), ignore_index=NOTHING
    )


def step_loss(model: Reader, kind: str, rows: list[Row]) -> Tensor:
    """The loss of one batch."""
    ids = padded([r.ids for r in rows], 1)
    hints = padded([r.hints for r in rows], 0)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=SHORT_FLOATS):
        x = model.encode(ids, ids != 1, hints)
    x = x.float()
    if kind == "events":
        return event_loss(model, x, rows, hints)
    if kind in CORPORA:
        tags = padded([r.names for r in rows if r.names is not None], NOTHING)
        found = model.names[kind](x).reshape(-1, len(NAMES))
        return functional.cross_entropy(found, tags.flatten(), ignore_index=NOTHING)
    tags = padded([r.words for r in rows if r.words is not None], NOTHING)
    return functional.cross_entropy(model.words(x).reshape(-1, len(WORDS)), tags.flatten(), ignore_index=NOTHING)


def epoch_work(found: list[Task], chance: random.Random, tokenizer: Tokenizer) -> list[tuple[str, list[Row]]]:
    """The batches of one epoch, every text spoiled anew."""
    work = []
    for task in found:
        picked = task.examples
        count = round(task.share * len(picked))
        if count < len(picked):
            picked = chance.sample(picked, count)
        picked = picked + chance.sample(task.silent, len(task.silent) // 2)
        rows = task.rows or [row(spoiled(e, chance), tokenizer, chance.random() < BLIND) for e in picked]
        work += [(task.name, [rows[i] for i in b]) for b in batches([len(r.ids) for r in rows], task.size, chance)]
    chance.shuffle(work)
    return work


def train(options: argparse.Namespace) -> None:
    """Train and write the weights after every epoch."""
    chance = random.Random(options.seed)
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    tokenizer = Tokenizer.from_file(str(SHARED / "models/tokenizer.json"))
    found = tasks(options, tokenizer)
    print({t.name: (len(t.examples) + len(t.rows), len(t.silent)) for t in found}, flush=True)
    model = Reader(SHARED / "models", options.layers, options.early)
    if options.start:
        model.load_state_dict(torch.load(options.start)["state"])
    deep = [p for n, p in model.named_parameters() if n.startswith("encoder") and p.requires_grad]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder")]
    guess = Guess(tokenizer, model.encoder.word.weight.shape[1])
    rates = (options.rate, options.rate * options.heads, GUESSING)
    parts = (deep, heads, list(guess.parameters()))
    every = [*deep, *heads, *guess.parameters()]
    groups = [{"params": p, "lr": r} for p, r in zip(parts, rates, strict=True)]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    read = [(round(t.share * len(t.examples)) + len(t.silent) // 2 + len(t.rows), t.size) for t in found]
    steps = options.epochs * sum(count // size + 1 for count, size in read)
    done, begun = 0, time.time()
    for epoch in range(options.epochs):
        model.train()
        total: dict[str, list[float]] = {}
        for kind, rows in epoch_work(found, chance, tokenizer):
            share = min(1.0, (done + 1) / (0.1 * steps)) * max(0.02, 1 - done / steps)
            for group, rate in zip(optimiser.param_groups, rates, strict=True):
                group["lr"] = rate * share
            if kind == HIDDEN:
                loss = guess.loss(model, rows, chance, short_floats=SHORT_FLOATS)
            else:
                loss = step_loss(model, kind, rows)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(every, 1.0)
            optimiser.step()
            done += 1
            if done % 200 == 0:
                print(f"{done} of {steps} steps, {time.time() - begun:.0f} s", flush=True)
            total.setdefault(kind, []).append(loss.item())
        losses = {k: round(sum(v) / len(v), 4) for k, v in total.items()}
        print(f"epoch {epoch + 1}: {losses}, {time.time() - begun:.0f} s", flush=True)
        torch.save({"state": model.state_dict(), "layers": options.layers, "early": options.early}, options.out)


def main() -> None:
    """Read the options and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--start", type=Path, help="weights to go on from; the encoder's own if not given")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--layers", type=int, default=12)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--tags", type=float, default=0.3, help="share of the tagged sentences read an epoch")
    parser.add_argument("--names", type=int, default=1, help="how often an epoch reads the sentences with names")
    parser.add_argument(
        "--early", action=argparse.BooleanOptionalAction, default=True, help="hints enter below the encoder too"
    )
    parser.add_argument("--heads", type=float, default=3.0, help="how much faster the heads learn than the encoder")
    parser.add_argument("--hide", action=argparse.BooleanOptionalAction, default=True, help="hidden words are guessed")
    parser.add_argument("--teacher", type=Path, help="weights that say which acts the sentences without labels tell")
    parser.add_argument("--labels", action=argparse.BooleanOptionalAction, default=True, help="labels are learnt")
    parser.add_argument("--own", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument(
        "--articles",
        action=argparse.BooleanOptionalAction,
        default=False,
        help="also the articles written for Runut that release 4 was trained without",
    )
    train(parser.parse_args())


if __name__ == "__main__":
    main()
