"""What a TimeML document of an article says: TIMEX3, EVENT and SIGNAL tags, empty TIMEX3s, instances and links.

In: an ``Article``. Out: ``Marks``. Tags never overlap: a time goes before an event, an event before a signal. A range
is two TIMEX3s and an empty one for the stretch between; a length that is tied to the article's day or to a founding
day gets its beginning and end as empty TIMEX3s where the text has none. It writes no XML.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from runut.dissect.words import tag_words
from runut.records import Article, Event, TimeExpression

RANGE_GAP = re.compile(r"\s*(?:hingga|sampai(?: dengan)?|sd|s/d|s\.d\.?|[-–—])\s*(?:pada |hari |ke )?", re.IGNORECASE)
LONGEST_GAP = 24
OFFSET_DAY = re.compile(r"H\s?([+-])\s?(\d{1,3})", re.IGNORECASE)
# The word before a time tells how an act lies to it; without one it lies inside.
SIGNALS = {
    "sejak": "BEGUN_BY", "semenjak": "BEGUN_BY", "mulai": "BEGUN_BY", "hingga": "ENDED_BY", "sampai": "ENDED_BY",
    "setelah": "AFTER", "sesudah": "AFTER", "usai": "AFTER", "seusai": "AFTER", "pasca": "AFTER",
    "sebelum": "BEFORE", "menjelang": "BEFORE", "jelang": "BEFORE", "selama": "DURING", "sepanjang": "DURING",
    "pada": "IS_INCLUDED", "dalam": "IS_INCLUDED",
}  # fmt: skip
BEFORE = re.compile(r"([A-Za-z]+)\s+$")
INTENDED = frozenset({"ACCUSE", "AGREE", "CONCEDE", "REJECT", "REQUEST", "THREATEN"})
MODALITY = {"planned": "akan", "rumoured": "dikabarkan", "conditional": "jika"}


@dataclass(frozen=True, slots=True)
class Tag:
    """A stretch of the text with its element name and attributes."""

    start: int
    end: int
    name: str
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Link:
    """A TLINK from an event instance to a time."""

    lid: str
    relation: str
    instance: str
    tid: str
    signal: str | None


@dataclass(frozen=True, slots=True)
class Marks:
    """All of an article: ``inline`` in text order, ``apart`` the empty TIMEX3s."""

    inline: tuple[Tag, ...]
    apart: tuple[Tag, ...]
    instances: tuple[Mapping[str, str], ...]
    links: tuple[Link, ...]


@dataclass(slots=True)
class _Times:
    """The TIMEX3s while their numbers are given out."""

    article: Article
    tids: dict[int, str] = field(default_factory=dict)
    tags: list[Tag] = field(default_factory=list)
    apart: list[Tag] = field(default_factory=list)

    def next_tid(self) -> str:
        return f"t{len(self.article.times) + len(self.apart) + 1}"

    def empty(self, kind: str, value: str, more: Mapping[str, str]) -> str:
        """A TIMEX3 without words; returns its tid."""
        tid = self.next_tid()
        self.apart.append(Tag(0, 0, "TIMEX3", {"tid": tid, "type": kind, "value": value, **more}))
        return tid


def marks(article: Article) -> Marks:
    """Tags, instances and links."""
    times = _Times(article, {time.start: f"t{n}" for n, time in enumerate(article.times, 1)})
    for time in article.times:
        times.tags.append(Tag(time.start, time.end, "TIMEX3", _timex(times, time)))
    _ranges(times)
    taken = list(times.tags)
    events, instances, of_event = _events(article, taken)
    links, signals = _links(article, of_event, times.tids, taken + events)
    inline = sorted([*times.tags, *events, *signals], key=lambda tag: tag.start)
    return Marks(tuple(inline), tuple(times.apart), tuple(instances), tuple(links))


# ---------------------------------------------------------------- times


def _timex(times: _Times, time: TimeExpression) -> dict[str, str]:
    out = {"tid": times.tids[time.start], "type": time.type, "value": time.value}
    for name in ("quant", "freq"):
        if time.type == "SET" and name in time.ext:
            out[name] = time.ext[name]
    if time.mod:
        out["mod"] = time.mod
    anchor = _anchor(times, time)
    out["temporalFunction"] = "true" if anchor or time.anchor.startswith("holiday") else "false"
    if anchor:
        out["anchorTimeID"] = anchor
    if time.type == "DURATION":
        out |= _ends(times, time)
    return out


def _anchor(times: _Times, time: TimeExpression) -> str | None:
    """The tid that the value was computed from: the article's day, another expression, a feast's day."""
    if time.anchor == "published":
        return "t0"
    if time.anchor.startswith("expression:"):
        return times.tids.get(int(time.anchor.split(":")[1]))
    offset = OFFSET_DAY.match(time.text)
    if offset is not None and time.earliest is not None:
        days = int(offset[2]) * (1 if offset[1] == "+" else -1)
        feast = time.earliest.fromordinal(time.earliest.toordinal() - days)
        return times.empty("DATE", feast.isoformat(), {"temporalFunction": "true"})
    return None


def _ends(times: _Times, time: TimeExpression) -> dict[str, str]:
    """beginPoint and endPoint of a length, where they are known; the article's own day is t0."""
    out: dict[str, str] = {}
    own = times.article.published
    for name, key in (("beginPoint", "begin"), ("endPoint", "end")):
        day = time.ext.get(key, "")
        if not day and key == "begin" and len(year := time.ext.get("anniversary_of", "")) == 4:
            day = year
        edge = time.earliest if key == "begin" else time.latest
        if not day and edge is not None and (time.ext.get("begin") or time.ext.get("end")):
            day = edge.isoformat()
        if day and own.earliest == own.latest is not None and day == str(own.earliest):
            out[name] = "t0"
        elif day:
            out[name] = times.empty("DATE", day, {"temporalFunction": "true", "anchorTimeID": times.tids[time.start]})
    return out


