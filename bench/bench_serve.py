"""How long the pages of a large chronicle take: the example corpus, told again until there are N events.

    python bench/bench_serve.py 100000 [FOLDER]
    python bench/bench_serve.py 50000 [FOLDER] --readers 20 --articles 200

Prints the processor's time of each address, the first answer and the median of the next four. The events are copies of
the examples' with other ids and days, so that the lists, the index and the search have their usual shape; it says
nothing about reading or merging.

With ``--readers`` the workbench runs as a program of its own, and so many readers turn its pages, each with a pause of
0.5 to 1.5 seconds between two: first alone, then while articles that were sent to it are read and merged. It prints how
long an answer took as the readers saw it, what was no page, and how busy the machine was with other things.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Date, Table, text
from starlette.testclient import TestClient

from runut.build import build
from runut.config import example_articles
from runut.keep import schema
from runut.keep.engine import writing
from runut.keep.store import Store
from runut.serve.app import create_app
from runut.serve.guard import Guard

ADDRESSES = (
    "/timeline", "/timeline?page=2", "/timeline?newest=true", "/timeline?page=1500", "/timeline?search=kunjungan",
    "/timeline?actor=Putin", "/timeline?between=Rusia&between=Korut&type=CONSULT", "/timeline?from=2020&to=2021",
    "/timeline/survey", "/timeline/survey?actor=Putin", "/timeline/survey?search=kunjungan", "/conflicts", "/actors",
    "/articles", "/statements", "/actors/RUS", "/actors/Q7747", "/dyad?between=Rusia&between=Ukraina", "/map",
    "/map?actor=Putin", "/graph", "/graph?type=CONSULT", "/stories?now=true", "/timeline?place=Korut&certainty=high",
    "/timeline.json?limit=50",
)  # fmt: skip
PAGES = (
    "/timeline", "/timeline?newest=true", "/timeline?page=7", "/timeline?search=kunjungan", "/timeline?actor=Putin",
    "/timeline?between=Rusia&between=Korut&type=CONSULT", "/timeline/survey", "/conflicts", "/actors", "/articles",
    "/statements", "/timeline.json?limit=50",
)  # fmt: skip
STEP = 17  # days between two tellings of the same event
FAR = 1_000_000
RENAMED = ((schema.clusters, "id"), (schema.articles, "article"), (schema.articles, "source"))
TOLD = (schema.articles, schema.events, schema.clusters, schema.participants)


def main() -> None:
    """Make the chronicle, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events", type=int, nargs="?", default=100_000)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--readers", type=int, default=0)
    parser.add_argument("--articles", type=int, default=200, help="how many are sent while readers read")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long readers read before that")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = (given.folder or Path(folder)) / f"large-{given.events}.db"
        if not path.exists():
            grow(path, given.events)
        if given.readers:
            crowd(path, given.readers, given.articles, given.seconds)
        else:
            alone(path)


def alone(path: Path) -> None:
    """The processor's time of every address, one after the other."""
    app = create_app(path, Guard.of("127.0.0.1"), read_only=True)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        event = client.get("/timeline.json?limit=1&offset=300").json()[0]
        article = event["reports"][0]["article"]
        for address in (*ADDRESSES, f"/events/{event['id']}", f"/articles/{article}"):
            times = [ask(client, address) for _ in range(5)]
            print(f"{address:<55} first {times[0]:6.0f} ms   then {statistics.median(times[1:]):6.0f} ms", flush=True)


@dataclass
class Seen:
    """What the readers saw: seconds by address, and what was no page."""

    times: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def show(self, title: str, worked: float) -> None:
        """Print it; ``worked``: the processor's seconds that the workbench took meanwhile."""
        whole = [one for times in self.times.values() for one in times]
        each = f"{1000 * worked / max(1, len(whole)):.0f} ms of a processor each"
        print(f"{title}: {len(whole)} pages, {each}, {_shown(whole)}, errors {len(self.errors)}; {busy()}")
        for address, times in sorted(self.times.items()):
            print(f"  {address:<53} {len(times):5}  {_shown(times)}")
        for error in self.errors[:10]:
            print(f"  ERROR {error}")
        sys.stdout.flush()


