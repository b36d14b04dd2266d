"""From one sentence to event drafts: triggers, roles, status, time, place and claimants brought together.

In: ``Context`` (the document's records) and a sentence. Out: ``Draft`` events of that sentence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from runut.extract.events.agreeing import BY_MODEL, Known, agreed
from runut.extract.events.arguments import CARRIERS
from runut.extract.events.attaching import going_on, is_beside, names_old_year, report_dates, suffered
from runut.extract.events.barred_status import barred
from runut.extract.events.claims import Claims
from runut.extract.events.clauses import ASKED_OF_CLITIC, Clause
from runut.extract.events.clitics import clitic_party, personal_object, told_before
from runut.extract.events.codebook import Codebook
from runut.extract.events.confidence import least, probability, signs_of
from runut.extract.events.doubts import doubts_of
from runut.extract.events.echoes import without_echoes
from runut.extract.events.factchecks import Retold
from runut.extract.events.fillers import Roles
from runut.extract.events.items import sentence_items
from runut.extract.events.judging import Telling, act_probability, act_signs, status_of, threshold
from runut.extract.events.lexicons import LightVerbs, StatusCues
from runut.extract.events.merging import POINTING, Draft
from runut.extract.events.parties import (
    not_own,
    not_themselves,
    participants,
    place_of,
    who_says_so,
    with_host,
    with_place,
    without_place,
)
from runut.extract.events.retelling import as_claimed
from runut.extract.events.setting import setting_of, signs
from runut.extract.events.sharing import with_shared_roles
from runut.extract.events.standing import stands_alone
from runut.extract.events.status import PERFECTIVE, Found, embedding, find_status, is_ending
from runut.extract.events.timing import Told, find_time
from runut.extract.events.triggers import Reading, Trigger, find_triggers
from runut.extract.events.worlds import COMPANY, share_of_politics, signs_of_world
from runut.extract.pieces import is_piece
from runut.extract.reader import Sensed
from runut.records import (
    Dissected,
    Entity,
    Event,
    EventTime,
    Mention,
    Participant,
    Published,
    Quantity,
    Sentence,
    Span,
    Statement,
    Status,
    TimeExpression,
)

LEAD_SENTENCES = 2
# Years after which hardly anybody is left who took part.
LIVING_MEMORY = 70
# "tidak menyerang" said by the attacker is a denial; "tidak akan", "belum" and "gagal" are none.
PLAIN_NO = frozenset({"tidak", "tak", "bukan", "tidak pernah", "tak pernah", "sama sekali tidak", "tidak sama sekali"})
ARTICLE_SENTENCES = 4
# Doubts of grammar, on which the model has no say: "setiap tahun memperingati", "upacara pemberian itu diberikan".
SURE_DOUBTS = frozenset({"habit", "subject of its own verb", "label"})
# From here on a page is one of sport, business or the like, which the model has hardly seen.
ELSEWHERE = 0.1


@dataclass(frozen=True, slots=True)
class Context:
    """What the event rules read. ``mentions``: sorted, parties and places only; ``coordinates`` by entity id.

    ``sensed``: the model's reading of a sentence, by its index; empty without the model; ``eventful``:
    the share of the article's sentences that tell an act, by the model.
    """

    dissected: Dissected
    published: Published
    times: tuple[TimeExpression, ...]
    mentions: tuple[Mention, ...]
    entities: Mapping[str, Entity]
    coordinates: Mapping[str, tuple[float, float]]
    quantities: tuple[Quantity, ...]
    statements: tuple[Statement, ...]
    book: Codebook
    lights: LightVerbs
    cues: StatusCues
    saying: frozenset[str]
    sensed: Mapping[int, Sensed] = field(default_factory=dict)
    eventful: float = 0.0
    # The indexes of the body's sentences, made once: every draft asks where it stands among them.
    body: tuple[int, ...] = field(init=False, compare=False, repr=False)
    # The share of its sentences that name anybody of politics.
    politics: float = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """List the body's sentences, and see how political they are."""
        body = [sentence for sentence in self.dissected.sentences if sentence.label == "body"]
        object.__setattr__(self, "body", tuple(sentence.index for sentence in body))
        object.__setattr__(self, "politics", share_of_politics(body, self.mentions, self.entities))


