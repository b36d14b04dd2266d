"""Event triggers: where in a sentence a form of the codebook stands, in the right sense.

In: items and the codebook. Out: ``Trigger`` records with their clause and slots. Conditions of the codebook entry
(words of the object, near, before, after) decide the sense; roles and status are assigned later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from runut.dissect.words import word_classes
from runut.extract.events.arguments import RELATIONAL, TEMPORAL, Slots, noun_slots, verb_slots
from runut.extract.events.clauses import Clauses
from runut.extract.events.codebook import PHRASE_GAP, Codebook, Form
from runut.extract.events.conditions import HOME, Whole, fits, subject_fits
from runut.extract.events.grounds import WAYS_OF_REMEMBERING, Candidate, Scene, asks, grounded, remembered
from runut.extract.events.items import QUOTES, Item
from runut.extract.events.lexicons import LightVerbs
from runut.extract.events.lists import listed
from runut.extract.events.morphology import without_clitic
from runut.extract.events.segmenting import find_clauses
from runut.extract.events.senses import Senses
from runut.extract.events.signposts import (
    ADVERBIALS,
    ENDS_PHRASE,
    PREPOSITIONS,
    PURPOSE,
    SAYING,
    is_verb,
)
from runut.extract.reader import Sensed, TriggerReading

INFERRED_OWNER = frozenset({"by-place", "home-state", "owner-by-context", "usual-owner"})
PART_TAKING = listed("part_taking")

# Behind these no verb of its own stands in a headline: "usai minta", "untuk bantu".
UNDER_OTHERS = frozenset({"ADP", "SCONJ", "VERB", "PRON", "DET", "PART"})
# How many words may stand between a verb and the object that makes it its act: "mencabut seluruh sanksi".
OBJECT_GAP = 3
NOUN_PHRASE = 5


@dataclass(slots=True)
class Trigger:
    """A form of the codebook at ``items[start:end]``.

    ``light``: position of the light verb that carries a nominal act, ``light_kind`` its group (doer, receiver, aspect).
    ``clitic``: "nya" on a nominal act points to a possessor named before. ``sensed``: what the model makes of the word;
    ``accepted``: the conditions of the codebook hold (otherwise the model alone proposes it).
    """

    start: int
    end: int
    form: Form
    clause: int
    slots: Slots
    clitic: str = ""
    light: int | None = None
    light_kind: str = ""
    sensed: TriggerReading | None = None
    accepted: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence read for triggers."""

    items: tuple[Item, ...]
    clauses: Clauses
    triggers: tuple[Trigger, ...]


def find_triggers(
    items: tuple[Item, ...], book: Codebook, lights: LightVerbs, sensed: Sensed | None = None, *, title: bool
) -> Reading:
    """All triggers of a sentence, left to right, none inside another; ``sensed`` adds those that the model proposes."""
    present = present_words(items)
    candidates = [candidates_at(items, position, book, present) for position in range(len(items))]
    verbs = frozenset(
        _verb_place(items, position, found)
        for position, forms in enumerate(candidates)
        for found in forms
        if _acts_as_verb(items, position, found.form, title=title)
    )
    clauses = find_clauses(items, verbs, _group_parts(items, candidates))
    if asks(items):
        return Reading(items, clauses, ())
    triggers: list[Trigger] = []
    scene = Scene(book, Whole(items))

    def ruled(at: int) -> Trigger | None:
        told = grounded(items, clauses, at, candidates[at], scene) if candidates[at] else ()
        return _first_fit(items, clauses, at, told, scene.whole, title=title)

    taken = -1
    lent: Trigger | None = None
    for position, forms in enumerate(candidates):
        if position < taken or not (forms or sensed):
            continue
        trigger = ruled(position)
        if sensed is not None:
            trigger = _with_model(items, clauses, position, forms, trigger, Senses(sensed, book))
            if trigger is not None and not trigger.accepted:
                # "menggelar" takes no word from "latihan bersama", which the codebook reads
                if any(map(ruled, range(position + 1, trigger.end))) or _makes_act(items, trigger, triggers):
                    continue
                noun = ruled(trigger.end) if trigger.end < len(items) else None
                if noun is not None and noun.form.voice == "noun" and noun.form.act.type == trigger.form.act.type:
                    lent = trigger  # "mengirimkan ucapan selamat": the object tells the act, whichever word is marked
                    continue
        if trigger is not None:
            if lent is not None and lent.end == trigger.start and lent.form.act.type == trigger.form.act.type:
                trigger.sensed = _surer(trigger, lent)
            if trigger.form.voice == "noun" and _is_same_act(items, trigger, triggers):
                triggers[-1].sensed = _surer(triggers[-1], trigger)
                continue
            if trigger.form.voice == "noun":
                _find_light_verb(items, clauses, trigger, lights)
            triggers.append(trigger)
            taken = trigger.end
    return Reading(items, clauses, tuple(triggers))


