"""What comparing two reports needs of each, and nothing else: small enough to be kept for every event of a chronicle.

In: a ``Report``. Out: ``Telling``, and its bytes. Days are ordinals, so that a gap is a subtraction. It compares
nothing.

>>> gap((10, 12), (15, 15)), gap((10, 12), (12, 20))
(3, 0)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import orjson

from runut.fuse.counting import exact, sentence_of, thing
from runut.fuse.days import day_of
from runut.fuse.stems import stem
from runut.records import Event, Participant, Report

__all__ = ["Days", "Spot", "Telling", "gap", "ordinals_of", "packed", "telling_of", "unpacked"]

WORD = re.compile(r"[^\W\d_]{4,}")

# Words on either side of the event's own that tell what it is about.
AROUND = 6
ROW = ("pertama", "kedua", "ketiga", "keempat", "kelima", "keenam", "ketujuh", "kedelapan", "kesembilan", "kesepuluh")
# "Hari Kemenangan ke-79"; a seventh president is none.
COUNTED = re.compile(r"(?<!presiden )(?<!wapres )(?<!gubernur )\bke-(\d{1,3})\b(?! RI\b)", re.IGNORECASE)
# "serangan bom kedua", "pertemuan kedua", right after the event's own word; "kedua negara" are both of them.
IN_ROW = re.compile(
    rf"\s+(?:\w+\s+)?({'|'.join(ROW)})\b(?!\s+(?:negara|pihak|pemimpin|belah|kali|kepala|menteri|kubu|tim|tokoh|sisi))"
)
# "untuk kedua kalinya", "kali ketiga": how many times it has been done.
TURN = re.compile(rf"\b(?:({'|'.join(ROW)}) kali(?:nya)?|kali (?:yang )?({'|'.join(ROW)}))\b", re.IGNORECASE)

# Whose clock a day is by, and the hours at which a day of the west is no other day here, or surely is.
LOCAL = re.compile(r"\bwaktu (?:setempat|lokal)\b")
EARLY = re.compile(r"\b(?:pagi|subuh|fajar|dini hari)\b", re.IGNORECASE)
LATE = re.compile(r"\b(?:malam|petang)\b", re.IGNORECASE)
# "dini hari" and the evening of one date are a day apart; they stand in the date or so many letters behind it.
NIGHT = re.compile(r"\b(?:subuh|dini hari)\b", re.IGNORECASE)
BEHIND = 32
# Degrees of longitude east of which a day begins before ours.
EAST = 95.0
SERIES = frozenset({"ASSAULT"})
# A day by its name or its number, no "kemarin"; and the words beside it that leave open whose day it is.
NAMED = re.compile(r"\b(?:senin|selasa|rabu|kamis|jumat|jum'at|sabtu|minggu|ahad)\b|\d", re.IGNORECASE)
CLOCK = re.compile(r"\b(?:waktu|wib|wita|wit|gmt|utc|malam|petang|subuh|fajar|dini hari)\b", re.IGNORECASE)

Days = tuple[int, int]
# What is counted, what became of it, and how many, to the last one.
Count = tuple[str, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place by its name; ``mapped`` where its position is known."""

    name: str
    country: str | None
    mapped: bool


@dataclass(frozen=True, slots=True)
class Telling:
    """A report prepared for comparison. ``id`` is its event's; ``timed`` says that some time is bound to it, ``named``
    that it names its own day, by whose clock nobody asks. ``counts`` are those to the last one.
    """

    id: str
    article: str
    type: str
    act: str
    status: str
    actors: frozenset[str]
    targets: frozenset[str]
    actor_countries: frozenset[str]
    target_countries: frozenset[str]
    timed: bool
    day: Days | None
    published: Days | None
    place: Spot | None
    words: frozenset[str]
    near: frozenset[str]
    ordinals: frozenset[int]
    numbers: frozenset[tuple[float, str]]
    hours: str = ""
    counts: frozenset[Count] = frozenset()
    turns: frozenset[int] = frozenset()
    named: bool = False


def telling_of(report: Report) -> Telling:
    """``report`` as it is compared."""
    event, place = report.event, report.event.place
    return Telling(
        id=event.id,
        article=report.article,
        type=event.type,
        act=event.act,
        status=event.status,
        actors=_ids(event.actors),
        targets=_ids(event.targets),
        actor_countries=_countries(event.actors),
        target_countries=_countries(event.targets),
        timed=event.time is not None,
        day=_by_our_clock(report),
        published=_ordinals((report.published.earliest, report.published.latest)),
        place=Spot(place.name, place.country, place.lat is not None) if place else None,
        words=frozenset(word.lower() for word in WORD.findall(event.evidence.text)),
        near=_near(event),
        ordinals=ordinals_of(event),
        numbers=_numbers(event),
        hours=_hours(event),
        counts=_counts(event),
        turns=_turns(event),
        named=_named(event),
    )


def gap(a: Days, b: Days) -> int:
    """Days between two intervals; 0 where they overlap."""
    return max(0, a[0] - b[1], b[0] - a[1])


def _ids(people: Sequence[Participant]) -> frozenset[str]:
    return frozenset(p.entity for p in people if p.entity)


