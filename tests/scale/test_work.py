"""A shard is the same bytes whoever does it and however often; what is done is not done again; halves do not count."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

import making
from runut.own import Own, use
from runut.rules import use_files
from runut.scale.files import Manifest, manifests, read_manifest, shown
from runut.scale.pool import here, in_processes
from runut.scale.shards import plan
from runut.scale.work import Done
from scale.conftest import task_in, web_archive

pq = pytest.importorskip("pyarrow.parquet", reason="needs pyarrow: pip install 'runut[parquet]'")

VISIT = "published 2023-09-14\nvisit CONSULT PRK RUS 2023-09-13 actual"
ACTS = 'acts:\n- {act: stand_by, type: CONSULT, cameo: "040", id: sua, en: stands by, verbs_intrans: [bersanding]}\n'


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    """Three web archives and a folder of pages beside them."""
    folder = tmp_path / "crawl"
    folder.mkdir()
    for at in range(3):
        pages = [(f"https://x.id/{at}-{n}", f"{VISIT}\n{at}{n}".encode()) for n in range(4)]
        pages += [("https://x.id/e", b"english page"), ("https://x.id/u", b"unreadable")]
        web_archive(folder / f"{at}.warc.gz", pages, "text/plain")
    making.write(folder / "saved", a=VISIT, b="Pasar ramai.", c="english")
    return folder


def done(paths: list[Path], folder: Path, workers: int, *watched: str, retry: bool = False) -> list[Done]:
    task = task_in(folder, *watched, isolated=workers > 0, retry=retry)
    shards = plan([str(path) for path in paths])
    return list(in_processes(shards, task, workers) if workers else here(shards, task))


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.usefixtures("by_hand")
def test_one_result_whatever_the_number_of_processes_and_the_order(tmp_path: Path, crawl: Path) -> None:
    done([crawl], tmp_path / "0", 0)
    done(sorted(crawl.iterdir(), reverse=True), tmp_path / "2", 2)
    assert bytes_of(tmp_path / "0") == bytes_of(tmp_path / "2")
    assert len(list(manifests(tmp_path / "0"))) == 4


@pytest.mark.usefixtures("by_hand")
def test_the_manifest_says_what_became_of_every_page(tmp_path: Path, crawl: Path) -> None:
    (one,) = done([crawl / "1.warc.gz"], tmp_path / "out", 0)
    manifest = one.manifest
    assert manifest is not None
    counts = manifest.counts
    assert (counts.read, counts.kept, counts.events) == (6, 4, 4)
    assert counts.rejected == {"other-language": 1, "binary": 1}
    articles = manifest.outputs["articles"]
    path = tmp_path / "out" / articles.file
    assert sha256(path.read_bytes()).hexdigest() == articles.sha256
    assert manifest.input_bytes == (crawl / "1.warc.gz").stat().st_size
    rows = pq.read_table(path).to_pylist()
    assert [row["events"][0]["act"] for row in rows] == ["visit"] * 4
    assert rows[0]["pages"][0]["data"].decode() == f"{VISIT}\n10"
    refused = pq.read_table(tmp_path / "out" / manifest.outputs["rejects"].file).to_pylist()
    assert [(row["source"][-2:], row["reason"]) for row in refused] == [("#5", "other-language"), ("#6", "binary")]


@pytest.mark.usefixtures("by_hand")
def test_what_is_done_is_not_done_again_but_for_other_bytes_or_damage(tmp_path: Path, crawl: Path) -> None:
    out = tmp_path / "out"
    assert not any(one.before for one in done([crawl], out, 0))
    before = bytes_of(out)
    assert all(one.before for one in done([crawl], out, 0))
    assert bytes_of(out) == before
    web_archive(crawl / "0.warc.gz", [("https://x.id/new", VISIT.encode())], "text/plain")
    manifest = next(found for found in manifests(out) if "1-warc" in found.shard)
    (out / manifest.outputs["articles"].file).write_bytes(b"PAR1")
    (out / f"{next(found.shard for found in manifests(out) if '2-warc' in found.shard)}.json").write_bytes(b"{")
    again = done([crawl], out, 0)
    assert sorted(Path(one.shard.source).name[:6] for one in again if not one.before) == ["0.warc", "1.warc", "2.warc"]


def test_other_rules_do_it_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Presiden Mesir bersanding dengan Raja Yordania. Putin tiba di Pyongyang.")
    (tmp_path / "acts.yaml").write_text(ACTS)
    out = tmp_path / "out"

    def once(*watched: str) -> bool:
        (one,) = done([tmp_path / "a.txt"], out, 0, *watched)
        return one.before

    assert [once(), once(), once("Rusia"), once("Rusia"), once("Mesir")] == [False, True, False, True, False]
    use_files([tmp_path / "acts.yaml"], model=False)
    assert not once("Mesir")
    use(Own(model=False))
    assert not once("Mesir")


@pytest.mark.slow
@pytest.mark.usefixtures("by_hand")
@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals")
def test_a_page_that_ends_its_process_is_listed_and_the_others_are_kept(tmp_path: Path) -> None:
    folder = making.write(tmp_path / "pages", a=VISIT, b="fatal", c=VISIT + "\nc", d="endless")
    task = task_in(tmp_path / "out", isolated=True, seconds=1)
    (one,) = in_processes(plan([str(folder)]), task, 1)
    assert one.manifest is not None
    assert one.manifest.counts.kept == 2
    assert one.manifest.counts.rejected == {"crashed": 1, "too-slow": 1}
    (folder / "b.txt").write_text(VISIT + "\nb")
    (again,) = in_processes(plan([str(folder)]), replace(task, retry=True), 1)
    assert again.manifest is not None
    assert again.manifest.counts.kept == 3


POISON = """
import os, signal
import runut.scale.pool as pool
real = pool.do
def poisoned(shard, task, hand):
    if "1.warc" in shard.files[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(shard, task, hand)
pool.do = poisoned
"""


@pytest.mark.slow
@pytest.mark.usefixtures("by_hand")
@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals")
def test_a_shard_that_ends_every_process_is_listed_and_the_others_are_done(
    tmp_path: Path, crawl: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from runut.scale import pool

    monkeypatch.setattr(pool, "PROGRAM", POISON + pool.PROGRAM)
    ended = done([crawl], tmp_path / "out", 2)
    (lost,) = [one for one in ended if one.manifest is None]
    assert "1.warc" in lost.shard.source
    assert f"signal {int(signal.SIGKILL)}" in lost.trouble
    # where a folder's name lets its files be cut is not of interest here: all shards but one are done
    assert len(list(manifests(tmp_path / "out"))) == len(ended) - 1 >= 3


def test_a_half_written_shard_does_not_exist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    making.install(monkeypatch)
    folder, out = making.write(tmp_path / "pages", a=VISIT), tmp_path / "out"
    (one,) = done([folder], out, 0)
    monkeypatch.setattr("runut.scale.work.write_manifest", lambda *_: 1 / 0)
    (folder / "b.txt").write_text(VISIT)
    with pytest.raises(ZeroDivisionError):
        done([folder], out, 0)
    assert read_manifest(out, one.shard.name) is None
    assert not list(out.glob("*.half"))


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"format": 2}', b'{"format": 1, "counts": 3}', b"\xff"])
def test_what_is_no_manifest_is_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.json").write_bytes(data)
    assert read_manifest(tmp_path, "a") is None
    assert list(manifests(tmp_path)) == []


def test_a_manifest_comes_back_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    making.install(monkeypatch)
    (one,) = done([making.write(tmp_path / "pages", a=VISIT)], tmp_path / "out", 0)
    found = read_manifest(tmp_path / "out", one.shard.name)
    assert isinstance(found, Manifest)
    assert one.manifest is not None
    assert shown(found) == shown(one.manifest)
