"""The model's files: a missing, damaged or foreign one is named, with what to do; the right one opens once."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from runut.errors import ModelError
from runut.extract.reader.session import checked, folder, manifest, opened


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(folder(), tmp_path / "model"))


def test_the_shipped_model_is_the_one_its_manifest_names() -> None:
    assert checked() == folder()
    assert {"reader.onnx", "tokenizer.json"} <= set(manifest()["files"])


def test_it_is_small_enough_for_a_repository() -> None:
    assert sum(path.stat().st_size for path in folder().iterdir()) < 45e6


def test_it_is_opened_once() -> None:
    assert opened() is opened()


@pytest.mark.parametrize("name", ["reader.onnx", "tokenizer.json", "manifest.json"])
def test_a_missing_file_is_named(copied: Path, name: str) -> None:
    (copied / name).unlink()
    with pytest.raises(ModelError, match=rf"{name}.*--no-model"):
        checked(copied)


@pytest.mark.parametrize("name", ["reader.onnx", "tokenizer.json"])
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
