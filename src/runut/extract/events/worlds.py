"""Which world an act belongs to, by who takes part and who is named beside it: signs that it is one of politics.

In: a drafted event, its sentence, the mentions and entities of the document. Out: signs as numbers for the weights of
``confidence`` and ``judging``. The same verbs fill the pages of sport, business and celebrities: "memuji", "menjamu",
"menawarkan", "bertemu". What tells them from politics is who does it to whom: a state, somebody who holds an office, a
force, a body - or a private person, a firm, a club.

>>> sort_of(Entity("UKR", "Ukraina", "state", "UKR")), sort_of(Entity("person:x", "Mona", "person")), sort_of(None)
('state', 'person', 'nobody')
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from runut.extract.actors.fold import slug
from runut.extract.actors.tables import Noun, nouns, organisations, persons
from runut.extract.events.lists import listed
from runut.extract.events.triggers import Reading
from runut.own import follows_own
from runut.records import Entity, Event, Mention, Participant, Sentence

__all__ = ["COMPANY", "share_of_politics", "signs_of_world", "sort_of"]

# From the most to the least political.
SORTS = ("state", "force", "body", "officer", "unlisted", "people", "place", "person", "firm", "nobody")
# Signs of the company that an act is told in, whoever takes part.
COMPANY = ("apart", "low", "politics beside")
POLITICAL = frozenset({"state", "force", "body", "officer"})
# CAMEO's agent codes of those that act for themselves.
FIRMS = frozenset({"BUS", "MED"})
CIVIL = frozenset({"CVL", "NGO", "BUS", "MED", ""})
CLUB = "CLUB:"
TRADES = listed("trades")
FORMER = frozenset({"mantan", "eks", "bekas", "calon"})
# Nearly all labelled articles of foreign affairs and politics name somebody of politics in more of their sentences.
HARDLY = 0.6
# Few sentences say little of what a text is about: two sentences of a usual article count beside them.
USUAL_SHARE, USUAL_SENTENCES = 0.8, 2


def sort_of(entity: Entity | None) -> str:
    """What an entity is in public life: one of ``SORTS``."""
    if entity is None:
        return "nobody"
    if entity.kind == "person":
        known = entity.wikidata or entity.id in _listed_persons() or _holds_office(entity)
        return "officer" if known else "person"
    if entity.kind == "group":
        return "people" if entity.id.startswith("group:") and entity.id not in _public() else "force"
    if entity.kind == "organisation":
        return _sort_of_body(entity)
    return entity.kind if entity.kind in SORTS else "nobody"


def _holds_office(person: Entity) -> bool:
    """Whether a title or office stands with the name that is no calling of private life."""
    words = [word for word in (person.office or "").lower().split() if word not in FORMER]
    calling = bool(words) and not TRADES.isdisjoint((words[0], " ".join(words[:2])))
    return not calling and (bool(words) or person.id.startswith("office:"))


def _sort_of_body(entity: Entity) -> str:
    row = organisations().get(entity.id)
    if entity.id.startswith(CLUB) or (row is not None and row.role in FIRMS):
        return "firm"
    return "unlisted" if entity.id.startswith("org:") and entity.id not in _public() else "body"


@follows_own
@cache
def _public() -> frozenset[str]:
    """Ids of bodies and groups named by their noun that act for a state or against it: "pengadilan", "pemberontak"."""
    acting = [noun for noun in nouns().values() if noun.role not in CIVIL]
    return frozenset(f"{sort}:{slug(name)}" for noun in acting for sort in ("org", "group") for name in _names(noun))


def _names(noun: Noun) -> tuple[str, ...]:
    return (noun.form, noun.body) if noun.body else (noun.form,)


@follows_own
@cache
def _listed_persons() -> frozenset[str]:
    return frozenset(person.id for person in persons().values())


def _foremost(people: Sequence[Participant], entities: Mapping[str, Entity]) -> str:
    sorts = (sort_of(entities.get(person.entity or "")) for person in people)
    return min(sorts, key=SORTS.index, default="")


def share_of_politics(
    sentences: Sequence[Sentence], mentions: Sequence[Mention], entities: Mapping[str, Entity]
) -> float:
    """Of the sentences, the share that names anybody of politics, drawn to that of a usual article where they are few;
    ``mentions``: sorted by where they begin."""
    starts = [m.start for m in mentions if any(sort_of(entities.get(e)) in POLITICAL for e in m.entities)]
    naming = sum(bisect_left(starts, s.start) < bisect_left(starts, s.end) for s in sentences)
    return (naming + USUAL_SENTENCES * USUAL_SHARE) / (len(sentences) + USUAL_SENTENCES)


def signs_of_world(event: Event, reading: Reading, entities: Mapping[str, Entity], politics: float) -> dict[str, float]:
    """Signs of who takes part and who is named beside them, in an article of which the share ``politics`` names any.

    "apart": nobody of politics takes part, the more the less the article is of politics; "low": it hardly is.
    """
    sides = {"doer": _foremost(event.actors, entities), "whom": _foremost(event.targets, entities)}
    taking_part = {person.entity for person in (*event.actors, *event.targets)}
    beside = set(_named(reading)) - taking_part
    count = sum(sort_of(entities.get(entity)) in POLITICAL for entity in beside)
    return {
        **{f"{side} {sort}": 1.0 for side, sort in sides.items() if sort},
        "politics beside": math.log1p(count),
        "apart": (1.0 - politics) * POLITICAL.isdisjoint(sides.values()),
        "low": max(0.0, HARDLY - politics),
    }


def _named(reading: Reading) -> Iterable[str]:
    return (entity for item in reading.items if item.mention is not None for entity in item.mention.entities)
