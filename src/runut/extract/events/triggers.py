"""Event triggers: where in a sentence a form of the codebook stands, in the right sense.

In: items and the codebook. Out: ``Trigger`` records with their clause and slots. Conditions of the codebook entry
(words of the object, near, before, after) decide the sense; roles and status are assigned later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from runut.extract.events.arguments import TEMPORAL, Slots, noun_slots, verb_slots
from runut.extract.events.clauses import Clauses
from runut.extract.events.codebook import PHRASE_GAP, Codebook, Form, WordSet
from runut.extract.events.items import QUOTES, Item
from runut.extract.events.lexicons import LightVerbs
from runut.extract.events.morphology import without_clitic, without_reduplication
from runut.extract.events.segmenting import find_clauses
from runut.extract.events.signposts import ADVERBIALS, PREPOSITIONS

NEAR = 16
# "terlibat dalam serangan", "bertanggung jawab atas pembunuhan": the subject did what the noun says.
PART_TAKING = frozenset("terlibat bertanggung berpartisipasi ikut turut bergabung andil bersekongkol".split())


@dataclass(slots=True)
class Trigger:
    """A form of the codebook at ``items[start:end]``.

    ``light``: position of the light verb that carries a nominal act, ``light_kind`` its group (doer, receiver, aspect).
    ``clitic``: "nya" on a nominal act points to a possessor named before.
    """

    start: int
    end: int
    form: Form
    clause: int
    slots: Slots
    clitic: str = ""
    light: int | None = None
    light_kind: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence read for triggers."""

    items: tuple[Item, ...]
    clauses: Clauses
    triggers: tuple[Trigger, ...]


def find_triggers(items: tuple[Item, ...], book: Codebook, lights: LightVerbs, *, title: bool) -> Reading:
    """All triggers of a sentence, left to right, none inside another."""
    candidates = [_candidates(items, position, book) for position in range(len(items))]
    verbs = frozenset(
        _verb_place(items, position, found)
        for position, forms in enumerate(candidates)
        for found in forms
        if _acts_as_verb(items, position, found.form, title=title)
    )
    clauses = find_clauses(items, verbs, _group_parts(items, candidates))
    triggers: list[Trigger] = []
    taken = -1
    for position, forms in enumerate(candidates):
        if position < taken:
            continue
        trigger = _first_fit(items, clauses, position, forms, title=title)
        if trigger is not None:
            if trigger.form.voice == "noun":
                _find_light_verb(items, clauses, trigger, lights)
            triggers.append(trigger)
            taken = trigger.end
    return Reading(items, clauses, tuple(triggers))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A form whose words stand at a place, up to ``end``, with the clitic that had to be taken off."""

    form: Form
    clitic: str
    end: int


def _candidates(items: Sequence[Item], position: int, book: Codebook) -> tuple[Candidate, ...]:
    """Forms that stand at ``position``, most specific first."""
    item = items[position]
    if item.kind != "word":
        return ()
    plain = without_reduplication(item.lower)
    forms = [(form, "") for form in book.starting_with(plain)]
    stripped, clitic = without_clitic(plain)
    if clitic:
        stripped = without_reduplication(stripped)
        forms.extend((form, clitic) for form in book.starting_with(stripped) if form.voice != "bare")
    found = []
    for form, ending in forms:
        end = match_parts(items, position, form)
        if end is not None:
            found.append(Candidate(form, ending, end))
    if len(found) > 1:
        found.sort(key=lambda candidate: candidate.form.specificity, reverse=True)
    return tuple(found)


def _acts_as_verb(items: Sequence[Item], position: int, form: Form, *, title: bool) -> bool:
    if form.voice in ("active", "passive", "undergo"):
        return True
    if form.voice == "intransitive":
        return True
    return form.voice == "bare" and _bare_is_verb(items, position, title=title)


def _group_parts(items: Sequence[Item], candidates: Sequence[Sequence[Candidate]]) -> frozenset[int]:
    """Positions inside the groups of the codebook that are not the group's verb."""
    parts: set[int] = set()
    for position, forms in enumerate(candidates):
        for found in forms:
            if len(found.form.parts) >= 2 and not found.form.loose:
                verb = -1 if found.form.voice == "noun" else _verb_place(items, position, found)
                parts.update(place for place in range(position, found.end) if place != verb)
            elif len(found.form.parts) >= 2 and _verb_place(items, position, found) != found.end - 1:
                parts.add(found.end - 1)  # "menyerang balik X": the idiom's last word heads no clause
    return frozenset(parts)


def _verb_place(items: Sequence[Item], position: int, found: Candidate) -> int:
    """Where the verb of a form stands: behind its auxiliary ("tidak mengakui") or noun ("rencana untuk membunuh")."""
    noun_first = items[position].tag == "NOUN" and items[found.end - 1].tag == "VERB"
    return found.end - 1 if noun_first or items[position].lower in ADVERBIALS else position


def _bare_is_verb(items: Sequence[Item], position: int, *, title: bool) -> bool:
    """A bare stem is a verb after a name, a pronoun or an auxiliary: "AS serang Iran", "akan kami tolak"."""
    if position == 0:
        return False
    before = items[position - 1]
    between = before.lower == "tengah" and position >= 2 and items[position - 2].lower in PREPOSITIONS  # "di tengah"
    if (before.lower in ADVERBIALS and not between) or before.lower in ("kami", "kita", "saya", "mereka", "dia", "ia"):
        return True
    if before.kind != "mention":
        return title and before.tag in ("NOUN", "PROPN") and items[position].tag == "VERB"
    governed = position >= 2 and items[position - 2].lower in PREPOSITIONS
    return title or (not governed and items[position].tag == "VERB")


