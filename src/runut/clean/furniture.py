"""One unit on its own: is it furniture of the page (navigation, caption, byline), whatever stands around it?

In: a unit and the cue phrases in it. Out: a label with its rule, or None where the unit alone does not tell.
Headlines of other stories, which only their surroundings give away, are found in ``shapes``.

>>> from runut.clean.units import split
>>> judge(split("(Foto: Kantor Berita/Nama)")[0], [])
Verdict(label='caption', rule='caption-start')
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from runut.clean import dateline, outlets, rules, units
from runut.clean.units import Unit
from runut.records import BlockLabel

_MONTH = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|mar(?:et)?|apr(?:il)?|mei|may|jun[ie]?|jul[iy]?|agu(?:stus)?|ags|aug(?:ust)?|"
    r"sep(?:t|tember)?|okt(?:ober)?|oct(?:ober)?|no[vp](?:ember)?|des(?:ember)?|dec(?:ember)?|january|february|march)\.?"
)
_WEEKDAY = (
    r"(?:senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
)
_DATE_LINE = re.compile(
    r"(?:(?:hari/)?(?:tanggal|tgl|date)\s*:\s*)?"
    r"(?:[\w. /]{2,30}?\s*[-–|•,]\s*)?"
    r"(?:(?:di)?(?:publikasikan|terbitkan|perbarui|posting)|published|updated?|last updated?|"
    r"tayang|rilis|terbit)?[\s:]*"
    rf"(?:{_WEEKDAY}\s*[,/|-]?\s*)?(?:\(?\d{{1,2}}[\s./-]+(?:{_MONTH}|\d{{1,2}})[\s./,-]+\d{{2,4}}\)?|{_MONTH}\s+\d{{1,2}},?\s+\d{{4}}|\d{{4}}-\d\d-\d\d)"
    r"[\s,|/•–-]*(?:(?:pukul|jam|at)?\s*\d{1,2}[.:]\d\d(?:[.:]\d\d)?(?:\s*(?:wib|wita|wit|am|pm))?)?\s*(?:wib|wita|wit)?\s*",
    re.IGNORECASE,
)
_AGO = re.compile(r"\d{1,3}\s+(?:detik|menit|jam|hari|pekan|minggu|bulan|tahun)\s+(?:yang\s+)?lalu", re.IGNORECASE)
_RULE = re.compile(r"[\W_]+")
_EMBED = re.compile(
    r"\W*\[(?:video|img|image|foto|gambas|embed|iframe|twitter|youtube)[^\]\n]{0,60}\]\W*", re.IGNORECASE
)
_IMAGE = re.compile(r"\W*!\[")
_LINK_ITEM = re.compile(r"[-*+•]?\s*[*_]*\[[^\]\n]{5,300}\]\(https?://")
_URL = re.compile(r"(?:https?://|www\.)\S+")
_PAGER = re.compile(
    r"(?:halaman|hal\.?|page|laman)?\s*:?\s*(?:1(?:\s+[2-9])+(?:\s*\.\.\.)?\s*"
    r"(?:selanjutnya|berikutnya|next|(?:tampilkan|lihat) semua|»|>)+|1\s*(?:dari|of|/)\s*[2-9])"
)
_FONT = re.compile(r"(?:[A-Za-z][+-]{0,2}\s*){1,4}")
_BY = re.compile(r"(?:[Oo]leh|OLEH|[Bb]y|BY)(?:\s+(?:[A-Z][\w.'’-]*|dan|\w+\.(?:com|id|co\.id))[,|]?){1,7}$")
_INITIALS = re.compile(r"[\[(]\s*\w{1,6}(?:\s*[/.,&-]\s*\w{1,6}){0,4}\s*[\])]\.?")
_BARE_INITIALS = re.compile(r"[A-Za-z]{2,3}/[A-Za-z]{2,4}(?:\s?\([^()\n]{2,40}\))?")
_TAGS = re.compile(
    r"(?:tags?|tagar|topik(?: terkait)?|kata kunci|keywords?|label|kategori|category)\s*:", re.IGNORECASE
)
_HASHTAGS = re.compile(r"(?:#\w+[\s,]*)+")
_CRUMBS = re.compile(r"[^>»›/\n]{2,30}(?:\s+[>»›/]\s+[^>»›/\n]{2,60}){1,5}")
_COUNT = re.compile(
    r"[\d.,]+\s*(?:[kK]|x|kali)?\s*(?:shares?|views?|komentar|comments?|likes?|dibaca|dilihat|dibagikan)", re.IGNORECASE
)
_CREDIT_TAIL = re.compile(
    r"(?:^|[\s.(\[])(?:sumber(?: foto| gambar)?|foto|gambar|dok(?:\.|umentasi)?|"
    r"kredit(?: foto)?|credit|courtesy|photo(?: by)?|ist)"
    r"\s*[:/]\s*[^\n:]{2,60}$",
    re.IGNORECASE,
)
_BRACKET_TAIL = re.compile(
    r"[(\[](?:foto|photo|dok|dokumentasi|ilustrasi|istimewa|ist|tangkapan layar|screenshot|net|pixabay|freepik|"
    r"unsplash|shutterstock|istockphoto|wikimedia commons|instagram|twitter|youtube|repro)\b[^()\[\]\n]{0,80}[)\]]\.?$",
    re.IGNORECASE,
)
_AGENCY_TAIL = re.compile(
    r"(?:^|(?<=[.?!\"”)])\s?|[(\[]\s*)([A-Z][\w.]*(?:\s[A-Z][\w.]*){0,2})"
    r"\s?/\s?([A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,5})\s?(?:/[^()\[\]\n]{1,40})?\s?[)\]]?\.?$"
)
# "Keterangan gambar, ..." and "Sumber gambar, ...", as the BBC's pages name a picture; before 2021 "Hak atas foto AFP".
_PICTURE = re.compile(r"(?i:(?:keterangan|sumber) (?:gambar|foto|video),)\s|(?i:hak atas foto|image caption)\s+[A-Z]")
# "(Ant/Z-1)" after the last paragraph: the code of a desk, no photographer.
_DESK_CODE = re.compile(r"[A-Z]{1,3}-?\d{1,2}")
# "(kmb/balipost)", "(*/tribun-medan.com)": a sign-off that ends in the house's own name.
_HOUSE = re.compile(r"[\[(]\s?[\w*][\w* .,-]{0,40}/\s?([\w.-]{4,30})\s?[\])]")
_VIA = re.compile(r"\((?:via|by|oleh)\s+[^()\n]{2,40}\)\.?$", re.IGNORECASE)
_DESK = re.compile(r"([^:\n]{2,30}?)\s*:\s*\S")
LONG, _LONG_TEXT, _SENTENCE, _PARAGRAPH = 60, 1500, 10, 25
# Cues that are ordinary words without a colon after them.
NEED_COLON = frozenset(
    {
        "baca",
        "lihat foto",
        "baca berita",
        "baca artikel",
        "baca di sini",
        "artikel terkait",
        "berita terkait",
        "jangan lewatkan",
    }
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A label and the rule that gave it."""

    label: BlockLabel
    rule: str


