"""The model's files: found in the package, checked against its hash, opened once.

In: ``data/model``. Out: ``Session``: the network and its tokenizer.

The network, its word pieces and a sum that shows how a processor adds (``reader.onnx``, ``tokenizer.json``,
``overflow.onnx``) are package data; ``manifest.json`` beside them says which release they are and the BLAKE2b digest of
each. A file that is missing or another is a ``ModelError`` that says what to do; nothing is read with a wrong one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from runut.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

__all__ = ["Session", "manifest", "opened"]

THREADS = 2
# The largest bytes there are, so many of them that pairs of products pass 16 bits.
SUMMED = 64
EXACT_SUM = 255 * 127 * SUMMED
OUTPUTS = ("acts", "status", "roles", "names", "words", "prose")
REPAIR = "install Runut again, or read without the model: --no-model"


@dataclass(frozen=True, slots=True)
class Session:
    """The open network and its tokenizer."""

    network: InferenceSession
    tokenizer: Tokenizer

    def run(
        self, inputs: Mapping[str, NDArray[Any]], outputs: Sequence[str] = OUTPUTS
    ) -> dict[str, NDArray[np.float32]]:
        """The outputs by name.

        :raises ModelError: the network cannot take the inputs.
        """
        try:
            found = self.network.run(list(outputs), dict(inputs))
        except Exception as error:
            raise ModelError(f"the model failed ({error}); {REPAIR}") from error
        return dict(zip(outputs, found, strict=True))


def folder() -> Path:
    """Where the model lies."""
    return Path(str(files("runut.data") / "model"))


def manifest(at: Path | None = None) -> Mapping[str, Any]:
    """Release and digests of the model's files.

    :raises ModelError: there is none, or it cannot be read.
    """
    path = (at or folder()) / "manifest.json"
    try:
        found = json.loads(path.read_text(encoding="utf8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"the model's {path.name} cannot be read ({error}); {REPAIR}") from error
    if not isinstance(found, dict) or not isinstance(found.get("files"), dict):
        raise ModelError(f"the model's {path.name} is not one of Runut; {REPAIR}")
    return found


def checked(at: Path | None = None) -> Path:
    """The folder of the model, all its files there and right.

    :raises ModelError: one is missing or is not the one that its digest names.
    """
    place = at or folder()
    for name, digest in manifest(place)["files"].items():
        try:
            found = blake2b((place / name).read_bytes(), digest_size=16).hexdigest()
        except OSError as error:
            raise ModelError(f"the model's {name} cannot be read ({error.strerror}); {REPAIR}") from error
        if found != digest:
            raise ModelError(f"the model's {name} is damaged or of another release; {REPAIR}")
    return place


@cache
def opened() -> Session:
    """The model of the package, opened once.

    :raises ModelError: it cannot be opened.
    """
    place = checked()
    try:
        from tokenizers import Tokenizer

        exact = sums_exactly(_network(place / "overflow.onnx", careful=False))
        network = _network(place / "reader.onnx", careful=not exact)
        return Session(network, Tokenizer.from_file(str(place / "tokenizer.json")))
    except ImportError as error:
        raise ModelError(f"the model needs {error.name}: pip install {error.name}, or --no-model") from error
    except Exception as error:  # the packages raise their own, undocumented kinds
        raise ModelError(f"the model cannot be opened ({error}); {REPAIR}") from error


def _network(path: Path, careful: bool) -> InferenceSession:
    """A network ready to run; ``careful``: with the runtime's slower sums in 8 bits, which never overflow."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.x64quantprecision", str(int(careful)))
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def sums_exactly(network: InferenceSession) -> bool:
    """Whether this processor adds products of 8 bits without overflow, by adding the largest there are.

    Processors of x86 without VNNI add pairs of them in 16 bits, and the same text would read otherwise there than
    elsewhere. The sums that never overflow gave the same numbers on a processor with AMX and took two and a half times
    as long, so that only processors that need them pay.
    """
    largest = np.full((1, SUMMED), 255, dtype=np.uint8)
    return bool((network.run(None, {"bytes": largest})[0] == EXACT_SUM).all())