def sentence_drafts(context: Context, sentence: Sentence, claimed: Retold | None = None) -> list[Draft]:
    """The events that ``sentence`` tells; ``claimed``: the part of it that only retells a claim."""
    text = context.dissected.document.text
    items = sentence_items(text, sentence, context.mentions, context.times)
    sensed = context.sensed.get(sentence.index)
    reading = find_triggers(items, context.book, context.lights, sensed, title=sentence.label == "title")
    if not reading.triggers:
        return []
    cited = [s for s in context.dissected.document.cited_sources if sentence.start <= s.span.start < sentence.end]
    told = Told(report_dates(items, cited, context.saying), context.saying, context.published)
    claims = Claims(sentence, context.statements, cited, context.entities)
    roles = with_shared_roles(reading)
    drafts = []
    for trigger, filled in zip(reading.triggers, roles, strict=True):
        draft = _draft(context, sentence, reading, trigger, filled, told, claims)
        if draft is not None:
            drafts.append(as_claimed(draft, claimed))
    return without_echoes(drafts)


def _draft(
    context: Context,
    sentence: Sentence,
    reading: Reading,
    trigger: Trigger,
    roles: Roles,
    told: Told,
    claims: Claims,
) -> Draft | None:
    pointing = trigger.form.voice == "noun" and _points_back(reading, trigger)
    outer = embedding(reading, trigger, reading.triggers)
    doubts = doubts_of(reading, trigger, roles, outer)
    if doubts and trigger.sensed is None:
        return None  # the model says nothing of it either
    found = _status(context, reading, trigger, outer)
    unnamed = not roles.actors and not roles.targets and not pointing
    nobody = unnamed and not stands_alone(reading, trigger, found.status)
    clause = reading.clauses.clause(trigger.start)
    asked = _asked(reading, clause)
    start, end = reading.items[trigger.start].start, reading.items[trigger.end - 1].end
    says_so = who_says_so(context.statements, context.entities, trigger, start)
    low, high = clause.subject_words
    named = any(item.tag == "PRON" or item.lower in ("kita", "kami") for item in reading.items[low:high])
    # "perang ini harus diakhiri", not "kita harus bertindak"
    of_thing = low < high and not clause.subject and not named
    nobody = nobody and asked is None and not (says_so and of_thing)
    again = unnamed and _tells_again(reading, trigger)
    tied = nobody and again
    if nobody and not tied:
        doubts.append("nobody is named")
        if trigger.sensed is None:
            return None
    first = sentence.label == "title" or bisect_left(context.body, sentence.index) < LEAD_SENTENCES
    lead = first and _is_article(context)
    time = find_time(reading, trigger, told, lead=lead, status=found.status)
    if _is_history(context, reading, trigger, time):
        return None
    if found.status == "planned" and names_old_year(reading, time, context.published):
        time = None
    by_date = found.status == "actual" and _lies_ahead(context, reading, trigger, time)
    if by_date:
        found = Found("planned", f"its time lies ahead: {time.value if time else ''}")
    text = context.dissected.document.text
    actors = participants(context.entities, reading, roles.actors) or says_so
    if not actors and asked is not None and asked.verb is not None:
        # "Pemerintah menuduhnya merencanakan kudeta": the accused plans it
        actors = _clitic(context, sentence, reading, asked.verb, _known(reading, asked.subject))
    denies = trigger.form.act.type != "REJECT"  # "tidak membantah": who does not deny denies nothing
    if denies and found.status == "negated" and found.cue in PLAIN_NO and claims.is_own(trigger, actors, reading):
        found = Found("denied", f"{found.cue}, says the doer")
    targets = participants(context.entities, reading, roles.targets)
    targets = not_own(trigger.form.act, actors, targets)
    verb = personal_object(reading, trigger)
    if not targets and verb is not None:
        targets = _clitic(context, sentence, reading, verb, {person.entity for person in actors if person.entity})
    said_by = claims.of(trigger, actors, outer, reading)
    targets = not_themselves(context.entities, trigger.form.act, actors, targets, said_by)
    if roles.shared_target:
        targets = tuple(Participant(p.entity, p.name, p.country, "mutual act: every party", None) for p in actors)
    place = place_of(context.entities, context.coordinates, reading, trigger)
    targets = with_place(trigger.form.act, actors, targets, place, reading)
    targets = with_host(trigger.form.act, actors, targets, place)
    act = trigger.form.act
    why = _why(trigger, roles, found, outer, clause)
    event = Event(
        id="",
        type=act.type,
        mode=act.mode,
        act=act.name,
        cameo=act.cameo,
        contexts=act.contexts,
        status=found.status,
        actors=actors,
        targets=targets,
        place=place,
        time=time,
        said_by=said_by,
        trigger=Span(start, end, text[start:end]),
        evidence=Span(sentence.start, sentence.end, text[sentence.start : sentence.end]),
        also=(),
        quantities=_quantities(context, reading, trigger),
        confidence=0.0,
        rule=f"codebook:{act.type}/{act.name} {trigger.form.voice} '{trigger.form.entry}'",
        why=why,
        by_date=by_date,
    )
    sketch = _sketch(context, sentence, reading, trigger, event, doubts)
    judged = _judged(context, sentence, reading, sketch)
    if judged is None:
        return None
    title = sentence.label == "title"
    return Draft(
        judged, title, pointing or again, sentence.index, _block(context, sentence), tied=tied and not title,
        again=again and not tied,
    )  # fmt: skip


