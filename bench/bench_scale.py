"""Pages a second, by clock and by processor, of ``runut scale``: with the model, without it, and through the funnel.

    python bench/bench_scale.py pages.warc.gz [more.warc.gz ...] [--runs funnel,full,model] [--workers 1 2]

The web archives are those of ``make_pages.py``. For each run and number of processes it prints pages a second, the
processor time a page of all processes together, the most memory that any one of them held, and the Parquet's hash,
which must be the same for every number of processes. On a shared machine the clock says little; read the processor.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import orjson

WATCHED = ("Rusia", "Korut")
RUNS: dict[str, list[str]] = {
    "funnel": ["--no-model", *(part for name in WATCHED for part in ("--watch", name))],
    "full": ["--no-model"],
    "model": [],
}


@dataclass(frozen=True, slots=True)
class Measured:
    """One run."""

    pages: int
    kept: int
    clock: float
    processor: float
    memory: float
    digest: str


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("archives", nargs="+")
    parser.add_argument("--runs", default="funnel,full")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    arguments = parser.parse_args()
    for name in arguments.runs.split(","):
        for workers in arguments.workers:
            found = measured(arguments.archives, RUNS[name], workers)
            print(
                f"{name:<7} {workers} processes: {found.pages} pages, {found.kept} kept, "
                f"{found.pages / found.clock:.1f} pages/s by the clock, "
                f"{1000 * found.processor / found.pages:.2f} ms of processor a page, "
                f"{found.memory:.0f} MB at most in one process, {found.digest[:12]}",
                flush=True,
            )


def measured(archives: list[str], options: list[str], workers: int) -> Measured:
    """One run in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "runut", "scale", *archives, "-o", folder, "--json"]
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        out = subprocess.run(
            [*command, "--workers", str(workers), *options], stdout=subprocess.PIPE, check=True
        ).stdout
        clock, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
        told = orjson.loads(out)
        total = hashlib.sha256()
        for path in sorted(Path(folder).glob("*.parquet")):
            total.update(path.read_bytes())
        processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        # the most of any process so far, also of earlier runs: run the sizes apart to compare their memory
        return Measured(told["read"], told["kept"], clock, processor, after.ru_maxrss / 1024, total.hexdigest())


if __name__ == "__main__":
    main()
