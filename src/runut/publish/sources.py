"""The articles of a view as numbered sources, and where in them an event is told.

In: a ``View``. Out: ``Source`` records, in the order in which the events name them, then those that tell none. An
address is a web address or nothing: a script, or a path on somebody's machine, is no link. A page without one is known
by its file's name and its hash.

>>> web_address(" https://warta.example/a?b=1 "), web_address("javascript:alert(1)"), web_address("/home/ani/a.html")
('https://warta.example/a?b=1', None, None)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from runut.publish.dates import date_text
from runut.publish.tables import article_title
from runut.publish.view import View
from runut.publish.wording import Language, fill
from runut.records import Article, Published, Report, Span

ADDRESS = re.compile(r"https?://[^\s/<>\"\\^`{|}]+(?:[/?#][^\s<>\"\\^`{|}]*)?", re.IGNORECASE)
# What breaks a line, and what is not seen: it turns the text around, or no file of XML may hold it.
BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Source:
    """An article that a view rests on. ``name`` is the last part of the path or address that it was read from."""

    number: int
    id: str
    name: str
    address: str | None
    sha256: str
    title: str
    outlet: str
    author: str
    published: Published
    language: str

    def place(self, span: Span) -> str:
        """Where a sentence stands: characters of the page's visible text, from 0, the end excluded."""
        return f"{(self.address or self.name).partition('#')[0]}#char={span.start},{span.end}"

    def citation(self, language: Language) -> str:
        """ "Kabar Contoh, 25 Juni 2020, Medali untuk Kim"."""
        day = date_text(self.published.value, language) if self.published.value else fill("undated", language)
        return ", ".join(filter(None, (self.outlet, day, self.title or self.name)))


class Sources:
    """The sources of a view, by article."""

    def __init__(self, view: View) -> None:
        self.found: dict[str, Source] = {}
        articles = {article.document.id: article for article in reversed(view.articles)}
        for cluster in view.clusters:
            for report in cluster.reports:
                if report.article not in self.found:
                    article = articles.get(report.article)
                    number = len(self.found) + 1
                    self.found[report.article] = _of_article(article, number) if article else _of_report(report, number)
        for article in view.articles:
            if article.document.id not in self.found:
                self.found[article.document.id] = _of_article(article, len(self.found) + 1)

    def __iter__(self) -> Iterator[Source]:
        return iter(self.found.values())

    def of(self, report: Report) -> Source:
        """The article that a report stands in."""
        return self.found[report.article]


def web_address(text: str | None) -> str | None:
    """The text, if it is a web address."""
    found = ADDRESS.fullmatch((text or "").strip())
    return found.group() if found else None


def plain(text: str) -> str:
    """Text of an article on one line, without characters that are not seen but turn or break what stands around."""
    return " ".join(UNSEEN.sub("", BREAKS.sub(" ", text)).split())


def file_name(source: str) -> str:
    """The last part of a path or address."""
    return plain(source.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]) or "-"


def _of_article(article: Article, number: int) -> Source:
    document, given = article.document, article.document.given
    return Source(
        number=number,
        id=document.id,
        name=file_name(document.source),
        address=web_address(given.url) or web_address(document.source) or web_address(document.key),
        sha256=document.sha256,
        title=plain(article_title(article)),
        outlet=plain(document.outlet.name) if document.outlet else "",
        author=plain(given.author or ""),
        published=article.published,
        language=document.language,
    )


def _of_report(report: Report, number: int) -> Source:
    """What a report tells of an article that is not at hand."""
    return Source(
        number=number,
        id=report.article,
        name=file_name(report.source),
        address=web_address(report.source) or web_address(report.key),
        sha256="",
        title="",
        outlet=plain(report.outlet or ""),
        author="",
        published=report.published,
        language="id",
    )
