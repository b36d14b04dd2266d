"""Stories: what hangs together and what does not, in any order, and why it can be asked."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from runut.fuse.stories import bond, rules, stories_of, thread_of, why
from runut.records import Cluster, Event, EventTime, Participant, Place, Published, Report, Span

CASES = yaml.safe_load((Path(__file__).parent / "stories.yaml").read_text(encoding="utf8"))
HOME = {
    "person:lavrov": "RUS", "person:putin": "RUS", "person:kim": "PRK", "person:wang": "CHN", "person:jokowi": "IDN",
    "person:anwar": "MYS",
}  # fmt: skip
WORDS = Span(0, 4, "kata")


def event(name: str, given: dict[str, Any]) -> Cluster:
    people = tuple(Participant(one, one, HOME.get(one, one), "subject", None) for one in given["who"])
    day: date | None = given.get("day")
    time = EventTime(day.isoformat(), given.get("from", day), day, "own", "explicit", None) if day else None
    place = Place(given["town"], None, None, None, None) if "town" in given else None
    told = given.get("reported")
    published = Published(told, told, told.isoformat() if told else None, "metadata" if told else "unknown")
    parts: dict[str, Any] = {
        "type": given.get("type", "CONSULT"), "mode": None, "act": given["act"], "cameo": None, "contexts": (),
        "status": "actual", "actors": people, "targets": (), "place": place, "time": time, "confidence": 0.8,
    }  # fmt: skip
    own = Event(id=name, said_by=(), trigger=WORDS, evidence=WORDS, also=(), quantities=(), rule="test", **parts)
    return Cluster(
        id=name,
        reports=tuple(Report(article, article, None, None, published, article, own) for article in given["articles"]),
        independent_sources=len(given["articles"]),
        first_reported=published.value,
        conflicts=(),
        status_history=(),
        occasion=None,
        part_of=given.get("part_of"),
        **parts,
    )


def groups(events: list[Cluster]) -> list[list[str]]:
    return sorted(sorted(one.id for one in story.events) for story in stories_of(events))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_stories(case: dict[str, Any]) -> None:
    events = [event(name, given) for name, given in case["events"].items()]
    assert groups(events) == case["stories"]
    assert stories_of(events) == stories_of(events[::-1])


def test_the_bonds_of_a_story_join_all_its_events() -> None:
    case = next(case for case in CASES if case["name"].startswith("attacks on one town"))
    (story,) = stories_of([event(name, given) for name, given in case["events"].items()])
    assert len(story.bonds) == len(story.events) - 1
    path = why(story, "a", "c")
    assert {name for found in path for name in (found.one, found.other)} >= {"a", "c"}
    assert all(found.score >= rules().threshold for found in path)
    assert why(story, "a", "a") == ()


def test_a_bond_says_what_spoke_for_and_against() -> None:
    pair = CASES[1]["events"]
    found = bond(*(thread_of(event(name, given)) for name, given in pair.items()))
    assert dict(found.reasons)["other_pair"] < 0
    assert found.score == pytest.approx(sum(value for _, value in found.reasons))
    assert found.score < rules().threshold


def test_days_follow_each_other_as_long_as_they_will() -> None:
    chain = [
        event(f"e{n:02}", {"who": ["RUS", "UKR"], "act": "attack", "type": "ASSAULT", "articles": [f"x{n}"],
                           "day": date(2024, 1 + n // 2, 1 + 15 * (n % 2)), "town": "Kharkiv"})
        for n in range(20)
    ]  # fmt: skip
    assert [len(story.events) for story in stories_of(chain)] == [20]
