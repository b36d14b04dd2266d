"""First pass over an article: who is introduced by name, with which office and country, and which abbreviations.

In: lines and their phrases. Out: the article's ``People`` and its abbreviations. It makes no mentions.
"""

from __future__ import annotations

from runut.extract.actors import tables, tenures
from runut.extract.actors.fold import fold, skeleton
from runut.extract.actors.items import Line
from runut.extract.actors.people import People, known_name, parts_of
from runut.extract.actors.phrases import Owner, Phrase
from runut.extract.actors.things import ThingReader

Read = tuple[Line, list[Phrase]]


def owner_country(owner: Owner | None) -> str | None:
    """The country of an affiliation."""
    if owner is None:
        return None
    if owner.sort in ("state", "seat"):
        return owner.key
    if owner.sort == "organisation":
        return tables.organisations()[owner.key].country
    if owner.sort == "place":
        return tables.places()[owner.key].country
    if owner.sort in ("person", "bare"):
        return tables.persons()[owner.key].country
    return None


def introduce(article: list[Read]) -> People:
    """The persons named in full or with an office: first the certain ones, then the single names with an office."""
    people = People()
    written = _written(article)
    for line, found in article:
        for number, phrase in enumerate(found):
            if phrase.shape == "person":
                behind = _behind(line, found, number)
                office, title = (phrase.office, phrase.title) if phrase.office or behind is None else (
                    behind.office, behind.title)
                people.introduce(phrase.name, None, office, title, known=phrase.name)
            elif phrase.shape == "name" and len(parts_of(phrase.name)) > 1 and is_person(line, found, number):
                if not line.headline or _may_be_named(phrase.name, written):
                    _introduce_name(people, line, found, number)
    for line, found in article:
        for number, phrase in enumerate(found):
            if phrase.shape == "name" and len(parts_of(phrase.name)) == 1 and (phrase.office or _called(line, phrase)):
                known = not line.headline or (phrase.owner is not None and _may_be_named(phrase.name, written))
                if known and _single_name(phrase):
                    _introduce_name(people, line, found, number)
    for line, found in article:
        for number, phrase in enumerate(found):
            if phrase.shape == "name" and not phrase.title and _speaks_alone(line, phrase):
                if people.find(phrase.name) is None:
                    _introduce_name(people, line, found, number)
    return people


def _written(article: list[Read]) -> frozenset[str]:
    """The words with a capital inside a sentence of running text, where a headline may have names at all."""
    if not any(line.headline and any(phrase.shape == "name" for phrase in found) for line, found in article):
        return frozenset()
    inside = (item for line, _ in article if not line.headline for item in line.items[1:])
    return frozenset(fold(item.text) for item in inside if item.capital)


def _may_be_named(name: str, written: frozenset[str]) -> bool:
    """Whether words of a headline may be a person's name: verbs have capitals there too ("PM Malaysia Lantik Menteri"),
    so they are words of names or written with a capital elsewhere."""
    return all(part in written or part in tables.name_parts() for part in parts_of(name))


def _called(line: Line, phrase: Phrase) -> bool:
    """Whether the words around say that it is a name: "warga bernama Sutinah", "Sugiarto, S.H., M.M."."""
    return _graduate(line, phrase) or (phrase.first > 0 and line.items[phrase.first - 1].lower == "bernama")


def _graduate(line: Line, phrase: Phrase) -> bool:
    """Whether degrees stand behind the name; nothing but a person has them."""
    return any(item.text == "," for item in line.items[phrase.name_first:phrase.last])


def _speaks_alone(line: Line, phrase: Phrase) -> bool:
    """Whether a single unknown name stands beside a verb of saying: "kata Nasirzadeh"."""
    if line.headline or phrase.last - phrase.first != 1 or _ordinary(phrase.name) or phrase.name.isupper():
        return False
    if phrase.name.endswith("nya") or (phrase.first == 0 and fold(phrase.name) not in tables.name_parts()):
        return False  # every first word has a capital
    items = line.items
    before = items[phrase.first - 1].lower if phrase.first else ""
    after = items[phrase.last].lower if phrase.last < len(items) else ""
    return len(phrase.name) > 2 and (before in tables.words("speech") or after in tables.words("speech_verb"))


def _introduce_name(people: People, line: Line, found: list[Phrase], number: int) -> None:
    phrase = found[number]
    country, office, title = owner_country(phrase.owner), phrase.office, phrase.title
    beside = _behind(line, found, number) or _ahead(line, found, number)
    if beside is not None and not office:
        country, office, title = owner_country(beside.owner), beside.office, beside.title
    people.introduce(phrase.name, country, office, title, known=_by_office(phrase.name, title, phrase.owner, country))


