"""Names of persons in a line of items: which words they are, where they end, the initials behind them.

In: a ``Line``. Out: name words with their extent. Whether an unknown name is a person's is decided later.
"""

from __future__ import annotations

from runut.extract.actors import tables
from runut.extract.actors.fold import fold
from runut.extract.actors.items import Line
from runut.extract.actors.phrase import Head, Owner, Phrase

LONGEST_NAME = 10
# "S.Tr.Han." has six items.
LONGEST_DEGREE = 6
PLACED = frozenset({"state", "seat", "place", "city"})


class NameReader:
    """Reads names off one line."""

    __slots__ = ("given_places", "headline", "items")

    def __init__(self, line: Line) -> None:
        self.items = line.items
        self.headline = line.headline
        self.given_places = tables.words("given_place")

    def named(self, at: int) -> Phrase | None:
        """A personal name, or another unknown name, that stands alone."""
        if self.items[at].sort == "person" and self._named_after(at + 1):
            return Phrase(at, at + 2, "name", self._text(at, at + 2), name_first=at)
        found = self.name(at)
        if found is None or self._leads(at, found[2]):
            return None
        name, known, last = found
        last, short = self.initials(at, last)
        return Phrase(at, self.degrees(last), "person" if known else "name", name, known=known, short=short,
                      name_first=at)  # fmt: skip

    def _named_after(self, at: int) -> bool:
        """Whether the item makes the name before it that of a body: "George Washington University"."""
        return at < len(self.items) and self.items[at].capital and self.items[at].lower in tables.words("named_after")

    def _leads(self, at: int, end: int) -> bool:
        """Whether the first word is a common noun before a name: "Seruan Francesca Albanese"."""
        item = self.items[at]
        if item.sort != "word" or fold(item.text) in tables.name_parts() or item.lower not in tables.common_words():
            return False
        following = self.items[at + 1:end + 1]
        return end - at > 2 or any(known.sort in ("person", "bare") for known in following[:1])

    def name(self, at: int) -> tuple[str, bool, int] | None:
        """The personal name at ``at``: its words or the knowledge base's key, whether known, and where it ends."""
        if at >= len(self.items):
            return None
        item = self.items[at]
        if item.sort == "person":
            end = at + 1
            if self._named_after(end):
                return None  # "Pengamat George Washington University": no person
            if self.headline:
                return item.key, True, end
            while end < len(self.items) and self.items[end].lower.rstrip(".") in tables.words("suffix_name"):
                end += 1
            whole = self._lineage(at, end)
            if whole > end and item.lower.startswith(tables.KUNYA):
                return self._text(at, whole), False, whole  # "Abu Ubaida bin Salim": many are called Abu Ubaida
            return item.key, True, whole
        if self._initialled(at):
            return self.items[at + 2].key, True, at + 3
        end = at
        while end < len(self.items) and end - at < LONGEST_NAME and self._is_name(end, inside=end > at):
            end += 1
        # A particle never ends a name.
        while end > at and self.items[end - 1].lower in tables.words("particle") and not self.items[end - 1].capital:
            end -= 1
        numerals = all(i.lower.rstrip(".") in tables.words("suffix_name") for i in self.items[at:end])
        if numerals and item.sort != "bare":
            return None
        if end == at + 1 and item.sort == "bare":
            return None if self._word_first(at) else (item.key, True, end)
        return self._text(at, end), False, end

    def _initialled(self, at: int) -> bool:
        """ "M. Tito Karnavian": a known name behind the initial of a further one."""
        if at + 2 >= len(self.items) or len(self.items[at].text) != 1 or not self.items[at].capital:
            return False
        return self.items[at + 1].text == "." and self.items[at + 2].sort == "person"

    def _lineage(self, first: int, end: int) -> int:
        """Where a known name ends with whose son and of which house he is: "bin Tariq al-Said", "Al Maktoum"."""
        while end + 1 < len(self.items):
            item, follows = self.items[end], self.items[end + 1]
            own = follows.capital and follows.sort in ("word", "bare", "person")
            son = own and item.lower in tables.words("lineage")
            house = item.text == "Al" and follows.capital and follows.sort == "word" and self._son(first, end)
            if not son and not house:
                break
            end += 2
        while end < len(self.items) and self.items[end].lower.startswith(("al-", "el-")) and (
            self.items[end].sort == "word"
        ):  # fmt: skip
            end += 1
        return end

    def _son(self, first: int, end: int) -> bool:
        return any(word in tables.words("lineage") for word in self._text(first, end).lower().split())

    def _is_name(self, at: int, *, inside: bool) -> bool:
        """Whether the item can be a word of a personal name."""
        item = self.items[at]
        follows = self.items[at + 1] if at + 1 < len(self.items) else None
        if inside and item.text == "." and len(self.items[at - 1].text) == 1 and self.items[at - 1].capital:
            return follows is not None and follows.capital  # "Erwin S. Aldedharma"
        if inside and item.text == "-" and self.items[at - 1].lower in ("al", "el", "as", "ad", "an", "ash", "at"):
            return follows is not None and follows.capital  # tokenised pages: "Al - Masri"
        if inside and item.lower in tables.words("particle"):
            return follows is not None and (follows.capital or follows.lower in tables.words("particle"))
        if not inside and item.sort in PLACED and self.given(at):
            return True
        if item.sort in ("title", "noun", "portfolio", "place", "seat"):
            return inside and not self.headline and item.capital and item.lower in tables.words("nameable")
        if item.sort == "person":
            return inside and not self.headline and fold(self.items[at - 1].text) in tables.name_parts()
        if item.sort not in ("word", "bare", "city"):
            return False
        if inside and item.lower.rstrip(".") in tables.words("suffix_name"):
            return True
        if not item.capital and not item.lower.startswith(tuple(tables.words("affix_name"))):
            return False
        if item.lower in tables.words("closed") or item.lower in tables.words("not_name"):
            return False
        if item.lower.startswith(("anti-", "pro-", "non-", "pasca-")):
            return False
        if item.sort == "bare":
            # "Surati Trump": in a headline every word has a capital, and the surname stands alone
            return not (inside and self.headline) or fold(self.items[at - 1].text) in tables.name_parts()
        if item.lower in (tables.headline_verbs() if self.headline else tables.verbs()):
            return False
        if self.headline and _tells(item.lower):
            return False
        if self.headline and len(item.lower) > 4 and item.lower.startswith(("di", "me", "ber", "ter")):
            return fold(item.text) in tables.name_parts()
        unsure = self.headline or (at == 0 and not inside) or self._after_stop(at)
        if unsure and item.lower.endswith("nya") and fold(item.text) not in tables.name_parts():
            return False  # "Artinya", "Kabarnya": any noun takes it, so no list holds them all
        return not (unsure and item.lower in tables.common_words())

    def _after_stop(self, at: int) -> bool:
        """Whether the item opens a quotation or a clause in it, where every word has a capital."""
        return at > 0 and self.items[at - 1].text in ('"', "“", "”", "'", ":", "-", "—", "–", ".", "|", "•")

    def _word_first(self, at: int) -> bool:
        """Whether a famous surname is a plain word where every first word has a capital: "Sisi lain kota itu"."""
        if self.items[at].lower not in tables.common_words() or not (at == 0 or self.headline or self._after_stop(at)):
            return False
        after = self.items[at + 1].lower if at + 1 < len(self.items) else ""
        return after not in tables.words("speech_verb")

    def given(self, at: int) -> bool:
        """Whether a state or town is somebody's given name: "Chad Bradshaw", "Oman Fathurahman"."""
        if self.headline or at + 1 >= len(self.items) or self.items[at].lower not in self.given_places:
            return False
        follows, before = self.items[at + 1], self.items[at - 1].lower if at else ""
        if follows.sort not in ("word", "bare", "city") or not follows.capital or before in tables.nouns():
            return False
        if any(follows.lower in tables.words(name) for name in ("closed", "not_name", "org_word")):
            return False
        common = follows.lower in tables.common_words() and fold(follows.text) not in tables.name_parts()
        return not common and before not in tables.words("locative") and before not in tables.words("place_word")

    def _closes(self, at: int) -> bool:
        return at >= len(self.items) or self.items[at].text in (",", ".", "(")

    def initials(self, first: int, last: int) -> tuple[int, str]:
        """Take in the initials or the nickname behind a name: "Mohammed bin Salman (MBS)", "Joko Widodo (Jokowi)"."""
        after, short = self.bracket(last)
        if not short:
            return last, ""
        if self.items[last + 1].sort == "bare":
            return after, short
        letters = "".join(item.text[0] for item in self.items[first:last] if item.text[0].isalpha()).upper()
        return (after, short) if short.isupper() and letters.endswith(short) else (last, "")

    def degrees(self, at: int) -> int:
        """Behind the academic degrees of a name: "Budi Hartono, S.H., M.H."."""
        while not self.headline and at + 1 < len(self.items) and self.items[at].text == ",":
            end = self._degree(at + 1)
            if not end:
                break
            at = end
        return at

    def _degree(self, first: int) -> int:
        """Where one degree ends, whose letters and dots are items of their own; 0 where there is none."""
        letters, end = "", 0
        for at in range(first, min(first + LONGEST_DEGREE, len(self.items))):
            if not self.items[first].capital or self.items[at].sort in ("time", "number") or self.items[at].text == ",":
                break
            letters += self.items[at].lower
            if letters.rstrip(".") in tables.words("degree"):
                end = at + 1
        return end - 1 if end == len(self.items) and self.items[-1].text == "." else end

    def bracket(self, at: int) -> tuple[int, str]:
        """Behind "(AS)" and with its letters, where the brackets hold one short word; else ``at`` and nothing."""
        if at + 2 < len(self.items) and self.items[at].text == "(" and self.items[at + 2].text == ")":
            inner = self.items[at + 1]
            if inner.sort not in ("mark", "time", "number") and len(inner.text) <= 24 and inner.capital:
                return at + 3, inner.text
        return at, ""

    def _namesake(self, at: int, start: int = 0) -> int:
        """How many items from the title on name a body or a thing: "Universitas Sultan X", "Bandara Jenderal Y"."""
        before = at - 1
        while before > start and self.items[before].lower in tables.words("namesake_kind"):
            before -= 1
        named = self.items[at].lower in tables.words("namesake_title") and self.items[at].capital
        body = before >= start and self.items[before].capital and self.items[before].lower in tables.words("namesake")
        if not named or not body:
            return 0
        end = at + 1
        while end < len(self.items) and self.items[end].capital and self.items[end].sort in ("word", "bare", "person"):
            end += 1
        return end - at

    def _epithet(self, at: int, owner: Owner | None) -> bool:
        """ "Parlemen negara Teluk itu": a region behind "negara" only describes the state that was named before."""
        region = owner is not None and owner.sort in ("organisation", "place")
        singular = self.items[at - 1].lower.startswith("negara ")  # the name of a group of states: "negara Teluk"
        return region and (singular or (at > 1 and self.items[at - 2].lower in ("negara", "negeri")))

    def _deictic(self, at: int) -> tuple[int, bool]:
        """Behind "lainnya", "itu", "tersebut", and whether it points back."""
        if at < len(self.items) and self.items[at].lower in ("lainnya", "lain", "sendiri"):
            at += 1
        if at < len(self.items) and self.items[at].lower in tables.words("deictic"):
            return at + 1, True
        return at, False

    def _text(self, first: int, last: int) -> str:
        words = " ".join(item.text for item in self.items[first:last])
        return words.replace("( ", "(").replace(" )", ")").replace(" ,", ",").replace(" .", ".")

    @staticmethod
    def _step(head: Head, by: int) -> bool:
        head.at += by
        return by > 0


def _tells(word: str) -> bool:
    """Whether the codebook has a bare verb in the word, that is no word of names: "Putin Depak Menteri"."""
    from runut.extract.events.codebook import codebook  # late: the events stand on the actors

    forms = codebook().starting_with(word)
    return any(form.voice == "bare" for form in forms) and word not in tables.name_parts()