def _ranges(times: _Times) -> None:
    """An empty DURATION for every range of two expressions."""
    found, text = times.article.times, times.article.document.text
    for first, second in pairwise(found):
        gap = text[first.end : second.start]
        dates = {first.type, second.type} <= {"DATE", "TIME"}
        if not dates or not 0 < len(gap) <= LONGEST_GAP or RANGE_GAP.fullmatch(gap) is None:
            continue
        ends = {"beginPoint": times.tids[first.start], "endPoint": times.tids[second.start], "temporalFunction": "true"}
        times.empty("DURATION", _length(first, second), ends)


def _length(first: TimeExpression, second: TimeExpression) -> str:
    """Both ends count: 25 to 27 July are three days, 2014 to 2019 are six years that it touches."""
    a, b = first.value, second.value
    if re.fullmatch(r"\d{4}", a) and re.fullmatch(r"\d{4}", b) and a < b:
        return f"P{int(b) - int(a) + 1}Y"
    whole_days = first.granularity == second.granularity == "day"
    if whole_days and first.earliest and second.latest and first.earliest <= second.latest:
        return f"P{(second.latest - first.earliest).days + 1}D"
    return "PXXD" if whole_days else "PX"


# ---------------------------------------------------------------- events and links


def _events(
    article: Article, taken: Sequence[Tag]
) -> tuple[list[Tag], list[Mapping[str, str]], dict[str, str]]:
    """EVENT tags (one a trigger), an instance for every event, and the instance of each event."""
    tags: list[Tag] = []
    eids: dict[tuple[int, int], str] = {}
    instances: list[Mapping[str, str]] = []
    of_event: dict[str, str] = {}
    for event in sorted(article.events, key=lambda e: (e.trigger.start, e.id)):
        span = (event.trigger.start, event.trigger.end)
        if span not in eids:
            if _overlaps(span, [*taken, *tags]):
                continue
            eids[span] = f"e{len(eids) + 1}"
            kind = "I_ACTION" if event.type in INTENDED else "OCCURRENCE"
            tags.append(Tag(*span, "EVENT", {"eid": eids[span], "class": kind}))
        eiid = f"ei{len(instances) + 1}"
        of_event[event.id] = eiid
        instances.append(_instance(event, eids[span], eiid))
    return tags, instances, of_event


def _instance(event: Event, eid: str, eiid: str) -> Mapping[str, str]:
    """Indonesian verbs have no tense: it is the status that says FUTURE or PAST."""
    tag = tag_words([event.trigger.text.split()[0].lower()])[0]
    tense = {"planned": "FUTURE", "actual": "PAST"}.get(event.status, "NONE")
    polarity = "NEG" if event.status in ("negated", "denied") else "POS"
    out = {"eiid": eiid, "eventID": eid, "tense": tense, "aspect": "NONE", "polarity": polarity}
    out["pos"] = {"VERB": "VERB", "NOUN": "NOUN", "ADJ": "ADJECTIVE"}.get(tag, "OTHER")
    if event.status in MODALITY:
        out["modality"] = MODALITY[event.status]
    return out


def _overlaps(span: tuple[int, int], tags: Sequence[Tag]) -> bool:
    return any(tag.start < span[1] and span[0] < tag.end for tag in tags)


def _links(
    article: Article, of_event: Mapping[str, str], tids: Mapping[int, str], taken: Sequence[Tag]
) -> tuple[list[Link], list[Tag]]:
    """A TLINK for every event whose time stands in the text, with the word before it as its signal."""
    links: list[Link] = []
    signals: dict[int, Tag] = {}
    for event in article.events:
        mention = event.time.mention if event.time else None
        if mention is None or event.id not in of_event or mention.start not in tids:
            continue
        before = BEFORE.search(article.document.text, max(0, mention.start - 14), mention.start)
        word = before[1].lower() if before else ""
        relation, sid = SIGNALS.get(word, "IS_INCLUDED"), None
        if before is not None and word in SIGNALS and not _overlaps((before.start(1), before.end(1)), taken):
            at = before.start(1)
            signals.setdefault(at, Tag(at, before.end(1), "SIGNAL", {"sid": f"s{len(signals) + 1}"}))
            sid = signals[at].attributes["sid"]
        lid = f"l{len(links) + 1}"
        links.append(Link(lid, relation, of_event[event.id], tids[mention.start], sid))
    return links, list(signals.values())
