"""Noun phrases that name an actor: title, office, affiliation and name together; collectives; institutions; names.

In: a ``Line``. Out: ``Phrase`` records, left to right, not overlapping. What a phrase points to is decided later
(``resolve``), when the whole article is known; here stands only what its words say.

>>> from runut.extract.actors.items import Item, Line
>>> from runut.records import Sentence
>>> items = (Item(0, 7, "militer", "militer", "noun", "militer"), Item(8, 10, "AS", "as", "state", "USA"))
>>> phrase = phrases(Line(Sentence(0, 0, 10, "body", ()), items, False))[0]
>>> phrase.shape, phrase.noun, phrase.owner
('collective', 'militer', Owner(sort='state', key='USA'))
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from runut.extract.actors import tables
from runut.extract.actors.items import Item, Line
from runut.extract.actors.masters import leaders
from runut.extract.actors.offices import LONGEST, OfficeReader
from runut.extract.actors.phrase import OWNERS, Head, Owner, Phrase, Shape

__all__ = ["Owner", "Phrase", "phrases"]

# Bodies of a state, by CAMEO agent code; a militant beside a soldier of X is not X's.
OFFICIAL = frozenset({"MIL", "COP", "GOV", "LEG", "JUD"})
# Beginnings of institutions whose seat is their state's: "Kementerian Pertahanan di Moskow", "media di Pyongyang". An
# embassy there is another state's.
SEATED = ("kem", "dep", "media", "telev", "kantor berita")


def phrases(line: Line) -> list[Phrase]:
    """The phrases of one sentence."""
    out: list[Phrase] = []
    reader = Reader(line)
    at = 0
    while at < len(line.items):
        phrase = reader.read(at)
        if phrase is None:
            at += 1
        else:
            if out and (owner := _shared_owner(line, out[-1], phrase)):
                out[-1] = replace(out[-1], owner=owner)
            out.append(phrase)
            at = phrase.last
    return out


def _shared_owner(line: Line, first: Phrase, second: Phrase) -> Owner | None:
    """ "Polisi dan militer Israel": the state behind the last of two bodies is that of both."""
    joined = second.first == first.last + 1 and line.items[first.last].lower in ("dan", "serta", "maupun")
    bodies = first.shape == second.shape == "collective" and first.owner is None and second.owner is not None
    if not (joined and bodies) or first.own or first.deictic or first.plural:
        return None
    noun = tables.nouns()[first.noun]
    return second.owner if noun.role in OFFICIAL and second.owner and second.owner.sort == "state" else None


def _is_plain(item: Item) -> bool:
    """Whether a word begins no phrase of any rule below: most words of a text are passed over here."""
    return not (item.capital or item.lower in openers() or item.lower.startswith(affixes()))


@cache
def openers() -> frozenset[str]:
    """Small words that may begin a phrase: "adik X", "sekutu X", "dua tentara", "negeri X"."""
    return tables.words("kin") | tables.words("ally") | tables.words("quantifier") | {"negeri"}


@cache
def affixes() -> tuple[str, ...]:
    """What a name without a capital begins with: "al-Assad"."""
    return tuple(tables.words("affix_name"))


class Reader(OfficeReader):
    """Reads phrases off one line."""

    __slots__ = ()

    def read(self, at: int) -> Phrase | None:
        """The phrase that begins at item ``at``, if any."""
        item = self.items[at]
        if item.sort in ("mark", "time") or (item.sort == "word" and _is_plain(item)):
            return None
        if item.sort == "title" and (namesake := self._namesake(at)):
            return Phrase(at, at + namesake, "definite")
        if found := self.thing(at) or self.warship(at) or self.kin(at) or self._ruled(at):
            return found
        if item.sort == "title":
            return self.person(at, at) or self.collective(at, at)
        if item.sort == "noun" and self._of_camp(at):
            return None
        if item.sort in ("noun", "portfolio"):
            return self.collective(at, at)
        if (item.sort == "word" and item.lower in tables.words("quantifier")) or item.sort == "number":
            return self.counted(at)
        if item.sort in ("state", "seat", "place", "organisation", "city") and not self.given(at):
            return self.atom(at)
        return self.named(at)

    def _ruled(self, at: int) -> Phrase | None:
        """ "Negeri Erdogan": the state of the leader named; "kebijakan luar negeri Trump" is another word."""
        if self.items[at].lower != "negeri" or at + 1 >= len(self.items):
            return None
        item, before = self.items[at + 1], self.items[at - 1].lower if at else ""
        if item.sort not in ("person", "bare") or before in ("luar", "dalam") or item.key not in leaders():
            return None
        country = tables.persons()[item.key].country
        return None if country is None else Phrase(at, at + 2, "state", country, known=True)

    def _of_camp(self, at: int) -> bool:
        """ "kamp pengungsi Jabalia" is the place; its people are not meant."""
        town = at + 1 < len(self.items) and self.items[at + 1].sort in ("place", "city")
        return bool(at) and town and self.items[at - 1].lower in tables.words("camp")

    def atom(self, at: int) -> Phrase | None:
        """A state, seat, place or organisation by its own name, with an abbreviation in brackets behind it."""
        item = self.items[at]
        if item.sort == "city":
            run = self.named(at)
            if run is not None and run.last > at + 1:
                return run
            return self._place(at) if self._located(at) else run
        if item.sort in ("seat", "place", "state") and self._titled_paper(at):
            return self._paper(at)
        if item.sort in ("seat", "place") and self._names_accord(at):
            return None
        end, short = self.bracket(at + 1)
        if item.sort == "organisation":
            end = self._owned(end, item)
            if end < len(self.items) and self.items[end].sort == "state" and item.lower in tables.nouns():
                whole = self._text(at, end + 1)
                return Phrase(at, end + 1, "collective", noun=item.lower, office=whole, core=item.text,
                              owner=Owner("state", self.items[end].key), short=short)  # fmt: skip
            return Phrase(at, end, "organisation", item.key, known=True, short=short)
        shape: Shape = "state" if item.sort == "state" else "seat" if item.sort == "seat" else "place"
        return Phrase(at, end, shape, item.key, known=True, short=short)

    def _place(self, at: int) -> Phrase | None:
        return Phrase(at, at + 1, "place", self.items[at].key, known=True)

    def _names_accord(self, at: int) -> bool:
        """ "Perjanjian Paris": a town in the name of an accord; "Kesepakatan Moskow dan Kyiv" has two parties."""
        before = self.items[at - 1] if at else None
        if before is None or not before.capital or before.lower not in tables.words("accord_word"):
            return False
        joined = at + 2 < len(self.items) and self.items[at + 1].text in ("dan", "dengan", "serta", "-", "–", "/")
        return not (joined and self.items[at + 2].sort in ("state", "seat", "place"))

    def _titled_paper(self, at: int) -> bool:
        follows = self.items[at + 1] if at + 1 < len(self.items) else None
        if follows is None or self.headline or not follows.capital or follows.sort != "word":
            return False
        return follows.lower in tables.words("org_word")

    def _paper(self, at: int) -> Phrase:
        """An organisation that is called after a city: "Washington Times", "Sydney University"."""
        end = at + 2
        while end < len(self.items) and self.items[end].capital and self.items[end].lower in tables.words("org_word"):
            end += 1
        return Phrase(at, end, "name", self._text(at, end), name_first=at)

    def _located(self, at: int) -> bool:
        """Whether a word of place stands before the item, or another place and a comma."""
        if at == 0:
            return False
        before = self.items[at - 1]
        if before.lower in tables.words("locative") or before.lower in tables.words("place_word"):
            return True
        return before.text == "," and at > 1 and self.items[at - 2].sort in ("place", "seat", "city")

    def _owned(self, end: int, item: Item) -> int:
        """Take in the state behind an organisation of that state: "DPR RI", "Garda Revolusi Iran"."""
        country = tables.organisations()[item.key].country
        if end < len(self.items) and self.items[end].sort == "state" and self.items[end].key == country:
            return end + 1
        return end

    def counted(self, at: int) -> Phrase | None:
        """A quantity or "para", "sejumlah" and the collective it counts."""
        start = at
        if self.items[at].lower in ("dari", "besar", "kurang", "salah", "total", "mantan", "eks", "bekas"):
            return None
        while start < len(self.items) and start - at < 6 and (
            self.items[start].sort == "number" or (self.items[start].lower in tables.words("quantifier")
            and self.items[start].sort == "word")
        ):  # fmt: skip
            start += 1
        if start == len(self.items):
            return None
        if self.items[start].sort == "organisation" and self.items[start].text[0].islower():
            return Phrase(at, start + 1, "organisation", self.items[start].key, known=True, plural=True)
        if self.items[start].sort not in ("noun", "title"):
            return None
        if self.items[at].lower in ("kedua", "dua") and self.items[start].lower in tables.words("paired"):
            return self._paired(at, start)
        if self.items[start].sort == "title" and start == at + 1 and self.items[at].lower in ("sang", "seorang"):
            return self.person(at, start) or self.collective(at, start)
        many = self.items[at].lower not in ("seorang", "sang", "oknum")
        return self.collective(at, start, plural=many) or self.person(at, start)

    def _paired(self, at: int, start: int) -> Phrase | None:
        """ "Kedua negara", "kedua pemimpin": left to the third pass, unless it says whose."""
        whole = self.collective(at, start, plural=True)
        if whole is not None and whole.owner is not None:
            region = whole.owner.sort in ("organisation", "place")  # "kedua pemimpin Eropa itu"
            return Phrase(at, start + 1, "definite") if region and whole.deictic else whole
        return Phrase(at, start + 1, "definite")

    def collective(self, at: int, start: int, *, plural: bool = False) -> Phrase | None:
        """Nouns for people or institutions and whose they are: "pasukan keamanan Suriah", "pejabat dari Beijing"."""
        if self.items[start].key not in tables.nouns() or self._gathering(start):
            return None
        head = Head(start)
        while head.at < len(self.items) and head.at - start < LONGEST and self._collective_part(head, start):
            pass
        while self.items[head.at - 1].lower in ("dan", "berkuasa", "de") and head.at - 1 > start:
            head.at -= 1
        last, deictic = self._deictic(head.at)
        if deictic and self._epithet(head.at, head.owner):
            head.owner = None
        name = "" if self._people_of(head) else head.name
        return Phrase(at, last, "institution" if name else "collective", name, noun=head.nouns[0],
                      office=self._text(start, head.at), owner=head.owner, plural=plural, deictic=deictic,
                      own=head.own, core=self._text(start, head.core_end or head.at), short=head.short)  # fmt: skip

    def _gathering(self, at: int) -> bool:
        """ "Kongres PDIP", "kongres Partai Buruh": a party's meeting is no parliament; the party is named behind it."""
        if self.items[at].key not in tables.words("gathering") or at + 1 >= len(self.items):
            return False
        follows = self.items[at + 1]
        party = follows.sort == "noun" and tables.nouns()[follows.key].role == "PTY"
        return follows.sort == "organisation" or party

    def _collective_part(self, head: Head, start: int) -> bool:
        item = self.items[head.at]
        follows = self.items[head.at + 1] if head.at + 1 < len(self.items) else None
        if item.key in tables.nouns() and item.sort in ("noun", "title"):
            if head.owner is not None:
                return False
            head.nouns += (item.key,)
            head.own = head.own or item.own
            return self._step(head, 1)
        body = tables.nouns()[head.nouns[0]].sort == "body" if head.nouns else False
        if head.at == start:
            return False
        if self.ship_part(head):
            return True
        if item.text == "(":
            after, short = self.bracket(head.at)
            head.short = head.short or short
            head.core_end = head.core_end or head.at
            return self._step(head, after - head.at)
        if item.sort == "portfolio" and body and head.owner is None:
            return self._step(head, 1)
        if item.sort == "title" and head.nouns and head.nouns[-1] in tables.words("seat_noun"):
            return self._step(head, 1)  # "kantor perdana menteri"
        longer = item.sort == "bare" and follows is not None and follows.lower in ("al", "el", "bin", "ibn")
        if item.sort in OWNERS or (item.sort in ("person", "bare") and not head.own and not longer):
            if head.owner is not None and not (item.sort == head.owner.sort == "state" and item.key == head.owner.key):
                return False
            if head.owner is None and item.sort == "city" and not item.capital:
                return False
            head.owner = head.owner or Owner(item.sort, item.key)
            head.core_end = head.core_end or head.at
            return self._step(head, 1)
        if follows is not None and item.lower == "milik" and head.owner == Owner(follows.sort, follows.key):
            return self._step(head, 2)  # "HMS Queen Elizabeth milik Inggris"
        if follows is None or head.owner is not None:
            return False
        if item.lower == "dari" and self.moved(start):
            return False
        if item.lower in ("dari", "asal", "milik") and follows.sort in ("state", "seat", "organisation", "place"):
            head.owner = Owner(follows.sort, follows.key)
            head.core_end = head.core_end or head.at
            return self._step(head, 2)
        if item.lower == "di" and body and self._seated(head) and follows.sort in ("state", "seat", "place"):
            head.owner = Owner(follows.sort, follows.key)
            head.core_end = head.core_end or head.at
            if start and self.items[start - 1].lower in tables.words("building"):
                return False  # "membakar gedung parlemen di Nairobi": whose it is, and the place of the act besides
            return self._step(head, 2)
        if item.lower == "baru" and follows is not None and follows.lower in tables.words("only_now"):
            return False  # "tentara Rusia baru saja tiba"
        if item.sort == "word" and item.lower in tables.words("modifier") and not (item.capital and self.headline):
            return self._step(head, 1)
        if item.text == "-" and follows.key == head.nouns[-1]:
            return self._step(head, 2)  # tokenised pages: "negara - negara"
        if item.sort == "word" and item.lower in tables.common_words() and self._described(head.at):
            return self._step(head, 1)
        return self._proper(head, item, follows, body=body)

    @staticmethod
    def _people_of(head: Head) -> bool:
        """ "Mahasiswa Universitas X": people of the body of that name, not the body."""
        first, last = tables.nouns()[head.nouns[0]], head.nouns[-1]
        return first.sort == "people" and first.role == "CVL" and last in tables.words("school")

    def _described(self, at: int) -> bool:
        """Whether one or two plain words lead to the owner: "perusahaan minyak Rusia", "tim bantuan medis Jepang"."""
        end = at
        while end < len(self.items) and end - at < 2 and self._plain(self.items[end]):
            end += 1
        return end > at and end < len(self.items) and self.items[end].sort == "state"

    def _plain(self, item: Item) -> bool:
        lower = item.lower
        if item.sort != "word" or item.capital or lower not in tables.common_words() or lower in tables.verbs():
            return False
        return lower not in tables.function_words() and not lower.startswith(("di", "me", "ber", "ter"))

    @staticmethod
    def _seated(head: Head) -> bool:
        """Whether "di Moskow" says whose it is: of a ministry or a court, not of any office."""
        noun = tables.nouns()[head.nouns[0]]
        return noun.role in ("LEG", "JUD") or noun.form.startswith(SEATED)

    def _proper(self, head: Head, item: Item, follows: Item, *, body: bool) -> bool:
        """The proper name of an institution: "Partai Bulan Bintang", "kelompok Ansar al-Islam", "Komisi I"."""
        noun = tables.nouns()[head.nouns[-1]]
        named = body or noun.form in tables.words("named_noun") or self._people_of(head)
        if not named or self.headline or item.lower in tables.words("closed") or follows.sort == "number":
            return False
        glue = item.lower in ("dan", "untuk", "of", "for", "al") and follows.capital and bool(head.name)
        if not glue and not (item.capital and item.sort in ("word", "portfolio", "bare", "city")):
            return False
        if item.lower in tables.words("not_name") and item.lower not in ("islam", "i", "ii", "iii", "ham"):
            return False
        head.name = (head.name + " " + item.text).strip()
        return self._step(head, 1)
