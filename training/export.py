"""Write the trained reader as the files that ship: ``python training/export.py WEIGHTS.pt... FOLDER``.

In: weights of ``train.py``; of several the mean is taken (Izmailov et al. 2018: the mean of a training's end and of the
end of what goes on from there reads new text better than either). Out: ``reader.onnx`` (weights in 8 bits, one scale a
channel; activations are scaled as it runs; see ``eight_bits``; attention in one operator, see ``fused``),
``overflow.onnx`` (a sum that shows whether a processor adds products of 8 bits exactly), ``tokenizer.json`` and
``manifest.json`` with the digest of each.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np
import onnx
import torch
from eight_bits import evened
from fused import fused
from material import SHARED, names, written
from network import CORPORA, PAIR, Reader
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn

from runut.extract.reader.labels import ROLES
from runut.extract.reader.session import SUMMED

# Of the sentences to measure sizes on, one is taken and so many are passed over.
PASSED_OVER = 4
OUTPUTS = ("acts", "status", "roles", "names", "words", "prose", *(f"names_{corpus}" for corpus in CORPORA))


class Whole(nn.Module):
    """All heads at once; roles for every pair of pieces."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor, hints: Tensor) -> tuple[Tensor, ...]:
        reader = self.reader
        x = reader.encode(ids, ids != 1, hints)
        acts = reader.act_logits(x, hints)
        types = torch.softmax(acts[..., 1:], -1)
        kind = types @ reader.kind.weight[1:]
        rows, length = ids.shape
        roles = len(ROLES) + 1
        doer = reader.doer(x + kind).view(rows, length, roles, PAIR).permute(0, 2, 1, 3)
        part = reader.part(x).view(rows, length, roles, PAIR).permute(0, 2, 3, 1)
        pairs = (doer @ part).permute(0, 2, 3, 1) * PAIR**-0.5
        far = reader.distances(length)
        return (
            acts,
            reader.status(x),
            pairs + reader.alone(x)[:, None] + far[None],
            reader.name_logits(x),
            reader.words(x),
            reader.prose(x[:, 0]).squeeze(-1),
            *(head(x) for head in reader.names.values()),
        )


def sum_of_bytes(out: Path) -> None:
    """A product of bytes with a column of the largest weights, as ``runut.extract.reader.session`` asks for it."""
    weights = numpy_helper.from_array(np.full((SUMMED, 16), 127, dtype=np.int8), "weights")
    given = helper.make_tensor_value_info("bytes", TensorProto.UINT8, (1, SUMMED))
    summed = helper.make_tensor_value_info("sum", TensorProto.INT32, (1, 16))
    node = helper.make_node("MatMulInteger", ["bytes", "weights"], ["sum"])
    graph = helper.make_graph([node], "overflow", [given], [summed], [weights])
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), out)


def digest(path: Path) -> str:
    """BLAKE2b of a file, as ``runut.extract.reader.session`` checks it."""
    return blake2b(path.read_bytes(), digest_size=16).hexdigest()


def mean(weights: Sequence[Path]) -> Reader:
    """The reader whose weights are the mean of those in the files."""
    found = [torch.load(one) for one in weights]
    reader = Reader(SHARED / "models", found[0]["layers"], found[0]["early"])
    states = [one["state"] for one in found]
    reader.load_state_dict({name: sum(state[name] for state in states) / len(states) for name in states[0]})
    return reader


def export(weights: Sequence[Path], out: Path, release: str) -> None:
    """Write the files."""
    tokenizer = Tokenizer.from_file(str(SHARED / "models/tokenizer.json"))
    reader = evened(mean(weights), [*written(), *names("idner2k", "train")][:: 1 + PASSED_OVER], tokenizer)
    model = Whole(reader).eval()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        ids = torch.randint(5, 900, (2, 11))
        torch.onnx.export(
            model,
            (ids, torch.zeros(2, 11, 16)),
            str(plain),
            input_names=["ids", "hints"],
            output_names=list(OUTPUTS),
            dynamic_axes={"ids": {0: "rows", 1: "pieces"}, "hints": {0: "rows", 1: "pieces"}},
            opset_version=17,
            dynamo=False,
        )
        onnx.checker.check_model(str(plain))
        small = out / "reader.onnx"
        quantize_dynamic(
            plain, small, op_types_to_quantize=["MatMul"], per_channel=True, weight_type=QuantType.QInt8,
            nodes_to_exclude=[],
        )  # fmt: skip
        layers = reader.encoder.layers
        onnx.save(fused(onnx.load(small), len(layers), layers[0].heads), small)
    shutil.copyfile(SHARED / "models/tokenizer.json", out / "tokenizer.json")
    sum_of_bytes(out / "overflow.onnx")
    files = {name: digest(out / name) for name in ("reader.onnx", "overflow.onnx", "tokenizer.json")}
    (out / "manifest.json").write_text(json.dumps({"release": release, "files": files}, indent=1) + "\n")
    print({name: round((out / name).stat().st_size / 1e6, 1) for name in files}, "MB")


def main() -> None:
    """Read the options and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path, nargs="+")
    parser.add_argument("out", type=Path)
    parser.add_argument("--release", default="1")
    options = parser.parse_args()
    export(options.weights, options.out, options.release)


if __name__ == "__main__":
    main()