def judge(unit: Unit, cues: list[rules.Cue]) -> Verdict | None:
    """The label of a unit that its own words settle."""
    marked = _markup(unit)
    if marked or unit.words > LONG or len(unit.text) > _LONG_TEXT:
        return marked
    lowered = rules.lower(unit.text)
    return _lone(unit, lowered) or _cued(unit, cues) or _credits(unit, lowered) or _plain_forms(unit)


def _markup(unit: Unit) -> Verdict | None:
    first = unit.text[0]
    if first.isalnum():
        return Verdict("navigation", "url") if first in "hw" and _URL.fullmatch(unit.text) else None
    if first == "|" and unit.text.count("|") > 1:
        return Verdict("navigation", "table")
    if (
        first == "#"
        and unit.text.lstrip("#")[:1] == " "
        and not (unit.stop and unit.words > 15 and not unit.text.endswith("?"))
    ):
        return Verdict("navigation", "heading")
    if _IMAGE.match(unit.text):
        return Verdict("caption", "image")
    if _LINK_ITEM.match(unit.text):
        return Verdict("related", "link-list")
    if len(unit.text) < 200 and _EMBED.fullmatch(unit.text.replace("\\", "")):
        return Verdict("navigation", "embed")
    return Verdict("navigation", "rule") if _RULE.fullmatch(unit.text) else None


