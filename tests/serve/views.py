"""Every view of the workbench by its name, as an address in the example corpus.

In: a reader of the example's workbench. Out: ``addresses``, a path for each name of ``VIEWS``. Where a view takes an
id, it is that of something in the corpus. A page that the program gains gets a line here; a test says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.testclient import TestClient

PAIR = "between=Rusia&between=Korut"


def _event(reader: TestClient) -> str:
    """A contested event that several articles tell: it has every part that the page of an event can have."""
    rows = reader.get("/timeline.json?conflict=true").json()
    return str(max(rows, key=lambda row: len(row["reports"]))["id"])


def _article(reader: TestClient) -> str:
    rows = reader.get("/timeline.json?actor=Putin").json()
    return str(rows[0]["reports"][0]["article"])


def _story(reader: TestClient) -> str:
    return str(reader.get(f"/stories.json?{PAIR}").json()[0]["id"])


# The rule of the route, and the address where it is seen. Lists are narrowed so that a page has a few dozen rows:
# what is checked is the page, and a list four times as long has no part that it lacks.
VIEWS: Mapping[str, tuple[str, str | Callable[[TestClient], str]]] = {
    "timeline": ("/timeline", f"/timeline?{PAIR}&from=2023-09"),
    "timeline, nothing found": ("/timeline", "/timeline?actor=nobody"),
    "event": ("/events/{event}", lambda reader: f"/events/{_event(reader)}"),
    "article": ("/articles/{name}", lambda reader: f"/articles/{_article(reader)}"),
    "actor": ("/actors/{name}", "/actors/CHN"),
    "articles": ("/articles", "/articles?from=2023"),
    "actors": ("/actors", "/actors?type=AID"),
    "conflicts": ("/conflicts", "/conflicts"),
    "statements": ("/statements", "/statements?from=2024"),
    "dyad": ("/dyad", f"/dyad?{PAIR}&from=2023"),
    "map": ("/map", f"/map?{PAIR}"),
    "graph": ("/graph", f"/graph?{PAIR}&from=2023"),
    "stories": ("/stories", f"/stories?{PAIR}"),
    "story": ("/stories/{name}", lambda reader: f"/stories/{_story(reader)}"),
    "occasions": ("/occasions", "/occasions"),
    "occasion": ("/occasions/{name}", "/occasions/victory-day-europe"),
    "export": ("/export", f"/export?{PAIR}"),
    "review": ("/review", "/review"),
    "decisions": ("/decisions", "/decisions"),
    "audit": ("/audit", "/audit"),
    "adding": ("/add", "/add"),
    "jobs": ("/jobs", "/jobs"),
    "API": ("/docs", "/docs"),
    "error": ("/{nowhere}", "/nowhere"),
}


def addresses(reader: TestClient) -> dict[str, str]:
    """Where each view is to be seen."""
    return {name: at if isinstance(at, str) else at(reader) for name, (_, at) in VIEWS.items()}


def in_language(address: str, language: str) -> str:
    """The address as it opens in a language."""
    return f"{address}{'&' if '?' in address else '?'}lang={language}"
