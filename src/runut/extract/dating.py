"""What each day in a news text says about the page's own date.

In: the document and its time expressions. Out: ``DatedDay`` records, one for each full or half-written day of the
prose, with its role: the day of a *report* ("dilansir AFP, Selasa (10/5/2022)"), of a *statement* ("kata Peskov, Sabtu
(9/9/2023)"), *told* (written the way a newsroom writes a fresh day: weekday, or figures in brackets), *background*
(a bare "20 Desember 2024") or *coming*. It decides nothing: ``published`` and ``checks`` do.

On 287 dated articles the page is 0-1 days younger than its latest report day in 93 of 100, than its latest statement
in 87, than its latest told day in 72; a bare day binds nothing (1 of 14).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml

from runut.data import LOADER
from runut.extract.occasions import Names
from runut.records import Document, TimeExpression

Role = Literal["report", "statement", "told", "background", "coming"]
REACH = 120
# A page tells the latest day it reports within a few days: 0-3 days in 58 of 63 articles.
LATEST_SLACK = 3
# Which of two roles on one day speaks of the page's date more surely.
RANK = {"told": 0, "statement": 1, "report": 2}
# "JAKARTA, KOMPAS.com, Rabu (5/6/2024) - ...": a dateline's length.
OPENING = 60
_DASH = re.compile(r"\)?\s?[-–—|]{1,2}\s")
WEEKDAYS = {"senin": 0, "selasa": 1, "rabu": 2, "kamis": 3, "jumat": 4, "jum'at": 4, "sabtu": 5, "minggu": 6, "ahad": 6}
_WEEKDAY = re.compile(r"\b(senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)\b", re.IGNORECASE)
_BRACKET = re.compile(r"\(\s?\d")
_STOP = re.compile(r"[.!?][\"”')\]]*\s+(?=[A-Z\"“(\[])|\n")
_DAY = re.compile(r"(\d{4}|XXXX)-(\d\d)-(\d\d)")
_DIRECT = re.compile(r"(?:dikutip|dilansir|edisi)\b[^.\n]{0,40}?[,(]\s?$", re.IGNORECASE)
# "Hingga Jumat (29/11/2024) unggahan itu telah disukai ...": what has been counted up to a day is no plan.
_UP_TO = re.compile(r"(?:hingga|sampai(?: dengan)?|per)\s(?:hari\s)?$", re.IGNORECASE)
_COUNTED = re.compile(
    r"\W*(?:pukul [\d.:]+\s?\w*\W*)?(?:(?:unggahan|postingan|video|konten|cuitan|klip|foto|narasi|jumlah|total)\b"
    r"|korban\b|telah\b|sudah\b|tercatat\b|sebanyak\b|sedikitnya\b|setidaknya\b|lebih dari\b|ada \d)",
    re.IGNORECASE,
)
# "dari 25 hingga 27 Juli", "22-25 Oktober": the end of a stretch may lie ahead of the page.
_STRETCH = re.compile(r"\d\s?(?:[-–—]|hingga|sampai|s/d)\s?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DatedDay:
    """A day of the prose. ``day`` is None where the year is not written; ``weekday`` is the one said (Monday 0)."""

    time: TimeExpression
    day: date | None
    month: int
    dom: int
    weekday: int | None
    role: Role
    sound: bool


@dataclass(frozen=True, slots=True)
class _Cues:
    report: re.Pattern[str]
    statement: Names
    coming: Names
    coming_after: re.Pattern[str]
    last: frozenset[str]
    fact_check: Names
    stamps: tuple[str, ...]


@cache
def _cues() -> _Cues:
    source = (files("runut.data") / "occasions" / "dating.yaml").read_text(encoding="utf8")
    table: dict[str, list[str]] = yaml.load(source, Loader=LOADER)

    def union(name: str, form: str) -> re.Pattern[str]:
        words = sorted(table[name], key=lambda word: (-len(word), word))
        return re.compile(form % "|".join(re.escape(word) for word in words), re.IGNORECASE)

    # Lost spaces at former links ("dikutip dariAntara") leave the cue itself whole, so a left edge is enough there.
    return _Cues(
        union("report", r"(?<!\w)(?:%s)"),
        Names(table["statement"]),
        Names(table["coming"]),
        union("coming_after", r"\W*(?:%s)\b"),
        frozenset(table["coming_after"]),
        Names([word for word in table["fact_check"] if not word.startswith("[")]),
        tuple(word for word in table["fact_check"] if word.startswith("[")),
    )


def is_fact_check(document: Document) -> bool:
    """Whether the page judges a rumour: its days are those of the posts and reports that it quotes."""
    text = document.text[:20_000].lower()
    marks = {" ".join(match.group().split()) for match in _cues().fact_check.finditer(text)}
    return len(marks) + sum(stamp in text for stamp in _cues().stamps) >= 2


def weigh(document: Document, times: Sequence[TimeExpression]) -> tuple[DatedDay, ...]:
    """The days of title and body with their roles, in text order."""
    prose = [(block.start, block.end) for block in document.blocks if block.label in ("title", "body")]
    out: list[DatedDay] = []
    here = 0
    for time in sorted(times, key=lambda t: (t.start, t.end)):
        while here < len(prose) and prose[here][1] <= time.start:
            here += 1
        match = _DAY.match(time.value)
        if here == len(prose) or prose[here][0] > time.start or match is None or time.type not in ("DATE", "TIME"):
            continue
        if time.earliest is not None and (time.earliest != time.latest or not _own(time)):
            continue
        said = _WEEKDAY.search(time.text)
        weekday = WEEKDAYS[said.group(1).lower()] if said else None
        sound = "weekday-mismatch" not in time.flags
        # A half-written day took the year of its neighbours: a weekday that gainsays it means another year, not a slip.
        day = time.earliest if sound or time.anchor == "explicit" else None
        role = _role(document.text, prose[here][0], time)
        out.append(DatedDay(time, day, int(match[2]), int(match[3]), weekday, role, sound or day is None))
    return tuple(out)


def is_coming(text: str, start: int, end: int) -> bool:
    """Whether what stands at the offsets is spoken of as still to come ("target pada 2045", "17 Agustus mendatang")."""
    before = _clause(text, max(0, start - REACH), start).lower()
    return any(_cues().coming.finditer(before)) or _is_followed(text, start, end)


def _is_followed(text: str, start: int, end: int) -> bool:
    """ "9 Juni mendatang", whether or not the word belongs to the expression."""
    own = text[start:end].lower().split()
    if len(own) > 1 and own[-1] in _cues().last:
        return True
    return _cues().coming_after.match(text[end : end + 24]) is not None


def _own(time: TimeExpression) -> bool:
    """Whether the day comes from written figures, not from the page's date."""
    beside = time.anchor.startswith("expression") and re.search(r"\d", time.text) is not None
    return time.anchor == "explicit" or beside


