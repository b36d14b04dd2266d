"""How well the acts' head alone finds acts: ``python training/acts_alone.py WEIGHTS.pt...``.

In: weights of ``train.py``; of several each is measured. Out: F1 at the best of six thresholds and average precision by
sentence and type on labelled text that nothing is trained on. It takes two minutes where the whole pipeline takes ten.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from pathlib import Path

import torch
from batches import batches, padded, row
from material import HERE, NEWS, SHARED, Example, article_key, headline_held_out, held_out, labelled, written_sentences
from network import Reader
from tokenizers import Tokenizer
from torch import Tensor

from runut.extract.actors.items import is_headline
from runut.extract.reader.encoding import plain_sentence
from runut.extract.reader.labels import TYPES

THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
SIZE = 32


def sets() -> dict[str, list[Example]]:
    """The texts that are measured on, by name."""
    found = {name: labelled(name) for name in ("fresh", "left", "domestic")}
    first: dict[str, Example] = {}
    for path in sorted((HERE / "labels/written").glob(NEWS)):
        for title, example in written_sentences(path):
            first.setdefault(article_key(path, title), example)
    kept = [e for key, e in first.items() if headline_held_out(key) and is_headline(plain_sentence(e.text))]
    return {"held out": [e for e in labelled("pool") if held_out(e.key)], **found, "headlines": kept}


def scores(model: Reader, examples: Sequence[Example], tokenizer: Tokenizer) -> Tensor:
    """[examples, types]: how likely the likeliest piece of a sentence tells the act; 0 where no word of the codebook
    stands, as such a sentence is never read."""
    rows = [row(example, tokenizer, False) for example in examples]
    out = torch.zeros(len(rows), len(TYPES))
    model.eval()
    with torch.no_grad():
        for batch in batches([len(one.ids) for one in rows], SIZE, random.Random(1)):
            here = [n for n in batch if rows[n].hints.any()]
            if not here:
                continue
            ids, hints = padded([rows[n].ids for n in here], 1), padded([rows[n].hints for n in here], 0)
            found = torch.softmax(model.act_logits(model.encode(ids, ids != 1, hints), hints), -1)[..., 1:]
            out[here] = (found * (ids != 1)[..., None]).amax(1)
    return out


def figures(given: Tensor, examples: Sequence[Example]) -> str:
    """Best F1 and average precision in words."""
    wanted = torch.zeros_like(given, dtype=torch.bool)
    for number, example in enumerate(examples):
        for act in example.acts or ():
            wanted[number, act.type] = True
    total = int(wanted.sum())
    f1 = {t: 200 * int((wanted & (given >= t)).sum()) / (int((given >= t).sum()) + total) for t in THRESHOLDS}
    order = given.flatten().argsort(descending=True)
    right = wanted.flatten()[order].double()
    precision = right.cumsum(0) / torch.arange(1, len(right) + 1)
    best = max(f1, key=f1.__getitem__)
    return f"F1 {f1[best]:.1f} from {best}, average precision {100 * float((precision * right).sum()) / total:.1f}"


def main() -> None:
    """Print the figures."""
    tokenizer = Tokenizer.from_file(str(SHARED / "models/tokenizer.json"))
    found = sets()
    for path in map(Path, sys.argv[1:]):
        stored = torch.load(path)
        model = Reader(SHARED / "models", stored["layers"], stored["early"])
        model.load_state_dict(stored["state"])
        for name, examples in found.items():
            print(f"{path.name}, {name}: {figures(scores(model, examples, tokenizer), examples)}", flush=True)


if __name__ == "__main__":
    main()