def _countries(people: Sequence[Participant]) -> frozenset[str]:
    return frozenset(p.country for p in people if p.country)


def _near(event: Event) -> frozenset[str]:
    """The words around the event's own word, as stems; who and where are compared apart."""
    named = [who.mention for who in (*event.actors, *event.targets) if who.mention is not None]
    if event.place is not None and event.place.mention is not None:
        named.append(event.place.mention)
    text, start = event.evidence.text, event.evidence.start
    found = [
        word for word in WORD.finditer(text) if not any(one.start <= start + word.start() < one.end for one in named)
    ]
    before = [word for word in found if start + word.end() <= event.trigger.end]
    after = found[len(before) :]
    return frozenset(stem(word[0].lower()) for word in (*before[-AROUND:], *after[:AROUND]))


def ordinals_of(event: Event) -> frozenset[int]:
    """Which of a row the act is: "peringatan ke-79", "serangan kedua"."""
    text = event.evidence.text
    out = {int(digits) for digits in COUNTED.findall(text)}
    in_row = IN_ROW.match(text, event.trigger.end - event.evidence.start)
    if in_row:
        out.add(ROW.index(in_row[1]) + 1)
    return frozenset(out)


def _turns(event: Event) -> frozenset[int]:
    """How many times it has been done: "untuk kedua kalinya"."""
    found = (next(filter(None, turn.groups())).lower() for turn in TURN.finditer(event.evidence.text))
    return frozenset(ROW.index(turn) + 1 for turn in found)


def _numbers(event: Event) -> frozenset[tuple[float, str]]:
    return frozenset((float(q.value), (q.of or q.unit or "").lower()) for q in event.quantities)


def _counts(event: Event) -> frozenset[Count]:
    found = ((thing(q, sentence_of(event, q)), q) for q in event.quantities if exact(q))
    return frozenset((" ".join(counted), q.value) for counted, q in found if counted is not None)


def _named(event: Event) -> bool:
    time = event.time
    if time is None or time.mention is None or time.basis != "own" or time.earliest != time.latest:
        return False
    return NAMED.search(time.mention.text) is not None and CLOCK.search(event.evidence.text) is None


def _hours(event: Event) -> str:
    """Before dawn, or in the evening, where the event's own day says so: "Rabu (29/11) dini hari"."""
    time = event.time
    if time is None or time.mention is None or time.basis != "own":
        return ""
    line = next((one for one in (event.evidence, *event.also) if one.start <= time.mention.start < one.end), None)
    words = line.text[time.mention.start - line.start : time.mention.end - line.start + BEHIND] if line else ""
    words = words.partition(",")[0]
    if NIGHT.search(words):
        return "" if LOCAL.search(words) else "early"  # before dawn in the west is evening here
    return "late" if LATE.search(words) else ""


def _by_our_clock(report: Report) -> Days | None:
    """The days of the act; one by a clock of the west ("Selasa malam waktu setempat") may be the next day here."""
    days, words = _ordinals(day_of(report)), report.event.evidence.text
    if days is None or days[0] != days[1] or not LOCAL.search(words) or EARLY.search(words):
        return days
    place = report.event.place
    if place is not None and place.lon is not None and place.lon > EAST:
        return days
    # Attacks come day after day: there only an evening is taken for the next day.
    return days if report.event.type in SERIES and not LATE.search(words) else (days[0], days[1] + 1)


def _ordinals(limits: tuple[date | None, date | None] | None) -> Days | None:
    if limits is None or limits[0] is None or limits[1] is None:
        return None
    return limits[0].toordinal(), limits[1].toordinal()


def packed(telling: Telling) -> bytes:
    """The telling as bytes; equal tellings give equal bytes."""
    t, place = telling, telling.place
    sets: Iterable[Iterable[object]] = (
        t.actors, t.targets, t.actor_countries, t.target_countries, t.words, t.near, t.ordinals,
        t.numbers, t.counts, t.turns,
    )  # fmt: skip
    row = [t.id, t.article, t.type, t.act, t.status, t.timed, t.day, t.published, t.hours]
    row.append((place.name, place.country, place.mapped) if place else None)
    return orjson.dumps([*row, *(sorted(one) for one in sets), t.named])  # type: ignore[type-var]


def unpacked(data: bytes) -> Telling:
    """The telling that ``packed`` wrote; older ones say nothing of counts and of how the day is named."""
    name, article, kind, act, status, timed, day, published, hours, place, *sets = orjson.loads(data)
    actors, targets, actor_countries, target_countries, words, near, ordinals, numbers, *more = sets
    counts, turns, named = more or ((), (), False)
    return Telling(
        name,
        article,
        kind,
        act,
        status,
        frozenset(actors),
        frozenset(targets),
        frozenset(actor_countries),
        frozenset(target_countries),
        timed,
        tuple(day) if day else None,
        tuple(published) if published else None,
        Spot(*place) if place else None,
        frozenset(words),
        frozenset(near),
        frozenset(ordinals),
        frozenset((value, of) for value, of in numbers),
        hours,
        frozenset((of, value) for of, value in counts),
        frozenset(turns),
        named,
    )
