"""Names that no list holds and no rule finds, as the trained reader sees them.

In: the mentions of the rules and the model's readings. Out: the same with further mentions of persons, organisations
and places. A mention of the rules is never touched. A title is left out, for there every word may have a capital.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from runut.extract.actors.fold import slug
from runut.extract.actors.model import Actors
from runut.extract.reader import NameReading, Sensed
from runut.records import Dissected, Entity, EntityKind, Mention

SURE: Final = 0.9
SHORTEST: Final = 3
KINDS: Final[Mapping[str, EntityKind]] = {"PER": "person", "ORG": "organisation", "LOC": "place"}
RULE: Final = "model"


def with_names(dissected: Dissected, actors: Actors, sensed: Mapping[int, Sensed]) -> Actors:
    """The actors with the names that the model alone finds, each an entity of its own."""
    if not sensed:
        return actors
    text = dissected.document.text
    added: list[Mention] = []
    entities: dict[str, Entity] = {}
    for name in _free(dissected, actors, sensed):
        kind = KINDS[name.kind]
        words = " ".join(text[name.start : name.end].split())
        key = f"{kind}:{slug(words)}"
        if key not in actors.by_id:
            entities.setdefault(key, Entity(key, words, kind))
        added.append(Mention(name.start, name.end, text[name.start : name.end], kind, key, "name", (key,), RULE))
    if not added:
        return actors
    mentions = tuple(sorted((*actors.mentions, *added), key=lambda mention: mention.start))
    return replace(actors, mentions=mentions, entities=(*actors.entities, *entities.values()))


def _free(dissected: Dissected, actors: Actors, sensed: Mapping[int, Sensed]) -> Iterator[NameReading]:
    """Sure names in the body that touch no mention."""
    text = dissected.document.text
    taken = [(mention.start, mention.end) for mention in actors.mentions]
    position = 0
    for index in sorted(sensed):
        if dissected.sentences[index].label == "title":
            continue
        for name in sensed[index].names:
            while position < len(taken) and taken[position][1] <= name.start:
                position += 1
            touches = position < len(taken) and taken[position][0] < name.end
            words = text[name.start : name.end]
            if not touches and name.probability >= SURE and len(words) >= SHORTEST and words[0].isupper():
                yield name
