"""iCalendar (RFC 5545): one entry an event, whole days, for calendars.

In: a ``View``. Out: bytes. A calendar shows an entry on each of its days as if it went on, so an event that is known
only to lie within a stretch of more than a month is left out; one within fewer days says so in its title. Plans,
rumours and conditions are TENTATIVE, what was denied or did not take place is CANCELLED. ``DTSTAMP`` is the last day of
report.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from runut import __version__
from runut.publish.dates import day_text
from runut.publish.decisions import decisions_left_out
from runut.publish.made import Made, counted, note
from runut.publish.phrasing import lead_report, sentence
from runut.publish.sources import Sources, plain
from runut.publish.textless import sentences_left_out, words
from runut.publish.view import View
from runut.publish.wording import word
from runut.records import Cluster

__all__ = ["folded", "write"]

LONGEST = timedelta(days=30)
STATUS = {"actual": "CONFIRMED", "negated": "CANCELLED", "denied": "CANCELLED"}
# An octet more, and a line must be folded.
WIDTH = 75


def write(view: View) -> Made:
    """The calendar."""
    sources = Sources(view)
    shown = [cluster for cluster in view.clusters if _days(cluster)]
    left_out = (
        *counted(len(view.clusters) - len(shown), "event", "without a date of a month or less"),
        *decisions_left_out(view.clusters),
        *sentences_left_out(view, "all sentences of an event but one"),
        "codes, offsets and the rules behind each value",
    )
    head = [
        "BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//runut//{__version__}//ID", "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(view.title)}", f"X-WR-CALDESC:{_text(note(left_out))}",
    ]  # fmt: skip
    lines = [*head, *(line for cluster in shown for line in _entry(cluster, view, sources)), "END:VCALENDAR"]
    return Made("".join(folded(line) for line in lines).encode(), left_out)


def folded(line: str) -> str:
    """A content line of at most 75 octets a physical line, never cut inside a character."""
    out, width = [], 0
    for character in line:
        size = len(character.encode())
        if width + size > WIDTH:
            out.append("\r\n ")
            width = 1
        out.append(character)
        width += size
    return "".join(out) + "\r\n"


def _entry(cluster: Cluster, view: View, sources: Sources) -> Iterator[str]:
    first, last = _days(cluster) or (date.min, date.min)
    place, title = cluster.place, sentence(cluster, view.language, dated=False)
    if cluster.status != "actual":
        title = f"[{word('statuses', cluster.status, view.language)}] {title}"
    if first != last:
        title += f" ({day_text(cluster, view.language)})"
    addresses = dict.fromkeys(source.address for source in map(sources.of, cluster.reports) if source.address)
    yield "BEGIN:VEVENT"
    yield f"UID:{cluster.id}@runut"
    yield f"DTSTAMP:{_stamp(cluster):%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(title)}"
    yield f"DESCRIPTION:{_text(_description(cluster, view, sources), lines=True)}"
    yield f"CATEGORIES:{_text(cluster.type)}"
    yield f"STATUS:{STATUS.get(cluster.status, 'TENTATIVE')}"
    yield "TRANSP:TRANSPARENT"
    if place:
        yield f"LOCATION:{_text(place.name)}"
        if place.lat is not None and place.lon is not None:
            yield f"GEO:{place.lat:.6g};{place.lon:.6g}"
    if addresses:
        yield f"URL:{next(iter(addresses))}"
    yield "END:VEVENT"


def _description(cluster: Cluster, view: View, sources: Sources) -> str:
    lead = lead_report(cluster)
    told = {source.number: source for source in map(sources.of, cluster.reports)}
    lines = [f"“{plain(words(lead))}”"] if lead else []
    lines += [f"{source.citation(view.language)} {source.address or ''}".rstrip() for source in told.values()]
    return "\n".join(lines)


def _days(cluster: Cluster) -> tuple[date, date] | None:
    time = cluster.time
    if time is None or time.earliest is None or time.latest is None or time.latest - time.earliest > LONGEST:
        return None
    return time.earliest, time.latest


def _stamp(cluster: Cluster) -> date:
    return max((r.published.latest for r in cluster.reports if r.published.latest), default=date(1970, 1, 1))


def _text(text: str, *, lines: bool = False) -> str:
    """A TEXT value: no line break of an article becomes a property."""
    parts = [plain(part) for part in text.split("\n")] if lines else [plain(text)]
    return "\\n".join(
        part.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for part in parts
    )