def _makes_act(items: Sequence[Item], proposed: Trigger, triggers: Sequence[Trigger]) -> bool:
    """Whether the noun is the object by which the verb before it is its act: who lifts sanctions imposes none."""
    verb = triggers[-1] if triggers else None
    if verb is None or not verb.accepted or proposed.start - verb.end > OBJECT_GAP:
        return False
    return verb.form.objects.hits(item.lower for item in items[proposed.start : proposed.end])


def _is_same_act(items: Sequence[Item], noun: Trigger, triggers: Sequence[Trigger]) -> bool:
    """ "menerima kunjungan X": verb and object tell one act, not a reception and a visit."""
    verb = triggers[-1] if triggers else None
    same = verb is not None and verb.form.act.name == "receive_guest" and noun.form.act.type == verb.form.act.type
    return same and _makes_act(items, noun, triggers)


def _surer(verb: Trigger, noun: Trigger) -> TriggerReading | None:
    """What the model makes of an act that stands as verb and object: it marks one of the two words."""
    if verb.sensed is None or noun.sensed is None:
        return verb.sensed or noun.sensed
    kind = verb.form.act.type
    return max(verb.sensed, noun.sensed, key=lambda sensed: sensed.types.get(kind, 0.0))


def present_words(items: Sequence[Item]) -> frozenset[str]:
    """Every word of a sentence in lower case, also without "-nya": what a group needs to be looked for at all."""
    words = {item.lower for item in items}
    words.update(word for item in items for word in _unowned(item))
    return frozenset(words.union(without_clitic(word)[0] for word in words if word.endswith("nya")))


def candidates_at(
    items: Sequence[Item], position: int, book: Codebook, present: frozenset[str]
) -> tuple[Candidate, ...]:
    """Forms that stand at ``position``, most specific first."""
    item = items[position]
    if item.kind != "word":
        return ()
    found = []
    for form, ending in book.begun_by(item.lower):
        if len(form.parts) > 1 and form.parts[1] not in present:
            continue
        end = match_parts(items, position, form)
        if end is not None and not (form.loose and _passes_over(items, position, end, form, book)):
            found.append(Candidate(form, ending, end))
    if len(found) > 1:
        found.sort(key=lambda candidate: candidate.form.specificity, reverse=True)
    return tuple(found)


def _acts_as_verb(items: Sequence[Item], position: int, form: Form, *, title: bool) -> bool:
    if form.voice in ("active", "passive", "undergo"):
        return True
    if form.voice == "intransitive":
        return len(form.parts) > 1 or not _is_object(items, position)
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
        return title and before.tag not in UNDER_OTHERS and _heads_headline(items[position])
    governed = position >= 2 and items[position - 2].lower in PREPOSITIONS
    return title or (not governed and items[position].tag == "VERB")


def _heads_headline(item: Item) -> bool:
    """ "Kanada Depak Dubes": where all words have capitals, a verb of the codebook that no list calls a noun is one."""
    return item.tag == "VERB" or (item.tag == "PROPN" and word_classes().get(item.lower, "VERB") == "VERB")


def _is_governed_noun(items: Sequence[Item], position: int) -> bool:
    """ "di tengah protes oposisi": a stem that is noun and verb is a noun behind a preposition."""
    before = items[position - 1].lower if position else ""
    return items[position].tag == "NOUN" and (before in PREPOSITIONS or before in RELATIONAL)


def _is_object(items: Sequence[Item], position: int) -> bool:
    """ "memicu protes X": a word that is noun and verb is rather a noun right behind a transitive verb."""
    before = items[position - 1] if position else None
    transitive = before is not None and before.tag == "VERB" and before.lower.startswith(("me", "di"))
    return items[position].tag == "NOUN" and transitive


def match_parts(items: Sequence[Item], position: int, form: Form) -> int | None:
    """End position of ``form`` when its parts stand at ``position``, else None."""
    at = position + 1
    for part in form.parts[1:]:
        reach = PHRASE_GAP if form.loose else 0
        while at < len(items) and reach >= 0:
            item = items[at]
            if _is_word(item, part) or (form.voice != "noun" and part in _unowned(item)):
                break
            if item.lower in PURPOSE and any(one.tag in ("NOUN", "PROPN") for one in items[position + 1 : at]):
                return None  # "menolak tawaran X untuk mengirim pasukan" refuses no sending
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


def _passes_over(items: Sequence[Item], position: int, end: int, form: Form, book: Codebook) -> bool:
    """Whether the form's last word belongs to the noun of another act: "memulai latihan perang" begins no war."""
    if end - position <= len(form.parts):
        return False
    return any(
        (match_parts(items, at, other) or 0) >= end
        for at in range(position + 1, end - 1)
        if items[at].lower not in form.parts
        for other in book.starting_with(items[at].lower)
        if other.voice == "noun" and other.act.type != form.act.type
    )