def _by_office(name: str, title: str, owner: Owner | None, country: str | None) -> str:
    """The one person of the table who ever had the office and bears the name: "KSAD Mulyono", "Menlu Bourita"."""
    of = (owner.key if owner is not None else "", country or "")
    held = [person for key in dict.fromkeys(of) for person in tenures.once_held(key, title)]
    words = set(skeleton(name).split())
    fitting = {person.name for person in held if words <= set(skeleton(person.name).split())} if held else set()
    return fitting.pop() if len(fitting) == 1 else ""


def _ahead(line: Line, found: list[Phrase], number: int) -> Phrase | None:
    """What a name is in apposition to: "seorang pilot Rusia, Viktor Belenko", "aktris Korea bernama Kim Tae-hee"."""
    if number == 0:
        return None
    before, first = found[number - 1], found[number].first
    if before.shape not in ("collective", "office") or (before.plural and before.noun):
        return None
    between = [item.lower for item in line.items[before.last:first]]
    if not between:
        return before if before.owner is not None and not line.headline else None
    if between == [","] and line.items[before.first].lower not in ("seorang", "salah", "wakil"):
        return None
    return before if between in ([","], ["bernama"], ["yang", "bernama"], ["berinisial"]) else None


def _behind(line: Line, found: list[Phrase], number: int) -> Phrase | None:
    """What stands in apposition behind a name: "Dmitry Peskov, juru bicara Kremlin", "..., tentara Israel itu"."""
    if number + 1 == len(found):
        return None
    phrase, after = found[number], found[number + 1]
    items = line.items
    one = after.shape == "office" or (after.shape == "collective" and after.owner is not None)
    if not one or after.first != phrase.last + 1 or items[phrase.last].text not in (",", "("):
        return None
    closes = after.last >= len(items) or items[after.last].text in (",", ".", ")") or items[after.last].lower in (
        "yang", "itu", "tersebut")
    return after if closes else None


def is_person(line: Line, found: list[Phrase], number: int) -> bool:
    """Whether an unknown name is a person's: by its office, a verb of saying beside it, or its look."""
    phrase = found[number]
    if _graduate(line, phrase):
        return True
    if phrase.office:
        words = [item.lower for item in line.items[phrase.name_first:phrase.last]]
        if any(word in tables.words("org_word") for word in words) or 2 * sum(map(_ordinary, words)) > len(words):
            return False
        return not line.headline or phrase.owner is not None
    if known_name(phrase.name):
        return True
    if _behind(line, found, number) is not None or _ahead(line, found, number) is not None:
        return True
    items = line.items
    before = items[phrase.first - 1] if phrase.first else None
    after = items[phrase.last] if phrase.last < len(items) else None
    words = [item.lower for item in items[phrase.first:phrase.last]]
    if any(word in tables.words("org_word") or word in tables.words("not_name") for word in words):
        return False
    if any(word in tables.common_words() and word not in tables.name_parts() for word in words):
        return False  # "Fakultas Kedokteran Unud"
    if before is not None and before.lower in tables.words("speech"):
        return not line.headline
    if after is not None and (after.lower in tables.words("speech_verb") or after.lower in tables.words("speech")):
        return not line.headline
    if line.headline or all(item.text.isupper() for item in items[phrase.first:phrase.last]):
        return False
    if before is not None and before.lower in tables.words("place_word") | tables.words("thing_word"):
        return False
    if ThingReader(line).kind_before(phrase.first) is not None:
        return False  # "Rumah Sakit Kamal Adwan"
    return _looks_personal(words)


def _single_name(phrase: Phrase) -> bool:
    """Whether one unknown word behind an office is a name: of a firm's head it is mostly the firm ("CEO Tesla")."""
    if _ordinary(phrase.name):
        return False
    loose = phrase.title in tables.words("loose_office") and not phrase.office.lower().endswith("bernama")
    return not loose or fold(phrase.name) in tables.name_parts()


def _ordinary(name: str) -> bool:
    """Whether a word is no word of a name: a common noun, or letters of an abbreviation."""
    if name.isupper() and len(name) <= 5:
        return True
    word = name.lower()
    return word in tables.words("not_name") or (word in tables.common_words() and word not in tables.name_parts())


def _looks_personal(words: list[str]) -> bool:
    """A word that occurs in names of persons, or a particle between two words."""
    parts = [part for word in words for part in parts_of(word)]
    if any(part in tables.name_parts() or part in tables.words("given_place") for part in parts):
        return True
    return any(word in tables.words("particle") or word.startswith(tuple(tables.words("affix_name")))
               for word in words[1:])


def abbreviations(article: list[Read]) -> dict[str, tuple[int, int]]:
    """Folded abbreviation in brackets to the (line, phrase) that introduced it, where the tables do not know it."""
    out: dict[str, tuple[int, int]] = {}
    for row, (_, found) in enumerate(article):
        for column, phrase in enumerate(found):
            if phrase.short and phrase.shape not in ("office", "state", "seat", "place"):
                out.setdefault(fold(phrase.short), (row, column))
    return out
