"""XLSX: a workbook with the events, their reports, the conflicts and the sources, linked to each other.

In: a ``View``. Out: bytes, the same for the same view. Web addresses are live links, and nothing else is: every other
cell is written as text, so that none of it runs as a formula. Dates are EDTF as text, because a spreadsheet would make
a day of a month; the first and the last day stand beside as real dates.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from runut.publish.dates import honest_date
from runut.publish.decisions import in_brief
from runut.publish.made import Made, counted, note
from runut.publish.naming import party_names
from runut.publish.phrasing import sentence
from runut.publish.sources import Sources, plain
from runut.publish.textless import sentences_left_out, words
from runut.publish.view import View
from runut.records import Claim, Cluster

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

__all__ = ["write"]

# Excel's limits: characters of a cell, links of a sheet, characters of a link. What goes beyond is counted.
LONGEST_CELL, MOST_LINKS, LONGEST_LINK = 32_767, 65_530, 2_000
# The creation date that the format demands; the clock would make each file another one.
CREATED = datetime(2000, 1, 1)
EVENTS = ("date", "earliest", "latest", "event", "status", "type", "mode", "act", "cameo", "actors", "targets",
          "place", "latitude", "longitude", "sources", "reports", "confidence", "conflicts", "occasion", "part of",
          "decisions", "id")  # fmt: skip
REPORTS = ("event", "source", "outlet", "published", "status", "date", "said by", "sentence", "start", "end", "address")
CONFLICTS = ("event", "kind", "judgement", "value", "words", "file", "detail")
SOURCES = ("number", "outlet", "published", "basis", "title", "address", "file", "language", "sha256")
LEFT_OUT = "offsets of names, the rules behind each value"


class Sheets:
    """The sheets of one workbook while they are filled."""

    def __init__(self, view: View, book: Workbook) -> None:
        self.view, self.book = view, book
        self.sources = Sources(view)
        self.head = book.add_format({"bold": True, "bottom": 1})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.link = book.get_default_url_format()
        self.cut = self.unlinked = 0
        self.links: dict[str, int] = {}

    def fill(self) -> None:
        """All four sheets."""
        rows = {cluster.id: row for row, cluster in enumerate(self.view.clusters, 1)}
        events = self._sheet("Events", EVENTS, (11, 11, 11, 70, 10, 11))
        for row, cluster in enumerate(self.view.clusters, 1):
            self._row(events, row, self._event(cluster))
        self._reports(rows)
        self._conflicts(rows)
        sheet = self._sheet("Sources", SOURCES, (8, 24, 12, 12, 60, 40))
        for source in self.sources:
            published = honest_date(source.published, self.view.language), source.published.basis
            self._row(sheet, source.number, (source.number, source.outlet, *published, source.title, None, source.name,
                                             source.language, source.sha256))  # fmt: skip
            self._address(sheet, source.number, 5, source.address)

    def notes(self, left_out: Sequence[str]) -> None:
        """The last sheet: what this is, and what is not in it."""
        sheet = self._sheet("Notes", ("note",), (110,))
        told = (self.view.title, self.view.filter, note(left_out))
        for row, text in enumerate(filter(None, told), 1):
            self._row(sheet, row, (text,))

    def _event(self, cluster: Cluster) -> tuple[object, ...]:
        language, time, place = self.view.language, cluster.time, cluster.place
        return (
            honest_date(time, language), time.earliest if time else None, time.latest if time else None,
            sentence(cluster, language, dated=False), cluster.status, cluster.type, cluster.mode, cluster.act,
            cluster.cameo, "; ".join(party_names(cluster.actors, language)),
            "; ".join(party_names(cluster.targets, language)), place.name if place else None,
            place.lat if place else None, place.lon if place else None, cluster.independent_sources,
            len(cluster.reports), cluster.confidence, len(cluster.conflicts), cluster.occasion, cluster.part_of,
            "; ".join(map(in_brief, cluster.decisions)), cluster.id,
        )  # fmt: skip

    def _reports(self, rows: dict[str, int]) -> None:
        sheet = self._sheet("Reports", REPORTS, (18, 8, 24, 12, 10, 12, 24, 90))
        at = 0
        for cluster in self.view.clusters:
            for report in cluster.reports:
                at, event, source = at + 1, report.event, self.sources.of(report)
                days = honest_date(report.published, self.view.language), honest_date(event.time, self.view.language)
                self._row(sheet, at, (
                    None, None, report.outlet, days[0], event.status, days[1], _claims(event.said_by), words(report),
                    event.evidence.start, event.evidence.end,
                ))  # fmt: skip
                self._inner(sheet, at, 0, f"internal:'Events'!A{rows[cluster.id] + 1}", cluster.id)
                self._inner(sheet, at, 1, f"internal:'Sources'!A{source.number + 1}", f"[{source.number}]")
                self._address(sheet, at, 10, source.address)

    def _conflicts(self, rows: dict[str, int]) -> None:
        sheet = self._sheet("Conflicts", CONFLICTS, (18, 12, 18, 30, 60, 30, 60))
        at = 0
        own = [conflict for cluster in self.view.clusters for conflict in cluster.conflicts]
        for conflict in dict.fromkeys((*self.view.conflicts, *own)):
            for source, _, value, span in conflict.values:
                at += 1
                told = span.text if span else None
                self._row(sheet, at, (conflict.event, conflict.kind, conflict.judgement, value, told, source,
                                      conflict.detail))  # fmt: skip
                if conflict.event in rows:
                    self._inner(sheet, at, 0, f"internal:'Events'!A{rows[conflict.event] + 1}", conflict.event)

    def _sheet(self, name: str, columns: Sequence[str], widths: Sequence[int]) -> Worksheet:
        sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        for column, title in enumerate(columns):
            sheet.write_string(0, column, title, self.head)
        return sheet

    def _row(self, sheet: Worksheet, row: int, values: Sequence[object]) -> None:
        for column, value in enumerate(values):
            if isinstance(value, date):
                sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), self.day)
            elif isinstance(value, int | float):
                sheet.write_number(row, column, value)
            elif value:
                text = plain(str(value))
                self.cut += len(text) > LONGEST_CELL
                sheet.write_string(row, column, text[:LONGEST_CELL])

    def _address(self, sheet: Worksheet, row: int, column: int, address: str | None) -> None:
        if address:
            self._inner(sheet, row, column, address, address)

    def _inner(self, sheet: Worksheet, row: int, column: int, target: str, shown: str) -> None:
        name = str(sheet.name)
        self.links[name] = self.links.get(name, 0) + 1
        if self.links[name] > MOST_LINKS or len(target) > LONGEST_LINK:
            self.unlinked += 1
            sheet.write_string(row, column, shown[:LONGEST_CELL])
        else:
            sheet.write_url(row, column, target, self.link, shown)


def write(view: View) -> Made:
    """The workbook."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    options: dict[str, Any] = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = Workbook(out, options)
    book.set_properties({"title": plain(view.title), "created": CREATED})
    sheets = Sheets(view, book)
    sheets.fill()
    left_out: tuple[str, ...] = (*sentences_left_out(view), LEFT_OUT)
    if sheets.cut:
        left_out += (f"the end of {sheets.cut} texts of more than {LONGEST_CELL:,} characters",)
    left_out += counted(sheets.unlinked, "link", "beyond what Excel opens (written as text)")
    sheets.notes(left_out)
    book.close()
    return Made(out.getvalue(), left_out)


def _claims(claims: Sequence[Claim]) -> str:
    return " < ".join(claim.name for claim in claims)
