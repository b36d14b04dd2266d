"""Whose voice a report is: three outlets that quote one agency are one origin, and so is every copy.

In: an article and an event, and what the article is a copy of. Out: a name of the origin, comparable between articles.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from runut.records import Article, Event, Report

VOICE = "article:"
SOURCE = "source:"


def origin_of(article: Article, event: Event) -> str:
    """The innermost named source of the event, else the article's own voice.

    A claimant of the event counts before the sources cited elsewhere in the article.
    """
    passed_on = {source.via.lower() for source in article.document.cited_sources if source.via}
    for claim in event.said_by:
        if claim.entity is None and claim.name.lower() not in passed_on:
            return f"{SOURCE}{claim.name.lower()}"
    return VOICE + article.document.id


def voiced(report: Report, original: str | None) -> Report:
    """The report with its article's voice, which for a copy is its original's."""
    if not report.origin.startswith(VOICE):
        return report
    origin = VOICE + (original or report.article)
    return report if origin == report.origin else replace(report, origin=origin)


def voices(reports: Sequence[Report]) -> Mapping[str, str]:
    """The voice of each origin: what an outlet itself reports, and what others have from that outlet, is one voice.

    ANTARA's own article and a page that tells the act "as ANTARA reported" are not two sources.
    """
    own = {VOICE + report.article: f"{SOURCE}{report.outlet.lower()}" for report in reports if report.outlet}
    cited = {report.origin for report in reports if report.origin.startswith(SOURCE)}
    return {
        report.origin: own[report.origin] if own.get(report.origin) in cited else report.origin for report in reports
    }
