"""The parties, place, time and claimants of an act, as rules and model together see them.

In: the event as the rules drafted it, its sentence, and the model's reading of its trigger. Out: the event with what
both speak for, each value with its span. How much either counts is for ``judging``. Without a reading the event stays
as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from runut.extract.events.attaching import is_of_earlier_act
from runut.extract.events.fillers import DOER_KINDS, PARTY_KINDS, Filled, is_kin, is_related, is_whence, party
from runut.extract.events.items import Item
from runut.extract.events.judging import party_probability, party_signs, threshold
from runut.extract.events.parties import participants, place_at
from runut.extract.events.places import of_talk
from runut.extract.events.prepositions import governing
from runut.extract.events.timing import is_end, speaks_of, time_at
from runut.extract.events.triggers import Reading
from runut.extract.reader import TriggerReading
from runut.records import Claim, Entity, Event, EventTime, Participant, Place, Span

BY_MODEL = "read by the model"
PLACE_KINDS = frozenset({"place", "state", "organisation"})
# The words of a party that has no name ("sejumlah demonstran") are few, and each of them is likely.
LONGEST = 8
LIKELY_WORD = 0.4
# "disambut (oleh) Y": so near behind its verb stands the agent of a passive.
AGENT_REACH = 2
# How the rules say that a subject is another clause's. Where the model sees somebody else (SURE) and nothing of that
# one (FAINT), it was not this clause's.
LENT = (", shared", ", antecedent", ", intention", ", controlled", ", pivot")
SURE, FAINT = 0.6, 0.1
# Behind these nobody does anything.
TOWARD = frozenset("di ke kepada terhadap".split())
PRONOUNS = frozenset("ia dia mereka kami kita saya aku beliau nya keduanya ini itu tersebut yang".split())


@dataclass(frozen=True, slots=True)
class Known:
    """The document's text, and what names resolve to: entities by id, coordinates by entity."""

    text: str

    entities: Mapping[str, Entity]
    coordinates: Mapping[str, tuple[float, float]]


def agreed(
    event: Event, reading: Reading, sensed: TriggerReading | None, known: Known, *, to_somebody: bool = True,
    passive: bool = False,
) -> Event:
    """The event with the parties, place, time and claimants that rules and model together give it; ``to_somebody``:
    the codebook knows another side of such an act (who commemorates a victory does so to nobody); ``passive``: its
    verb is."""
    if sensed is None:
        return event
    actors = _parties(event.actors, "actor", reading, sensed, known)
    targets = _parties(event.targets, "target", reading, sensed, known)
    ruled = {person.entity for person in targets if person.entity and person.mention and person.role != BY_MODEL}
    # "X menuai kritik": where a rule says that somebody undergoes the act, the model alone does not make him its doer
    # "X menuduh Y merencanakan kudeta": who says so of somebody is not the doer beside him
    if any(person.role != BY_MODEL for person in actors):
        ruled |= {claim.entity for claim in event.said_by if claim.entity}
    if passive:  # "X menyatakan rudal yang diluncurkan ke Y dicegat": who says so has not launched it
        telling = {claim.mention.start for claim in event.said_by if claim.mention}
        actors = tuple(p for p in actors if p.role != BY_MODEL or not p.mention or p.mention.start not in telling)
    actors = tuple(person for person in actors if person.role != BY_MODEL or person.entity not in ruled)
    doers = {person.entity for person in actors if person.entity}
    targets = targets if to_somebody else tuple(person for person in targets if person.role != BY_MODEL)
    targets = tuple(
        person for person in targets if person.entity is None or person.entity not in doers or not person.mention
    )
    return replace(
        event,
        actors=actors,
        targets=targets,
        place=_place(event, reading, sensed, known),
        time=_time(event, reading, sensed),
        said_by=_claims(event.said_by, reading, sensed, known, doers),
    )


def _stays(role: str, sensed: TriggerReading, mention: Span | None) -> bool:
    """Whether what the rules give stays; an inference without words of its own always does."""
    if mention is None:
        return True
    signs = party_signs(role, sensed, mention.start, mention.end, by_rule=True)
    return party_probability(role, signs) >= threshold("kept")


def _likely(
    role: str, sensed: TriggerReading, items: Sequence[Item], taken: Sequence[Span | None]
) -> list[tuple[float, int]]:
    """Positions that the model alone puts in a role, with their probability; none that is ``taken``, none where no
    piece leans to the role."""
    pieces = sensed.by_role.get(role, ())
    if not pieces:
        return []
    first, last = pieces[0].start, pieces[-1].end
    out = []
    for position, item in enumerate(items):
        if item.end <= first or item.start >= last or not sensed.party(role, item.start, item.end):
            continue
        if any(span and span.start < item.end and item.start < span.end for span in taken):
            continue
        sure = party_probability(role, party_signs(role, sensed, item.start, item.end, by_rule=False))
        if sure >= threshold(role):
            out.append((sure, position))
    return out


def _outdone(person: Participant, role: str, new: Sequence[Participant], sensed: TriggerReading) -> bool:
    """Whether a party that the rules took over from another clause gives way to one that the model is sure of."""
    mention = person.mention
    if mention is None or not person.role.endswith(LENT):
        return False
    rival = max((sensed.party(role, one.mention.start, one.mention.end) for one in new if one.mention), default=0.0)
    return rival >= SURE and sensed.party(role, mention.start, mention.end) < FAINT


