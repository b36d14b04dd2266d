"""What a reader says of the sentences without labels: ``python training/tell.py WEIGHTS.pt``.

In: the sentences of ``hidden.material`` and weights of ``train.py``. Out: ``labels/readings/unlabelled.npz``: sentence
by sentence which words tell which act, with what standing and parties, which are names, and of what class: offsets in
pieces and numbers, no text. It is kept among the labels so that a reader that is made anew learns from the same word.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
import torch
from batches import Row, Taught, batches, padded, row
from hidden import material
from material import HERE, SHARED
from network import CORPORA, NOTHING, Reader
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from runut.extract.reader.labels import TYPES

OUT = HERE / "labels/readings/unlabelled.npz"
SIZE = 64
# Below this nothing is noted of an act, nor of its standing and parties; a party or name of less is left open.
FAINT, TOLD, SURE = 0.1, 0.3, 0.5
OPEN = 255


@dataclass(slots=True)
class Notes:
    """What is said, sentence after sentence, as it is written."""

    acts: list[tuple[int, int]]
    types: list[Tensor]
    told: list[tuple[int, int, int]]
    roles: list[tuple[int, int, int]]
    tags: dict[str, list[Tensor]]


def said(teacher: Reader, rows: Sequence[Row], numbers: Sequence[int], first: Tensor, notes: Notes) -> None:
    """Note what the teacher says of these rows; ``first``: whether a piece begins a word, by its id."""
    here = [rows[number] for number in numbers]
    ids, hints = padded([one.ids for one in here], 1), padded([one.hints for one in here], 0)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        x = teacher.encode(ids, ids != 1, hints)
    x = x.float()
    acts = torch.softmax(teacher.act_logits(x, hints), -1)
    status, words = teacher.status(x).argmax(-1), teacher.words(x).argmax(-1)
    names = {corpus: torch.softmax(head(x), -1).max(-1) for corpus, head in teacher.names.items()}
    for at, (number, one) in enumerate(zip(numbers, here, strict=True)):
        length = len(one.ids)
        for piece in (1 - acts[at, :length, 0] >= FAINT).nonzero().flatten().tolist():
            notes.acts.append((number, piece))
            notes.types.append((acts[at, piece] * 255).round().byte())
            if 1 - acts[at, piece, 0] >= TOLD:
                kind = functional.one_hot(acts[at, piece, 1:].argmax() + 1, len(TYPES) + 1).float()[None]
                where = torch.tensor([0]), torch.tensor([piece])
                roles = torch.softmax(teacher.role_logits(x[at : at + 1, :length], *where, kind)[0], -1).max(-1)
                which = torch.where(roles.values >= SURE, roles.indices, OPEN)
                notes.roles += [(len(notes.told), p, int(which[p])) for p in which.nonzero().flatten().tolist()]
                notes.told.append((number, piece, int(status[at, piece])))
        for corpus, best in names.items():
            tags = torch.where(best.values[at, :length] >= SURE, best.indices[at, :length], OPEN)
            notes.tags[corpus][number] = torch.where(first[one.ids], tags, OPEN).byte()
        notes.tags["words"][number] = torch.where(first[one.ids], words[at, :length], OPEN).byte()


def tell(teacher: Reader, rows: Sequence[Row], tokenizer: Tokenizer) -> dict[str, np.ndarray]:
    """What the teacher says of all rows, as ``learnt`` reads it."""
    teacher.eval()
    pieces = range(tokenizer.get_vocab_size())
    first = torch.tensor([tokenizer.id_to_token(piece).startswith("▁") for piece in pieces])
    notes = Notes([], [], [], [], {kind: [torch.zeros(0)] * len(rows) for kind in (*CORPORA, "words")})
    with torch.no_grad():
        for done, batch in enumerate(batches([len(one.ids) for one in rows], SIZE, random.Random(1))):
            said(teacher, rows, batch, first, notes)
            if done % 100 == 0:
                print(f"{done * SIZE} of {len(rows)} sentences", flush=True)
    return {
        "acts": np.array(notes.acts, dtype=np.int32),
        "types": torch.stack(notes.types).numpy(),
        "told": np.array(notes.told, dtype=np.int32),
        "roles": np.array(notes.roles, dtype=np.int32),
        **{kind: torch.cat(found).numpy() for kind, found in notes.tags.items()},
    }


def learnt(rows: Sequence[Row], texts: Sequence[str], path: Path = OUT) -> None:
    """Give every row what the file says of it.

    :raises ValueError: the file is of other sentences.
    """
    found = dict(np.load(path))
    if found["texts"].tolist() != [crc32(text.encode()) for text in texts]:
        raise ValueError(f"{path.name} is of other sentences: run training/tell.py")
    ends = np.cumsum([len(one.ids) for one in rows])
    tags = {kind: np.split(found[kind].astype(np.int64), ends[:-1]) for kind in (*CORPORA, "words")}
    for number, one in enumerate(rows):
        length = len(one.ids)
        acts = torch.zeros(length, len(TYPES) + 1)
        acts[:, 0] = 1
        here = {kind: torch.from_numpy(by_row[number]) for kind, by_row in tags.items()}
        one.taught = Taught(acts, [], {kind: torch.where(tag == OPEN, NOTHING, tag) for kind, tag in here.items()})
    for (number, piece), types in zip(found["acts"].tolist(), torch.from_numpy(found["types"]), strict=True):
        rows[number].taught.acts[piece] = types.float() / types.sum()
    told = []
    for number, piece, status in found["told"].tolist():
        taught = rows[number].taught
        kind = int(taught.acts[piece, 1:].argmax()) + 1
        told.append(torch.zeros(len(rows[number].ids), dtype=torch.long))
        taught.told.append((piece, kind, status, told[-1]))
    for act, piece, role in found["roles"].tolist():
        told[act][piece] = NOTHING if role == OPEN else role


def main() -> None:
    """Read the options and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    options = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(SHARED / "models/tokenizer.json"))
    examples = material()
    rows = [row(one, tokenizer, False, hinted=True) for one in examples]
    stored = torch.load(options.weights)
    teacher = Reader(SHARED / "models", stored["layers"], stored["early"])
    teacher.load_state_dict(stored["state"])
    found = tell(teacher, rows, tokenizer)
    texts = np.array([crc32(one.text.encode()) for one in examples], dtype=np.uint32)
    np.savez_compressed(OUT, texts=texts, **found)
    print({kind: value.shape for kind, value in found.items()}, f"{OUT.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