def _unowned(item: Item) -> Sequence[str]:
    """The words of people who are no state's or body's by name: "bertukar 390 tawanan perang"."""
    mention = item.mention
    return item.lower.split() if mention is not None and mention.rule in INFERRED_OWNER else ()


def _is_word(item: Item, part: str) -> bool:
    return item.lower == part or (item.kind == "word" and without_clitic(item.lower) == (part, "nya"))


def _first_fit(
    items: Sequence[Item],
    clauses: Clauses,
    position: int,
    candidates: Sequence[Candidate],
    whole: Whole,
    *,
    title: bool,
) -> Trigger | None:
    """The most specific form whose conditions hold."""
    verb_args: dict[int, Slots] = {}
    noun_args: dict[int, Slots] = {}
    if _is_object(items, position):
        candidates = sorted(candidates, key=lambda found: found.form.voice == "intransitive")
    for found in candidates:
        form, end = found.form, found.end
        if form.headline and not title:
            continue
        if form.voice == "bare" and not _bare_is_verb(items, position, title=title):
            continue
        if form.voice == "intransitive" and end == position + 1 and _is_governed_noun(items, position):
            continue
        args = noun_args if form.voice == "noun" else verb_args
        if end not in args:
            noun = form.voice == "noun"
            args[end] = noun_slots(items, clauses, position, end) if noun else verb_slots(items, clauses, end)
        if fits(items, clauses, position, end, form, args[end], whole):
            return Trigger(position, end, form, clauses.of[end - 1], args[end], found.clitic)
    return None


def _with_model(
    items: Sequence[Item],
    clauses: Clauses,
    position: int,
    forms: Sequence[Candidate],
    trigger: Trigger | None,
    senses: Senses,
) -> Trigger | None:
    """The trigger at ``position`` with the model's reading of it, or the one that the model proposes there."""
    if trigger is not None:
        trigger.sensed = senses.of(items[trigger.start : trigger.end], trigger.form.act.type)
        return trigger
    # "Lavrov terbang ke X": who is no aircraft flies close to nobody
    forms = [
        one for one in forms if not one.form.act.requires.subject or subject_fits(items, clauses, position, one.form)
    ]
    other = senses.proposed(items, position, forms)
    if other is None or _unwilled(items, clauses, position, other.form, senses.book):
        return None
    if other.form.voice == "noun" and remembered(items, position) and other.form.act.type not in WAYS_OF_REMEMBERING:
        return None
    if other.form.act.type in ("ASSAULT", "COERCE") and _petty(items, senses.book):
        return None
    noun = other.form.voice == "noun"
    args = noun_slots(items, clauses, position, other.end) if noun else verb_slots(items, clauses, other.end)
    found = senses.of(items[position : other.end], other.form.act.type)
    return Trigger(
        position, other.end, other.form, clauses.of[other.end - 1], args, other.clitic, sensed=found, accepted=False
    )


def _unwilled(items: Sequence[Item], clauses: Clauses, position: int, form: Form, book: Codebook) -> bool:
    """ "Topan menewaskan 30 orang": a storm, a beast or a fire attacks nobody."""
    if form.act.type != "ASSAULT" or form.voice == "noun":
        return False
    start = clauses.clause(position).start
    return book.unwilled.hits(item.lower for item in items[start:position] if item.mention is None)


def _petty(items: Sequence[Item], book: Codebook) -> bool:
    """ "membunuh istrinya karena cemburu", "menangkap komplotan pencuri": crime at home that touches nobody who governs
    is no politics."""
    abroad = any(m.kind in ("state", "group") and not m.entity.startswith(HOME) for i in items if (m := i.mention))
    words = [word for item in items for word in item.lower.split()]
    return not abroad and book.crime.hits(words) and not book.leader_office.hits(words)


def _begins_clause(items: Sequence[Item], end: int) -> bool:
    """ "menyatakan KTT ini membahas ...": a noun that ends in "ini" is the subject of the verb behind it."""
    for at in range(end, min(len(items), end + NOUN_PHRASE)):
        if items[at].kind == "mark" or is_verb(items[at]):
            return False
        if items[at].lower in ENDS_PHRASE:
            return any(is_verb(item) for item in items[at + 1 : at + NOUN_PHRASE] if item.kind == "word")
    return False


def _find_light_verb(items: Sequence[Item], clauses: Clauses, trigger: Trigger, lights: LightVerbs) -> None:
    """The verb of the clause, when the noun is its object and the verb is light or aspectual."""
    verb = clauses.clause(trigger.start).verb
    if verb is None or verb >= trigger.start or trigger.start - verb > 8:
        return
    if items[trigger.start].lower.startswith("pasca"):
        return  # "disampaikan pascaserangan": it says when
    between = items[verb + 1 : trigger.start]
    if any(item.tag == "SCONJ" or item.lower in TEMPORAL or item.text in ",;:." for item in between):
        return
    if items[verb].lower in SAYING and _begins_clause(items, trigger.end):
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
