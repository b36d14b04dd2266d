"""The HTML report: one file that needs no network, with every sentence in its article.

In: a ``View``. Out: HTML. Style, script and data stand in the file; a content security policy allows exactly these
two, by their hash, and nothing else. Text of articles reaches the page escaped or as JSON that the script sets as text.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from itertools import groupby

import orjson

from runut.messages import indonesian
from runut.publish.histogram import histogram
from runut.publish.report_data import Both, ReportData, script_safe, used
from runut.publish.view import View
from runut.publish.wording import words

SHARED_GROUPS = ("statuses", "types", "conflict_kinds", "judgements", "blocks", "cuts", "bases", "interface")


def report(view: View) -> str:
    """The whole page."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    data = ReportData(view)
    events = data.events()
    style, script = _template("report.css"), _template("report.js")
    texts = {group: words(group) for group in SHARED_GROUPS}
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(_template("report.html.j2"))
    return template.render(
        view=view,
        years=[(year, list(rows)) for year, rows in groupby(events, key=lambda row: row.year)],
        events=events,
        disputes=data.disputes(),
        articles=data.article_rows(),
        actors=data.actors(),
        types=used((row.type for row in events), texts["types"]),
        statuses=used((row.status for row in events), texts["statuses"]),
        span=_span(view),
        strip=Markup(histogram(view.clusters)),  # its own text is escaped where it is made
        texts=texts,
        words=Markup(script_safe(orjson.dumps(texts).decode())),
        data=Markup(data.json()),
        style=Markup(style),
        script=Markup(script),
        policy=_policy(style, script),
        both=Both,
        indonesian=indonesian,
    )


def _template(name: str) -> str:
    return (files("runut.publish") / "templates" / name).read_text(encoding="utf8")


def _policy(style: str, script: str) -> str:
    sources = " ".join(
        f"{kind}-src 'sha256-{b64encode(sha256(text.encode()).digest()).decode()}';"
        for kind, text in (("style", style), ("script", script))
    )
    return f"default-src 'none'; {sources} base-uri 'none'; form-action 'none'"


def _span(view: View) -> str:
    """The years from the first to the last dated event."""
    years = [cluster.time.earliest.year for cluster in view.clusters if cluster.time and cluster.time.earliest]
    if not years:
        return ""
    return str(years[0]) if min(years) == max(years) else f"{min(years)}–{max(years)}"
