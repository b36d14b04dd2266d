"""TimelineJS: the JSON that the timeline of Knight Lab reads, one slide an event.

In: a ``View``. Out: bytes. TimelineJS puts the text of a slide into the page as HTML, so every character of it is
escaped; the only markup is ours. ``display_date`` says the date as exactly as it is known, because the scale itself
cannot. No picture and no medium: they would make the reader's browser ask other hosts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape

import orjson

from runut.publish.dates import day_text
from runut.publish.decisions import decisions_left_out
from runut.publish.made import Made, counted, note
from runut.publish.phrasing import lead_report, sentence
from runut.publish.sources import Sources, plain
from runut.publish.textless import sentences_left_out, words
from runut.publish.view import View
from runut.publish.wording import word
from runut.records import Cluster, EventTime

__all__ = ["write"]


def write(view: View) -> Made:
    """The document."""
    sources = Sources(view)
    dated = [cluster for cluster in view.clusters if _days(cluster.time)]
    left_out = (
        *counted(len(view.clusters) - len(dated), "event", "without a first and a last day"),
        *decisions_left_out(view.clusters),
        *sentences_left_out(view, "all sentences of an event but one"),
        "codes, offsets and the rules behind each value",
    )
    document = {
        "title": {"text": {"headline": _html(view.title), "text": f"<p>{_html(note(left_out))}</p>"}},
        "events": [_slide(cluster, view, sources) for cluster in dated],
    }
    return Made(orjson.dumps(document, option=orjson.OPT_INDENT_2) + b"\n", left_out)


def _slide(cluster: Cluster, view: View, sources: Sources) -> dict[str, object]:
    first, last = _days(cluster.time) or (date.min, date.min)
    return {
        "unique_id": cluster.id,
        "start_date": _date(first),
        **({"end_date": _date(last)} if last != first else {}),
        "display_date": _html(day_text(cluster, view.language)),
        "group": word("types", cluster.type, view.language),
        "text": {
            "headline": _html(sentence(cluster, view.language, dated=False)),
            "text": "".join(_body(cluster, view, sources)),
        },
    }


def _body(cluster: Cluster, view: View, sources: Sources) -> Iterator[str]:
    if cluster.status != "actual":
        yield f"<p><em>{_html(word('statuses', cluster.status, view.language))}</em></p>"
    lead = lead_report(cluster)
    if lead is not None:
        yield f"<blockquote>{_html(words(lead))}</blockquote>"
    told = {source.number: source for source in (sources.of(report) for report in cluster.reports)}
    for source in told.values():
        text = _html(source.citation(view.language))
        yield f'<p><a href="{escape(source.address)}">{text}</a></p>' if source.address else f"<p>{text}</p>"


def _days(time: EventTime | None) -> tuple[date, date] | None:
    return (time.earliest, time.latest) if time and time.earliest and time.latest else None


def _date(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def _html(text: str) -> str:
    return escape(plain(text))