def _lone(unit: Unit, lowered: str) -> Verdict | None:
    words = rules.load()
    if unit.words > words.longest_line:
        return None
    key = lowered.strip(" .:;,!?-–—…»›>|•*_()[]/\"'“”\u00a0")
    label = words.lone_lines.get(key)
    if label == "related":
        return Verdict("related", "related-cue")
    if label or key in words.fixed:
        return Verdict("navigation", "lone-line")
    if key in words.goes_on or _PAGER.fullmatch(lowered):
        return Verdict("navigation", "goes-on")
    if _FONT.fullmatch(unit.text) and all(len(word.rstrip("+-")) == 1 for word in unit.text.split()):
        return Verdict("navigation", "font-size")
    return None


def _cued(unit: Unit, cues: list[rules.Cue]) -> Verdict | None:
    if not cues:
        return None
    first = cues[0]
    opens = not any(char.isalnum() for char in unit.text[: first.start - unit.start])
    if "byline_cues" in first.kinds and opens and unit.words <= 40:
        return Verdict("byline", "byline-cue")
    if "related_cues" in first.kinds and opens and not unit.stop and unit.words <= 26 and _is_link_line(unit, cues):
        return Verdict("related", "related-line")
    if "own_litter" in first.kinds and opens and not unit.stop and unit.words <= 35:
        return Verdict("navigation", "own-litter")
    near_start = first.start - unit.start <= 40
    kinds = {kind for cue in cues for kind in cue.kinds}
    if "colophon_cues" in kinds and near_start:
        return Verdict("navigation", "colophon")
    if "goes_on" in kinds and unit.words <= 15:
        return Verdict("navigation", "goes-on")
    shares = [cue for cue in cues if "share_cues" in cue.kinds]
    if shares and unit.words <= 35 and (len(shares) > 1 or not unit.stop or (shares[0] is first and opens)):
        return None if _follows_prose(unit, shares[0]) else Verdict("navigation", "share")
    return None


def _follows_prose(unit: Unit, cue: rules.Cue) -> bool:
    """A whole sentence of the article stands before the cue: the line is the article's, and only its end is litter."""
    before = unit.text[: cue.start - unit.start].rstrip()
    return before.endswith((".", "!", "?", '."', ".”", ")")) and len(before.split()) >= _SENTENCE


def _is_link_line(unit: Unit, cues: list[rules.Cue]) -> bool:
    """ "Baca juga: HEADLINE" on a line of its own, nothing glued to its end."""
    cue = cues[0]
    after = unit.text[cue.end - unit.start :].lstrip(" \u00a0*_-–—|>»")
    bare = cue.phrase in NEED_COLON
    introduces = after[:1] in (":", "") or (
        not bare and (after[:1].isupper() or after[:1] in "\"“'‘" or after.lower().startswith(("video", "live")))
    )
    return introduces and not any("byline_cues" in other.kinds or "fixed" in other.kinds for other in cues[1:])


def _credits(unit: Unit, lowered: str) -> Verdict | None:
    found = _caption(unit, lowered)
    # A paragraph that opens with a dateline is the article's first, whatever credit it ends in.
    return None if found and unit.words > 12 and dateline.match(unit.text, 0, len(unit.text)) else found


