"""Names that an entity is known by, whether or not the chronicle's articles use them.

In: nothing. Out: names by entity id, from the knowledge base of ``extract.actors``. It serves the look-up of names
that a user types and takes no part in reading.

>>> "DPRK" in known_aliases()["PRK"]
True
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from runut.extract.actors.tables import countries, organisations, persons

__all__ = ["known_aliases"]


@cache
def known_aliases() -> Mapping[str, tuple[str, ...]]:
    """The names of every state, organisation and person in the knowledge base."""
    known = {state.iso3: (state.name, *state.aliases) for state in countries().values()}
    known |= {body.id: (body.name, *body.aliases) for body in organisations().values()}
    known |= {person.id: (person.name, *person.bare, *person.aliases) for person in persons().values()}
    return known
