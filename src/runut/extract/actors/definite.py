"""Definite phrases that point back: negara itu, kelompok tersebut, presiden berusia 70 tahun itu, sang jenderal.

In: the context, the drafts of every line, the place of the phrase. Out: a ``Draft`` that points to what was named
before, or None where the text does not settle it.
"""

from __future__ import annotations

from collections.abc import Sequence

from runut.extract.actors import tables, tenures
from runut.extract.actors.context import Context, Draft, state_entity
from runut.extract.actors.items import Item, Line

# How many sentences back a phrase may reach.
REACH = 3
# "negara anggota itu", "negara tetangga itu": another one than the state named last.
OTHER_STATES = frozenset("bagian anggota tetangga tetangganya tujuan asal lain ketiga donor sahabat mitra".split())
GROUPS = frozenset("kelompok organisasi milisi gerakan blok badan lembaga aliansi faksi".split())


def point(row: int, first: int, last: int, to: Draft, rule: str, form: str = "pronoun") -> Draft:
    """A mention of whom ``to`` mentions."""
    return Draft(row, first, last, to.kind, to.entities, form, rule, to.country, to.head, to.plural)


def state_at(context: Context, row: int, first: int, last: int, country: str) -> Draft:
    """A mention of a state."""
    key = context.keep(state_entity(country))
    return Draft(row, first, last, "state", (key,), "nominal", "definite", country)


def starts_phrase(items: Sequence[Item], at: int) -> bool:
    """Whether no other noun stands before, whose part the item would be ("berat badan itu")."""
    if at == 0:
        return True
    before = items[at - 1]
    return before.sort in ("mark", "time") or before.lower in tables.words("closed") or before.lower in tables.verbs()


def that_state(
    context: Context, by_line: list[list[Draft]], row: int, at: int, last: int, *, abroad: bool = False
) -> Draft | None:
    """ "Negara itu": the state named last in this sentence, else the subject of a sentence before.

    Not the state beside it in the same clause ("serangan AS di wilayah negara itu") if there is another. ``abroad``:
    "negara Teluk itu" is never home, which newspapers here do not call by its region.
    """
    items = context.article[row][0].items
    spare: str | None = None
    states = tables.countries().keys() - ({"IDN"} if abroad else set())
    for draft in reversed([d for d in by_line[row] if d.last <= at and d.country in states]):
        if spare is None and at - draft.last < 4 and not _new_clause(items[draft.last:at]):
            spare = draft.country
        elif draft.country is not None and draft.country != spare:
            return state_at(context, row, at, last, draft.country)
    for back in range(row - 1, max(-1, row - 1 - REACH), -1):
        named = [d for d in by_line[back] if d.country in states and d.head != "MED"]
        first = next((d.country for d in named if not context.governed(d)), named[-1].country if named else None)
        if first is not None and first != spare:
            return state_at(context, row, at, last, first)
    return None if spare is None else state_at(context, row, at, last, spare)


def _new_clause(items: Sequence[Item]) -> bool:
    """Whether another clause begins within the items."""
    opens = (tables.words("clause") | tables.words("speech_verb")) - {"yang", "dan"}
    return any(item.text == "," or item.lower in opens for item in items)


def that_place(context: Context, by_line: list[list[Draft]], row: int, at: int, last: int) -> Draft | None:
    """ "Wilayah tersebut", "di sana": the place named last."""
    for back in range(row, max(-1, row - 1 - REACH), -1):
        for draft in reversed(by_line[back]):
            if draft.kind == "place" and (back < row or draft.last <= at):
                return Draft(row, at, last, "place", draft.entities, "nominal", "definite", draft.country)
    return None


def that_group(context: Context, by_line: list[list[Draft]], row: int, at: int, last: int) -> Draft | None:
    """ "Kelompok itu", "blok beranggotakan 27 negara itu": the group or body named last."""
    for back in range(row, max(-1, row - 1 - REACH), -1):
        for draft in reversed(by_line[back]):
            if back == row and draft.last > at:
                continue
            if draft.kind in ("group", "organisation") and draft.head != "MED" and len(draft.entities) == 1:
                return point(row, at, last, draft, "definite", "nominal")
    return None


def that_person(context: Context, by_line: list[list[Draft]], row: int, line: Line, at: int) -> Draft | None:
    """ "Presiden berusia 70 tahun itu", "politikus PDIP ini", "menteri itu": the last person with that office.

    "Sang presiden" is he too. "Pelaku itu", "pengamat itu" is nobody who was introduced by an office.
    """
    title = tables.titles()[line.items[at].key].office if line.items[at].key in tables.titles() else ""
    sang = at > 0 and line.items[at - 1].lower == "sang"
    last = at + 1 if sang else up_to_deictic(line, at)
    if not title or last == 0:
        return None
    for back in range(row, max(-1, row - 1 - REACH), -1):
        for draft in reversed(by_line[back]):
            if draft.kind != "person" or (back == row and draft.last > at) or len(draft.entities) != 1:
                continue
            entry = context.people.by_id.get(draft.entities[0])
            titles = entry.titles if entry is not None else ()
            unnamed = draft.head == title and last - at <= 2  # "seorang juru bicara X ... juru bicara itu"
            known = title in titles or unnamed or _held(draft, title)
            if known or title in ("member", "head") or (title == "analyst" and not titles):
                return point(row, at - sang, last, draft, "definite", "nominal")
    return None


def _held(draft: Draft, title: str) -> bool:
    """Whether the person ever held the office of the state that the article gives him, by the table."""
    people = tenures.once_held(draft.country or "", title)
    return any(person.id == draft.entities[0] for person in people)


def up_to_deictic(line: Line, at: int) -> int:
    """Where "itu" or "tersebut" ends the phrase at ``at``; 0 where none does."""
    for ahead in range(at + 1, min(at + 7, len(line.items))):
        item = line.items[ahead]
        if item.lower in tables.words("deictic"):
            return ahead + 1
        if item.sort == "mark":
            return 0
    return 0


def home_head(context: Context, row: int, at: int) -> Draft | None:
    """ "Kepala Negara" in an article about home: the one person named in it who is, or was, president."""
    held = {person.id for person in tenures.once_held("IDN", "president")}
    named = [d for d in context.drafts if d.kind == "person" and d.line <= row and d.entities[0] in held]
    if not context.home or len({d.entities[0] for d in named}) != 1:
        return None
    return point(row, at, at + 1, named[0], "definite", "nominal")
