"""Stories as objects, as a table and as lines of a page; and why two events are of one.

In: ``Story`` s. Out: what ``runut stories`` prints. It groups nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from runut.fuse.stories import Bond, Story, bond, lead, rules, thread_of, why
from runut.publish.dates import honest_day
from runut.publish.naming import party_names
from runut.publish.phrasing import sentence
from runut.publish.reasons import weighed
from runut.publish.tables import JOINT, Table
from runut.publish.wording import Language, wording
from runut.records import Cluster, Participant

__all__ = ["stories_table", "story_lines", "story_object", "why_lines", "why_object"]

NAMED = 4  # parties in the head of a story
SHOWN = 12  # its events on the page


def story_object(story: Story, language: Language = "id") -> dict[str, object]:
    """What ``runut stories --json`` prints for one story."""
    first, last = _span(story)
    return {
        "id": story.id,
        "from": first,
        "to": last,
        "parties": list(_parties(story, language)),
        "lead": lead(story.events).id,
        "line": sentence(lead(story.events), language),
        "articles": _articles(story),
        "independent_sources": _sources(story),
        "events": [
            {
                "id": event.id,
                "time": event.time.value if event.time else None,
                "first_reported": event.first_reported,
                "type": event.type,
                "act": event.act,
                "status": event.status,
                "line": sentence(event, language),
            }
            for event in story.events
        ],
        "bonds": [_bond(one) for one in story.bonds],
    }


def stories_table(stories: Iterable[Story], language: Language = "id") -> Table:
    """One story a row."""
    columns = ("from", "to", "line", "parties", "events", "articles", "sources", "id", "event_ids")
    rows = tuple(
        (
            *_span(story),
            sentence(lead(story.events), language),
            JOINT.join(_parties(story, language)),
            str(len(story.events)),
            str(_articles(story)),
            str(_sources(story)),
            story.id,
            JOINT.join(event.id for event in story.events),
        )
        for story in stories
    )
    return Table(columns, rows, ("from", "to", "line", "events", "articles", "sources"))


def story_lines(story: Story, language: Language) -> Iterator[str]:
    """The head of a story and its events by day."""
    first, last = _span(story)
    when = first if first == last else f"{first}/{last}"
    counts = _text("counts", language, events=len(story.events), articles=_articles(story), sources=_sources(story))
    yield f"{when or '?':<24} {', '.join(_parties(story, language)[:NAMED])}  [{counts}, {story.id}]"
    for event in story.events[:SHOWN]:
        yield f"    {honest_day(event, language):<24} {sentence(event, language, dated=False)}  [{event.id}]"
    if len(story.events) > SHOWN:
        yield "    " + _text("more", language, n=len(story.events) - SHOWN)


def why_lines(stories: Iterable[Story], one: Cluster, other: Cluster, language: Language) -> Iterator[str]:
    """Whether two events are of one story, and what joined them or did not suffice."""
    home, path, direct = _asked(stories, one, other)
    told = {event.id: event for event in (home.events if home else (one, other))}
    if home is None:
        yield _text("apart", language, a=one.id, b=other.id)
    else:
        yield _text("together", language, a=one.id, b=other.id, story=home.id)
        yield from (f"  {_sum_line(found, language)}" for found in path)
    least = f"{rules().threshold:.2f}"
    yield "  " + _text("pair", language, score=f"{direct.score:.2f}", least=least, reasons=_reasons(direct, language))
    named = dict.fromkeys(name for found in (*path, direct) for name in (found.one, found.other))
    yield from (f"    {name}: {sentence(told[name], language)}" for name in named)


def why_object(stories: Iterable[Story], one: Cluster, other: Cluster) -> dict[str, object]:
    """The same for a program."""
    home, path, direct = _asked(stories, one, other)
    return {
        "events": [one.id, other.id],
        "story": home.id if home else None,
        "path": [_bond(found) for found in path],
        "direct": _bond(direct),
        "threshold": rules().threshold,
    }


def _asked(stories: Iterable[Story], one: Cluster, other: Cluster) -> tuple[Story | None, tuple[Bond, ...], Bond]:
    home = next((story for story in stories if {one.id, other.id} <= {event.id for event in story.events}), None)
    return home, why(home, one.id, other.id) if home else (), bond(thread_of(one), thread_of(other))


def _sum_line(found: Bond, language: Language) -> str:
    return f"{found.one} + {found.other}: {found.score:.2f} ({_reasons(found, language)})"


def _reasons(found: Bond, language: Language) -> str:
    return weighed(found.reasons, "bonds", language)


def _bond(found: Bond) -> dict[str, object]:
    return {"one": found.one, "other": found.other, "score": found.score, "reasons": dict(found.reasons)}


def _span(story: Story) -> tuple[str, str]:
    """The first and the last day, of events or, where they have none, of first reports."""
    days = []
    for event in story.events:
        time = event.time
        if time is not None and time.earliest is not None and time.latest is not None:
            days += [time.earliest.isoformat(), time.latest.isoformat()]
        elif event.first_reported and event.first_reported[:4].isdigit():
            days.append(event.first_reported.partition("/")[0])
    return (min(days), max(days)) if days else ("", "")


def _parties(story: Story, language: Language) -> tuple[str, ...]:
    """Its states and people, those of most events first."""
    counts: Counter[str] = Counter()
    known: Mapping[str, Participant] = {
        one.entity or one.name: one for event in story.events for one in (*event.actors, *event.targets)
    }
    for event in story.events:
        counts.update({one.entity or one.name for one in (*event.actors, *event.targets)})
    ranked = sorted(known, key=lambda name: (-counts[name], name))
    return tuple(dict.fromkeys(party_names((known[name],), language)[0] for name in ranked))


def _articles(story: Story) -> int:
    return len({report.article for event in story.events for report in event.reports})


def _sources(story: Story) -> int:
    return len({report.origin for event in story.events for report in event.reports})


def _text(name: str, language: Language, **values: object) -> str:
    return str(wording()["story"][name][language]).format(**values)
