"""The shipped network as weights that can be trained on: ``python training/unpack.py OUT.pt``.

In: ``data/model/reader.onnx``. Out: weights as ``train.py`` writes them, its 8 bits made floats again: those in full
precision are not kept. What ``eight_bits`` evened is put back.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import onnx
import torch
from material import SHARED
from network import Reader
from onnx import numpy_helper
from torch import Tensor

from runut.extract.reader.session import folder

# Where the exported graph names a product otherwise than the weights do.
RENAMED = {"": "kind", "nergrit": "names.nergrit", "idner2k": "names.idner2k", "prose/Gemm": "prose"}


def unpacked(path: Path) -> dict[str, Tensor]:
    """The weights of a file of ``export.py``, by the names that ``Reader`` gives them.

    :raises KeyError: the file is not as ``export`` writes it.
    """
    graph = onnx.load(path).graph
    held = {one.name: torch.from_numpy(numpy_helper.to_array(one).copy()) for one in graph.initializer}
    plain = {name.removeprefix("reader."): value for name, value in held.items() if name.startswith("reader.")}
    state = {name.replace(".linear.", "."): value for name, value in plain.items() if "_Transposed_" not in name}
    for node in graph.node:
        if node.op_type != "MatMulInteger" or not node.input[1].endswith("_quantized"):
            continue
        at = node.input[1].removesuffix("_quantized")
        weights = held[f"{at}_quantized"].float() * held[f"{at}_scale"]
        name = _name(node.name)
        if name == "kind":
            # the table's first row, no act, is never read
            state["kind.weight"] = torch.cat([torch.zeros(1, weights.shape[1]), weights])
            continue
        if (shares := state.pop(f"{name}.shares", None)) is not None:
            weights = shares[:, None] * weights
        state[f"{name}.weight"] = weights.T.contiguous()
    state["encoder.word.weight"] = state.pop("encoder.word.steps").float() * state.pop("encoder.word.scales")
    return state


def _name(node: str) -> str:
    """``/encoder/layers.0/up/linear/MatMul_quant`` is ``encoder.layers.0.up``; ``/acts/acts.1/...`` is ``acts.1``."""
    path = re.sub(r"_?/?MatMul_quant$", "", node.replace("Gemm_MatMul", "Gemm/MatMul")).strip("/")
    path = path.removesuffix("/linear")
    if path in RENAMED:
        return RENAMED[path]
    parts = path.split("/")
    if len(parts) > 1 and parts[1].startswith(f"{parts[0]}."):
        parts = parts[1:]
    return ".".join(parts)


def main() -> None:
    """Read the options and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    state = unpacked(folder() / "reader.onnx")
    layers = 1 + max(int(found[1]) for name in state if (found := re.match(r"encoder\.layers\.(\d+)", name)))
    reader = Reader(SHARED / "models", layers, early=True)
    wanted = reader.state_dict()
    state = {name: value.reshape(wanted[name].shape) for name, value in state.items()}
    reader.load_state_dict(state)
    torch.save({"state": reader.state_dict(), "layers": layers, "early": True}, options.out)


if __name__ == "__main__":
    main()