def _parties(
    people: tuple[Participant, ...], role: str, reading: Reading, sensed: TriggerReading, known: Known
) -> tuple[Participant, ...]:
    kept = tuple(person for person in people if _stays(role, sensed, person.mention))
    taken = [person.mention for person in people]
    kinds = DOER_KINDS if role == "actor" else PARTY_KINDS
    likely = [p for _, p in _likely(role, sensed, reading.items, taken) if party(reading.items[p], kinds)]
    likely = [p for p in likely if not (is_kin(reading.items, p) or is_whence(reading.items, p))]
    if role == "actor":  # none in "perwakilan Korut di PBB", "surat ke Moskow"
        likely = [p for p in likely if governing(reading.items, p) not in TOWARD]
        likely = [p for p in likely if not _agent_of_other(reading, sensed, p)]
    found = participants(known.entities, reading, [Filled(p, BY_MODEL) for p in likely])
    ids = {person.entity for person in kept if person.entity}
    new = tuple(person for person in found if person.entity not in ids)
    if new:
        kept = tuple(person for person in kept if not _outdone(person, role, new, sensed))
    out = (*kept, *new)
    if any(person.mention for person in out):
        return out
    words = unnamed(role, reading.items, sensed)
    if words is None or words[0] < threshold("unnamed"):
        return out
    surface = known.text[words[1] : words[2]]
    span = Span(words[1], words[2], surface)
    return (*out, Participant(None, " ".join(surface.split()), None, BY_MODEL, span))


def _agent_of_other(reading: Reading, sensed: TriggerReading, position: int) -> bool:
    """ "X tiba dan disambut Y": who stands right behind a passive verb that goes on behind an active one does that act,
    not this; of "demo yang diikuti Y" he is the doer."""
    clause = reading.clauses.clause(position)
    verb = clause.verb
    if verb is None or clause.kind not in ("coordinate", "serial") or not verb < position <= verb + AGENT_REACH:
        return False
    here = (t for t in reading.triggers if reading.items[t.start].start <= sensed.start < reading.items[t.end - 1].end)
    active = any(trigger.form.voice in ("active", "intransitive") and trigger.end <= verb for trigger in here)
    return active and reading.items[verb].lower.startswith("di") and reading.items[verb].tag == "VERB"


def unnamed(role: str, items: Sequence[Item], sensed: TriggerReading) -> tuple[float, int, int] | None:
    """The surest stretch of plain words in a role, its probability first: "sejumlah demonstran", "dua warga sipil"."""
    best: list[Item] = []
    most = 0.0
    run: list[Item] = []
    for item in (*items, None):
        inside = item is not None and item.kind == "word" and sensed.party(role, item.start, item.end) >= LIKELY_WORD
        if inside and item is not None:
            run.append(item)
            continue
        if (
            run
            and len(run) <= LONGEST
            and any(one.tag in ("NOUN", "PROPN") for one in run)
            and run[0].lower not in PRONOUNS
        ):
            sure = sum(sensed.party(role, one.start, one.end) for one in run) / len(run)
            if sure > most:
                best, most = run, sure
        run = []
    if not best:
        return None
    return most, best[0].start, best[-1].end


def _spoken_of(event: Event, reading: Reading, sensed: TriggerReading, position: int) -> bool:
    """Whether the words there tell of what is only spoken of: "membahas kesepakatan yang dicapai di X pada 2019"."""
    here = reading.clauses.clause(position)
    told_of = here.kind == "relative" and reading.items[here.start].start > sensed.start
    return told_of and speaks_of(event.type, event.act)


def _place(event: Event, reading: Reading, sensed: TriggerReading, known: Known) -> Place | None:
    place = event.place
    if place is not None and not _stays("place", sensed, place.mention):
        place = None
    if place is not None:
        return place
    likely = [
        (sure, p)
        for sure, p in _likely("place", sensed, reading.items, ())
        if party(reading.items[p], PLACE_KINDS)
        and not _spoken_of(event, reading, sensed, p)
        and not of_talk(reading.items, event.act, p)
    ]
    return place_at(known.entities, known.coordinates, reading.items[max(likely)[1]]) if likely else None


def _time(event: Event, reading: Reading, sensed: TriggerReading) -> EventTime | None:
    kept = time = event.time
    if time is not None and time.basis == "own" and not _stays("time", sensed, time.mention):
        kept = None
    if kept is not None and kept.basis == "own":
        return kept
    likely = [
        (sure, p)
        for sure, p in _likely("time", sensed, reading.items, ())
        if reading.items[p].time
        and not is_of_earlier_act(reading, p, sensed.start)
        and not (event.status == "actual" and is_end(reading.items, p))
        and not _spoken_of(event, reading, sensed, p)
    ]
    found = time_at(reading.items, max(likely)[1]) if likely else None
    return found or kept


def _is_accused(reading: Reading, position: int) -> bool:
    """ "X dituduh melakukan spionase": who is charged does not say so."""
    for trigger in reading.triggers:
        if trigger.form.act.type == "ACCUSE" and trigger.form.voice in ("passive", "undergo"):
            clause = reading.clauses.clause(trigger.start)
            if position in clause.subject or position == clause.antecedent:
                return True
    return False


def _claims(
    claims: tuple[Claim, ...], reading: Reading, sensed: TriggerReading, known: Known, doers: set[str]
) -> tuple[Claim, ...]:
    # who tells of his own act ("saya bekerja sama dengan X") claims nothing
    kept = [claim for claim in claims if _stays("said_by", sensed, claim.mention) and claim.entity not in doers]
    out = list(kept)
    names = {claim.entity for claim in claims}
    for _, position in _likely("said_by", sensed, reading.items, [claim.mention for claim in claims]):
        mention = reading.items[position].mention
        if mention is None or mention.kind == "place" or mention.entity in names or mention.entity in doers:
            continue
        if is_related(reading.items, position) or _is_accused(reading, position):
            continue
        names.add(mention.entity)
        span = Span(mention.start, mention.end, mention.text)
        out.append(Claim(known.entities[mention.entity].name, mention.entity, None, span))
    return tuple(out)
