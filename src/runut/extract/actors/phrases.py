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

from dataclasses import dataclass
from typing import Literal

from runut.extract.actors import tables
from runut.extract.actors.items import Item, Line

Shape = Literal["state", "seat", "place", "organisation", "person", "name", "office", "collective", "institution",
                "pronoun", "definite"]  # fmt: skip
OWNERS = frozenset({"state", "seat", "organisation", "place", "city"})
# A phrase of more words than this is a list or a broken page, not an office.
LONGEST = 24
LONGEST_NAME = 7


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose minister, army or embassy it is: an atom's sort and key."""

    sort: str
    key: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase. ``first`` and ``last`` are item numbers (last excluded); ``name`` the words of a name or the
    knowledge base's key; ``office`` the words before the name; ``title`` the office's class; ``noun`` the head of a
    collective; ``short`` an abbreviation that the phrase introduces in brackets."""

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
    short: str = ""
    name_first: int = 0
    former: bool = False


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
    nouns: tuple[str, ...] = ()
    name: str = ""


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
            out.append(phrase)
            at = phrase.last
    return out


class Reader:
    """Reads phrases off one line."""

    __slots__ = ("headline", "items")

    def __init__(self, line: Line) -> None:
        self.items = line.items
        self.headline = line.headline

    def read(self, at: int) -> Phrase | None:
        """The phrase that begins at item ``at``, if any."""
        item = self.items[at]
        if item.sort in ("mark", "time"):
            return None
        if item.sort == "title":
            return self.person(at, at) or self.collective(at, at)
        if item.sort in ("noun", "portfolio"):
            return self.collective(at, at)
        if (item.sort == "word" and item.lower in tables.words("quantifier")) or item.sort == "number":
            return self.counted(at)
        if item.sort in ("state", "seat", "place", "organisation", "city"):
            return self.atom(at)
        return self.named(at)

    # ------------------------------------------------------------ atoms

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
        end, short = self.bracket(at + 1)
        if item.sort == "organisation":
            end = self._owned(end, item)
            if end < len(self.items) and self.items[end].sort == "state" and item.lower in tables.nouns():
                return Phrase(at, end + 1, "collective", noun=item.lower, office=self._text(at, end + 1),
                              owner=Owner("state", self.items[end].key), short=short)  # fmt: skip
            return Phrase(at, end, "organisation", item.key, known=True, short=short)
        shape: Shape = "state" if item.sort == "state" else "seat" if item.sort == "seat" else "place"
        return Phrase(at, end, shape, item.key, known=True, short=short)

    def _place(self, at: int) -> Phrase | None:
        return Phrase(at, at + 1, "place", self.items[at].key, known=True)

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

    def bracket(self, at: int) -> tuple[int, str]:
        """Behind "(AS)" and with its letters, where the brackets hold one short word; else ``at`` and nothing."""
        if at + 2 < len(self.items) and self.items[at].text == "(" and self.items[at + 2].text == ")":
            inner = self.items[at + 1]
            if inner.sort not in ("mark", "time", "number") and len(inner.text) <= 24 and inner.capital:
                return at + 3, inner.text
        return at, ""

    # ------------------------------------------------------------ persons

    def person(self, at: int, start: int) -> Phrase | None:
        """Titles, offices, affiliation and a name; without a name, an office that somebody holds."""
        head = Head(start)
        while head.at < len(self.items) and head.at - start < LONGEST and self._office_part(head, start):
            pass
        named = self._name_behind(head)
        office = self._text(start, head.at)
        title = ("deputy_" if head.deputy and not head.office.startswith(("deputy", "vice")) else "") + head.office
        if named is not None:
            name, known, first, last = named
            last, short = self.initials(first, last)
            return Phrase(at, last, "person" if known else "name", name, known=known, office=office, title=title,
                          owner=head.owner or _home(head), short=short, name_first=first,
                          former=head.former)  # fmt: skip
        if not head.office or head.own:
            return None
        # "Warga", "pejabat" and "anggota" are people by themselves and offices only before a name.
        collective = self.items[start].key in tables.nouns()
        if collective and head.office in (("analyst",) if start == at else ("member", "leader")):
            return None
        last, deictic = self._deictic(head.at)
        return Phrase(at, last, "office", office=office, title=title, owner=head.owner or _home(head),
                      deictic=deictic, own=head.own, short=head.short, former=head.former)  # fmt: skip

    def _office_part(self, head: Head, start: int) -> bool:
        """Read one more word of the office into ``head``; false where the office ends."""
        item = self.items[head.at]
        follows = self.items[head.at + 1] if head.at + 1 < len(self.items) else None
        if item.sort == "title":
            return self._take_title(head, item)
        if head.at == start:
            return False
        if item.sort in ("portfolio", "noun"):
            if item.sort == "noun":
                head.nouns += (item.key,)
            return self._step(head, 1)
        if item.sort in OWNERS:
            if item.sort == "city" and self._is_name(head.at, inside=False):
                return False
            head.owner = head.owner or Owner(item.sort, item.key)
            return self._step(head, 1)
        if item.text == "(":
            after, short = self.bracket(head.at)
            head.short = head.short or short
            return self._step(head, after - head.at)
        if follows is None:
            return False
        if item.lower in ("untuk", "bagi", "dari", "di", "bidang", "urusan", "pada", "asal") and (
            follows.sort in OWNERS or (follows.sort in ("portfolio", "noun") and item.lower in ("bidang", "urusan"))
        ):
            if follows.sort in OWNERS and item.lower in ("dari", "di", "asal"):
                head.owner = head.owner or Owner(follows.sort, follows.key)
            return self._step(head, 2)
        if item.lower in ("dan", ",", "&") and follows.sort == "portfolio":
            return self._step(head, 2)
        if item.text == "/" and follows.sort == "title":
            return self._step(head, 2)
        if head.nouns and item.capital and item.sort == "word" and self._of_body(head, item):
            return self._step(head, 1)
        if item.sort == "word" and (item.lower in tables.words("modifier") or item.lower.startswith("ke-")):
            return self._step(head, 1)
        if item.lower in tables.words("corps") and item.capital:
            return self._step(head, 1)  # "Kapten Pnb Indra", "Letkol Inf Budi"
        return False

    def _of_body(self, head: Head, item: Item) -> bool:
        """Whether a capitalised word belongs to the institution's name: "Kepala Badan Pengawas Pangan (BPP) ..."."""
        if tables.nouns()[head.nouns[-1]].sort != "body":
            return False
        if self.items[head.at - 1].key == head.nouns[-1] or set(item.text) <= set("IVX"):
            return True
        if item.lower in tables.common_words() and item.lower not in tables.name_parts():
            return True
        ahead = head.at
        while ahead < len(self.items) and ahead - head.at < 6 and self.items[ahead].capital:
            ahead += 1
        return bool(self.bracket(ahead)[1])

    def _take_title(self, head: Head, item: Item) -> bool:
        title = tables.titles()[item.key]
        if title.kind == "office":
            head.office = head.office or title.office
        head.deputy = head.deputy or title.office == "deputy"
        head.former = head.former or item.lower in ("mantan", "eks", "bekas")
        head.country = head.country or title.country
        head.own = head.own or item.own
        return self._step(head, 1)

    @staticmethod
    def _step(head: Head, by: int) -> bool:
        head.at += by
        return by > 0

    def _name_behind(self, head: Head) -> tuple[str, bool, int, int] | None:
        """The name behind an office, directly or after a comma: its words, whether known, its first and last item."""
        at = head.at
        if at < len(self.items) and self.items[at].text == "," and at + 1 < len(self.items):
            found = self.name(at + 1)
            if found is None or (not found[1] and found[2] - at < 3 and not self._closes(found[2])):
                return None
            return found[0], found[1], at + 1, found[2]
        found = self.name(at)
        if found is None:
            return None
        cut = 0 if found[1] else self._employer(head, at, found[2])
        if cut:
            head.at = cut
            return self._name_behind(head) if cut < len(self.items) else None
        return found[0], found[1], at, found[2]

    def _employer(self, head: Head, at: int, end: int) -> int:
        """Where the unknown organisation ends that stands between office and name; 0 where there is none.

        "CEO Nvidia, Jensen Huang", "Ketua Sasakawa Peace Foundation, Tohei Sasakawa", "Direktur CAIR Edward Mitchell".
        """
        words = [number for number in range(at, end) if self.items[number].lower in tables.words("org_word")]
        if words:
            return words[-1] + 1
        first = self.items[at].text
        if end - at > 1 and first.isupper() and len(first) > 2 and not self.items[at + 1].text.isupper():
            return at + 1
        if head.office in ("head", "spokesperson", "commander", "analyst", "member") and end + 1 < len(self.items) and (
            self.items[end].text == ","
        ):
            behind = self.name(end + 1)
            if behind is not None and (behind[1] or behind[2] - end > 2) and end - at <= 3:
                return end
        return 0

    def initials(self, first: int, last: int) -> tuple[int, str]:
        """Take in the initials behind a name: "Mohammed bin Salman (MBS)"."""
        after, short = self.bracket(last)
        letters = "".join(item.text[0] for item in self.items[first:last] if item.text[0].isalpha()).upper()
        return (after, short) if short and short.isupper() and short == letters[-len(short):] else (last, "")

    def _closes(self, at: int) -> bool:
        return at >= len(self.items) or self.items[at].text in (",", ".", "(")

    def name(self, at: int) -> tuple[str, bool, int] | None:
        """The personal name at ``at``: its words or the knowledge base's key, whether known, and where it ends."""
        if at >= len(self.items):
            return None
        item = self.items[at]
        if item.sort == "person":
            end = at + 1
            if not self.headline:
                while end < len(self.items) and self.items[end].lower.rstrip(".") in tables.words("suffix_name"):
                    end += 1
            return item.key, True, end
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
            return item.key, True, end
        return self._text(at, end), False, end

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
        if item.sort in ("title", "noun", "portfolio", "place", "seat"):
            return inside and not self.headline and item.capital and item.lower in tables.words("nameable")
        if item.sort == "person":
            return inside and not self.headline
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
            return True
        if item.lower in tables.verbs():
            return False
        unsure = self.headline or (at == 0 and not inside) or self._after_stop(at)
        return not (unsure and item.lower in tables.common_words())

    def _after_stop(self, at: int) -> bool:
        """Whether the item opens a quotation or a clause in it, where every word has a capital."""
        return at > 0 and self.items[at - 1].text in ('"', "“", "”", "'", ":", "-", "—", "–", ".", "|", "•")

    def named(self, at: int) -> Phrase | None:
        """A personal name, or another unknown name, that stands alone."""
        found = self.name(at)
        if found is None:
            return None
        name, known, last = found
        last, short = self.initials(at, last)
        return Phrase(at, last, "person" if known else "name", name, known=known, short=short, name_first=at)

    # ------------------------------------------------------------ collectives

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
        if start == len(self.items) or self.items[start].sort not in ("noun", "title"):
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
            return whole
        return Phrase(at, start + 1, "definite")

    def collective(self, at: int, start: int, *, plural: bool = False) -> Phrase | None:
        """Nouns for people or institutions and whose they are: "pasukan keamanan Suriah", "pejabat dari Beijing"."""
        if self.items[start].key not in tables.nouns():
            return None
        head = Head(start)
        while head.at < len(self.items) and head.at - start < LONGEST and self._collective_part(head, start):
            pass
        while self.items[head.at - 1].lower in ("dan", "berkuasa", "de") and head.at - 1 > start:
            head.at -= 1
        last, deictic = self._deictic(head.at)
        return Phrase(at, last, "institution" if head.name else "collective", head.name, noun=head.nouns[0],
                      office=self._text(start, head.at), owner=head.owner, plural=plural, deictic=deictic,
                      own=head.own, short=head.short)  # fmt: skip

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
        if item.text == "(":
            after, short = self.bracket(head.at)
            head.short = head.short or short
            return self._step(head, after - head.at)
        if item.sort in ("portfolio", "title") and body and head.owner is None:
            return self._step(head, 1)
        if item.sort in OWNERS or (item.sort in ("person", "bare") and not head.own):
            if head.owner is not None and not (item.sort == head.owner.sort == "state" and item.key == head.owner.key):
                return False
            if head.owner is None and item.sort == "city" and not item.capital:
                return False
            head.owner = head.owner or Owner(item.sort, item.key)
            return self._step(head, 1)
        if follows is None or head.owner is not None:
            return False
        if item.lower in ("dari", "asal", "milik") and follows.sort in ("state", "seat", "organisation", "place"):
            head.owner = Owner(follows.sort, follows.key)
            return self._step(head, 2)
        if item.lower == "di" and body and self._seated(head) and follows.sort in ("state", "seat", "place"):
            head.owner = Owner(follows.sort, follows.key)
            return self._step(head, 2)
        if item.sort == "word" and item.lower in tables.words("modifier") and not (item.capital and self.headline):
            return self._step(head, 1)
        return self._proper(head, item, follows, body=body)

    @staticmethod
    def _seated(head: Head) -> bool:
        """Whether "di Moskow" says whose it is: of a ministry or a court, not of any office."""
        noun = tables.nouns()[head.nouns[0]]
        return noun.role in ("LEG", "JUD") or noun.form.startswith(("kem", "kedut", "kedubes", "dep", "konsul"))

    def _proper(self, head: Head, item: Item, follows: Item, *, body: bool) -> bool:
        """The proper name of an institution: "Partai Bulan Bintang", "kelompok Ansar al-Islam", "Komisi I"."""
        noun = tables.nouns()[head.nouns[-1]]
        named = body or noun.form in tables.words("named_noun")
        if not named or self.headline or item.lower in tables.words("closed"):
            return False
        glue = item.lower in ("dan", "untuk", "of", "for", "al") and follows.capital and bool(head.name)
        if not glue and not (item.capital and item.sort in ("word", "portfolio", "bare", "city")):
            return False
        if item.lower in tables.words("not_name") and item.lower not in ("islam", "i", "ii", "iii", "ham"):
            return False
        head.name = (head.name + " " + item.text).strip()
        return self._step(head, 1)

    def _deictic(self, at: int) -> tuple[int, bool]:
        if at < len(self.items) and self.items[at].lower in tables.words("deictic"):
            return at + 1, True
        return at, False

    def _text(self, first: int, last: int) -> str:
        return " ".join(item.text for item in self.items[first:last])


def _home(head: Head) -> Owner | None:
    return Owner("state", head.country) if head.country else None
