"""Names that no list holds and no rule finds, as the trained reader sees them.

In: the mentions of the rules and the model's readings. Out: the same with further mentions of persons, organisations
and places. A mention of the rules is never touched. A title is left out, for there every word may have a capital.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from runut.extract.actors.fold import slug
from runut.extract.actors.model import Actors
from runut.extract.actors.people import WEAK_PARTS, parts_of
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
    known = {entity.id: entity for entity in actors.entities}
    # those in full first, so that a name alone finds whose it is
    free = [(" ".join(text[n.start : n.end].split()), n) for n in _free(dissected, actors, sensed)]
    for words, name in sorted(free, key=lambda one: (-len(parts_of(one[0])), one[1].start)):
        kind = KINDS[name.kind]
        key = _bearer(words, known.values()) if kind == "person" else None
        key = key or f"{kind}:{slug(words)}"
        entity = known.get(key)
        if entity is None or (key.startswith("person:") and len(parts_of(words)) > len(parts_of(entity.name))):
            known[key] = replace(entity, name=words) if entity else Entity(key, words, kind)
        added.append(Mention(name.start, name.end, text[name.start : name.end], kind, key, "name", (key,), RULE))
    if not added:
        return actors
    mentions = tuple(sorted((*actors.mentions, *added), key=lambda mention: mention.start))
    return replace(actors, mentions=mentions, entities=tuple(known.values()))


def _bearer(words: str, entities: Iterable[Entity]) -> str | None:
    """The one person of the article whose name holds all words of this one, or whose every word this one holds."""
    parts = set(parts_of(words))
    if parts <= WEAK_PARTS:
        return None
    found = []
    for entity in entities:
        own = set(parts_of(entity.name)) if entity.kind == "person" else set()
        fuller = own < parts and entity.id.startswith("person:") and not own <= WEAK_PARTS
        if own and (parts <= own or fuller):
            found.append(entity.id)
    return found[0] if len(found) == 1 else None


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
