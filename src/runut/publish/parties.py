"""Who did it to whom, as data sets of events want it: one actor and one recipient a line, with codes.

In: a ``View``. Out: the parties of an event in pairs. A state that is named beside somebody of that state is left out,
as in the printed line. Where all are doers (a meeting), each pair across states stands in both directions; parties of
one state are not paired with each other, unless there are no others.

::

    Cast(view).pairs(cluster)  # ((Party(Kim Jong-un), Party(Vladimir Putin)), (Party(Vladimir Putin), Party(...)))
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from runut.extract.actors import tables
from runut.extract.actors.tenures import span
from runut.own import follows_own
from runut.publish.codes import sector
from runut.publish.sources import plain
from runut.publish.view import View
from runut.publish.wording import act_phrases
from runut.records import Cluster, Entity, Participant

Pair = tuple["Party | None", "Party | None"]
# Bodies whose kind is written out in their id ("RUS:foreign-ministry"); the others carry a code ("PRK:MIL").
BODIES = (("parliament", "LEG"), ("parlemen", "LEG"), ("court", "JUD"), ("ministry", "GOV"), ("embassy", "GOV"),
          ("delegation", "GOV"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Party:
    """One side of an event. ``sector`` is PLOVER's, ``agent`` CAMEO's; ``raw`` the words of the article."""

    id: str
    name: str
    country: str
    kind: str
    sector: str
    agent: str
    title: str
    raw: str
    wikidata: str


class Cast:
    """The parties of a view."""

    def __init__(self, view: View) -> None:
        self.entities: dict[str, Entity] = {}
        for article in view.articles:
            for entity in article.entities:
                self.entities.setdefault(entity.id, entity)

    def pairs(self, cluster: Cluster) -> tuple[Pair, ...]:
        """Actor and recipient, one pair a line; None for a side that nobody names."""
        actors, targets = self.side(cluster, cluster.actors), self.side(cluster, cluster.targets)
        phrase = act_phrases().get(cluster.act)
        known = {one.id for one in actors} & {one.id for one in targets}
        if known or (phrase is not None and phrase.mutual and not (actors and targets)):
            together = tuple({one.id: one for one in (*actors, *targets)}.values())
            if len(together) > 1:
                return _among(together)
            return tuple((one, None) for one in together)
        return tuple((a, b) for a in actors or (None,) for b in targets or (None,) if a or b)

    def side(self, cluster: Cluster, participants: Sequence[Participant]) -> tuple[Party, ...]:
        """The parties of one side, each once."""
        bodies = {one.country for one in participants if one.entity != one.country}
        shown = [one for one in participants if one.entity != one.country or one.country not in bodies]
        day = cluster.time.earliest if cluster.time else None
        found = (self._party(one, day) for one in shown)
        return tuple({one.id: one for one in found}.values())

    def _party(self, one: Participant, day: date | None) -> Party:
        entity = self.entities.get(one.entity or "")
        kind = entity.kind if entity else "state" if one.entity and one.entity == one.country else "group"
        office = _office(entity.office if entity else None)
        held = _held(one.name, day) if kind == "person" else ""
        plover, cameo = ("", "") if kind == "state" else _sector(one.entity or "", office, held)
        return Party(
            id=one.entity or f"name:{one.name}",
            name=plain(one.name),
            country=one.country or "",
            kind=kind,
            sector=plover,
            agent=cameo,
            title=plain(entity.office) if entity and entity.office else held.replace("_", " "),
            raw=plain(one.mention.text) if one.mention else "",
            wikidata=(entity.wikidata or "") if entity else "",
        )


def _among(together: Sequence[Party]) -> tuple[Pair, ...]:
    apart = len({one.country for one in together}) > 1
    return tuple(
        (a, b)
        for a in together
        for b in together
        if a.id != b.id and not (apart and a.country and a.country == b.country)
    )


def _sector(entity: str, office: str, held: str) -> tuple[str, str]:
    """By the office that the article names, else by the one that the person held, else by what the entity is."""
    for kind, name in (("office", office), ("office", held), ("held", held)):
        if any(sector(kind, name)):
            return sector(kind, name)
    known = tables.organisations().get(entity)
    if known is not None:
        return sector("role", known.role)
    body = entity.partition(":")[2]
    return sector("role", next((role for word, role in BODIES if word in body), body))


def _office(words: str | None) -> str:
    """The office that the words of an article name: their longest beginning that is a title."""
    parts = (words or "").lower().split()
    for length in range(len(parts), 0, -1):
        title = tables.titles().get(" ".join(parts[:length]))
        if title is not None and title.office:
            return title.office
    return ""


def _held(name: str, day: date | None) -> str:
    """The office of a state that a person held on the day, "" where the table knows of none or of several."""
    if day is None:
        return ""
    held = {office for office, first, last in _tenures().get(name, ()) if first <= day <= last}
    return held.pop() if len(held) == 1 else ""


@follows_own
@cache
def _tenures() -> Mapping[str, list[tuple[str, date, date]]]:
    """Person to offices with their first and last day."""
    found: dict[str, list[tuple[str, date, date]]] = {}
    for row in tables.rows("offices.tsv"):
        if row["of"] not in tables.countries():
            continue
        last = span(row["end"])[1] if row["end"] else date.max
        found.setdefault(row["person"], []).append((row["office"], span(row["start"])[0], last))
    return found
