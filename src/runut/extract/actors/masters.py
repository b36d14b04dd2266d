"""Whose spokesman, envoy or son-in-law: "utusan Trump Steve Witkoff" names two persons, and the second one is meant.

In: a ``Line``. Out: where the master's name ends, and phrases for kin and allies. Without a second name somebody is
meant whom the text does not name, never the master.

"Menantu Trump Jared Kushner" -> Jared Kushner; "juru bicara Netanyahu" -> his spokesman.
"""

from __future__ import annotations

from functools import cache

from runut.extract.actors import tables, tenures
from runut.extract.actors.fold import fold
from runut.extract.actors.items import Item
from runut.extract.actors.names import NameReader
from runut.extract.actors.phrase import Head, Owner, Phrase
from runut.own import follows_own

# Who held one of these has spokesmen, envoys and advisers of his own.
LEADING = frozenset(
    "president prime_minister chancellor monarch supreme_leader leader crown_prince pope vice_president junta_leader "
    "secretary_general head_of_state".split()
)
# A leader's own title before his name is no servant's: "Presiden Trump".
OWN_TITLES = LEADING | {"royal", "president_elect", "prime_minister_elect"}


@follows_own
@cache
def leaders() -> frozenset[str]:
    """Names of all who ever led a state or a body of states, by the table of offices."""
    return frozenset(t.person for held in tenures.tenures().values() for t in held if t.office in LEADING)


class MasterReader(NameReader):
    """Reads persons who are named by whom they serve or belong to."""

    __slots__ = ()

    def kin(self, at: int) -> Phrase | None:
        """ "Menantu Trump Jared Kushner", "adik pemimpin Korut Kim Jong Un, Kim Yo Jong", "sekutu Putin"."""
        word = self.items[at].lower
        related = word in tables.words("kin")
        if not related and word not in tables.words("ally"):
            return None
        start = at + 1
        while start < len(self.items) and self.items[start].lower in tables.words("kin_modifier"):
            start += 1
        found = self._master(start)
        if found is None:
            return None
        key, end = found
        owner = Owner("person", key) if related else None
        behind = self._second(end, key, single=related and not self.headline)
        if behind is not None:
            name, known, first, last = behind
            return Phrase(at, last, "person" if known else "name", name, known=known, office=self._text(at, end),
                          owner=owner, name_first=first)  # fmt: skip
        if word in tables.words("kin_title") and self.items[at].capital:
            return None  # "Ibu Megawati", "Putri Kate": what she is called
        if not related:
            return Phrase(at, end, "definite")
        return Phrase(at, end, "office", office=self._text(at, end), owner=owner)

    def _master(self, at: int) -> tuple[str, int] | None:
        """The known person at ``at``, with or without an office before the name: key and end."""
        if at >= len(self.items):
            return None
        item = self.items[at]
        if item.sort in ("person", "bare"):
            return item.key, at + 1
        if item.sort != "title":
            return None
        found = self.person(at, at)
        return (found.name, found.last) if found is not None and found.known and found.shape == "person" else None

    def person(self, at: int, start: int) -> Phrase | None:
        """Titles and the name behind them; see ``OfficeReader``."""
        raise NotImplementedError

    def _second(self, at: int, master: str, *, single: bool = False) -> tuple[str, bool, int, int] | None:
        """Another full name behind the master's, directly or between commas: words, whether known, first, last."""
        if at >= len(self.items):
            return None
        comma = self.items[at].text == ","
        first = at + comma
        if first >= len(self.items) or not self.items[first].capital:
            return None
        found = self.name(first)
        if found is None or found[0] == master:
            return None
        name, known, last = found
        whole = self.items[first].sort == "person" or last - first >= 2
        single = single and (fold(name) in tables.name_parts() or name.lower() not in tables.common_words())
        if comma:
            return (name, known, first, last) if (whole or known or single) and self._closes(last) else None
        if self.items[first].sort != "person" and self.headline:
            return None  # every word has a capital there
        return (name, known, first, last) if whole or single else None

    def serves(self, head: Head, item: Item, start: int) -> bool:
        """Whether the person at ``head`` is the master of the office, so that its name ends behind him."""
        serving = head.office not in OWN_TITLES and (head.office or head.deputy)
        end = head.at + 1
        comma = end < len(self.items) and self.items[end].text == ","
        if head.own or not serving:
            return False
        if head.owner is not None:
            # "Juru bicara Sekretaris Jenderal PBB Antonio Guterres, Farhan Haq": his own office stands before him
            under = self.items[start].key in tables.words("serving") and comma
            if not under or self._second(end, item.key) is None:
                return False
            head.owner = Owner(item.sort, item.key)
            return self._step(head, 1)
        leader = item.key in leaders()
        behind = self._second(end, item.key) if leader or comma else None
        if behind is not None and not comma and not behind[1] and self._given(item):
            behind = None  # "ekonom Prabowo Adi Nugroho"
        servant = self._servant(head.at - 1)
        if behind is None and not (leader and servant):
            return False
        if comma and behind is not None and not servant:
            return False
        head.owner = Owner(item.sort, item.key)
        return self._step(head, 1)

    def _servant(self, at: int) -> bool:
        """Whether the office that ends at ``at`` is one under a person: "penasihat senior", "juru bicara"."""
        while at and self.items[at].sort == "word" and self.items[at].lower in tables.words("modifier"):
            at -= 1
        return self.items[at].key in tables.words("serving")

    @staticmethod
    def _given(item: Item) -> bool:
        """Whether the name counts as a given name, which others may have too: Prabowo, Megawati; not Trump."""
        return item.sort == "bare" and item.key.split()[0].lower() == item.lower
