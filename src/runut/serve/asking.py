"""What an address asks for: the filters of the command line, under the same names, and the page of a list.

In: the query of an address. Out: ``Asked``, which gives the store's filter and the addresses of everything next to it
(the next page, the same list with one filter more or less, the same list as JSON). All state is in the address.

>>> Asked(actors=("Putin",), since="2023").address("/timeline")
'/timeline?actor=Putin&from=2023'
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Query
from pydantic import BeforeValidator

from runut.errors import UsageError
from runut.keep.filters import CERTAINTIES, STATUSES, Filter

__all__ = ["AT_ONCE", "Asked", "asked"]

AT_ONCE = 50
LONGEST, MOST = 300, 20

Texts = Annotated[list[Annotated[str, Query(max_length=LONGEST)]], Query(max_length=MOST)]
_Status = Annotated[str, Query(max_length=LONGEST, json_schema_extra={"enum": list(STATUSES)})]
Statuses = Annotated[list[_Status], Query(max_length=MOST)]
_Certainty = Annotated[str, Query(max_length=LONGEST, json_schema_extra={"enum": list(CERTAINTIES)})]
Certainties = Annotated[list[_Certainty], Query(max_length=MOST)]
# What the document says; a wrong day is refused with the words of the command line.
_DAY = {"pattern": r"^(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|1\d|2[0-8]))?)?)?$"}
Flag = Annotated[bool, BeforeValidator(lambda value: value or False)]  # an empty field of a form says no
Many = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters as they were asked for."""

    between: Many = ()
    actors: Many = ()
    types: Many = ()
    statuses: Many = ()
    outlets: Many = ()
    places: Many = ()
    certainties: Many = ()
    since: str = ""
    until: str = ""
    words: str = ""
    conflicts: bool = False
    newest: bool = False

    def filter(self, *, limit: int | None = None, offset: int = 0) -> Filter:
        """The store's filter.

        :raises UsageError: a value is impossible.
        """
        if len(self.between) not in (0, 2):
            raise UsageError("between takes two names: between=Rusia&between=Korut")
        return Filter.of(
            between=(self.between[0], self.between[1]) if self.between else None,
            actor=self.actors,
            type=self.types,
            status=self.statuses,
            outlet=self.outlets,
            place=self.places,
            certainty=self.certainties,
            since=self.since or None,
            until=self.until or None,
            search=self.words or None,
            conflict=self.conflicts,
            newest=self.newest,
            limit=limit,
            offset=offset,
        )

    def address(self, path: str, *, page: int = 1, **more: str) -> str:
        """The address of ``path`` with these filters, always spelled the same; ``more`` are no filters."""
        pairs = [(name, value) for name, values in self._lists() for value in values]
        pairs += [(name, value) for name, value in self._singles() if value]
        if page > 1:
            pairs.append(("page", str(page)))
        pairs += [(name, value) for name, value in more.items() if value]
        return path + (f"?{urlencode(pairs)}" if pairs else "")

    def fields(self, *without: str) -> list[tuple[str, str]]:
        """The filters as hidden fields of a form, but for those that it shows itself."""
        pairs = [(name, value) for name, values in self._lists() for value in values]
        pairs += [(name, value) for name, value in self._singles() if value]
        return [(name, value) for name, value in pairs if name not in without]

    def toggled(self, field: str, value: str) -> Asked:
        """With one value of a list more; with one less, where it is there."""
        now: Many = getattr(self, field)
        changed = tuple(one for one in now if one != value) if value in now else (*now, value)
        change: dict[str, Any] = {field: changed}
        return replace(self, **change)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return replace(self, newest=False) != Asked()

    def _lists(self) -> Sequence[tuple[str, Many]]:
        return (
            ("between", self.between),
            ("actor", self.actors),
            ("type", self.types),
            ("status", self.statuses),
            ("outlet", self.outlets),
            ("place", self.places),
            ("certainty", self.certainties),
        )

    def _singles(self) -> Sequence[tuple[str, str]]:
        return (
            ("from", self.since),
            ("to", self.until),
            ("search", self.words),
            ("conflict", "true" if self.conflicts else ""),
            ("newest", "true" if self.newest else ""),
        )


def asked(
    between: Annotated[Texts, Query(description="Events in which both take part: give it twice.")] = [],  # noqa: B006
    actor: Annotated[Texts, Query(description="Events in which X takes part: a name, alias, country or id.")] = [],  # noqa: B006
    type: Annotated[Texts, Query(description="PLOVER type, for example CONSULT.")] = [],  # noqa: B006
    status: Annotated[Statuses, Query(description="actual, planned, rumoured, denied, negated, conditional.")] = [],  # noqa: B006
    outlet: Annotated[Texts, Query(description="Events that the outlet tells.")] = [],  # noqa: B006
    place: Annotated[Texts, Query(description="Events that happened at the place, or in the state.")] = [],  # noqa: B006
    certainty: Annotated[Certainties, Query(description="high (0.8 and more), medium (0.6 and more), low.")] = [],  # noqa: B006
    from_: Annotated[
        str, Query(alias="from", max_length=10, json_schema_extra=_DAY, description="2023-09-13, 2023-09 or 2023.")
    ] = "",
    to: Annotated[str, Query(max_length=10, json_schema_extra=_DAY, description="Not after this day.")] = "",
    search: Annotated[str, Query(max_length=LONGEST, description='Words, stemmed; "in quotes" a phrase.')] = "",
    conflict: Annotated[Flag, Query(description="Only events about which reports disagree.")] = False,
    newest: Annotated[Flag, Query(description="Events from the newest to the oldest.")] = False,
) -> Asked:
    """The filters of an address; empty fields of a form count as not given."""

    def given(values: list[str]) -> Many:
        return tuple(dict.fromkeys(value.strip() for value in values if value.strip()))

    pair = tuple(value.strip() for value in between if value.strip())
    return Asked(
        between=pair,
        actors=given(actor),
        types=tuple(name.upper() for name in given(type)),
        statuses=tuple(name.lower() for name in given(status)),
        outlets=given(outlet),
        places=given(place),
        certainties=tuple(name.lower() for name in given(certainty)),
        since=from_.strip(),
        until=to.strip(),
        words=search.strip(),
        conflicts=conflict,
        newest=newest,
    )