def _caption(unit: Unit, lowered: str) -> Verdict | None:
    start = lowered.lstrip("([*_ ")
    head = start.split(":", 1)[0].split("(", 1)[0].strip(" .*_")
    known = rules.load().caption_starts
    if head in known and len(head) < len(start):
        return Verdict("caption", "caption-start")
    if not unit.stop and _first_words(start, known):
        return Verdict("caption", "caption-start")
    if _PICTURE.match(unit.text) or (start.startswith("ilustrasi") and unit.words <= 12):
        return Verdict("caption", "caption-start")
    if start.startswith("sumber") and unit.words <= 8 and head in ("sumber", "sumber foto", "sumber gambar"):
        return Verdict("caption", "source-credit")
    if unit.words > 50:
        return None
    if _credited(unit) or _BRACKET_TAIL.search(unit.text) or _VIA.search(unit.text):
        return Verdict("caption", "credit-tail")
    tail = _AGENCY_TAIL.search(unit.text)
    if (
        tail
        and outlets.is_credit(tail.group(1).strip())
        and not _DESK_CODE.fullmatch(tail.group(2).strip())
        and not (outlets.is_credit(tail.group(2).strip()) and unit.words > 12)
    ):
        return Verdict("caption", "agency-credit")
    desk = _DESK.match(unit.text)
    if desk and unit.words <= 30 and outlets.is_domestic(desk.group(1).strip()):
        return Verdict("caption", "outlet-colon")
    return None


def _credited(unit: Unit) -> bool:
    """A picture's credit at the end. "Sumber: X" after a sentence of such length is the report's, no caption's."""
    found = _CREDIT_TAIL.search(unit.text)
    if not found:
        return False
    before = unit.text[: found.start() + 1].rstrip()
    named = found.group().lstrip(" .([").lower().split(":")[0].strip() == "sumber"
    return not (named and len(before.split()) >= _PARAGRAPH and units.ends_sentence(before))


def _first_words(start: str, known: frozenset[str]) -> bool:
    words = start.split(maxsplit=2)[:2]
    return len(words) > 1 and (words[0] in known or " ".join(words) in known) and words[0] not in ("dok", "grafis")


def _plain_forms(unit: Unit) -> Verdict | None:
    surface = unit.text
    if unit.words <= 14 and _DATE_LINE.fullmatch(surface.replace("\u00a0", " ")):
        return Verdict("byline", "publication-date")
    if unit.words <= 6 and _AGO.fullmatch(surface):
        return Verdict("navigation", "time-ago")
    if unit.words <= 8 and not unit.stop and _BY.match(surface):
        return Verdict("byline", "by-line")
    if unit.words <= 9 and (_INITIALS.fullmatch(surface) or _BARE_INITIALS.fullmatch(surface) or is_house(surface)):
        return Verdict("byline", "initials")
    if _TAGS.match(surface) and not unit.stop:
        return Verdict("navigation", "tags")
    if surface[0] == "#" and (_HASHTAGS.fullmatch(surface) or (surface.count("#") > 1 and not unit.stop)):
        return Verdict("navigation", "tags")
    if unit.words <= 25 and not unit.stop and any(mark in surface for mark in (" > ", " » ", " › ", " / ")):
        if _CRUMBS.fullmatch(surface):
            return Verdict("navigation", "breadcrumbs")
    if (
        surface.startswith("**")
        and surface.endswith("**")
        and not unit.stop
        and 2 <= unit.words <= 15
        and "[" not in surface
    ):
        return Verdict("navigation", "heading")
    if surface[0].isdigit() and unit.words <= 4 and _COUNT.fullmatch(surface):
        return Verdict("navigation", "count")
    return None


def is_house(surface: str) -> bool:
    """A sign-off in brackets that ends in the name or the address of an outlet that is known."""
    found = _HOUSE.fullmatch(surface.strip())
    return found is not None and outlets.by_name(found.group(1)) is not None
