"""Things called after persons and towns: ships, streets, airports, hospitals, prizes; who or what lent the name is no
party and no place.

In: a ``Line``. Out: how many items belong to such a name, and phrases that hold it. A thing that the knowledge base
knows as a place is an item of its own and never comes here.

"kapal Cheonan", "Jalan Jenderal Sudirman", "USS Gerald Ford" (a ship of the United States' navy).
"""

from __future__ import annotations

from runut.extract.actors import tables
from runut.extract.actors.fold import fold
from runut.extract.actors.items import Item
from runut.extract.actors.masters import MasterReader
from runut.extract.actors.phrase import Head, Owner, Phrase

# What may lend its name to a thing: persons, and towns that no word of place stands before.
LENDERS = frozenset({"person", "bare"})
TOWNS = frozenset({"place", "city"})
PLACED = TOWNS | {"seat", "state"}
# Sorts of items that a name may go on with; a ship's with a town's name too: "HMS Queen Elizabeth".
WORDS = frozenset({"word", "bare", "person", "title"})
# No ship's name has more words.
LONGEST_SHIP = 4


class ThingReader(MasterReader):
    """Reads names of things."""

    __slots__ = ()

    def thing(self, at: int) -> Phrase | None:
        """The name at ``at``, where the words before say what thing it is called after."""
        item = self.items[at]
        if at == 0 or not item.capital or item.sort not in LENDERS | PLACED:
            return None
        if self._ship_before(at) and item.sort in TOWNS | {"person"}:
            return Phrase(at, self._end(at), "definite")
        if self._named_thing(at, item):
            return Phrase(at, self._end(at), "definite")
        return None

    def _named_thing(self, at: int, item: Item) -> bool:
        kind = self.kind_before(at)
        if kind is None:
            return False
        capital = kind.capital and not self.headline
        if item.sort in PLACED:
            street = kind.lower in tables.words("street")
            return street and capital and (item.sort != "state" or kind.text.istitle())
        if kind.lower in tables.words("award"):
            return kind.capital and (item.sort == "person" or (kind is not self.items[0] and not self.headline))
        return item.sort == "person" or capital

    def kind_before(self, at: int) -> Item | None:
        """The word before ``at`` that says what is called so: a street, a hospital, a prize; with "Umum" between."""
        before = at - 1
        while before > 0 and self.items[before].lower in tables.words("namesake_kind"):
            before -= 1
        if before < 0:
            return None
        item = self.items[before]
        two = self.items[before - 1].lower + " " + item.lower if before else ""
        named = tables.words("facility") | tables.words("street") | tables.words("award")
        if two in named:
            return self.items[before - 1]
        return item if item.lower in named else None

    def _end(self, at: int, sorts: frozenset[str] = WORDS) -> int:
        """Where a thing's name ends: "Gerald R. Ford", "Admiral Kuznetsov", "Alexander-Nevsky"."""
        end = at + 1
        while end < len(self.items) and end - at < LONGEST_SHIP and not self.headline and self._goes_on(end, sorts):
            end += 1
        return end

    def _goes_on(self, at: int, sorts: frozenset[str]) -> bool:
        item = self.items[at]
        if item.text == "." and len(self.items[at - 1].text) == 1:
            return at + 1 < len(self.items) and self.items[at + 1].capital
        if not item.capital or item.sort not in sorts:
            return False
        return not any(item.lower in tables.words(name) for name in ("closed", "not_name")) and (
            item.lower not in tables.verbs()
        )

    def _ship_before(self, at: int) -> bool:
        """Whether a word for a vessel stands before, with the state that owns it between: "kapal Rusia Kazan"."""
        before = at - 1
        if before > 0 and self.items[before].sort == "state":
            before -= 1
        two = (self.items[before - 1].lower + " " if before else "") + self.items[before].lower
        return self.items[before].lower in tables.words("ship") or two in tables.words("ship")

    def warship(self, at: int) -> Phrase | None:
        """ "USS Gerald Ford", "KRI Nanggala-402": a ship of the navy that has this prefix."""
        flag = tables.ship_prefixes().get(self.items[at].text)
        if flag is None or at + 1 >= len(self.items) or not self._lends(self.items[at + 1]):
            return None
        end = self._end(at + 1, WORDS | TOWNS)
        return Phrase(at, end, "collective", noun="kapal perang", office=self._text(at, end), core=self.items[at].text,
                      owner=Owner("state", flag))  # fmt: skip

    @staticmethod
    def _lends(item: Item) -> bool:
        return item.capital and item.sort not in ("mark", "time", "number") and fold(item.text) not in (
            tables.words("closed")
        )

    def ship_part(self, head: Head) -> bool:
        """Take in the prefix, class or name of a warship behind its noun: "kapal induk USS Gerald Ford"."""
        item = self.items[head.at]
        if not head.nouns or head.nouns[-1] not in tables.words("warship"):
            return False
        flag = tables.ship_prefixes().get(item.text)
        follows = self.items[head.at + 1] if head.at + 1 < len(self.items) else None
        if flag is not None and follows is not None and self._lends(follows):
            head.owner = head.owner or Owner("state", flag)
            return self._ship_name(head, head.at + 1)
        if item.lower in ("kelas", "tipe", "jenis") and follows is not None and self._lends(follows):
            return self._ship_name(head, head.at + 1)
        if self.headline or not item.capital or item.sort not in LENDERS | TOWNS:
            return False
        head.owner = head.owner or Owner(item.sort, item.key)
        return self._ship_name(head, head.at)

    def _ship_name(self, head: Head, first: int) -> bool:
        head.core_end = head.core_end or head.at
        return self._step(head, self._end(first, WORDS | TOWNS) - head.at)
