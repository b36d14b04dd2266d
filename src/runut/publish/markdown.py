"""A chronicle as a Markdown document: by year and date, each event with the sentences it rests on.

In: a ``View``. Out: text. Every character of an article is escaped, so that none of it becomes markup.

>>> escaped("*a* <b> [c](d)")
'\\\\*a\\\\* &lt;b&gt; \\\\[c\\\\](d)'
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from runut.publish.dates import date_text, day_text
from runut.publish.decisions import in_brief
from runut.publish.occasion_names import title_of
from runut.publish.phrasing import sentence
from runut.publish.textless import words
from runut.publish.view import View
from runut.publish.wording import Language, fill, word, wording
from runut.records import Claim, Cluster, CrossConflict, Report

MARKUP = re.compile(r"([\\`*_{}\[\]#|~])")
LINE_MARK = re.compile(r"^(\s*)([-+>=]|\d+[.)])")

def markdown(view: View, language: Language = "id") -> str:
    """The whole document."""
    return "\n".join(_lines(view, language)) + "\n"


def escaped(text: str) -> str:
    """Text of an article on one line, without any markup in it."""
    line = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return LINE_MARK.sub(r"\1\\\2", MARKUP.sub(r"\\\1", line))


def _text(name: str, language: Language, **values: object) -> str:
    return str(wording()["markdown"][name][language]).format(**values)


def _lines(view: View, language: Language) -> Iterator[str]:
    yield f"# {escaped(view.title)}"
    yield ""
    counts = {"events": len(view.clusters), "articles": len(view.articles), "conflicts": len(view.conflicts)}
    yield _text("counts", language, **counts)
    if view.receipt:
        receipt = view.receipt
        yield _text("receipt", language,
            read=receipt.read, kept=receipt.kept, copies=receipt.copies, other=receipt.other_language,
            undated=receipt.undated, bad=receipt.unreadable,
        )  # fmt: skip
        if receipt.without_model:
            yield _text("without_model", language, n=receipt.without_model)
    if view.filter:
        yield _text("filter", language, x=escaped(view.filter))
    year, lines = "", {one.id: sentence(one, language) for one in view.clusters}
    for cluster in view.clusters:
        heading = _year(cluster, language)
        if heading != year:
            year = heading
            yield from ("", f"## {year}")
        yield from _event(cluster, language, lines)
    inside = {conflict for cluster in view.clusters for conflict in cluster.conflicts}
    others = [conflict for conflict in view.conflicts if conflict not in inside]
    if others:
        yield from ("", f"## {_text('others', language)}", "")
        for conflict in others:
            yield from _conflict(conflict, language)
    if view.receipt and view.receipt.rejects:
        yield from ("", f"## {_text('not_kept', language)}", "")
        for reject in view.receipt.rejects:
            yield f"- {escaped(reject.source)}: {escaped(reject.reason)}, {escaped(reject.detail)}"


def _year(cluster: Cluster, language: Language) -> str:
    time = cluster.time
    return str(time.earliest.year) if time and time.earliest else fill("undated", language).capitalize()


def _event(cluster: Cluster, language: Language, lines: Mapping[str, str]) -> Iterator[str]:
    status = "" if cluster.status == "actual" else f" · *{word('statuses', cluster.status, language)}*"
    yield from ("", f"### {day_text(cluster, language)}{status}", "")
    yield f"**{escaped(sentence(cluster, language, dated=False))}**  "
    facts = _text("sources", language, n=cluster.independent_sources, c=f"{cluster.confidence:.2f}")
    kind = word("types", cluster.type, language)
    occasion = f" · {escaped(title_of(cluster.occasion, language))}" if cluster.occasion else ""
    yield f"{kind} · {facts}{occasion}"
    if cluster.part_of:
        yield from ("", _text("part_of", language, x=escaped(lines.get(cluster.part_of, cluster.part_of))))
    if cluster.parts:
        yield from ("", _text("parts", language, x=" ".join(escaped(lines.get(one, one)) for one in cluster.parts)))
    if cluster.decisions:
        yield from ("", _text("decided", language, x=escaped("; ".join(map(in_brief, cluster.decisions)))))
    for report in cluster.reports:
        yield from ("", f"> {escaped(words(report))}  ", f"> — {_source(report, language)}")
    for conflict in cluster.conflicts:
        yield ""
        yield from _conflict(conflict, language)


def _source(report: Report, language: Language) -> str:
    when = date_text(report.published.value, language) if report.published.value else fill("undated", language)
    parts = [escaped(report.outlet)] if report.outlet else []
    parts += [when, f"`{report.source.replace('`', ' ')}`"]
    claims = _claims(report.event.said_by)
    return ", ".join(parts) + (f" ({_text('said', language)} {escaped(claims)})" if claims else "")


def _claims(claims: Sequence[Claim]) -> str:
    return " ← ".join(claim.name for claim in claims)


def _conflict(conflict: CrossConflict, language: Language) -> Iterator[str]:
    kind = word("conflict_kinds", conflict.kind, language)
    judgement = word("judgements", conflict.judgement, language)
    yield f"- ⚡ **{_text('conflict', language, kind=kind, judgement=judgement)}**"
    for source, _, value, span in conflict.values:
        told = f": “{escaped(span.text)}”" if span and span.text else ""
        yield f"  - {escaped(value)} — `{source.replace('`', ' ')}`{told}"