def _role(text: str, block_start: int, time: TimeExpression) -> Role:
    before = _clause(text, max(block_start, time.start - REACH), time.start)
    after = text[time.end : time.end + 24]
    if time.start - block_start <= OPENING and _DASH.match(after):
        return "report"
    if _is_followed(text, time.start, time.end) or _STRETCH.search(before):
        return "coming"
    if _UP_TO.search(before) and _COUNTED.match(after):
        return "told"
    role = _nearest(before, after)
    if role == "coming" or _is_news_form(text, time):
        return role
    return "report" if _DIRECT.search(before) and not after.lstrip(") ").startswith("silam") else "background"


def _clause(text: str, start: int, end: int) -> str:
    """What stands before the day in its own sentence."""
    window = text[start:end]
    stops = [match.end() for match in _STOP.finditer(window)]
    return window[stops[-1] :] if stops else window


def _nearest(before: str, after: str) -> Role:
    """The cue nearest before the day decides; "hari ini" may follow it."""
    cues = _cues()
    if re.match(r"\W*hari ini\b", after, re.IGNORECASE):
        return "report"
    found: tuple[int, Role] = (-1, "told")
    order: tuple[tuple[Role, re.Pattern[str] | Names], ...] = (
        ("report", cues.report), ("statement", cues.statement), ("coming", cues.coming)
    )
    for role, pattern in order:
        last = max((match.start() for match in pattern.finditer(before.lower())), default=-1)
        if last > found[0]:
            found = (last, role)
    return found[1]


def _is_news_form(text: str, time: TimeExpression) -> bool:
    """A weekday, or figures in brackets: how a newsroom writes a fresh day."""
    return bool(_WEEKDAY.search(time.text) or _BRACKET.search(text[max(0, time.start - 2) : time.end]))
