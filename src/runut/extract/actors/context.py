"""The article while it is being resolved: mentions in the making, entities, and what the text tells of.

In: drafts and entities as they are found. Out: the country of a subject, the topic. It resolves nothing itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from runut.extract.actors import tables
from runut.extract.actors.introduce import Read
from runut.extract.actors.items import Line
from runut.extract.actors.people import People
from runut.extract.actors.phrases import Phrase
from runut.extract.actors.tenures import When
from runut.records import Entity, EntityKind

# Rules by which the words themselves say whose it is.
EXPLICIT = frozenset({"collective", "collective-of", "government", "institution"})
# No sentence names more than this; a longer one is a broken page, and only its end is looked at.
SENTENCE = 200


@dataclass(frozen=True, slots=True)
class Draft:
    """A mention in the making. ``head`` is the noun or title it turns on."""

    line: int
    first: int
    last: int
    kind: EntityKind
    entities: tuple[str, ...]
    form: str
    rule: str
    country: str | None = None
    head: str = ""
    plural: bool = False


@dataclass(slots=True)
class Context:
    """The article while it is being resolved."""

    article: list[Read]
    people: People
    when: When | None
    entities: dict[str, Entity] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)
    by_row: dict[int, list[Draft]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    told: dict[str, dict[str, None]] = field(default_factory=dict)
    domestic: bool = False
    home: bool = False

    def keep(self, entity: Entity) -> str:
        """Register an entity; what a later mention knows better is added."""
        there = self.entities.get(entity.id)
        if there is None:
            self.entities[entity.id] = entity
        elif there.country is None and entity.country is not None:
            self.entities[entity.id] = replace(there, country=entity.country)
        return entity.id

    def add(self, draft: Draft) -> None:
        """Take in a mention, and what it tells: its country, and whose army or ministry its words name."""
        self.drafts.append(draft)
        self.by_row.setdefault(draft.line, []).append(draft)
        if draft.country is None:
            return
        self.counts[draft.country] = self.counts.get(draft.country, 0) + 1
        noun = tables.nouns().get(draft.head)
        if noun is not None and draft.rule in EXPLICIT:
            for told in (noun.body or noun.form, *((noun.role,) if noun.role == "MIL" else ())):
                owners = self.told.setdefault(told, {})
                owners.pop(draft.country, None)
                owners[draft.country] = None
        if noun is not None and noun.role == "JUD":  # of whichever rule: the courts of a story are one state's
            self.told.setdefault("JUD", {})[draft.country] = None

    def topic(self, *, share: float = 0.0) -> str | None:
        """The country that the article has told of most so far (of several, the first), if it has this share of all."""
        counts = self.counts
        best = max(counts, key=lambda c: counts[c]) if counts else None
        return best if best is not None and counts[best] >= share * sum(counts.values()) else None

    def place(self, row: int) -> str | None:
        """The country of the place that the sentence, or the one before, tells of: people there are its people."""
        for back in (row, row - 1):
            if back < 0:
                break
            line, found = self.article[back]
            for phrase in found:
                if phrase.shape in ("place", "seat", "state") and before(line, phrase.first) in ("di", "wilayah"):
                    country = tables.places()[phrase.name].country if phrase.shape == "place" else phrase.name
                    if country is not None:
                        return country
        return None

    def governed(self, draft: Draft) -> bool:
        """Whether the mention hangs on a preposition or stands behind an active verb, so that it is no subject."""
        items = self.article[draft.line][0].items
        if draft.first == 0:
            return False
        before = items[draft.first - 1].lower
        return before in tables.words("preposition") or (before.startswith("me") and before in tables.verbs())

    def owned(self, draft: Draft) -> bool:
        """ "mengecam pernyataan Takaichi dan mengimbau warganya": whose words they are is no subject."""
        items = self.article[draft.line][0].items
        before = items[draft.first - 1] if draft.first else None
        return before is not None and before.sort == "word" and before.lower in tables.words("utterance")

    def subject(self, row: int, at: int, *, only: str = "") -> str | None:
        """The country of the sentence's subject before item ``at``, else of the sentence before's.

        ``only``: "person" asks for persons; "inhabited" lets places count too ("Crimea ... warganya").
        """
        for back in (row, row - 1):
            here = [d for d in self.by_row.get(back, [])[-SENTENCE:] if back < row or d.last <= at]
            if back == row:
                here = [d for d in here if not self.owned(d)] or here
            # In its own sentence the nearest subject owns the army, in the one before the first.
            for draft in reversed(here) if back == row else here:
                right = draft.kind == "person" if only == "person" else draft.kind != "place" or only == "inhabited"
                country = draft.country or (self.entities[draft.entities[0]].country if only == "inhabited" else None)
                if right and country is not None and draft.head != "MED" and not self.governed(draft):
                    return country
        return None


def state_entity(iso3: str) -> Entity:
    """A state."""
    country = tables.countries()[iso3]
    return Entity(iso3, country.name, "state", iso3, country.wikidata)


def before(line: Line, at: int) -> str:
    """The word before an item, in lower case."""
    return line.items[at - 1].lower if at else ""


def named_behind(line: Line, phrase: Phrase) -> bool:
    """Whether an unknown name says whose it is ("pemerintah Wallonia"), so that the context must not be asked."""
    if line.headline or phrase.last >= len(line.items) or phrase.deictic:
        return False
    item = line.items[phrase.last]
    return item.sort == "word" and item.capital and item.lower not in tables.words("closed") and (
        item.lower not in tables.words("not_name")
    )
