"""The network: the shared encoder of Indonesian and English with one head for each question.

In: piece ids, mask, and the codebook's hints (one flag a PLOVER type and piece). Out: logits of names, word classes,
act types, status and prose a piece, and of a role for every pair of an act's piece and another piece.
"""

from __future__ import annotations

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from runut.extract.reader.labels import NAMES, ROLES, STATUSES, TYPES, WORDS

REACH = 48
PAIR = 64
# The corpora of names, each with a head of its own: they differ in what is a name and where it ends.
CORPORA = ("idner2k", "nergrit")


class Drop(nn.Module):
    """Dropout of a tenth, drawn eight bytes at a time: torch's own took a sixth of a step on a processor."""

    KEPT = 230

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        drawn = torch.empty((x.numel() + 7) // 8, dtype=torch.int64).random_(-(2**63), None).view(torch.uint8)
        kept = (drawn[: x.numel()] < self.KEPT).view(x.shape)
        return x * (kept.to(x.dtype) * (256 / self.KEPT))


class Layer(nn.Module):
    """One encoder layer, as in BERT (Devlin et al. 2019)."""

    def __init__(self, width: int, heads: int, inner: int, eps: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=eps)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=eps)
        self.drop = Drop()

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        rows, length, width = x.shape
        size = width // self.heads
        q, k, v = self.qkv(x).view(rows, length, 3, self.heads, size).permute(2, 0, 3, 1, 4)
        # Without dropout, which gains nothing measurable; written out, because the fused way back is slow in bfloat16.
        y = torch.softmax(q @ k.transpose(-1, -2) * size**-0.5 + bias, -1) @ v
        x = self.norm1(x + self.drop(self.out(y.transpose(1, 2).reshape(rows, length, width))))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """The encoder of ``shared/models``: multilingual-e5-small (MIT), vocabulary trimmed."""

    def __init__(self, folder: Path, layers: int) -> None:
        super().__init__()
        config = json.loads((folder / "config.json").read_text())
        width, eps = config["hidden_size"], config["layer_norm_eps"]
        self.word = nn.Embedding(config["vocab_size"], width)
        self.place = nn.Embedding(512, width)
        self.norm = nn.LayerNorm(width, eps=eps)
        self.drop = Drop()
        self.layers = nn.ModuleList(
            Layer(width, config["num_attention_heads"], config["intermediate_size"], eps) for _ in range(layers)
        )
        self._load(
            {k.replace("bert.", ""): v.float() for k, v in load_file(folder / "encoder-id-en.fp16.safetensors").items()}
        )
        self.word.weight.requires_grad = False

    def _load(self, weights: dict[str, Tensor]) -> None:
        kind = weights["embeddings.token_type_embeddings.weight"][0]
        self.word.weight.data = weights["embeddings.word_embeddings.weight"]
        self.place.weight.data = weights["embeddings.position_embeddings.weight"] + kind
        self.norm.weight.data = weights["embeddings.LayerNorm.weight"]
        self.norm.bias.data = weights["embeddings.LayerNorm.bias"]
        parts = (
            ("out", "attention.output.dense"),
            ("norm1", "attention.output.LayerNorm"),
            ("up", "intermediate.dense"),
            ("down", "output.dense"),
            ("norm2", "output.LayerNorm"),
        )
        for number, layer in enumerate(self.layers):
            at = f"encoder.layer.{number}."
            for end in ("weight", "bias"):
                three = [weights[f"{at}attention.self.{x}.{end}"] for x in ("query", "key", "value")]
                getattr(layer.qkv, end).data = torch.cat(three)
                for own, theirs in parts:
                    getattr(getattr(layer, own), end).data = weights[f"{at}{theirs}.{end}"]

    def forward(self, ids: Tensor, mask: Tensor, extra: Tensor) -> Tensor:
        x = self.word(ids) + self.place(torch.arange(ids.shape[1], device=ids.device))[None] + extra
        x = self.drop(self.norm(x))
        bias = (1.0 - mask[:, None, None, :].float()) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x


def _head(inside: int, middle: int, out: int) -> nn.Sequential:
    return nn.Sequential(Drop(), nn.Linear(inside, middle), nn.GELU(), Drop(), nn.Linear(middle, out))


class Reader(nn.Module):
    """Encoder and heads."""

    def __init__(self, folder: Path, layers: int = 12, early: bool = False) -> None:
        super().__init__()
        self.encoder = Encoder(folder, layers)
        width = self.encoder.word.weight.shape[1]
        self.early = early
        self.hint = nn.Linear(len(TYPES), width, bias=False)
        nn.init.zeros_(self.hint.weight)
        self.names = nn.ModuleDict({corpus: nn.Linear(width, len(NAMES)) for corpus in CORPORA})
        self.words = nn.Linear(width, len(WORDS))
        self.acts = _head(width + len(TYPES), width, len(TYPES) + 1)
        self.status = _head(width, 192, len(STATUSES))
        self.prose = nn.Linear(width, 1)
        roles = len(ROLES) + 1
        self.kind = nn.Embedding(len(TYPES) + 1, width)
        self.doer = nn.Sequential(nn.Linear(width, roles * PAIR), nn.GELU(), Drop())
        self.part = nn.Sequential(nn.Linear(width, roles * PAIR), nn.GELU(), Drop())
        self.alone = nn.Linear(width, roles)
        self.far = nn.Embedding(2 * REACH + 1, roles)

    def encode(self, ids: Tensor, mask: Tensor, hints: Tensor) -> Tensor:
        """[rows, pieces, width]."""
        extra = self.hint(hints) if self.early else torch.zeros((), device=ids.device)
        return self.encoder(ids, mask, extra)

    def name_logits(self, x: Tensor) -> Tensor:
        """[rows, pieces, names]: what the corpora say together."""
        return sum((torch.softmax(head(x), -1) for head in self.names.values()), torch.zeros(())).log()

    def act_logits(self, x: Tensor, hints: Tensor) -> Tensor:
        """[rows, pieces, 1 + types]."""
        return self.acts(torch.cat([x, hints], -1))

    def role_logits(self, x: Tensor, rows: Tensor, at: Tensor, kind: Tensor) -> Tensor:
        """[acts, pieces, 1 + roles] for acts at ``x[rows, at]``; ``kind``: [acts, 1 + types] weights of the types."""
        length, roles = x.shape[1], len(ROLES) + 1
        doer = self.doer(x[rows, at] + kind @ self.kind.weight).view(-1, 1, roles, PAIR)
        part = self.part(x).view(x.shape[0], length, roles, PAIR)[rows]
        return (doer * part).sum(-1) * PAIR**-0.5 + self.alone(x)[rows] + self.distances(length)[at]

    def distances(self, length: int) -> Tensor:
        """[pieces, pieces, 1 + roles]: what the way from an act to another piece speaks for."""
        at = torch.arange(length)
        return self.far((at[None] - at[:, None]).clamp(-REACH, REACH) + REACH)
