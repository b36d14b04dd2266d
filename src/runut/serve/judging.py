"""Deciding in the browser: what the panel beside an event offers, and what comes back from it.

In: an event and who looks at it; later the fields of a form. Out: the choices of the panel; the verb that was meant,
or a ``Trouble`` that says in the reader's language what is missing. Deciding itself is ``review.deciding``'s. Of an
edit only the fields that the reader changed count: each stands in the form beside what it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, get_args

from pydantic import ValidationError

from runut.extract.edtf import edtf_interval
from runut.keep.decisions import last_of
from runut.publish.report_data import EventRow
from runut.publish.wording import Language, act_phrases
from runut.records import Cluster, Decision, Status
from runut.review.near import near
from runut.review.queue import contradictions
from runut.review.values import UNKNOWN
from runut.serve.desk import Desk
from runut.serve.texts import say
from runut.serve.timeline import event_rows
from runut.serve.verbs import VERBS, OnEvent
from runut.serve.writes import Fields

__all__ = ["KINDS", "REASONS", "Judge", "Trouble", "in_words", "judge", "meant"]

# Why an event is rejected, in the order of the panel; a wrong type or status wants the right one: it opens the edit.
REASONS = (
    "not-an-event", "not-article-text", "duplicate", "wrong-date", "wrong-place", "wrong-person", "wrong-type",
    "wrong-status", "other",
)  # fmt: skip
KINDS = ("wrong-type", "wrong-status")
EDITED = ("act", "status", "time", "place")
SIDES = ("actors", "targets")


class Trouble(Exception):  # noqa: N818 - the reader can put it right
    """Something is missing; its text is in the reader's language."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value and its words."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is doubtful about an event: its rules, how many contradictions, whose acceptance is out of date."""

    rules: tuple[str, ...]
    contradictions: int
    stale: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Values:
    """What stands in the fields of an edit; a side has one name a line."""

    act: str
    status: str
    time: str
    place: str
    actors: str
    targets: str


@dataclass(frozen=True, slots=True)
class Judge:
    """All that the panel shows."""

    event: str
    author: str
    acts: tuple[tuple[str, tuple[Choice, ...]], ...]
    statuses: tuple[str, ...]
    values: Values
    parties: tuple[str, ...]
    reports: tuple[Choice, ...]
    near: tuple[EventRow, ...]
    doubt: Doubt
    last: Decision | None
    query: str = ""
    to: str = "event"
    opened: str = ""
    trouble: str = ""
    done: str = ""
    given: Fields = field(default=Fields(()))

    def filled(self, name: str) -> str:
        """What stands in a field: what was typed there before, else the event's own."""
        typed = [value for key, value in self.given.pairs if key == name]
        return typed[0] if typed else getattr(self.values, name, "")

    @property
    def has_act(self) -> bool:
        """Whether the act can be chosen: one that a reader's own codebook brought cannot."""
        return any(one.value == self.filled("act") for _, acts in self.acts for one in acts)

    def was(self, name: str) -> str:
        """What the reader saw there when the form was made."""
        typed = [value for key, value in self.given.pairs if key == f"was_{name}"]
        return typed[0] if typed else getattr(self.values, name)


def judge(desk: Desk, event: Cluster, author: str, language: Language, **shown: Any) -> Judge:
    """The panel of an event."""
    parties = tuple(dict.fromkeys(one.name for one in (*event.actors, *event.targets)))
    stale = tuple(dict.fromkeys(one.author for one in event.decisions if one.stale))
    rules = tuple(dict.fromkeys(report.event.rule for report in event.reports))
    return Judge(
        event=event.id,
        author=author,
        acts=_acts(language),
        statuses=get_args(Status),
        values=_values(event),
        parties=parties,
        reports=_reports(event),
        near=tuple(event_rows(desk, near(desk.store, desk.census(), event))),
        doubt=Doubt(rules, contradictions(event), stale),
        last=last_of(desk.store, author) if author else None,
        **shown,
    )


