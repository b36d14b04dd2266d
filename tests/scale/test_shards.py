"""Shards: every page in one of them, pages of one article never parted, a file more changes one part."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from runut.acquire import find
from runut.errors import UsageError
from runut.records import RawPage
from runut.scale import shards
from runut.scale.shards import Shard, digest, pages_of, plan


def sources(made: Sequence[Shard]) -> list[str]:
    return [item.source for shard in made for item in pages_of(shard)]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything happens at sizes that a test can have."""
    for name, value in (("PART_FILES", 8), ("PART_MOST", 20), ("LARGE", 3000), ("LINES_BYTES", 2000)):
        monkeypatch.setattr(shards, name, value)


def folder_of(path: Path, number: int) -> Path:
    path.mkdir()
    for at in range(number):
        (path / f"{at:03}.txt").write_text(f"Berita {at}.")
    return path


@pytest.mark.usefixtures("small")
def test_the_shards_hold_what_intake_finds_in_its_order(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "a", 100)
    (folder / "050.jsonl").write_text("\n".join(json.dumps({"text": f"Berita {n}. " * 9}) for n in range(90)) + "\n\n")
    (folder / "051.bin").write_bytes(bytes(range(256)))
    (folder / "link.txt").symlink_to("/etc/hostname")
    paths = [str(folder), str(tmp_path / "missing"), str(folder / "003.txt")]
    made = list(plan(paths))
    assert len(made) > 8
    assert len({shard.name for shard in made}) == len(made)
    expected = [item.source for item in find(paths[:2])]
    assert sorted(sources(made)) == sorted(expected)
    assert any(shard.rows and shard.rows.first > 1 for shard in made)


@pytest.mark.usefixtures("small")
def test_a_file_more_changes_one_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Seams by name alone: a part that is cut because it is full is cut anew up to the next of them, and whether there
    # is one hangs on the name of the temporary folder.
    monkeypatch.setattr(shards, "PART_MOST", 1000)
    folder = folder_of(tmp_path / "a", 200)
    before = {shard.name: digest(shard) for shard in plan([str(folder)])}
    (folder / "100b.txt").write_text("Berita baru.")
    after = {shard.name: digest(shard) for shard in plan([str(folder)])}
    assert len(before) > 10
    assert len(after.items() - before.items()) <= 2


@pytest.mark.usefixtures("small")
def test_pages_of_one_article_are_in_one_shard(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    chance = random.Random(3)
    number = 0
    for at in range(60):
        for part in range(chance.randint(1, 4)):
            (folder / f"{number:04}.txt").write_text(f"Judul {at} (halaman {part + 1})\n\nIsi.")
            number += 1
    rows = [{"text": "Isi. " * 40, "url": f"https://x.id/{n // 3}?page={n % 3 + 1}"} for n in range(60)]
    table = tmp_path / "t.jsonl"
    table.write_text("\n".join(map(json.dumps, rows)))
    made = list(plan([str(folder), str(table)]))
    first = [next(iter(pages_of(shard))) for shard in made if shard.rows]
    assert len(first) > 3
    assert all(isinstance(page, RawPage) and (page.given.url or "").endswith("=1") for page in first)
    assert len([shard for shard in made if not shard.rows]) == 1  # numbered pages all along: there is no safe seam


def test_other_bytes_another_digest(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Satu.")
    (shard,) = plan([str(path)])
    before = digest(shard)
    path.write_text("Dua!!")
    assert digest(shard) != before
    path.unlink()
    assert digest(shard)[1] == 0


@pytest.mark.parametrize("path", ["-", "https://example.org/a.warc.gz"])
def test_only_files_are_shards(path: str) -> None:
    with pytest.raises(UsageError, match="save it to a file"):
        list(plan([path]))