def match_parts(items: Sequence[Item], position: int, form: Form) -> int | None:
    """End position of ``form`` when its parts stand at ``position``, else None."""
    at = position + 1
    for part in form.parts[1:]:
        reach = PHRASE_GAP if form.loose else 0
        while at < len(items) and reach >= 0:
            item = items[at]
            if _is_word(item, part):
                break
            if item.kind == "mark" and item.text not in QUOTES:
                return None
            if item.text not in QUOTES:
                reach -= 1
            at += 1
        else:
            return None
        if reach < 0:
            return None
        at += 1
    return at


def _is_word(item: Item, part: str) -> bool:
    return item.lower == part or (item.kind == "word" and without_clitic(item.lower) == (part, "nya"))


def _first_fit(
    items: Sequence[Item], clauses: Clauses, position: int, candidates: Sequence[Candidate], *, title: bool
) -> Trigger | None:
    """The most specific form whose conditions hold."""
    verb_args: dict[int, Slots] = {}
    noun_args: dict[int, Slots] = {}
    for found in candidates:
        form, end = found.form, found.end
        if form.headline and not title:
            continue
        if form.voice == "bare" and not _bare_is_verb(items, position, title=title):
            continue
        args = noun_args if form.voice == "noun" else verb_args
        if end not in args:
            noun = form.voice == "noun"
            args[end] = noun_slots(items, clauses, position, end) if noun else verb_slots(items, clauses, end)
        if fits(items, clauses, position, end, form, args[end]):
            return Trigger(position, end, form, clauses.of[end - 1], args[end], found.clitic)
    return None


def words_of(items: Sequence[Item]) -> list[str]:
    """Lower-cased words of ``items``, clitic -nya taken off as well, marks left out."""
    out: list[str] = []
    for item in items:
        if item.kind == "mark":
            continue
        for word in item.lower.split():
            out.append(word)
            stripped, clitic = without_clitic(word)
            if clitic == "nya":
                out.append(stripped)
    return out


def fits(items: Sequence[Item], clauses: Clauses, start: int, end: int, form: Form, slots: Slots) -> bool:
    """Whether the conditions of the form and its act hold here."""
    requires, unless = form.act.requires, form.act.unless
    if form.objects or requires.object or unless.object:
        words = theme_words(items, clauses, start, form, slots)
        if form.objects and not form.objects.hits(words):
            return False
        if requires.object and not form.objects and not requires.object.hits(words):
            return False
        if unless.object and unless.object.hits(words):
            return False
    if unless.near and unless.near.hits(words_of(items)):
        return False
    if requires.near and not requires.near.hits(words_of(items[max(0, start - NEAR) : end + NEAR])):
        return False
    if (requires.subject or unless.subject) and not _subject_fits(items, clauses, start, form):
        return False
    if unless.after and _beside(unless.after, items[end : end + 3], first=True):
        return False
    if requires.after and not _beside(requires.after, items[end : end + 3], first=True):
        return False
    if unless.before and _beside(unless.before, items[max(0, start - 3) : start], first=False):
        return False
    return not (requires.before and not _beside(requires.before, items[max(0, start - 3) : start], first=False))


def _beside(words: WordSet, items: Sequence[Item], *, first: bool) -> bool:
    """A single word must stand next to the trigger, a group must begin (or end) there."""
    near = [word for item in items for word in item.lower.split()]
    if not near:
        return False
    if (near[0] if first else near[-1]) in words.words:
        return True
    line = " ".join(near) + " " if first else " " + " ".join(near)
    return any((line.startswith(g.lstrip()) if first else line.endswith(g.rstrip())) for g in words.groups)


def theme_words(items: Sequence[Item], clauses: Clauses, start: int, form: Form, slots: Slots) -> list[str]:
    """Words of what the act is done to: the object, a passive's subject, or what follows a noun."""
    clause = clauses.clause(start)
    if form.voice in ("passive", "undergo") or (form.voice == "bare" and clause.kind == "relative"):
        if clause.kind == "relative" and clause.antecedent is not None:
            subject = items[max(0, clause.antecedent - 5) : clause.antecedent + 1]
        else:
            a, b = clause.subject_words
            subject = items[a:b] if b else items[max(0, start - 10) : start]
        return words_of(subject) + slots.object_words[:6]
    if form.voice == "noun":
        return words_of(items[start : slots.end + 2])
    words = [without_clitic(word)[0] for word in slots.object_words]
    return slots.object_words + words


def _subject_fits(items: Sequence[Item], clauses: Clauses, start: int, form: Form) -> bool:
    a, b = clauses.clause(start).subject_words
    words = words_of(items[a:b] if b else items[max(0, start - 10) : start])
    requires, unless = form.act.requires.subject, form.act.unless.subject
    return not (requires and not requires.hits(words)) and not (unless and unless.hits(words))


def _find_light_verb(items: Sequence[Item], clauses: Clauses, trigger: Trigger, lights: LightVerbs) -> None:
    """The verb of the clause, when the noun is its object and the verb is light or aspectual."""
    verb = clauses.clause(trigger.start).verb
    if verb is None or verb >= trigger.start or trigger.start - verb > 8:
        return
    between = items[verb + 1 : trigger.start]
    if any(item.tag == "SCONJ" or item.lower in TEMPORAL or item.text in ",;:." for item in between):
        return
    part_taking = items[verb].lower in PART_TAKING
    if any(item.lower in PREPOSITIONS and not (part_taking and item.lower in ("dalam", "atas")) for item in between):
        return
    if part_taking:
        trigger.light, trigger.light_kind = verb, "doer"
        return
    kind = lights.kind(items[verb].lower)
    if kind:
        trigger.light, trigger.light_kind = verb, kind