def crowd(path: Path, readers: int, articles: int, seconds: float) -> None:
    """Readers of a workbench in a process of its own, alone and beside a job."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "runut", "serve", str(path), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            until_up(port)
            event = get_json(port, "/timeline.json?limit=1&offset=300")[0]
            places = (*PAGES, f"/events/{event['id']}", f"/articles/{event['reports'][0]['article']}")
            before, begun = worked(port), reading(port, places, readers)
            time.sleep(seconds)
            stop(begun).show(f"{readers} readers alone", worked(port) - before)
            before, begun, at = worked(port), reading(port, places, readers), time.monotonic()
            job = follow(port, send(port, articles))
            took = time.monotonic() - at
            stop(begun).show(f"{readers} readers beside a job", worked(port) - before)
            receipt = job["receipt"] or {}
            result = f"kept {receipt.get('kept')}, events {receipt.get('events')}"
            print(f"the job: {job['state']} after {took:.0f} s, {result}")
        finally:
            server.terminate()


def reading(port: int, places: tuple[str, ...], readers: int) -> tuple[Seen, list[threading.Thread]]:
    """Readers, begun."""
    seen = Seen()
    threads = [threading.Thread(target=turn_pages, args=(port, places, seen, number)) for number in range(readers)]
    for thread in threads:
        thread.start()
    return seen, threads


def stop(begun: tuple[Seen, list[threading.Thread]]) -> Seen:
    """What they saw, once they have all gone."""
    seen, threads = begun
    seen.over.set()
    for thread in threads:
        thread.join()
    return seen


def turn_pages(port: int, places: tuple[str, ...], seen: Seen, number: int) -> None:
    """One reader: a page, a pause, another page."""
    chance = random.Random(number)
    while not seen.over.wait(chance.uniform(0.5, 1.5)):
        place, begun = chance.choice(places), time.perf_counter()
        try:
            code, body = get(port, place)
            trouble = "" if code == 200 and body else f"{place}: {code} {body[:200]!r}"
        except OSError as error:
            trouble = f"{place}: {error}"
        with seen.lock:
            seen.times.setdefault(place, []).append(time.perf_counter() - begun)
            if trouble:
                seen.errors.append(trouble)


def send(port: int, articles: int) -> str:
    """New articles, sent as a table; gives the job's address."""
    texts = [path.read_text(encoding="utf8") for path in example_articles() if path.suffix == ".txt"]
    rows = [{"id": str(n), "text": f"{texts[n % len(texts)]}\nCatatan ke-{n}."} for n in range(articles)]
    body = json.dumps({"articles": rows}).encode()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    connection.request("POST", "/add", body, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    assert answer.status == 202, answer.read()
    return str(json.loads(answer.read())["address"])


def follow(port: int, address: str) -> dict[str, Any]:
    """The job at its end."""
    while True:
        job: dict[str, Any] = get_json(port, address)
        if job["state"] not in ("waiting", "running"):
            return job
        time.sleep(1)


def get(port: int, place: str) -> tuple[int, bytes]:
    """A page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    try:
        connection.request("GET", place)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status == 307:  # an event that a build has merged since
            return get(port, answer.headers["Location"])
        return answer.status, body
    finally:
        connection.close()


def get_json(port: int, place: str) -> Any:
    """What stands at an address of data."""
    code, body = get(port, place)
    assert code == 200, (place, code, body[:200])
    return json.loads(body)


def worked(port: int) -> float:
    """The processor's seconds that the workbench has taken so far."""
    lines = get(port, "/metrics")[1].decode().splitlines()
    return float(next(line.split()[1] for line in lines if line.startswith("process_cpu_seconds_total ")))


def until_up(port: int) -> None:
    """Wait for the server."""
    for _ in range(600):
        try:
            get(port, "/docs")
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the workbench did not start")


def busy() -> str:
    """How many processes wanted a processor in the last minute, and how many processors there are."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"


def _shown(times: list[float]) -> str:
    if len(times) < 2:
        return f"{1000 * sum(times):.0f} ms"
    parts = statistics.quantiles(times, n=100, method="inclusive")
    return f"median {1000 * parts[49]:.0f} ms, p95 {1000 * parts[94]:.0f} ms, longest {1000 * max(times):.0f} ms"


def ask(client: TestClient, address: str) -> float:
    """The processor's milliseconds of one answer."""
    begun = time.process_time()
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return 1000 * (time.process_time() - begun)


def grow(path: Path, wanted: int) -> None:
    """The example chronicle, its articles and events copied inside the database until there are enough."""
    store = Store(path, create=True)
    build(store, [str(article) for article in example_articles()])
    events, _ = store.counts()
    with writing(store.engine) as connection:
        for table in TOLD:
            connection.execute(text(f"CREATE TEMP TABLE was_{table.name} AS SELECT * FROM {table.name}"))
        for number in range(1, -(-wanted // events)):
            values = {"n": f"-{number}", "at": FAR * number, "later": f"-{STEP * number % 9000} days"}
            for table in TOLD:
                connection.execute(text(copying(table)), values)
    store.engine.dispose()


def copying(table: Table) -> str:
    """The statement that tells the rows of a table again under other names and days; the records stay as they are."""
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    return f"INSERT INTO {table.name} ({columns}) SELECT {', '.join(map(told, table.columns))} FROM was_{table.name}"


def told(column: Column[Any]) -> str:
    """A column's value in the copy."""
    name, table = f'"{column.name}"', column.table
    if isinstance(column.type, Date):
        return f"CASE WHEN {name} < '9999' THEN date({name}, :later) ELSE {name} END"
    if column.name in ("cluster", "identity") or (table, column.name) in RENAMED:
        return f"substr({name}, 1, 50) || :n"
    if (column.name == "article" and table is schema.events) or (column.name == "id" and table is schema.articles):
        return f"{name} + :at"
    return "NULL" if column.name == "id" else name


if __name__ == "__main__":
    main()
