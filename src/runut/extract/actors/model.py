"""What the actor stage gives to the stages behind it.

In: nothing. Out: the ``Actors`` record.

>>> Actors((), ()).entity("RUS") is None
True
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from runut.records import Conflict, Entity, Mention

NO_PLACES: Mapping[str, tuple[float, float]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Actors:
    """Mentions in text order, not overlapping; entities in the order of their first mention.

    ``coordinates`` maps the ids of places (and of states, by their seat) to latitude and longitude; ``disputes`` are
    offices that the table of office holders knows in other hands.
    """

    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    coordinates: Mapping[str, tuple[float, float]] = field(default_factory=lambda: NO_PLACES)
    disputes: tuple[Conflict, ...] = ()
    by_id: Mapping[str, Entity] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the entities."""
        object.__setattr__(self, "by_id", MappingProxyType({entity.id: entity for entity in self.entities}))

    def entity(self, key: str | None) -> Entity | None:
        """The entity with this id."""
        return None if key is None else self.by_id.get(key)

    def country(self, mention: Mention) -> str | None:
        """The country of a mention's entity."""
        entity = self.by_id.get(mention.entity)
        return None if entity is None else entity.country
