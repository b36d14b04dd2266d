"""The persons of one article: who was introduced in full, and whom a surname or another spelling means later.

In: names as the phrases give them. Out: entities. It looks at no syntax.

>>> people = People()
>>> entity = people.introduce("Alexander Matsegora", "RUS", "Duta Besar Rusia")
>>> people.find("Matsegora") is entity
True
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from runut.extract.actors import tables
from runut.extract.actors.fold import fold, skeleton, slug
from runut.own import follows_own
from runut.records import Entity

# Parts of names that are too common to mean one person by themselves.
WEAK_PARTS = frozenset({"bin", "binti", "al", "el", "abu", "van", "von", "de", "der", "da", "ibn", "jr", "ii", "iii",
                        "muhammad", "mohammad", "mohammed", "mohamed", "ahmad", "ahmed", "abdul", "abdel", "h", "m",
                        "sri", "dan", "la", "le", "di", "san", "nur", "siti"})  # fmt: skip


# Of more bearers of one name in an article only the first are compared.
NAMESAKES = 40


@follows_own
@cache
def known_by_skeleton() -> dict[str, str]:
    """Spelling key of full names to the knowledge base's name."""
    out: dict[str, str] = {}
    for person in tables.persons().values():
        for alias in (person.name, *person.aliases):
            if " " in alias:
                out.setdefault(skeleton(alias), person.name)
    return out


# Where newspapers leave out "bin" of names that have it in full: "Anwar bin Ibrahim".
PATRONYMS = frozenset({"MYS", "SGP", "BRN"})


def known_name(name: str) -> str:
    """The knowledge base's name of a full name in any spelling; empty where it has none."""
    known = known_by_skeleton().get(skeleton(name), "")
    if known or " bin " not in name:
        return known
    known = known_by_skeleton().get(skeleton(name.replace(" bin ", " ")), "")
    return known if known and tables.persons()[known].country in PATRONYMS else ""


@follows_own
@cache
def affiliated() -> frozenset[str]:
    """Ids of persons who speak for an organisation and for no state."""
    return frozenset(person.id for person in tables.persons().values() if person.affiliation is not None)


def person_entity(person: tables.Person) -> Entity:
    """A person of the knowledge base as an entity."""
    return Entity(person.id, person.name, "person", person.country, person.wikidata)


@dataclass(slots=True)
class Known:
    """A person of this article: the words of the name as introduced, and the offices."""

    entity: Entity
    parts: tuple[str, ...]
    titles: set[str] = field(default_factory=set)


def _wider(title: str) -> str:
    """The class that "menteri itu", "panglima itu", "ketua itu" call an office of one holder by."""
    if title.endswith("_minister") and title != "prime_minister":
        return "minister"
    return "commander" if title.endswith("_chief") else "head" if title in ("chair", "governor") else title


@lru_cache(maxsize=8192)
def parts_of(name: str) -> tuple[str, ...]:
    """The folded words of a name."""
    return tuple(part for part in fold(name).replace(".", " ").split() if part)


class People:
    """The article's persons, in the order of their introduction."""

    __slots__ = ("by_id", "by_part", "by_skeleton", "by_title")

    def __init__(self) -> None:
        self.by_id: dict[str, Known] = {}
        self.by_part: dict[str, list[str]] = {}
        self.by_skeleton: dict[str, str] = {}
        self.by_title: dict[tuple[str, str | None], str] = {}

    def introduce(self, name: str, country: str | None, office: str, title: str = "", known: str = "") -> Entity:
        """Add a person named in full, or add what is new about one already here."""
        key = known or known_name(name)
        there = None if key else self.find(name)
        if key:
            entity = person_entity(tables.persons()[key])
        elif there is not None:
            entity = there
        else:
            entity = Entity("person:" + slug(name), name, "person", country)
        entry = self.by_id.get(entity.id)
        if entry is None:
            entry = self.by_id[entity.id] = Known(entity, parts_of(entity.name))
            self._index(entry, tuple(fold(part) for part in name.split() if not part.isupper() or name.isupper()))
            if key:
                for bare in tables.persons()[key].bare:
                    self._index(entry, parts_of(bare))
        self.by_skeleton.setdefault(skeleton(name), entity.id)
        self._enrich(entry, name, country, office)
        if title:
            entry.titles |= {title, _wider(title)}
            self.by_title[title, None] = self.by_title[title, entry.entity.country] = entry.entity.id
        return entry.entity

    def _index(self, entry: Known, parts: tuple[str, ...]) -> None:
        for part in dict.fromkeys((*parts, *(entry.parts if entry.entity.id[0] == "Q" else ()))):
            if part not in WEAK_PARTS and len(part) > 1:
                ids = self.by_part.setdefault(part, [])
                if entry.entity.id not in ids:
                    ids.append(entry.entity.id)

    def _enrich(self, entry: Known, name: str, country: str | None, office: str) -> None:
        entity = entry.entity
        unlisted = entity.id.startswith("person:") and entity.name not in tables.persons()
        if unlisted and len(parts_of(name)) > len(entry.parts):
            entity = replace(entity, name=name)
            entry.parts = parts_of(name)
            self._index(entry, entry.parts)
        if entity.country is None and country is not None and entity.id not in affiliated():
            entity = replace(entity, country=country)
        if entity.office is None and office:
            entity = replace(entity, office=office)
        entry.entity = entity

    def find(self, name: str) -> Entity | None:
        """The person of this article whom ``name``, a part or a fuller form of a name, means."""
        same = self.by_skeleton.get(skeleton(name)) if self.by_skeleton else None
        if same is not None:
            return self.by_id[same].entity
        parts = parts_of(name)
        strong = [part for part in parts if part not in WEAK_PARTS and len(part) > 1]
        if not strong:
            return None
        ids = self.by_part.get(strong[0], [])[:NAMESAKES] + self.by_part.get(strong[-1], [])[:NAMESAKES]
        fitting = [self.by_id[i] for i in dict.fromkeys(ids) if _fits(set(parts), set(self.by_id[i].parts), strong)]
        if len(parts) == 1:
            fitting += [self.by_id[i] for i in ids if self.by_id[i] not in fitting]
        return fitting[0].entity if fitting else None

    def holder(self, title: str, country: str | None) -> Entity | None:
        """The person introduced last with this office (and country)."""
        key = self.by_title.get((title, country))
        return None if key is None else self.by_id[key].entity


def _fits(parts: set[str], others: set[str], strong: list[str]) -> bool:
    """One name holds all words of the other; of two names of several words, two must agree."""
    common = parts & others
    smaller = min(len(parts), len(others))
    return (len(common) == smaller and any(part in others for part in strong)) or len(common) >= 3
