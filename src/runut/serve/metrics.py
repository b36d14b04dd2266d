"""Measures of the server in the text that Prometheus reads: requests, how long they took, jobs, the chronicle's size.

In: what passes through. Out: ``/metrics``, behind the same gate as everything else: this machine, or the token. An
address is counted as its kind (``/events/{name}``), so that there are as many series as kinds, and nobody's search is
kept. What no kind of address answered is counted as ``other``.

::

    app = Measured(Gate(app, guard), meter)
"""

from __future__ import annotations

import time
from collections import Counter as Tally
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["MEDIA", "Measured", "Measures", "Meter"]

MEDIA = "text/plain; version=0.0.4; charset=utf-8"
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Measures:
    """What is counted when it is asked for: articles, events and disagreements, and jobs by state."""

    articles: int
    events: int
    conflicts: int
    jobs: tuple[str, ...]


class Meter:
    """The measures of one server."""

    def __init__(self, state: Callable[[], Measures], job_states: Iterable[str]) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "runut_http_requests", "Requests answered.", ("route", "method", "status"), registry=self.registry
        )
        self.seconds = Histogram(
            "runut_http_request_seconds", "Time to the end of the answer.", ("route",), buckets=BUCKETS,
            registry=self.registry,
        )  # fmt: skip
        ProcessCollector(registry=self.registry)
        self.registry.register(_Chronicle(state, tuple(job_states)))

    def text(self) -> bytes:
        """All of it as Prometheus reads it."""
        return generate_latest(self.registry)

    def note(self, scope: Scope, status: int, seconds: float) -> None:
        """One answer more."""
        route = getattr(scope.get("route"), "path", None) or "other"
        method = scope["method"] if scope["method"] in METHODS else "other"
        self.requests.labels(route, method, str(status)).inc()
        self.seconds.labels(route).observe(seconds)


class _Chronicle(Collector):
    """What is asked of the chronicle and the inbox when somebody reads the measures."""

    def __init__(self, state: Callable[[], Measures], job_states: tuple[str, ...]) -> None:
        self.state = state
        self.job_states = job_states

    def describe(self) -> Iterable[GaugeMetricFamily]:
        """Nothing: the chronicle is not asked before somebody asks."""
        return ()

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The gauges."""
        now = self.state()
        single: Mapping[str, tuple[str, int]] = {
            "runut_chronicle_articles": ("Articles in the chronicle.", now.articles),
            "runut_chronicle_events": ("Events in the chronicle.", now.events),
            "runut_chronicle_conflicts": ("Disagreements in the chronicle.", now.conflicts),
        }
        for name, (says, value) in single.items():
            yield GaugeMetricFamily(name, says, value=value)
        jobs = GaugeMetricFamily("runut_jobs", "Jobs of the inbox by state.", labels=("state",))
        found = Tally(now.jobs)
        for state in self.job_states:
            jobs.add_metric((state,), found[state])
        yield jobs


class Measured:
    """Counts what is answered, refusals included."""

    def __init__(self, app: ASGIApp, meter: Meter) -> None:
        self.app = app
        self.meter = meter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, and note it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status, begun = 500, time.perf_counter()

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, sending)
        finally:
            self.meter.note(scope, status, time.perf_counter() - begun)
