"""A chronicle made of shards is that of ``build``, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

import making
from runut.build import build
from runut.config import example_articles
from runut.errors import StoreError, UsageError
from runut.keep.canonical import digest_of
from runut.keep.store import Store
from runut.receipt import Receipt
from runut.rules import use_files
from runut.scale.merging import merge_shards
from runut.scale.pool import here, in_processes
from runut.scale.shards import plan
from scale.conftest import task_in, web_archive

pytest.importorskip("pyarrow", reason="needs pyarrow: pip install 'runut[parquet]'")

VISIT = "published 2023-09-14\nvisit CONSULT PRK RUS 2023-09-13 actual"


def sharded(paths: list[Path], folder: Path, chronicle: Path, workers: int, *watched: str) -> tuple[str, Receipt]:
    task = task_in(folder, *watched, isolated=workers > 0)
    shards = plan([str(path) for path in paths])
    assert all(one.manifest for one in (in_processes(shards, task, workers) if workers else here(shards, task)))
    return merged(folder, chronicle)


def merged(folder: Path, chronicle: Path) -> tuple[str, Receipt]:
    store = Store(chronicle, create=True)
    receipt = merge_shards(folder, store)
    found = digest_of(store)
    store.engine.dispose()
    return found, receipt


def built(paths: list[Path], chronicle: Path) -> tuple[str, Receipt]:
    store = Store(chronicle, create=True)
    receipt = build(store, [str(path) for path in paths])
    found = digest_of(store)
    store.engine.dispose()
    return found, receipt


@pytest.fixture
def crawl(tmp_path: Path) -> list[Path]:
    """Pages told twice, pages of one article, refused pages, a cut archive, a table, the same bytes at two places."""
    folder = making.write(
        tmp_path / "pages",
        **{f"p{n:02}": f"{VISIT}\n{n % 5}" for n in range(12)},
        **{f"r{n}": f"Putin tiba (halaman {n})\nsend AID RUS PRK 2024-03-0{n} planned" for n in range(1, 4)},
        s1="unreadable", s2="english page", s3="crash",
    )  # fmt: skip
    pages = [(f"https://x.id/{n}", f"{VISIT}\n{n % 3}\nweekday {n}".encode()) for n in range(8)]
    whole = web_archive(tmp_path / "a.warc.gz", [*pages, ("https://x.id/e", b"english")], "text/plain")
    cut = tmp_path / "b.warc.gz"
    cut.write_bytes(whole.read_bytes()[:-40])
    table = tmp_path / "rows.jsonl"
    table.write_text('{"text": "published 2023-09-15\\nmeet CONSULT PRK RUS 2023-09-13 actual", "id": "7"}\nbroken\n')
    return [folder, whole, cut, table, tmp_path / "missing"]


@pytest.mark.usefixtures("by_hand")
def test_it_is_that_of_build_whatever_the_order(tmp_path: Path, crawl: list[Path]) -> None:
    expected, receipt = built(crawl, tmp_path / "b.db")
    found, other = sharded(crawl, tmp_path / "s0", tmp_path / "0.db", 0)
    assert found == expected
    assert receipt.joined == 2
    assert {r.reason for r in receipt.rejects} >= {"broken-archive", "broken-row", "not-found", "unreadable", "binary"}
    for name in ("read", "kept", "joined", "other_language", "unreadable", "events", "conflicts"):
        assert getattr(other, name) == getattr(receipt, name), name
    backwards, _ = sharded(crawl[::-1], tmp_path / "s1", tmp_path / "1.db", 0)
    assert backwards == expected
    assert built(crawl[::-1], tmp_path / "c.db")[0] == expected


@pytest.mark.slow
@pytest.mark.usefixtures("by_hand")
def test_it_is_that_of_build_whatever_the_number_of_processes(tmp_path: Path, crawl: list[Path]) -> None:
    expected, _ = built(crawl, tmp_path / "b.db")
    for workers in (1, 3):
        assert sharded(crawl, tmp_path / f"s{workers}", tmp_path / f"{workers}.db", workers)[0] == expected


@pytest.mark.slow
def test_it_is_that_of_build_by_the_real_reader(tmp_path: Path) -> None:
    paths = example_articles()
    expected, _ = built(paths, tmp_path / "b.db")
    assert sharded(paths, tmp_path / "s", tmp_path / "s.db", 2)[0] == expected


@pytest.mark.usefixtures("by_hand")
def test_merging_again_and_merging_what_is_built_add_nothing(tmp_path: Path, crawl: list[Path]) -> None:
    expected, _ = built(crawl, tmp_path / "a.db")
    found, receipt = sharded(crawl, tmp_path / "s", tmp_path / "a.db", 0)
    assert found == expected
    assert receipt.kept == 0
    assert receipt.already_there > 20
    merged(tmp_path / "s", tmp_path / "b.db")
    assert merged(tmp_path / "s", tmp_path / "b.db")[0] == expected
    assert built(crawl, tmp_path / "b.db")[0] == expected


def test_what_was_read_by_other_rules_or_is_damaged_is_refused(tmp_path: Path) -> None:
    making.write(tmp_path / "pages", a="Putin tiba di Pyongyang pada Rabu (19/6/2024).")
    folder = tmp_path / "s"
    folder.mkdir()
    with pytest.raises(UsageError, match="there are no shards"):
        merged(folder, tmp_path / "a.db")
    (one,) = here(plan([str(tmp_path / "pages")]), task_in(folder))
    use_files(model=True)
    with pytest.raises(UsageError, match="--no-model"):
        merged(folder, tmp_path / "a.db")
    use_files(model=False)
    assert merged(folder, tmp_path / "a.db")[1].kept == 1
    assert one.manifest is not None
    (folder / one.manifest.outputs["rejects"].file).write_bytes(b"PAR1")
    with pytest.raises(StoreError, match="run runut scale again"):
        merged(folder, tmp_path / "a.db")