def _asked(reading: Reading, clause: Clause) -> Clause | None:
    """The clause whose verb asks or accuses by "-nya" whoever does what ``clause`` tells."""
    clauses = reading.clauses.clauses
    while clause.kind == "serial" and clause.source == "shared" and not clause.subject and clause.parent is not None:
        clause = clauses[clause.parent]
    return clauses[clause.parent] if clause.source == ASKED_OF_CLITIC and clause.parent is not None else None


def _known(reading: Reading, positions: Sequence[int]) -> set[str]:
    """The entities that the items at ``positions`` mean."""
    return {entity for p in positions if (mention := reading.items[p].mention) for entity in mention.entities}


def _clitic(
    context: Context, sentence: Sentence, reading: Reading, verb: int, others: Collection[str]
) -> tuple[Participant, ...]:
    """Whom "-nya" on the verb means: the person of the sentences before; none of ``others``."""
    person = told_before(context.dissected, context.mentions, context.entities, sentence, others)
    return () if person is None else (clitic_party(reading, verb, person, context.entities[person.entity]),)


@dataclass(frozen=True, slots=True)
class Sketch:
    """An event as the rules drafted it, before it is judged. ``doubts``: rules by which its trigger tells no act of
    its own; ``setting``: signs of where it is told; ``world``: signs of who takes part."""

    trigger: Trigger
    event: Event
    doubts: tuple[str, ...]
    setting: Mapping[str, float]
    world: Mapping[str, float]


def _sketch(
    context: Context, sentence: Sentence, reading: Reading, trigger: Trigger, event: Event, doubts: Sequence[str]
) -> Sketch:
    setting = signs(setting_of(context.body, context.published, sentence, reading, trigger, event))
    world = signs_of_world(event, reading, context.entities, context.politics)
    sides = (bool(event.actors), bool(event.targets))
    sure = probability(signs_of(event.type, event.status, event.why, sides, {**setting, **world}))
    return Sketch(trigger, replace(event, confidence=round(sure, 2)), tuple(doubts), setting, world)


def telling(context: Context, sentence: Sentence, sketch: Sketch) -> Telling:
    """The act as the rules tell it, and where: its sentence, those beside it, the article."""
    sensed = context.sensed
    beside = [sensed[at].eventful if at in sensed else 0.0 for at in (sentence.index - 1, sentence.index + 1)]
    return Telling(
        confidence=sketch.event.confidence,
        doubts=sketch.doubts,
        sides=(bool(sketch.event.actors), bool(sketch.event.targets)),
        prose=sensed[sentence.index].prose if sentence.index in sensed else 1.0,
        eventful=context.eventful,
        around=max(beside),
        setting={**sketch.setting, **{sign: sketch.world[sign] for sign in COMPANY}},
    )


def _judged(context: Context, sentence: Sentence, reading: Reading, sketch: Sketch) -> Event | None:
    """The event as rules and model together see it; None where they do not. Without the model as the rules see it."""
    event, trigger = sketch.event, sketch.trigger
    mine = event.act in context.book.mine
    if sentence.index not in context.sensed or mine:
        return None if sketch.doubts or (event.confidence < least() and not mine) else event
    known = Known(context.dissected.document.text, context.entities, context.coordinates)
    act = trigger.form.act
    to_somebody = act.type != "SUPPORT" or bool(act.target or act.nominal_target)
    event = replace(event, targets=without_place(event.targets))  # the model may name the target, or another place
    passive = trigger.form.voice == "passive"
    event = agreed(event, reading, trigger.sensed, known, to_somebody=to_somebody, passive=passive)
    event = replace(event, targets=event.targets if act.mutual else not_own(act, event.actors, event.targets))
    event = replace(event, targets=with_place(act, event.actors, event.targets, event.place, reading))
    if not SURE_DOUBTS.isdisjoint(sketch.doubts):
        return None
    sure = act_probability(act_signs(trigger, telling(context, sentence, replace(sketch, event=event))))
    page = " elsewhere" if sketch.world["low"] > ELSEWHERE else ""
    if sure < threshold(("act" if trigger.accepted else "proposed") + page):
        return None
    cued = any(line.startswith("status ") for line in event.why) or event.by_date
    no = barred(reading, trigger, ends=is_ending(reading, trigger))
    # what is told of a day to come has not been done, whatever the model makes of it
    status = event.status if event.by_date else status_of(event.status, trigger.sensed, cued, no)
    model = trigger.sensed.types.get(event.type, 0.0) if trigger.sensed else 0.0
    why = (*event.why, f"model: {event.type} {model:.2f}", *(f"doubt: {doubt}" for doubt in sketch.doubts))
    if status != event.status:
        why = (*why, f"status {status}: {BY_MODEL}")
    rule = event.rule if trigger.accepted else f"model:{event.rule.partition(':')[2]}"
    return replace(event, status=status, confidence=round(sure, 2), rule=rule, why=why)


