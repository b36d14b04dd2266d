"""How long the pages of a large chronicle take: the example corpus, told again until there are N events.

    python bench/bench_serve.py 100000 [FOLDER]

Prints the processor's time of each address, the first answer and the median of the next four. The events are copies of
the examples' with other ids and days, so that the lists, the index and the search have their usual shape; it says
nothing about reading or merging.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
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
    "/articles", "/statements", "/actors/RUS", "/timeline.json?limit=50",
)  # fmt: skip
STEP = 17  # days between two tellings of the same event
FAR = 1_000_000
RENAMED = ((schema.clusters, "id"), (schema.articles, "article"), (schema.articles, "source"))
TOLD = (schema.articles, schema.events, schema.clusters, schema.participants)


def main() -> None:
    """Make the chronicle, ask, print."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(sys.argv[2] if len(sys.argv) > 2 else folder) / f"large-{wanted}.db"
        if not path.exists():
            grow(path, wanted)
        app = create_app(path, Guard.of("127.0.0.1"))
        with TestClient(app, base_url="http://127.0.0.1") as client:
            event = client.get("/timeline.json?limit=1&offset=300").json()[0]
            article = event["reports"][0]["article"]
            for address in (*ADDRESSES, f"/events/{event['id']}", f"/articles/{article}"):
                times = [ask(client, address) for _ in range(5)]
                print(
                    f"{address:<55} first {times[0]:6.0f} ms   then {statistics.median(times[1:]):6.0f} ms", flush=True
                )


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
