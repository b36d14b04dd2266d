"""What the words of one noun phrase say, before the article is known: the records between reading and resolving.

In: nothing. Out: ``Phrase`` and its parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Shape = Literal["state", "seat", "place", "organisation", "person", "name", "office", "collective", "institution",
                "definite"]  # fmt: skip
# Sorts of items that say whose an office or an army is.
OWNERS = frozenset({"state", "seat", "organisation", "place", "city"})


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose minister, army or embassy it is: an atom's sort and key."""

    sort: str
    key: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase.

    ``first`` and ``last`` are item numbers (last excluded); ``name`` the words of a name or the knowledge base's key;
    ``office`` the words before the name; ``title`` the office's class; ``noun`` the head of a collective and ``core``
    its words without owner; ``short`` an abbreviation that the phrase introduces in brackets. Of an office, ``noun`` is
    the body it belongs to, and ``plain`` says that it has no words but title, body and owner.
    """

    first: int
    last: int
    shape: Shape
    name: str = ""
    known: bool = False
    office: str = ""
    title: str = ""
    noun: str = ""
    owner: Owner | None = None
    plural: bool = False
    deictic: bool = False
    own: bool = False
    core: str = ""
    short: str = ""
    name_first: int = 0
    former: bool = False
    plain: bool = False


@dataclass(slots=True)
class Head:
    """What a chain of titles or nouns has given so far, while it is being read."""

    at: int
    office: str = ""
    country: str | None = None
    owner: Owner | None = None
    short: str = ""
    own: bool = False
    former: bool = False
    deputy: bool = False
    extra: bool = False
    nouns: tuple[str, ...] = ()
    name: str = ""
    core_end: int = 0
