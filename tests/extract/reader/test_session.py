"""The model's files: a missing, damaged or foreign one is named, with what to do; the right one opens once."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from runut.errors import ModelError
from runut.extract.reader import session as sessions
from runut.extract.reader.labels import TYPES
from runut.extract.reader.session import EXACT_SUM, checked, folder, manifest, opened, sums_exactly


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(folder(), tmp_path / "model"))


def test_the_shipped_model_is_the_one_its_manifest_names() -> None:
    assert checked() == folder()
    assert {"reader.onnx", "overflow.onnx", "tokenizer.json"} <= set(manifest()["files"])


def test_it_is_small_enough_for_a_repository() -> None:
    assert sum(path.stat().st_size for path in folder().iterdir()) < 45e6


def test_it_is_opened_once() -> None:
    assert opened() is opened()


@pytest.mark.parametrize("name", ["reader.onnx", "overflow.onnx", "tokenizer.json", "manifest.json"])
def test_a_missing_file_is_named(copied: Path, name: str) -> None:
    (copied / name).unlink()
    with pytest.raises(ModelError, match=rf"{name}.*--no-model"):
        checked(copied)


@pytest.mark.parametrize("name", ["reader.onnx", "overflow.onnx", "tokenizer.json"])
def test_a_damaged_file_is_never_read(copied: Path, name: str) -> None:
    content = bytearray((copied / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copied / name).write_bytes(content)
    with pytest.raises(ModelError, match=rf"{name} is damaged or of another release"):
        checked(copied)


@pytest.mark.parametrize("text", ["", "[]", '{"files": 3}', "{"])
def test_a_manifest_that_says_nothing_is_refused(copied: Path, text: str) -> None:
    (copied / "manifest.json").write_text(text)
    with pytest.raises(ModelError, match=r"manifest\.json"):
        checked(copied)


def test_another_file_under_the_right_name_is_refused(copied: Path) -> None:
    told = json.loads((copied / "manifest.json").read_text())
    told["files"]["reader.onnx"] = "0" * 32
    (copied / "manifest.json").write_text(json.dumps(told))
    with pytest.raises(ModelError, match=r"reader\.onnx"):
        checked(copied)


class Processor:
    """A network whose sums come out as given."""

    def __init__(self, summed: int) -> None:
        self.summed = summed

    def run(self, outputs: None, inputs: dict[str, object]) -> list[np.ndarray]:
        return [np.full((1, 16), self.summed, dtype=np.int32)]


# 32767 for every pair of products: what processors without VNNI make of the largest bytes.
@pytest.mark.parametrize(("summed", "exact"), [(EXACT_SUM, True), (32767 * 32, False), (0, False)])
def test_a_processor_that_overflows_is_told_by_its_sums(summed: int, exact: bool) -> None:
    assert sums_exactly(Processor(summed)) is exact


@pytest.mark.parametrize("exact", [True, False])
def test_only_a_processor_that_overflows_pays_for_careful_sums(exact: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, bool]] = []
    monkeypatch.setattr(sessions, "_network", lambda path, careful: asked.append((path.name, careful)))
    monkeypatch.setattr(sessions, "sums_exactly", lambda network: exact)
    opened.__wrapped__()
    assert asked == [("overflow.onnx", False), ("reader.onnx", not exact)]


def test_careful_sums_say_what_the_chosen_way_says() -> None:
    careful = sessions._network(folder() / "reader.onnx", careful=True)
    given = {"ids": np.arange(5, 37, dtype=np.int64)[None], "hints": np.zeros((1, 32, len(TYPES)), dtype=np.float32)}
    found, wanted = opened().run(given), careful.run(list(sessions.OUTPUTS), given)
    for (name, ours), theirs in zip(found.items(), wanted, strict=True):
        assert np.array_equal(ours, theirs), name
