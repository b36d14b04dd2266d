"""A synthetic stream of articles with known truth, of any length, for the measurements of merging.

    from stream import stream
    for article in stream(1000): ...

Nothing is read: the records are made directly, as reading would give them, so that a chronicle of 100,000 articles can
be had in minutes. States meet, accuse, attack, help and sign; each act is a *story*, told by one to eight articles on
its day and the three days after, with a day or without, with other words, with a count that may differ. An article
tells two to six stories. One in twelve carries the text of an earlier one, with a line added; one in fifty stands at a
second place. The seed is fixed: the same length gives the same stream, and a longer one is denser, not longer in time:
all fall in five years. The id of an event ends in the number of its story.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from runut.records import (
    Article,
    Block,
    Document,
    Entity,
    Event,
    EventTime,
    Given,
    Mention,
    Participant,
    Published,
    Quantity,
    Span,
)  # fmt: skip

__all__ = ["EVENTS", "story_of", "stream"]

STATES = (
    "RUS PRK USA CHN JPN KOR IDN UKR IRN ISR PSE DEU FRA GBR TUR IND PAK AUS MYS VNM "
    "SYR LBN YEM SAU EGY THA MMR PHL POL CUB"
).split()
# How often each is in the news: the first are in a third of it.
HEAVY = [30, 8, 40, 20, 6, 6, 10, 25, 12, 25, 20, 4, 4, 5, 5, 5, 4, 3, 3, 2, 5, 4, 3, 4, 3, 2, 3, 2, 2, 1]
ACTS = [
    ("CONSULT", "visit", "mengunjungi"), ("CONSULT", "meet", "bertemu"), ("ACCUSE", "condemn", "mengecam"),
    ("ASSAULT", "attack", "menyerang"), ("AGREE", "sign", "menandatangani"), ("REQUEST", "demand", "mendesak"),
    ("AID", "send", "mengirim"), ("SANCTION", "sanction", "menjatuhkan"), ("THREATEN", "threaten", "mengancam"),
]  # fmt: skip
FIRST, DAYS = date(2019, 1, 1), 1826
EVENTS = 4  # of an article, on average
A_STORY = 4.5  # articles, on average
WORDS = 4000
FILLERS = 10
COPIED, TWIN = 1 / 12, 1 / 50


@dataclass(frozen=True, slots=True)
class Story:
    """What really happened."""

    number: int
    act: tuple[str, str, str]
    who: str
    whom: str
    day: date
    words: tuple[str, ...]
    count: int


def story_of(event: str) -> int:
    """The story that an event of the stream tells."""
    return int(event.rsplit("-s", 1)[1])


def stream(articles: int, seed: int = 11) -> Iterator[Article]:
    """``articles`` articles in the order of their days."""
    chance = random.Random(seed)
    words = _words(chance)
    stories = _stories(chance, words, int(articles * EVENTS / A_STORY))
    by_day: dict[int, list[Story]] = {}
    for story in stories:
        for late in range(4):
            by_day.setdefault((story.day - FIRST).days + late, []).append(story)
    recent: list[Article] = []
    for number in range(articles):
        at = number * DAYS // articles
        if recent and chance.random() < TWIN:
            last = chance.choice(recent)
            source = f"place/{number}"
            yield replace(last, document=replace(last.document, source=source))
            continue
        if recent and chance.random() < COPIED:
            article = _copy(chance.choice(recent), number, at)
        else:
            article = _article(chance, words, number, at, by_day.get(at, ()))
        recent = [*recent[-200:], article]
        yield article


def _words(chance: random.Random) -> list[str]:
    """Words as Indonesian could have them, the first used most."""
    parts = [c + v for c in "b c d g h j k l m n p r s t w y".split() for v in "aiueo"]
    return ["".join(chance.choice(parts) for _ in range(chance.randint(2, 4))) for _ in range(WORDS)]


def _drawn(chance: random.Random, words: list[str], number: int) -> list[str]:
    return [words[min(int(chance.paretovariate(0.7)) - 1, WORDS - 1)] for _ in range(number)]


def _stories(chance: random.Random, words: list[str], number: int) -> list[Story]:
    out = []
    for at in range(number):
        who, whom = chance.choices(STATES, HEAVY, k=2)
        while whom == who:
            whom = chance.choices(STATES, HEAVY)[0]
        day = FIRST + timedelta(chance.randrange(DAYS))
        told = tuple(chance.choice(words) for _ in range(6))
        out.append(Story(at, chance.choice(ACTS), who, whom, day, told, chance.randint(20, 5000)))
    return out


def _article(chance: random.Random, words: list[str], number: int, at: int, stories: Sequence[Story]) -> Article:
    told = chance.sample(stories, min(len(stories), chance.randint(2, 6)))
    day = FIRST + timedelta(at)
    lines, spans = [], []
    length = 0
    for story in told:
        for line in (_sentence(chance, words, story), *(_filler(chance, words) for _ in range(FILLERS // EVENTS))):
            spans.append((length, line))
            lines.append(line)
            length += len(line) + 1
    if not lines:
        lines = [_filler(chance, words)]
    heads = [spans[i] for i in range(0, len(spans), 1 + FILLERS // EVENTS)]
    text, name = "\n".join(lines), hashlib.sha256(f"stream {number}".encode()).hexdigest()
    events = tuple(
        _event(chance, name[:16], place, story, start, line, day)
        for place, (story, (start, line)) in enumerate(zip(told, heads, strict=True))
    )
    return _made(number, name, text, day, events)


def _sentence(chance: random.Random, words: list[str], story: Story) -> str:
    kept = chance.sample(story.words, chance.randint(3, 6))
    return " ".join([story.who, story.act[2], story.whom, *kept, *_drawn(chance, words, 6), f"{story.count} orang."])


def _filler(chance: random.Random, words: list[str]) -> str:
    return " ".join(_drawn(chance, words, 16)) + "."


def _event(chance: random.Random, name: str, place: int, story: Story, start: int, line: str, day: date) -> Event:
    trigger = line.index(story.act[2])
    at = line.index(f"{story.count} orang")
    text = f"{story.count} orang"
    value = story.count if chance.random() > 0.1 else round(story.count * 1.5)
    dated = chance.random() < 0.5
    time = EventTime(story.day.isoformat(), story.day, story.day, "own", "explicit", None) if dated else None
    return Event(
        id=f"{name}-e{place}-s{story.number}", type=story.act[0], mode=None, act=story.act[1], cameo=None, contexts=(),
        status="actual", actors=(_party(story.who),), targets=(_party(story.whom),), place=None, time=time, said_by=(),
        trigger=Span(start + trigger, start + trigger + len(story.act[2]), story.act[2]),
        evidence=Span(start, start + len(line), line), also=(),
        quantities=(Quantity(start + at, start + at + len(text), text, float(value), None, None, None, "orang"),),
        confidence=0.8, rule="bench",
    )  # fmt: skip


def _party(state: str) -> Participant:
    return Participant(state, state, state, "subject", None)


def _copy(of: Article, number: int, at: int) -> Article:
    """The text of another, with a line added and the events found again."""
    name, day = hashlib.sha256(f"stream {number}".encode()).hexdigest(), FIRST + timedelta(at)
    text = f"{of.document.text}\nTambahan {number} dari meja redaksi lain untuk para pembaca."
    events = tuple(replace(event, id=name[:16] + event.id[16:]) for event in of.events)
    return _made(number, name, text, day, events)


def _made(number: int, name: str, text: str, day: date, events: tuple[Event, ...]) -> Article:
    states = dict.fromkeys(p.entity for event in events for p in (*event.actors, *event.targets) if p.entity)
    document = Document(
        source=f"rows.jsonl#{number}", key=None, id=name[:16], sha256=name, text=text, title=None, title_given=None,
        outlet=None, language="id", blocks=(Block(0, len(text), "body", "bench"),), cited_sources=(),
        metadata_dates=(), incomplete=False, given=Given(),
    )  # fmt: skip
    return Article(
        document,
        Published(day, day, day.isoformat(), "metadata"),
        entities=tuple(Entity(state, state, "state", state) for state in states),
        mentions=tuple(Mention(0, 3, state, "state", state) for state in states),
        events=events,
    )
