"""Titles, offices and affiliations, with the name behind them: "Wakil Menteri Luar Negeri AS John Dunmore".

In: a ``Line``. Out: phrases of persons and of offices without a name.
"""

from __future__ import annotations

from runut.extract.actors import tables
from runut.extract.actors.fold import fold
from runut.extract.actors.items import Item
from runut.extract.actors.phrase import OWNERS, Head, Owner, Phrase
from runut.extract.actors.things import ThingReader

# A phrase of more words than this is a list or a broken page, not an office.
LONGEST = 24
# Words between a verb of moving and the people it moves: "menarik sekitar 500".
SOURCE_REACH = 4
# Words of the place that a local office is of: "Polres Metro Bekasi Kota".
JURISDICTION = 6
DIVISIONS = frozenset("provinsi prov kabupaten kab kota kecamatan kec kelurahan desa daerah".split())
NAMED = frozenset({"word", "person", "bare", "city"})


class OfficeReader(ThingReader):
    """Reads offices off one line."""

    __slots__ = ()

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
            last = self.degrees(last)
            return Phrase(at, last, "person" if known else "name", name, known=known, office=office, title=title,
                          owner=head.owner or _home(head), short=short, name_first=first, former=head.former,
                          noun=_body(head), plain=_plain(head))  # fmt: skip
        if not head.office or head.own or head.office == "royal":
            return None
        # "Warga", "pejabat" and "anggota" are people by themselves and offices only before a name.
        collective = self.items[start].key in tables.nouns() and not (
            head.owner is not None and head.owner.sort in ("person", "bare")
        )
        if collective and head.office in (("analyst",) if start == at else ("member", "leader")):
            return None
        last, deictic = self._deictic(head.at)
        if deictic and self._epithet(head.at, head.owner):
            head.owner = None
        return Phrase(at, last, "office", office=office, title=title, owner=head.owner or _home(head),
                      deictic=deictic, own=head.own, short=head.short, former=head.former, noun=_body(head),
                      plain=_plain(head))  # fmt: skip

    def _office_part(self, head: Head, start: int) -> bool:
        """Read one more word of the office into ``head``; false where the office ends."""
        item = self.items[head.at]
        follows = self.items[head.at + 1] if head.at + 1 < len(self.items) else None
        if item.sort == "title":
            namesake = self._namesake(head.at, start)
            return self._step(head, namesake) if namesake else self._take_title(head, item)
        if head.at == start:
            return False
        if step := self._jurisdiction(head):
            return self._step(head, step)
        becoming = start and self.items[start - 1].lower in ("menjadi", "jadi", "sebagai", "selaku", "menjabat")
        if item.text == "," and self._is_rank(head.at + 1) and not becoming:
            return self._step(head, 2)  # "Panglima Kodam X, Mayjen Budi"
        if item.text == "." and follows is not None and follows.capital:
            return self._step(head, int(self.items[head.at - 1].lower in tables.words("dotted")))
        if item.sort == "number":  # "Komandan Brigade 47"
            return self._step(head, int(self.items[head.at - 1].lower.split()[-1] in tables.words("unit")))
        if item.sort in ("portfolio", "noun"):
            head.extra = head.extra or item.sort == "portfolio"
            if item.sort == "noun":
                head.nouns += (item.key,)
                if item.key in tables.words("home_noun"):
                    head.owner = head.owner or Owner("state", "IDN")
            return self._step(head, 1)
        if item.sort in OWNERS:
            if head.office in ("", "analyst") and self.given(head.at):
                return False  # "penyanyi Chad Bradshaw"
            if item.sort == "city" and self._is_name(head.at, inside=False):
                return False
            if item.lower in tables.nouns() and follows is not None and follows.sort == "state":
                return self._step(head, 1)  # "Sekretaris Dewan Keamanan Rusia": the state's, not the UN's
            head.owner = head.owner or Owner(item.sort, item.key)
            return self._step(head, 1)
        if item.sort in ("person", "bare"):
            return self.serves(head, item, start)
        if item.text == "(":
            after, short = self.bracket(head.at)
            head.short = head.short or short
            return self._step(head, max(after, self._gloss(head.at)) - head.at)
        return follows is not None and self._further_part(head, start, item, follows)

    def _is_rank(self, at: int) -> bool:
        """Whether a rank stands there with a name behind it; "AKP" is also a party."""
        if at + 1 >= len(self.items) or not self.items[at + 1].capital or self.items[at + 1].sort not in NAMED:
            return False
        title = tables.titles().get(self.items[at].lower)
        return title is not None and title.kind == "rank"

    def _jurisdiction(self, head: Head) -> int:
        """How many items name whose police chief or mayor it is, where a rank before the name ends them: "Kapolsek
        Kertapati Palembang, AKP Irwan", "Kapolresta Bogor Kota Kombes Susatyo"."""
        before = self.items[head.at - 1]
        if before.sort != "title" or before.lower not in tables.words("jurisdiction"):
            return 0
        end = head.at
        while end < len(self.items) and end - head.at < JURISDICTION and self.items[end].capital:
            if self._is_rank(end) or self.items[end].sort in ("person", "mark"):
                break
            end += 1
        comma = end < len(self.items) and self.items[end].text == ","
        return end - head.at if self._is_rank(end + comma) else 0

    def _further_part(self, head: Head, start: int, item: Item, follows: Item) -> bool:
        """The words that make an office a narrower one: fields, places, ranks."""
        fields = ("bidang", "urusan", "untuk") if follows.capital else ("bidang", "urusan")
        if item.lower in ("untuk", "bagi", "dari", "di", "bidang", "urusan", "pada", "asal") and (
            follows.sort in OWNERS or (follows.sort in ("portfolio", "noun") and item.lower in fields)
        ):
            if item.lower == "dari" and head.own and self.moved(start):
                return False  # "menarik duta besarnya dari Kroasia"
            if item.lower == "di" and head.owner is not None and head.office != "ambassador":
                return False  # "presiden Ukraina di Washington"
            head.extra = head.extra or follows.sort not in OWNERS
            if follows.sort in OWNERS and item.lower in ("dari", "di", "asal"):
                head.owner = head.owner or Owner(follows.sort, follows.key)
            return self._step(head, 2)
        if item.capital and item.lower in DIVISIONS and follows.sort in OWNERS:
            head.owner = head.owner or Owner(follows.sort, follows.key)
            return self._step(head, 2)  # "Kepala Dinas Pariwisata Provinsi Banten Tabrani"
        narrower = self._narrower(head, item, follows)
        head.extra = head.extra or narrower > 0
        return self._step(head, narrower)

    def _narrower(self, head: Head, item: Item, follows: Item) -> int:
        """How many items make the office a narrower one; 0 where the office ends."""
        if item.lower in ("dan", ",", "&") and follows.sort == "portfolio":
            return 2
        third = self.items[head.at + 2] if head.at + 2 < len(self.items) else None
        if item.text == "," and follows.lower in ("dan", "serta") and third is not None and third.sort == "portfolio":
            return 3  # "Bidang Politik, Hukum, dan Keamanan"
        if item.text == "/" and follows.sort == "title":
            return 2
        if head.nouns and item.capital and item.sort == "word" and self._of_body(head, item):
            return 1
        if item.lower == "baru" and follows.lower in tables.words("only_now"):
            return 0  # "Presiden Iran baru saja tiba": no new president
        if self.items[head.at - 1].sort == "title" and self._is_rank(head.at - 1):
            return int(item.lower in tables.words("corps"))  # "AKBP Agung Pitoyo": behind a rank a name begins
        if item.sort == "word" and (item.lower in tables.words("modifier") or item.lower.startswith("ke-")):
            return 1
        return int(item.lower in tables.words("corps") and item.capital)  # "Kapten Pnb Indra", "Letkol Inf Budi"

    def moved(self, start: int) -> bool:
        """ "menarik 500 tentara dari Suriah": behind such a verb "dari" says whence, not whose."""
        before = (item.lower for item in self.items[max(0, start - SOURCE_REACH) : start])
        return not tables.words("moving").isdisjoint(before)

    def _gloss(self, at: int) -> int:
        """Behind a bracket that says the office again: "Duta Besar Amerika Serikat (Dubes AS)"."""
        end = at + 1
        sorts = ("title", "state", "organisation", "noun")
        while end < len(self.items) and end - at < 5 and self.items[end].sort in sorts:
            end += 1
        return end + 1 if end > at + 1 and end < len(self.items) and self.items[end].text == ")" else at

    def _of_body(self, head: Head, item: Item) -> bool:
        """Whether a capitalised word belongs to the institution's name: "Kepala Badan Pengawas Pangan (BPP) ..."."""
        if tables.nouns()[head.nouns[-1]].sort != "body":
            return False
        first = self.items[head.at - 1].key == head.nouns[-1] and head.nouns[-1] in tables.words("named_body")
        if set(item.text) <= set("IVX") or (first and fold(item.text) not in tables.name_parts()):
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
        letters = first.isupper() and len(first) > 2 and "." not in first  # not the initials of "A.S. Hikam"
        # "Ketua Umum Gaprindo Muhaimin": associations that end in "-indo"
        letters = letters or (first.lower().endswith("indo") and fold(first) not in tables.name_parts())
        if end - at > 1 and letters and not self.items[at + 1].text.isupper():
            return at + 1
        if (
            head.office in ("head", "spokesperson", "commander", "analyst", "member")
            and end + 1 < len(self.items)
            and (self.items[end].text == ",")
        ):
            behind = self.name(end + 1)
            if behind is not None and (behind[1] or behind[2] - end > 2) and end - at <= 3:
                return end
        return 0


def _home(head: Head) -> Owner | None:
    return Owner("state", head.country) if head.country else None


def _body(head: Head) -> str:
    """The one body that an office belongs to: "juru bicara Kementerian Luar Negeri"."""
    return head.nouns[0] if len(head.nouns) == 1 else ""


def _plain(head: Head) -> bool:
    return not head.extra and not head.deputy and len(head.nouns) <= 1
