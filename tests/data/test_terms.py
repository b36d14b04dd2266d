"""Terms of office stand in two tables, by title and by office; what both know, they know alike.

The one dates pages by the words that newsrooms use, whosever office they may mean; the other says who is meant by an
office of a state. Neither can be made from the other, so each is kept and they are held against each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from runut.extract.actors import tables, tenures
from runut.extract.actors.fold import fold
from runut.extract.occasions import table_rows

Term = tuple[str, str, str, tenures.Tenure]


def _both() -> Iterator[Term]:
    """Person, first and last day of the one table (as written), and the tenure of the other that it meets."""
    persons: dict[str, str] = {}
    for person in tables.persons().values():
        persons.update({fold(name): person.id for name in (person.name, *person.aliases)})
    offices = {fold(title.form): title.office for title in tables.titles().values()}
    held: dict[tuple[str, str], list[tenures.Tenure]] = {}
    for tenure in (one for row in tenures.tenures().values() for one in row):
        held.setdefault((tables.persons()[tenure.person].id, tenure.office), []).append(tenure)
    for titles, names, terms, _ in table_rows("occasions/offices.tsv"):
        who = {persons[fold(name)] for name in names.split("|") if fold(name) in persons}
        what = {offices[fold(title)] for title in titles.split("|") if fold(title) in offices}
        for term in terms.split():
            first, _, last = term.partition("/")
            for tenure in (one for person in who for office in what for one in held.get((person, office), ())):
                if tenure.possible[0].isoformat() <= (last or "9") and first <= tenure.possible[1].isoformat():
                    yield names, first, last, tenure


def _fits(day: str, possible: date, sure: date) -> bool:
    """Within a day of the span that the other table leaves open."""
    days = sorted((possible, sure))
    written = date.fromisoformat(day)
    return days[0].toordinal() - 1 <= written.toordinal() <= days[1].toordinal() + 1


def test_the_tables_know_many_terms_together() -> None:
    assert len(list(_both())) > 200


def test_terms_begin_on_the_same_day() -> None:
    assert [term for term in _both() if not _fits(term[1], term[3].possible[0], term[3].sure[0])] == []


def test_terms_end_on_the_same_day() -> None:
    """An end that one table leaves open, or that lies ahead, is no contradiction."""
    ended = [term for term in _both() if term[2] and term[3].possible[1] != date.max]
    assert [term for term in ended if not _fits(term[2], term[3].possible[1], term[3].sure[1])] == []
