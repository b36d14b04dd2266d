"""What keeps the reader's answers when its sums are done in 8 bits.

In: a trained ``Reader`` and sentences. Out: the same reader, its answers the same, in a form that loses less:

* A few channels of a layer are twenty times as large as the others, so that one scale for all leaves these few steps.
  What goes in through such a channel is divided by a factor, and its weights are multiplied by it (SmoothQuant, Xiao et
  al. 2023; here only the few large channels, whose largest value becomes ``LARGE`` times that of the median channel:
  to even out all of them took more from the weights than it gave).
* The table of pieces has a scale a row instead of one for all.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from batches import padded, row
from material import Example
from network import Reader
from tokenizers import Tokenizer
from torch import Tensor, nn

PAD = 1
SIZE = 16
LEAST = 1e-5
LARGE = 3.0


class Evened(nn.Module):
    """A linear layer whose input is brought to like sizes."""

    def __init__(self, linear: nn.Linear, factors: Tensor) -> None:
        super().__init__()
        self.linear = linear
        self.linear.weight.data = linear.weight.data * factors
        self.register_buffer("shares", 1 / factors)

    def forward(self, x: Tensor) -> Tensor:
        return self.linear(x * self.shares)


class Bytes(nn.Module):
    """A table of vectors in 8 bits, with a scale a row."""

    def __init__(self, table: nn.Embedding) -> None:
        super().__init__()
        scales = table.weight.data.abs().amax(1, keepdim=True).clamp(min=LEAST) / 127
        self.register_buffer("scales", scales)
        self.register_buffer("steps", (table.weight.data / scales).round().to(torch.int8))

    def forward(self, ids: Tensor) -> Tensor:
        return self.steps[ids].float() * self.scales[ids]


def largest(reader: Reader, examples: Sequence[Example], tokenizer: Tokenizer) -> dict[str, Tensor]:
    """The largest value of every channel that goes into a layer's inner linear layers, by their name."""
    found: dict[str, Tensor] = {}
    real = torch.ones(0)

    def watch(name: str, module: nn.Module) -> None:
        def note(_: nn.Module, given: tuple[Tensor]) -> None:
            most = given[0][real].abs().amax(0)
            found[name] = torch.maximum(found[name], most) if name in found else most

        hooks.append(module.register_forward_pre_hook(note))

    hooks: list[torch.utils.hooks.RemovableHandle] = []
    for number, layer in enumerate(reader.encoder.layers):
        watch(f"{number}.up", layer.up)
        watch(f"{number}.down", layer.down)
    rows = sorted((row(one, tokenizer, False) for one in examples), key=lambda r: len(r.ids))
    reader.eval()
    with torch.no_grad():
        for at in range(0, len(rows), SIZE):
            ids = padded([r.ids for r in rows[at : at + SIZE]], PAD)
            real = ids != PAD
            reader.encode(ids, real, padded([r.hints for r in rows[at : at + SIZE]], 0))
    for hook in hooks:
        hook.remove()
    return found


def evened(reader: Reader, examples: Sequence[Example], tokenizer: Tokenizer) -> Reader:
    """The reader with even inputs and a table in 8 bits; it answers as before."""
    found = largest(reader, examples, tokenizer)
    for number, layer in enumerate(reader.encoder.layers):
        for name in ("up", "down"):
            linear = getattr(layer, name)
            sizes = found[f"{number}.{name}"]
            setattr(layer, name, Evened(linear, (sizes / (LARGE * sizes.median())).clamp(min=1)))
    reader.encoder.word = Bytes(reader.encoder.word)
    return reader