def _lies_ahead(context: Context, reading: Reading, trigger: Trigger, time: EventTime | None) -> bool:
    """A day after the page's own, without a word that says it is done: "menemui Putin besok"."""
    latest = context.published.latest
    if time is None or time.earliest is None or latest is None or time.earliest <= latest:
        return False
    clause = reading.clauses.clause(trigger.start)
    return not any(item.lower in PERFECTIVE for item in reading.items[clause.start : trigger.start])


def _is_history(context: Context, reading: Reading, trigger: Trigger, time: EventTime | None) -> bool:
    """ "tentara yang gugur pada 1941-1945": what lies before living memory, told by the way, is no news."""
    earliest = context.published.earliest
    if time is None or time.basis != "own" or time.latest is None or earliest is None:
        return False
    aside = trigger.form.voice == "noun" or reading.clauses.clause(trigger.start).kind == "relative"
    return aside and earliest.year - time.latest.year >= LIVING_MEMORY


def _status(context: Context, reading: Reading, trigger: Trigger, outer: Trigger | None) -> Found:
    found = find_status(reading, trigger, context.cues)
    if outer is None or found.status != "actual" or is_ending(reading, trigger):
        return found
    forced: dict[str, Status] = {"rumoured": "rumoured", "denied": "denied", "planned": "planned"}
    status = forced.get(outer.form.act.embeds or "")
    return Found(status, f"content of {outer.form.act.name}") if status else found


def _tells_again(reading: Reading, trigger: Trigger) -> bool:
    """ "Penangkapan dilakukan di tiga provinsi pada Senin": more about an act told before, by its noun."""
    if trigger.form.voice != "noun" or trigger.end >= len(reading.items):
        return False
    first = next((p for p, item in enumerate(reading.items) if item.kind == "word"), 0)
    return trigger.start == first and reading.items[trigger.end].lower in CARRIERS


def _points_back(reading: Reading, trigger: Trigger) -> bool:
    after = reading.items[trigger.end : trigger.end + 2]
    return any(item.lower in POINTING for item in after)


def _block(context: Context, sentence: Sentence) -> int:
    """Start of the paragraph that holds the sentence."""
    blocks = context.dissected.document.blocks
    return next((b.start for b in reversed(blocks) if b.start <= sentence.start), -1)


def _is_article(context: Context) -> bool:
    """Whether there is enough text for its first sentences to be a lead."""
    return len(context.body) >= ARTICLE_SENTENCES and not is_piece(context.dissected.document)


def _quantities(context: Context, reading: Reading, trigger: Trigger) -> tuple[Quantity, ...]:
    """Counts in the trigger's clause or phrase, and in the clauses that go on with it."""
    outcome = going_on(reading, trigger) | suffered(reading, trigger)
    inside = [
        (item.start, item.end)
        for position, item in enumerate(reading.items)
        if (reading.clauses.of[position] == trigger.clause and (outcome or not is_beside(reading, trigger)))
        or trigger.start <= position < trigger.slots.end
    ]
    if not inside:
        return ()
    low, high = inside[0][0], inside[-1][1]
    more = {item.start for p, item in enumerate(reading.items) if reading.clauses.of[p] in outcome}
    named = [(m.start, m.end) for item in reading.items if (m := item.mention) and m.form == "name"]
    return tuple(
        q
        for q in context.quantities
        if (low <= q.start < high or q.start in more) and not any(a < q.start < b for a, b in named)
    )


def _why(trigger: Trigger, roles: Roles, found: Found, outer: Trigger | None, clause: Clause) -> tuple[str, ...]:
    out = [f"trigger: {' '.join(trigger.form.parts)} ({trigger.form.voice})"]
    out.extend(f"actor: {role.why}" for role in roles.actors)
    out.extend(f"target: {role.why}" for role in roles.targets)
    if found.cue:
        out.append(f"status {found.status}: {found.cue}")
    if outer is not None:
        out.append(f"content of: {outer.form.act.name}")
    if clause.kind == "purpose":
        out.append("purpose")
    return tuple(out)
