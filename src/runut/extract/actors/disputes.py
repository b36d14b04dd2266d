"""Where a text gives somebody an office that the table knows in other hands: "Menlu Rusia Maria Zakharova".

In: the article's phrases and the days of publication. Out: ``Conflict`` records of kind actor; the name stands, the
table only asks. Somebody who ever had the office, or of whom the table knows no office, is not asked about.
"""

from __future__ import annotations

from runut.extract.actors import tables, tenures
from runut.extract.actors.introduce import Read, owner_country
from runut.extract.actors.items import Line
from runut.extract.actors.phrases import Phrase
from runut.extract.actors.tenures import When
from runut.records import Conflict, Span

__all__ = ["find_disputes"]


def find_disputes(text: str, article: list[Read], when: When | None) -> tuple[Conflict, ...]:
    """The offices of the article that the table gives to somebody else; each person and office once."""
    found: dict[tuple[str, str], Conflict] = {}
    for line, phrases in article if when is not None else ():
        for phrase in phrases:
            holder = _other_holder(line, phrase, when)
            if holder is not None:
                start, end = line.items[phrase.first].start, line.items[phrase.last - 1].end
                detail = f"{phrase.name} is called {phrase.office}; by the table of offices that was {holder.name}"
                span = Span(start, end, text[start:end])
                found.setdefault((phrase.name, phrase.title), Conflict("actor", detail, (span,), (holder.name,)))
    return tuple(found.values())


def _other_holder(line: Line, phrase: Phrase, when: When | None) -> tables.Person | None:
    """Who has the office by the table, where it is not the person named and that person has another one."""
    country = owner_country(phrase.owner)
    if phrase.shape != "person" or not phrase.known or phrase.former or country is None or not _held_now(line, phrase):
        return None
    holder = tenures.holder(country, phrase.title, when)
    person = tables.persons().get(phrase.name)
    if holder is None or person is None or holder.name == person.name:
        return None
    held = {tenure.office for tenure in tenures.tenures().get(country, ()) if tenure.person == person.name}
    return holder if held and phrase.title not in held else None


def _held_now(line: Line, phrase: Phrase) -> bool:
    """Whether the words say that the person has this one office: no "calon", "plt", "mantan", no second office."""
    if phrase.title not in tables.words("single_office") or phrase.owner is None or phrase.owner.sort != "state":
        return False
    titles = [item.key for item in line.items[phrase.first:phrase.name_first] if item.sort == "title"]
    return len(titles) == 1 and tables.titles()[titles[0]].kind == "office" and not phrase.noun
