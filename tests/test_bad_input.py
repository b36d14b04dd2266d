"""Bad input, end to end with the real reader: a line each in the receipt, the rest of the run done, exit codes kept."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from runut.cli import run

GOOD = """Menlu Rusia Tiba di Pyongyang

Menteri Luar Negeri Rusia tiba di Pyongyang pada Rabu (18/10/2023) untuk membahas kerja sama kedua negara.

Pejabat setempat menyambut rombongan itu di bandara dan mengatakan bahwa pembicaraan akan berlangsung dua hari.
"""
ENGLISH = (
    "The foreign minister arrived in the capital on Wednesday for talks about the relations of the two countries. "
    "Officials who met him at the airport said that the talks would last for two days and that they had been planned. "
) * 3


def _zip(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(f"{name}.txt", text)
    return out.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bad")
    files = {
        "good.txt": GOOD.encode(),
        "empty.txt": b"",
        "blank.txt": b" \n\t\n",
        "line.txt": (GOOD.replace("\n", " ") * 90_000)[:21_000_000].encode(),
        "nul.txt": GOOD.encode().replace(b" ", b"\0 ", 20),
        "utf16.txt": GOOD.encode("utf-16"),
        "cp1252.txt": GOOD.replace("dua hari", "“dua” hari – café").encode("cp1252"),
        "cut.zip": _zip(a=GOOD, b=GOOD + "x")[:300],
        "bomb.zip": _zip(bomb="0" * 300_000_000),
        "english.txt": ENGLISH.encode(),
        "random.txt": bytes(range(256)) * 20,
        "rows.jsonl": json.dumps({"text": GOOD, "id": 7}).encode() + b"\n{broken\n",
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def receipt(folder: Path) -> dict[str, object]:
    out = folder.parent / "receipt.json"
    missing = str(folder / "missing.txt")
    assert run(["build", str(folder), missing, "-o", str(folder.parent / "c.db"), "--receipt", str(out)]) == 0
    loaded: dict[str, object] = json.loads(out.read_text())
    return loaded


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("empty.txt", "empty"),
        ("blank.txt", "empty"),
        ("line.txt", "too-large"),
        ("nul.txt", "binary"),
        ("cut.zip", "broken-archive"),
        ("bomb.zip!bomb.txt", "too-large"),
        ("english.txt", "other-language"),
        ("random.txt", "binary"),
        ("rows.jsonl#2", "broken-row"),
        ("missing.txt", "not-found"),
    ],
)
def test_what_cannot_be_kept_is_named_with_its_reason(
    name: str, reason: str, receipt: dict[str, object], folder: Path
) -> None:
    refused = receipt["not_kept"]
    assert isinstance(refused, list)
    named = {os.path.relpath(entry["source"], folder): entry for entry in refused}
    assert named[name]["reason"] == reason
    assert named[name]["detail"]


def test_the_rest_of_the_run_is_done(receipt: dict[str, object]) -> None:
    assert receipt["kept"] == 4  # good, utf16, cp1252, the first row
    assert receipt["read"] == 14


def test_nothing_readable_is_exit_code_1(folder: Path, tmp_path: Path) -> None:
    assert run(["build", str(folder / "empty.txt"), "-o", str(tmp_path / "c.db")]) == 1
    assert run(["read", str(folder / "english.txt"), "--json"]) == 1


def test_encodings_give_the_same_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", "--json", str(folder / "utf16.txt"), str(folder / "cp1252.txt")]) == 0
    wide, western = (json.loads(line)["text"] for line in capsys.readouterr().out.splitlines())
    assert wide.strip() == GOOD.strip()
    assert "“dua” hari – café" in western