@cache
def _acts(language: Language) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    """Every act under its type, by its words."""
    found: dict[str, list[Choice]] = {}
    for name, act in act_phrases().items():
        found.setdefault(act.type, []).append(Choice(name, f"{act.text(language)} ({name})"))
    worded = ((say(kind, language, "types"), sorted(acts, key=lambda one: one.text)) for kind, acts in found.items())
    return tuple((title, tuple(acts)) for title, acts in sorted(worded))


def _values(event: Cluster) -> Values:
    return Values(
        act=event.act,
        status=event.status,
        time=(event.time.value or "") if event.time else "",
        place=event.place.name if event.place else "",
        actors="\n".join(dict.fromkeys(one.name for one in event.actors)),
        targets="\n".join(dict.fromkeys(one.name for one in event.targets)),
    )


def _reports(event: Cluster) -> tuple[Choice, ...]:
    """One for each article, by the numbers that the reports have on the page."""
    found: dict[str, Choice] = {}
    for number, report in enumerate(event.reports, 1):
        name = report.outlet or report.source.replace("\\", "/").rsplit("/", 1)[-1]
        found.setdefault(report.article, Choice(report.article, f"{number}. {name}"))
    return tuple(found.values())


def meant(verb: str, form: Fields, author: str, language: Language) -> OnEvent:
    """The decision that a form asks for.

    :raises Trouble: something is missing or impossible.
    """
    sent = _SENT[verb](form, language)
    try:
        return VERBS[verb](author=author, note=form.one("note") or None, **sent)
    except ValidationError as error:
        first = error.errors()[0]
        raise Trouble(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error


def _accept(_form: Fields, _language: Language) -> dict[str, Any]:
    return {}


def _reject(form: Fields, language: Language) -> dict[str, Any]:
    reason, person = form.one("reason"), form.one("person")
    if reason not in REASONS:
        raise Trouble(say("need_reason", language))
    if reason == "other" and not form.one("note"):
        raise Trouble(say("need_note", language))
    if reason == "wrong-person" and not person:
        raise Trouble(say("need_person", language))
    return {"reason": reason, "person": person if reason == "wrong-person" else None, "reports": form.many("reports")}


def _edit(form: Fields, language: Language) -> dict[str, Any]:
    sent: dict[str, Any] = {name: form.one(name) or UNKNOWN for name in EDITED if _is_changed(form, name)}
    sent |= {name: _lines(form.one(name)) for name in SIDES if _is_changed(form, name)}
    if not sent:
        raise Trouble(say("need_change", language))
    if sent.get("time", UNKNOWN) != UNKNOWN and edtf_interval(sent["time"]) is None:
        raise Trouble(say("need_day", language, x=sent["time"]))
    return sent | {"reports": form.many("reports")}


def _merge(form: Fields, language: Language) -> dict[str, Any]:
    other = form.one("typed") or form.one("other")
    if not other:
        raise Trouble(say("need_other", language))
    return {"other": other}


def _split(form: Fields, language: Language) -> dict[str, Any]:
    if not form.many("reports"):
        raise Trouble(say("need_reports", language))
    return {"reports": form.many("reports")}


def _is_changed(form: Fields, name: str) -> bool:
    return _lines(form.one(name)) != _lines(form.one(f"was_{name}"))


def _lines(text: str) -> list[str]:
    return list(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))


_SENT: dict[str, Callable[[Fields, Language], dict[str, Any]]] = {
    "accept": _accept, "reject": _reject, "edit": _edit, "merge": _merge, "split": _split,
}  # fmt: skip


def in_words(decision: Decision, language: Language) -> str:
    """A decision on one line: what was done, and the sentence that it is about."""
    words = _said(decision, language)
    quoted = next((" ".join(pin.evidence.text.split()) for pin in decision.pins), "")
    return f"{words}: “{quoted}”" if quoted else words


def _said(decision: Decision, language: Language) -> str:
    reason = say(decision.reason, language) if decision.reason else ""
    return f"{say(f'verb_{decision.verb}', language)}{f' ({reason})' if reason else ''}"
