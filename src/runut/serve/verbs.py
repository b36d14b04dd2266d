"""The verbs of ``runut review`` as they are sent over HTTP, by a program as JSON or by a page as a form.

In: what was sent, checked for its shape. Out: the decision, made by ``review.deciding`` as the command line makes it.
What is wrong with a value is said there; here is only which values there are and how long they may be.

>>> Accept(author=" sari ").author
'sari'
"""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from runut.review.deciding import Desk, Outcome
from runut.review.values import NONE, UNKNOWN, amendment

__all__ = ["VERBS", "Accept", "Author", "Edit", "Merge", "OnEvent", "Reject", "Said", "Split", "Undo"]

MANY, LONG, WORDS = 50, 300, 2000


def _printable(text: str) -> str:
    """A name is shown on terminals too: nothing in it may act there."""
    if not text.isprintable():
        raise ValueError("it holds characters that cannot be seen")
    return text


Author = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100), AfterValidator(_printable)
]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONG)]
Names = Annotated[list[Name], Field(max_length=MANY)]
Reports = Annotated[
    list[Name],
    Field(max_length=MANY, description="Only these reports: an article's id, a file's name, an address or a key."),
]


class Said(BaseModel):
    """Who decides, and a remark."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    author: Annotated[Author, Field(description="Who decides.")]
    note: Annotated[str | None, Field(max_length=WORDS, description="Why, in your own words.")] = None


class OnEvent(Said):
    """A decision on an event."""

    def decide(self, desk: Desk, event: str) -> Outcome:
        """Make it."""
        raise NotImplementedError


class Accept(OnEvent):
    """The event is right as it is listed."""

    def decide(self, desk: Desk, event: str) -> Outcome:
        """Make it."""
        return desk.accept(event, note=self.note)


class Reject(OnEvent):
    """There is no such event, or a value of it is wrong."""

    reason: Annotated[
        Name,
        Field(
            description="not-an-event, not-article-text, duplicate and other take the event out; wrong-date, "
            "wrong-place and wrong-person only that value."
        ),
    ]
    person: Annotated[Name | None, Field(description="With wrong-person: who takes no part.")] = None
    reports: Reports = []

    def decide(self, desk: Desk, event: str) -> Outcome:
        """Make it."""
        return desk.reject(event, self.reason, reports=self.reports, person=self.person, note=self.note)


class Edit(OnEvent):
    """The event has these values; with ``reports``, these reports say so and were read wrongly."""

    act: Annotated[Name | None, Field(description="The act, by its name in the codebook; it brings its type.")] = None
    type: Annotated[Name | None, Field(description="The PLOVER type that the act must have.")] = None
    status: Annotated[Name | None, Field(description="actual, planned, rumoured, denied, negated, conditional.")] = None
    actors: Annotated[Names | None, Field(description="Who acts, all of them; an empty list: nobody.")] = None
    targets: Annotated[Names | None, Field(description="Whom it is done to, all; an empty list: nobody.")] = None
    place: Annotated[Name | None, Field(description=f"Where; {UNKNOWN} takes the place out.")] = None
    time: Annotated[Name | None, Field(description=f"When: 2023-09-13, 2023-09, a range, or {UNKNOWN}.")] = None
    reports: Reports = []

    def decide(self, desk: Desk, event: str) -> Outcome:
        """Make it."""
        made = amendment(
            desk.store,
            act=self.act,
            type=self.type,
            status=self.status,
            actors=_side(self.actors),
            targets=_side(self.targets),
            at=self.place,
            when=self.time,
        )
        return desk.edit(event, made, reports=self.reports, note=self.note)


class Merge(OnEvent):
    """The two are one event."""

    other: Annotated[Name, Field(description="The other event, by its id or the beginning of it.")]

    def decide(self, desk: Desk, event: str) -> Outcome:
        """Make it."""
        return desk.merge(event, self.other, note=self.note)


class Split(OnEvent):
    """These reports tell another event than the others do."""

    reports: Annotated[list[Name], Field(min_length=1, max_length=MANY, description="The reports to take off.")]

    def decide(self, desk: Desk, event: str) -> Outcome:
        """Make it."""
        return desk.split(event, self.reports, note=self.note)


class Undo(Said):
    """A decision is taken back."""

    def decide(self, desk: Desk, decision: str) -> Outcome:
        """Make it."""
        return desk.undo(decision, note=self.note)


VERBS: dict[str, type[OnEvent]] = {"accept": Accept, "reject": Reject, "edit": Edit, "merge": Merge, "split": Split}


def _side(names: list[str] | None) -> list[str]:
    """As the command line has it: nothing leaves a side as it is, "none" empties it."""
    return [] if names is None else names or [NONE]
