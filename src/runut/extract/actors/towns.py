"""Towns and districts that no list holds, told by how a newspaper names them: "di Pishin, Pakistan", "Desa Kebonsari".

In: a line and an unknown name in it. Out: the place, with the state that the sentence puts it in, or None. It gives no
position on the map. "di Pishin, Pakistan" -> Pishin, PAK.
"""

from __future__ import annotations

from typing import Final

from runut.extract.actors import tables
from runut.extract.actors.fold import slug
from runut.extract.actors.items import Item, Line
from runut.extract.actors.phrases import Phrase
from runut.extract.actors.tables import PlaceRow
from runut.records import Entity

PREPOSITIONS: Final = frozenset({"di", "ke", "dari", "menuju", "dekat", "sekitar"})
# Sorts of items that can be the second part of an address: the whole that holds the town.
WHOLES: Final = frozenset({"state", "seat", "place", "city"})

# What leads from a town to its whole where no comma does: "kota X di Lebanon", "distrik X provinsi Y".
INSIDE: Final = frozenset({"di", "provinsi", "kabupaten", "kecamatan"})
DIRECTIONS: Final = frozenset("utara selatan timur barat tenggara daya laut tengah sebelah bagian dekat luar".split())
LISTING: Final = frozenset("dan serta hingga maupun atau".split())
ENDING: Final = frozenset(".;)")
# Behind these the name begins a clause or a list: "di Pishin, Pakistan akan membalas".
GOING_ON: Final = frozenset("dan serta akan telah sudah sedang masih juga hanya tidak tak bukan".split())


def town(line: Line, phrase: Phrase, home: str | None) -> Entity | None:
    """The place that an unknown name is; ``home`` is the state of an article that tells of one state alone."""
    items = line.items
    before = items[phrase.first - 1] if phrase.first else None
    if line.headline or phrase.office or before is None or not _named(items[phrase.first:phrase.last]):
        return None
    if phrase.last < len(items) and items[phrase.last].sort == "word" and items[phrase.last].capital:
        return None  # "Kabupaten Timor Tengah Utara": only a part of the name
    settled = _settlement(items, phrase.first)
    country = _whole(items, phrase.last)
    if not settled and not (before.lower in PREPOSITIONS and country) and not _only_spot(line, phrase):
        return None
    return Entity("place:" + slug(phrase.name), phrase.name, "place", country or (home if settled else None))


def _only_spot(line: Line, phrase: Phrase) -> bool:
    """ "menembaknya di Handlova.": a name of at most two words behind "di", where its phrase ends, is a spot; what is
    said "di Facebook" is nowhere."""
    items = line.items
    if items[phrase.first - 1].lower != "di" or phrase.last - phrase.first > 2:
        return False
    if any(item.lower in tables.words("platform") for item in items[phrase.first : phrase.last]):
        return False
    if phrase.last + 1 < len(items) and items[phrase.last].text == ",":
        return items[phrase.last + 1].lower in tables.words("speech")  # "di Handlova, kata polisi"
    return phrase.last >= len(items) or items[phrase.last].text in ENDING or _closes(items[phrase.last])


def namesake(line: Line, phrase: Phrase, known: PlaceRow) -> Entity | None:
    """Another town of the name, where the address puts it in another state: "di Pishin, Pakistan" is not Iran's."""
    before = line.items[phrase.first - 1].lower if phrase.first else ""
    behind = line.items[phrase.last].text if phrase.last < len(line.items) else ""
    if line.headline or behind != "," or before not in PREPOSITIONS | tables.words("settlement"):
        return None
    state = _whole(line.items, phrase.last)
    if state is None or state == known.country:
        return None
    name = " ".join(item.text for item in line.items[phrase.first:phrase.last])
    return Entity(f"place:{slug(name)}-{state.lower()}", name, "place", state)


def _settlement(items: tuple[Item, ...], at: int) -> bool:
    """Whether "desa" or "negara bagian" stands before."""
    two = " ".join(item.lower for item in items[max(at - 2, 0):at])
    return items[at - 1].lower in tables.words("settlement") or two in tables.words("settlement")


def _named(items: tuple[Item, ...]) -> bool:
    """Whether the words can be a town's: capitals that are no abbreviation, and no words of bodies or dates."""
    barred = tables.words("not_name") | tables.words("org_word") | tables.words("namesake")
    # "Kota Kecil X", "Desa Baru itu": a common word with a capital is no name yet
    plain = items[0].lower in tables.common_words()
    return not plain and all(_word_of_name(i) and not i.text.isupper() and i.lower not in barred for i in items)


def _word_of_name(item: Item) -> bool:
    """A capital, or an Arabic article before one: "Zawtar al-Sharqiyah"."""
    return item.capital or item.lower.startswith(tuple(tables.words("affix_name")))


def _whole(items: tuple[Item, ...], end: int) -> str | None:
    """The state that the next part of the address is or lies in: "…, Pakistan", "… di Lebanon", "…, utara Kunduz"."""
    if end + 1 >= len(items) or (items[end].text != "," and items[end].lower not in INSIDE):
        return None
    at = end + (items[end].text == "," or items[end].lower == "di")
    while at < len(items) - 1 and items[at].lower in tables.words("settlement") | DIRECTIONS:
        at += 1
    whole = items[at]
    # behind a comma it may begin a clause of its own
    open_ended = items[end].text == "," and at + 1 < len(items) and not _closes(items[at + 1])
    if whole.sort not in WHOLES or not whole.capital or open_ended:
        return None
    state = whole.key if whole.sort in ("state", "seat") else _of_place(whole.key)
    return None if _listed(items, at + 1, state) else state


def _listed(items: tuple[Item, ...], at: int, state: str | None) -> bool:
    """Whether a list goes on there: "di Gaza, Lebanon, dan Yaman"; "…, Jawa Timur, Indonesia" is still one address."""
    if at + 1 >= len(items) or items[at].text != ",":
        return False
    following = items[at + 1]
    return following.lower in LISTING or (following.sort in WHOLES and following.key != state)


def _of_place(key: str) -> str | None:
    place = tables.places().get(key)
    return place.country if place is not None else None


def _closes(item: Item) -> bool:
    """Whether an address may end before it: "Pakistan, Rabu", "Pakistan pada"; not "Pakistan mengatakan"."""
    if item.sort in ("time", "mark") or item.lower in DIRECTIONS:
        return True
    return item.lower in tables.words("closed") and item.lower not in GOING_ON
