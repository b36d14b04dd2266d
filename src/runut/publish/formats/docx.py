"""DOCX: a brief for readers, by year and date, each event with the numbers of its sources, which stand at the end.

In: a ``View``. Out: bytes, the same for the same view. Numbers lead to the sources and web addresses are live links.
The event's sentence is Runut's; the sentence of the article that tells it best stands below it, marked as a quotation.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from runut.publish.dates import day_text
from runut.publish.decisions import in_brief
from runut.publish.made import Made, archive, note
from runut.publish.phrasing import lead_report, sentence
from runut.publish.sources import Sources, file_name, plain
from runut.publish.textless import sentences_left_out, words
from runut.publish.view import View
from runut.publish.wording import fill, word, wording
from runut.records import Cluster, CrossConflict

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

__all__ = ["write"]

CREATED = datetime(2000, 1, 1)
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
LEFT_OUT = "codes, offsets and the rules behind each value"


def write(view: View) -> Made:
    """The document."""
    brief = Brief(view)
    brief.fill()
    out = io.BytesIO()
    brief.document.save(out)
    return Made(_dated(out.getvalue()), brief.left_out)


class Brief:
    """The document while it is written."""

    def __init__(self, view: View) -> None:
        import docx

        self.view, self.sources = view, Sources(view)
        self.left_out = (*sentences_left_out(view, "all sentences of an event but one"), LEFT_OUT)
        self.document: Document = docx.Document()
        properties = self.document.core_properties
        properties.title, properties.author, properties.comments = plain(view.title), "runut", note(self.left_out)
        properties.created = properties.modified = CREATED
        self.bookmarks = 0

    def fill(self) -> None:
        """Title, events by year, conflicts, sources, note."""
        view, language = self.view, self.view.language
        self.document.add_heading(plain(view.title) or "-", 0)
        counts = {"events": len(view.clusters), "articles": len(view.articles), "conflicts": len(view.conflicts)}
        self.document.add_paragraph(self._text("counts", **counts))
        if view.filter:
            self.document.add_paragraph(self._text("filter", x=plain(view.filter)))
        year = None
        for cluster in view.clusters:
            time = cluster.time
            heading = str(time.earliest.year) if time and time.earliest else fill("undated", language).capitalize()
            if heading != year:
                self.document.add_heading(heading, 1)
                year = heading
            self._event(cluster)
        self._sources()
        self.document.add_paragraph(note(self.left_out), style="Caption")

    def _event(self, cluster: Cluster) -> None:
        language = self.view.language
        paragraph = self.document.add_paragraph()
        paragraph.add_run(f"{plain(day_text(cluster, language))}. ").bold = True
        if cluster.status != "actual":
            paragraph.add_run(f"({word('statuses', cluster.status, language)}) ").italic = True
        paragraph.add_run(plain(sentence(cluster, language, dated=False)))
        numbers = dict.fromkeys(self.sources.of(report).number for report in cluster.reports)
        for number in numbers:
            paragraph.add_run(" ")
            self._link(paragraph, f"[{number}]", anchor=f"source{number}")
        lead = lead_report(cluster)
        if lead is not None:
            quoted = self.document.add_paragraph(style="Quote")
            quoted.add_run(f"“{plain(words(lead))}” [{self.sources.of(lead).number}]")
        if cluster.decisions:
            decided = "; ".join(map(in_brief, cluster.decisions))
            self.document.add_paragraph(plain(self._text("decided", x=decided)), style="List Bullet")
        for conflict in cluster.conflicts:
            self._conflict(conflict)

    def _conflict(self, conflict: CrossConflict) -> None:
        kind = word("conflict_kinds", conflict.kind, self.view.language)
        judgement = word("judgements", conflict.judgement, self.view.language)
        values = "; ".join(f"{value or '…'} ({file_name(source)})" for source, _, value, _ in conflict.values)
        paragraph = self.document.add_paragraph(style="List Bullet")
        paragraph.add_run(f"{self._text('conflict', kind=kind, judgement=judgement)}: ").bold = True
        paragraph.add_run(plain(values))

    def _sources(self) -> None:
        self.document.add_heading({"id": "Sumber", "en": "Sources"}[self.view.language], 1)
        for source in self.sources:
            paragraph = self.document.add_paragraph()
            self._bookmark(paragraph, f"source{source.number}", f"[{source.number}]")
            paragraph.add_run(f" {source.citation(self.view.language)}. ")
            if source.address:
                self._link(paragraph, source.address, address=source.address)
            else:
                paragraph.add_run(source.name)
            if source.sha256:
                paragraph.add_run(f" (SHA-256 {source.sha256[:16]}…)")

    def _text(self, name: str, **values: object) -> str:
        return str(wording()["markdown"][name][self.view.language]).format(**values).replace("*", "")

    def _link(self, paragraph: Paragraph, text: str, *, anchor: str = "", address: str = "") -> None:
        """A link to a bookmark or to a web address; python-docx can read these but not make them."""
        link = self._element("w:hyperlink")
        if anchor:
            link.set(self._name("w:anchor"), anchor)
        else:
            link.set(self._name("r:id"), paragraph.part.relate_to(address, LINK, is_external=True))
        run = paragraph.add_run(text)
        run.underline = True
        link.append(run._r)
        paragraph._p.append(link)

    def _bookmark(self, paragraph: Paragraph, name: str, text: str) -> None:
        start, end = self._element("w:bookmarkStart"), self._element("w:bookmarkEnd")
        for mark in (start, end):
            mark.set(self._name("w:id"), str(self.bookmarks))
        start.set(self._name("w:name"), name)
        self.bookmarks += 1
        paragraph._p.append(start)
        paragraph.add_run(text)
        paragraph._p.append(end)

    @staticmethod
    def _element(name: str) -> Any:
        from docx.oxml import OxmlElement

        return OxmlElement(name)

    @staticmethod
    def _name(name: str) -> str:
        from docx.oxml.ns import qn

        return qn(name)


def _dated(data: bytes) -> bytes:
    """The same package with the fixed dates of ``archive``; python-docx writes the clock's."""
    with ZipFile(io.BytesIO(data)) as packed:
        return archive({name: packed.read(name) for name in packed.namelist()})
