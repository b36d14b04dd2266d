"""Third pass: pronouns and definite phrases that point back: ia, mereka, keduanya, kedua negara, negara itu, pihaknya.

In: the context with its resolved mentions. Out: further ``Draft`` mentions. What the text does not settle stays
unlisted.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from itertools import pairwise

from runut.extract.actors import tables
from runut.extract.actors.context import Context, Draft, state_entity
from runut.extract.actors.items import Item, Line
from runut.records import EntityKind

SINGULAR = frozenset({"ia", "dia", "beliau", "dirinya"})
FIRST = frozenset({"saya", "kami", "aku"})
BOTH = frozenset({"keduanya", "kedua"})
BOTH_STATES = frozenset({"negara", "bangsa", "pemerintah", "negeri"})
BOTH_PERSONS = frozenset({"pemimpin", "kepala", "presiden", "menteri", "tokoh", "menlu", "menhan", "pria"})
BOTH_SIDES = frozenset({"pihak", "belah", "kubu"})
# How many sentences back a pronoun may reach.
REACH = 3
# A longer "sentence" is a broken page: what its pronouns mean is anybody's guess, and looking takes the square of it.
LONGEST_LINE = 1500


def refer(context: Context) -> list[Draft]:
    """The drafts of all pronouns and definite phrases that can be resolved."""
    drafts = sorted(context.drafts, key=lambda d: (d.line, d.first))
    by_line: list[list[Draft]] = [[] for _ in context.article]
    for draft in drafts:
        by_line[draft.line].append(draft)
    out: list[Draft] = []
    for row, (line, _) in enumerate(context.article):
        if len(line.items) > LONGEST_LINE:
            continue
        taken = sorted((d.first, d.last) for d in by_line[row])
        for at, item in enumerate(line.items):
            if item.sort not in ("word", "noun", "title") or _covered(taken, at):
                continue
            new = _reference(context, by_line, row, line, at, item)
            if new is not None and not any(_covered(taken, i) for i in range(new.first, new.last)):
                out.append(new)
                insort(taken, (new.first, new.last))
                insort(by_line[row], new, key=lambda d: d.first)
    return out


def _covered(taken: list[tuple[int, int]], at: int) -> bool:
    place = bisect_left(taken, (at + 1, 0)) - 1
    return place >= 0 and taken[place][0] <= at < taken[place][1]


def _reference(
    context: Context, by_line: list[list[Draft]], row: int, line: Line, at: int, item: Item
) -> Draft | None:
    items = line.items
    word = item.lower
    follows = items[at + 1].lower if at + 1 < len(items) else ""
    if word in SINGULAR:
        return _singular(context, by_line, row, at)
    if word in FIRST:
        return _first_person(context, by_line, row, line, at)
    if word == "mereka":
        return _plural(context, by_line, row, at)
    if word == "keduanya":
        return _both(context, by_line, row, at, at + 1, "any")
    if word in ("kedua", "dua") and follows:
        return _both_of(context, by_line, row, line, at)
    if word in ("negara", "negeri") and follows in ("itu", "tersebut", "ini"):
        plural = at > 0 and items[at - 1].lower in ("negara", "negeri", "beberapa", "sejumlah", "para")
        return None if plural else _that_state(context, by_line, row, at)
    if word in ("negaranya", "negerinya"):
        country = context.subject(row, at)
        return None if country is None else _state(context, row, at, at + 1, country)
    if word in tables.words("place_word") and follows in ("itu", "tersebut", "ini"):
        return _that_place(context, by_line, row, at, at + 2)
    if word == "sana" and at > 0 and items[at - 1].lower in ("di", "ke", "dari"):
        return _that_place(context, by_line, row, at, at + 1)
    if word == "pihaknya":
        return _subject(context, by_line, row, at)
    if word in ("kelompok", "organisasi", "milisi", "gerakan", "blok", "badan", "lembaga", "aliansi") and (
        follows in ("itu", "tersebut", "ini") and _phrase_start(items, at)
    ):
        return _that_group(context, by_line, row, at)
    if word in tables.titles() and follows:
        return _that_person(context, by_line, row, line, at)
    return None


def _phrase_start(items: Sequence[Item], at: int) -> bool:
    """Whether no other noun stands before, whose part the item would be ("berat badan itu")."""
    if at == 0:
        return True
    before = items[at - 1]
    return before.sort in ("mark", "time") or before.lower in tables.words("closed") or before.lower in tables.verbs()


def _singular(context: Context, by_line: list[list[Draft]], row: int, at: int) -> Draft | None:
    """The person told of: the first one of this sentence before the pronoun, else of the sentences before."""
    here = [d for d in by_line[row] if d.kind == "person" and d.last <= at and len(d.entities) == 1]
    here = [d for d in here if not context.governed(d)] or here
    if here:
        return _point(row, at, at + 1, here[0], "pronoun")
    for back in range(row - 1, max(-1, row - 1 - REACH), -1):
        persons = [d for d in by_line[back] if d.kind == "person" and len(d.entities) == 1]
        persons = [d for d in persons if not context.governed(d)] or persons
        if persons:
            return _point(row, at, at + 1, persons[0], "pronoun")
    return None


def _point(row: int, first: int, last: int, to: Draft, rule: str, form: str = "pronoun") -> Draft:
    return Draft(row, first, last, to.kind, to.entities, form, rule, to.country, to.head, to.plural)


def _first_person(
    context: Context, by_line: list[list[Draft]], row: int, line: Line, at: int
) -> Draft | None:
    """ "Kami" and "saya" in a quotation: the person beside the verb of saying in this sentence or the next."""
    start = line.items[at].start
    if not any(a <= start < b for a, b in line.sentence.quoted):
        return None
    speaker = _speaker(context, by_line, row)
    if speaker is None and row + 1 < len(by_line):
        speaker = _speaker(context, by_line, row + 1)
    if speaker is None and row > 0:
        speaker = _speaker(context, by_line, row - 1)
    return None if speaker is None else _point(row, at, at + 1, speaker, "first-person")


def _speaker(context: Context, by_line: list[list[Draft]], row: int) -> Draft | None:
    line = context.article[row][0]
    for draft in by_line[row]:
        start = line.items[draft.first].start
        if any(a <= start < b for a, b in line.sentence.quoted) or draft.kind == "place":
            continue
        before = line.items[draft.first - 1].lower if draft.first else ""
        after = line.items[draft.last].lower if draft.last < len(line.items) else ""
        if before in tables.words("speech") or after in tables.words("speech_verb"):
            return draft
    return None


def _plural(context: Context, by_line: list[list[Draft]], row: int, at: int) -> Draft | None:
    """ "Mereka": the collective told of last, in this sentence or the one before."""
    for back in (row, row - 1):
        if back < 0:
            break
        found = [d for d in by_line[back] if (back < row or d.last <= at) and (d.plural or len(d.entities) > 1)]
        if found:
            return _point(row, at, at + 1, found[-1] if back == row else found[0], "pronoun")
    # "Iran mengatakan mereka siap": a state or body may be "they" too
    here = [d for d in by_line[row] if d.last <= at and d.kind in ("state", "organisation", "group")]
    before = context.article[row][0].items[at - 1].lower if at else ""
    if here and before in ("jika", "bila", "apabila", "kalau", "karena", "asalkan", "agar"):
        return _point(row, at, at + 1, here[-1], "pronoun")  # "... dengan Israel apabila mereka ..."
    subjects = [d for d in here if not context.governed(d) and d.head != "MED"]
    return _point(row, at, at + 1, subjects[0], "pronoun") if subjects else None


def _both_of(context: Context, by_line: list[list[Draft]], row: int, line: Line, at: int) -> Draft | None:
    """ "Kedua negara", "kedua pemimpin", "kedua belah pihak"."""
    items = line.items
    noun = items[at + 1].lower
    last = at + 2
    if noun in BOTH_SIDES:
        if noun == "belah" and last < len(items) and items[last].lower == "pihak":
            last += 1
        if last < len(items) and items[last].lower in tables.words("deictic"):
            last += 1
        return _both(context, by_line, row, at, last, "any")
    if noun in BOTH_STATES:
        sort = "state"
    elif noun in BOTH_PERSONS:
        sort = "person"
        while last < len(items) and items[last].lower in ("negara", "pemerintahan", "luar", "negeri", "pertahanan"):
            last += 1
    else:
        return None
    if items[at].lower == "dua" and not (last < len(items) and items[last].lower in tables.words("deictic")):
        return None
    if last < len(items) and items[last].lower in tables.words("deictic"):
        last += 1
    return _both(context, by_line, row, at, last, sort)


def _both(context: Context, by_line: list[list[Draft]], row: int, first: int, last: int, sort: str) -> Draft | None:
    """The last two distinct persons or states told of together."""
    for want in ("person", "state") if sort == "any" else (sort,):
        pair = _pair(context, by_line, row, first, want)
        if pair is not None:
            kind: EntityKind = "person" if want == "person" else "state"
            return Draft(row, first, last, kind, pair, "pronoun", "both", None, "", True)
    return None


def _pair(context: Context, by_line: list[list[Draft]], row: int, at: int, want: str) -> tuple[str, str] | None:
    seen: list[str] = []
    for back in range(row, max(-1, row - 1 - REACH - 2), -1):
        drafts = [d for d in by_line[back] if back < row or d.last <= at]
        if want == "state" and back == row:
            sayers = {d.entities for d in drafts if _says(context, d)}
            drafts = [d for d in drafts if d.entities not in sayers]
        here = list(dict.fromkeys(key for draft in drafts for key in _members(context, draft, want)))
        joined = _joined(context, drafts, want)
        if joined is not None:
            return joined
        if len(here) >= 2:
            return (here[-2], here[-1]) if back == row else (here[0], here[1])
        seen += [key for key in here if key not in seen]
        if len(seen) >= 2:
            return seen[1], seen[0]
        if want == "person" and row - back >= 2:
            break
    return None


def _joined(context: Context, drafts: list[Draft], want: str) -> tuple[str, str] | None:
    """The last two that stand side by side: "Putin dan Kim", "Rusia dengan Korea Utara"."""
    for left, right in reversed(list(pairwise(drafts))):
        between = [item.lower for item in context.article[left.line][0].items[left.last:right.first]]
        one, other = _members(context, left, want), _members(context, right, want)
        if between in (["dan"], ["dengan"], []) and len(one) == len(other) == 1 and one != other:
            return one[0], other[0]
    return None


def _says(context: Context, draft: Draft) -> bool:
    """Whether a verb of saying follows: who speaks of "kedua negara" is mostly neither of them."""
    items = context.article[draft.line][0].items
    return draft.kind == "organisation" and draft.last < len(items) and (
        items[draft.last].lower in tables.words("speech_verb")
    )


def _members(context: Context, draft: Draft, want: str) -> list[str]:
    if want == "person":
        return list(draft.entities) if draft.kind == "person" else []
    countries = [context.entities[key].country for key in draft.entities if key in context.entities]
    kept = [c for c in countries if c is not None and draft.head != "MED"]
    return [context.keep(state_entity(c)) for c in kept if c in tables.countries()]


def _that_state(context: Context, by_line: list[list[Draft]], row: int, at: int) -> Draft | None:
    """ "Negara itu": the state named last in this sentence, else the subject of a sentence before.

    Not the state beside it in the same clause ("serangan AS di wilayah negara itu") if there is another.
    """
    items = context.article[row][0].items
    spare: str | None = None
    for draft in reversed([d for d in by_line[row] if d.last <= at and d.country in tables.countries()]):
        if spare is None and at - draft.last < 4 and not _new_clause(items[draft.last:at]):
            spare = draft.country
        elif draft.country is not None and draft.country != spare:
            return _state(context, row, at, at + 2, draft.country)
    for back in range(row - 1, max(-1, row - 1 - REACH), -1):
        named = [d for d in by_line[back] if d.country in tables.countries() and d.head != "MED"]
        first = next((d.country for d in named if not context.governed(d)), named[-1].country if named else None)
        if first is not None and first != spare:
            return _state(context, row, at, at + 2, first)
    return None if spare is None else _state(context, row, at, at + 2, spare)


def _new_clause(items: Sequence[Item]) -> bool:
    """Whether another clause begins within the items."""
    opens = (tables.words("clause") | tables.words("speech_verb")) - {"yang", "dan"}
    return any(item.text == "," or item.lower in opens for item in items)


def _that_place(context: Context, by_line: list[list[Draft]], row: int, at: int, last: int) -> Draft | None:
    """ "Wilayah tersebut", "di sana": the place named last."""
    for back in range(row, max(-1, row - 1 - REACH), -1):
        for draft in reversed(by_line[back]):
            if draft.kind == "place" and (back < row or draft.last <= at):
                return Draft(row, at, last, "place", draft.entities, "nominal", "definite", draft.country)
    return None


def _state(context: Context, row: int, first: int, last: int, country: str) -> Draft:
    key = context.keep(state_entity(country))
    return Draft(row, first, last, "state", (key,), "nominal", "definite", country)


def _subject(context: Context, by_line: list[list[Draft]], row: int, at: int) -> Draft | None:
    """ "Pihaknya": who speaks in this sentence, else in the one before."""
    for back in (row, row - 1):
        if back < 0:
            break
        found = [d for d in by_line[back] if (back < row or d.last <= at) and d.kind != "place" and d.head != "MED"]
        if found:
            return _point(row, at, at + 1, found[-1] if back == row and len(found) < 2 else found[0], "subject")
    return None


def _that_group(context: Context, by_line: list[list[Draft]], row: int, at: int) -> Draft | None:
    for back in range(row, max(-1, row - 1 - REACH), -1):
        for draft in reversed(by_line[back]):
            if back == row and draft.last > at:
                continue
            if draft.kind in ("group", "organisation") and draft.head != "MED" and len(draft.entities) == 1:
                return _point(row, at, at + 2, draft, "definite", "nominal")
    return None


def _that_person(context: Context, by_line: list[list[Draft]], row: int, line: Line, at: int) -> Draft | None:
    """ "Presiden berusia 70 tahun itu", "politikus PDIP ini", "menteri itu": the last person with that office.

    "Pelaku itu", "pengamat itu" is nobody who was introduced by an office.
    """
    title = tables.titles()[line.items[at].key].office if line.items[at].key in tables.titles() else ""
    last = _up_to_deictic(line, at)
    if not title or last == 0:
        return None
    for back in range(row, max(-1, row - 1 - REACH), -1):
        for draft in reversed(by_line[back]):
            if draft.kind != "person" or (back == row and draft.last > at) or len(draft.entities) != 1:
                continue
            entry = context.people.by_id.get(draft.entities[0])
            titles = entry.titles if entry is not None else ()
            if title in titles or title in ("member", "head") or (title == "analyst" and not titles):
                return _point(row, at, last, draft, "definite", "nominal")
    return None


def _up_to_deictic(line: Line, at: int) -> int:
    """Where "itu" or "tersebut" ends the phrase at ``at``; 0 where none does."""
    for ahead in range(at + 1, min(at + 7, len(line.items))):
        item = line.items[ahead]
        if item.lower in tables.words("deictic"):
            return ahead + 1
        if item.sort == "mark":
            return 0
    return 0

