"""Third pass: pronouns and definite phrases that point back: ia, mereka, keduanya, kedua negara, negara itu, pihaknya.

In: the context with its resolved mentions. Out: further ``Draft`` mentions. What the text does not settle stays
unlisted.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from functools import cache
from itertools import pairwise

from runut.extract.actors import tables
from runut.extract.actors.context import Context, Draft, state_entity
from runut.extract.actors.definite import (
    GROUPS,
    OTHER_STATES,
    REACH,
    home_head,
    point,
    starts_phrase,
    state_at,
    that_group,
    that_person,
    that_place,
    that_state,
    up_to_deictic,
)
from runut.extract.actors.items import Item, Line
from runut.extract.actors.patients import patient, undergoes
from runut.records import EntityKind

SINGULAR = frozenset({"ia", "dia", "beliau", "dirinya"})
FIRST = frozenset({"saya", "kami", "aku"})
AND_THEN = frozenset({"lalu", "kemudian", "juga", "pun", "langsung", "kembali", "sempat", "turut"})
# "Menurut dia, pihaknya ...", "Namun pihaknya ...": so many words may stand before a word that opens the sentence.
OPENING = 4
BOTH_STATES = frozenset({"negara", "bangsa", "pemerintah", "negeri"})
BOTH_PERSONS = frozenset({"pemimpin", "kepala", "presiden", "menteri", "tokoh", "menlu", "menhan", "pria"})
BOTH_SIDES = frozenset({"pihak", "belah", "kubu"})
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
            pointing = item.sort in ("word", "noun", "title") or item.lower.startswith("negara ")
            if not pointing or not _may_point(item.lower) or _covered(taken, at):
                continue
            new = _reference(context, by_line, row, line, at, item)
            if new is not None and not any(_covered(taken, i) for i in range(new.first, new.last)):
                out.append(new)
                insort(taken, (new.first, new.last))
                insort(by_line[row], new, key=lambda d: d.first)
    return out


def _may_point(word: str) -> bool:
    """Whether ``_reference`` has anything to say of the word: nearly all are passed over here."""
    return word in pointers() or (" " in word and (word.startswith("negara ") or word.split(" ")[0] in GROUPS))


@cache
def pointers() -> frozenset[str]:
    """The words that may point to somebody told of."""
    others = {"mereka", "keduanya", "kedua", "dua", "negara", "negeri", "negaranya", "negerinya", "sana", "pihaknya"}
    listed = tables.words("place_word") | frozenset(tables.titles())
    return SINGULAR | FIRST | GROUPS | others | {"kepala negara"} | listed


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
        if follows == "yang" and at:
            return None  # "bagi mereka yang tinggal di sana": whoever does, nobody told of before
        return _plural(context, by_line, row, at)
    if word == "keduanya":
        return _both(context, by_line, row, at, at + 1, "any")
    if word in ("kedua", "dua") and follows:
        return _both_of(context, by_line, row, line, at)
    if word in ("negara", "negeri") and follows not in OTHER_STATES:
        plural = at > 0 and items[at - 1].lower in ("negara", "negeri", "beberapa", "sejumlah", "para", "dua")
        last = 0 if plural else _short_definite(line, at)
        region = last > at + 2 and items[at + 1].capital
        return that_state(context, by_line, row, at, last, abroad=region) if last else None
    if word.startswith("negara ") and follows in tables.words("deictic"):
        return that_state(context, by_line, row, at, at + 2, abroad=True)  # "emir negara Teluk itu"
    if word in ("negaranya", "negerinya"):
        country = context.subject(row, at)
        return None if country is None else state_at(context, row, at, at + 1, country)
    if word in tables.words("place_word") and follows in ("itu", "tersebut", "ini"):
        return that_place(context, by_line, row, at, at + 2)
    if word == "sana" and at > 0 and items[at - 1].lower in ("di", "ke", "dari"):
        return that_place(context, by_line, row, at, at + 1)
    if word == "pihaknya":
        return _subject(context, by_line, row, at)
    if word.split(" ")[0] in GROUPS and starts_phrase(items, at):
        last = up_to_deictic(line, at)
        return that_group(context, by_line, row, at, last) if last else None
    if word == "kepala negara" and item.capital:
        return home_head(context, row, at)
    if word in tables.titles():
        return that_person(context, by_line, row, line, at)
    return None


def _short_definite(line: Line, at: int) -> int:
    """Where "negara itu", "negara komunis itu" ends; 0 where no deictic follows within two plain words."""
    last = up_to_deictic(line, at)
    between = line.items[at + 1 : last - 1]
    region = len(between) == 1 and between[0].sort in ("place", "organisation") and between[0].capital
    if between and not region and not starts_phrase(line.items, at):
        return 0
    plain = all(item.sort == "word" and not item.capital and item.lower not in tables.verbs() for item in between)
    plain = plain or region  # "presiden negara Afrika itu"
    return last if last and len(between) <= 2 and plain else 0


def _singular(context: Context, by_line: list[list[Draft]], row: int, at: int) -> Draft | None:
    """The person told of: the first one of this sentence before the pronoun, else of the sentences before."""
    quoted = context.article[row][0].sentence.quoted
    start = context.article[row][0].items[at].start
    speaker = _speaker_near(context, by_line, row) if any(a <= start < b for a, b in quoted) else None
    himself = speaker.entities if speaker is not None else ()  # in his own words he is "saya"
    here = [d for d in by_line[row] if d.kind == "person" and d.last <= at and len(d.entities) == 1]
    here = [d for d in here if d.entities != himself]
    here = [d for d in here if not context.governed(d)] or here
    if here:
        return point(row, at, at + 1, here[0], "pronoun")
    suffers = undergoes(context.article[row][0], at + 1)
    for back in range(row - 1, max(-1, row - 1 - REACH), -1) if suffers else ():
        persons = [d for d in by_line[back] if d.kind == "person" and len(d.entities) == 1 and d.entities != himself]
        before = patient(context.article[back][0], persons)
        if before is not None:
            return point(row, at, at + 1, before, "pronoun")
    if suffers and himself:
        return None  # an official tells of somebody whom nobody has named
    for back in range(row - 1, max(-1, row - 1 - REACH), -1):
        persons = [d for d in by_line[back] if d.kind == "person" and len(d.entities) == 1 and d.entities != himself]
        persons = [d for d in persons if not context.governed(d)] or persons
        if persons:
            return point(row, at, at + 1, persons[0], "pronoun")
    return None


def _first_person(
    context: Context, by_line: list[list[Draft]], row: int, line: Line, at: int
) -> Draft | None:
    """ "Kami" and "saya" in a quotation: the person beside the verb of saying in this sentence or the next."""
    start = line.items[at].start
    if not any(a <= start < b for a, b in line.sentence.quoted):
        return None
    speaker = _speaker_near(context, by_line, row)
    return None if speaker is None else point(row, at, at + 1, speaker, "first-person")


def _speaker_near(context: Context, by_line: list[list[Draft]], row: int) -> Draft | None:
    """Who says the quotation in this sentence: named here, in the next sentence or in the one before."""
    for near in (row, row + 1, row - 1):
        found = _speaker(context, by_line, near) if 0 <= near < len(by_line) else None
        if found is not None:
            return found
    return None


def _speaker(context: Context, by_line: list[list[Draft]], row: int) -> Draft | None:
    line = context.article[row][0]
    for draft in by_line[row]:
        start = line.items[draft.first].start
        if any(a <= start < b for a, b in line.sentence.quoted) or draft.kind == "place":
            continue
        before = line.items[draft.first - 1].lower if draft.first else ""
        last = draft.last
        while last < len(line.items) and line.items[last].lower in AND_THEN:
            last += 1  # "X lalu berkata"
        after = line.items[last].lower if last < len(line.items) else ""
        if before in tables.words("speech") or after in tables.words("speech_verb"):
            return draft
    return None


def _plural(context: Context, by_line: list[list[Draft]], row: int, at: int) -> Draft | None:
    """ "Mereka": the collective told of last, in this sentence or the one before."""
    said = _speaking_of_itself(context, by_line, row, at)
    if said is not None:
        return point(row, at, at + 1, said, "pronoun")
    for back in (row, row - 1):
        if back < 0:
            break
        found = [d for d in by_line[back] if (back < row or d.last <= at) and (d.plural or len(d.entities) > 1)]
        if found and back == row:
            return point(row, at, at + 1, found[-1], "pronoun")
        if found:
            # "Militer menyebut pelakunya 150 gerilyawan. Mereka ...": those told of go before who tells
            told = [d for d in found if not _speaks(context.article[back][0], d)]
            return point(row, at, at + 1, (told or found)[0], "pronoun")
    # "Iran mengatakan mereka siap": a state or body may be "they" too
    here = [d for d in by_line[row] if d.last <= at and d.kind in ("state", "organisation", "group")]
    before = context.article[row][0].items[at - 1].lower if at else ""
    if here and before in ("jika", "bila", "apabila", "kalau", "karena", "asalkan", "agar"):
        return point(row, at, at + 1, here[-1], "pronoun")  # "... dengan Israel apabila mereka ..."
    subjects = [d for d in here if not context.governed(d) and d.head != "MED"]
    return point(row, at, at + 1, subjects[0], "pronoun") if subjects else None


def _speaks(line: Line, draft: Draft) -> bool:
    return draft.last < len(line.items) and line.items[draft.last].lower in tables.words("speech_verb")


def _speaking_of_itself(context: Context, by_line: list[list[Draft]], row: int, at: int) -> Draft | None:
    """ "Garda Revolusi mengatakan mereka menembakkan rudal": the body or state right before the verb of saying."""
    items = context.article[row][0].items
    if at < 2 or items[at - 1].lower not in tables.words("speech_verb"):
        return None
    kinds = ("state", "organisation", "group")
    return next((d for d in by_line[row] if d.last == at - 1 and d.kind in kinds and d.head != "MED"), None)


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
        return _both(context, by_line, row, at, last, "sides")
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
    for want in {"any": ("person", "state"), "sides": ("state", "person")}.get(sort, (sort,)):
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


def _subject(context: Context, by_line: list[list[Draft]], row: int, at: int) -> Draft | None:
    """ "Pihaknya": who speaks in this sentence; where it opens the sentence, who did in the one before."""
    for back in (row, row - 1)[: 2 if at <= OPENING else 1]:
        if back < 0:
            break
        found = [d for d in by_line[back] if (back < row or d.last <= at) and d.kind != "place" and d.head != "MED"]
        if found:
            return point(row, at, at + 1, found[-1] if back == row and len(found) < 2 else found[0], "subject")
    return None
