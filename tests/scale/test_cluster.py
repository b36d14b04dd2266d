"""Under Ray: the same bytes, also when a process is killed in the middle of a shard."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from runut.errors import UsageError, WorkerError
from runut.scale.cluster import in_cluster
from runut.scale.pool import here
from runut.scale.shards import plan
from scale.conftest import task_in

pytest.importorskip("pyarrow", reason="needs pyarrow: pip install 'runut[parquet]'")

STORY = "Presiden Rusia Vladimir Putin tiba di Pyongyang pada Rabu (19/6/2024) dan bertemu Kim Jong Un. Berita {}."


def pages(folder: Path) -> list[str]:
    folder.mkdir()
    paths = []
    for shard in range(4):
        path = folder / f"{shard}.wet.gz.jsonl"
        path.write_text("\n".join(f'{{"text": "{STORY.format(n)}", "id": "{shard}-{n}"}}' for n in range(40)))
        paths.append(str(path))
    return paths


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}


class Killer(threading.Thread):
    """Ends the first process that is seen writing a shard."""

    def __init__(self, folder: Path) -> None:
        super().__init__(daemon=True)
        self.folder = folder
        self.killed: str | None = None

    def run(self) -> None:
        while self.killed is None:
            for half in self.folder.glob(".*.articles.parquet.*.half"):
                process = int(half.name.split(".parquet.")[1].split("-")[0])
                if process != os.getpid():
                    time.sleep(0.05)
                    os.kill(process, signal.SIGKILL)
                    self.killed = half.name
                    return
            time.sleep(0.01)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_a_process_killed_in_mid_shard_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("ray", reason="needs Ray: pip install 'runut[ray]'")
    monkeypatch.setattr("runut.scale.shards.LARGE", 1000)  # each table is a shard of its own
    paths = pages(tmp_path / "pages")
    assert all(one.manifest for one in here(plan(paths), task_in(tmp_path / "here")))
    task = task_in(tmp_path / "ray", isolated=True)
    killer = Killer(task.folder)
    killer.start()
    ended = list(in_cluster(plan(paths), task, "local", workers=2))
    assert [one.trouble for one in ended if one.manifest is None] == []
    assert killer.killed is not None
    assert len(ended) == 4
    assert bytes_of(tmp_path / "ray") == bytes_of(tmp_path / "here")
    assert all(one.before for one in here(plan(paths), task_in(tmp_path / "ray")))


def test_a_cluster_that_is_not_there() -> None:
    pytest.importorskip("ray", reason="needs Ray: pip install 'runut[ray]'")
    with pytest.raises(WorkerError, match="no Ray cluster answers at"):
        list(in_cluster([], task_in(Path()), "127.0.0.1:1"))


def test_without_ray_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    with pytest.raises(UsageError, match=r"runut\[ray\]"):
        list(in_cluster([], task_in(tmp_path), "local"))
