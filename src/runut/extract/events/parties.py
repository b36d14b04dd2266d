"""Participants and place of an act as records: positions in a sentence turned into entities with their spans.

In: the context, a reading, filled roles. Out: ``Participant`` and ``Place`` records; a place that says whom an attack
struck or who is host becomes a target of its own, and the doer's own side is no target by nearness.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from runut.extract.actors.tables import countries
from runut.extract.events.codebook import Act
from runut.extract.events.fillers import Filled
from runut.extract.events.items import Item
from runut.extract.events.places import find_place
from runut.extract.events.triggers import Reading, Trigger
from runut.records import Claim, Entity, Participant, Place, Span, Statement

# What the place of an act is to it, where the sentence names no target.
PLACE_ROLES = {
    "ASSAULT": "where it struck",
    "CONSULT": "host, by the place",
    "MOBILIZE": "where it was sent",
    "AID": "where it went",
}
INFERRED = frozenset(PLACE_ROLES.values())
# Roles that rest on where a name stands rather than on a slot of the frame; acts that look outwards.
NEARBY = frozenset({"party in its content", "possessor", "possessor in object"})
# What happens somewhere without being aimed at who is there: "menengahi di Jenewa", "menghadiri jamuan di istana".
ELSEWHERE = frozenset({"mediate", "attend", "hold_summit", "evacuate", "repatriate_own"})
# What is done to embassies and ambassadors.
MISSIONS = frozenset({"recall_ambassador", "establish_relations", "appoint_envoy"})
BY_DATE = "office-by-date"
# Words that may mean who speaks as well as who acts.
PRONOUNS = frozenset({"mereka", "kami", "dia", "ia", "saya", "kita"})
# What one denies to have done; what others say ("membantah laporan X") is denied to them, also to one's own side.
DENIALS = frozenset({"deny"})
OUTWARD = frozenset({"AGREE", "CONCEDE", "THREATEN", "MOBILIZE", "AID", "COOPERATE"})


def participants(entities: Mapping[str, Entity], reading: Reading, filled: Sequence[Filled]) -> tuple[Participant, ...]:
    """Participants of the filled roles; a plural mention gives one for each entity."""
    out: list[Participant] = []
    seen: set[str] = set()
    for role in filled:
        mention = reading.items[role.position].mention
        assert mention is not None
        for entity_id in mention.entities or (mention.entity,):
            if entity_id in seen:
                continue
            seen.add(entity_id)
            entity = entities[entity_id]
            span = Span(mention.start, mention.end, mention.text)
            # Who holds an office that the text names alone is our inference, and says so.
            why = f"{role.why}; person inferred from office and date" if mention.rule == BY_DATE else role.why
            out.append(Participant(entity.id, entity.name, entity.country, why, span))
    return tuple(out)


def who_says_so(
    statements: Sequence[Statement], entities: Mapping[str, Entity], trigger: Trigger, at: int
) -> tuple[Participant, ...]:
    """ "X harus menarik pasukan", kata Y: a demand without a verb of demanding is made by who says it."""
    if trigger.form.act.actor[0] != "oleh" or trigger.form.voice not in ("active", "intransitive"):
        return ()
    around = [s for s in statements if s.content.start <= at < s.content.end and s.speaker.entity in entities]
    if not around:
        return ()
    speaker = min(around, key=lambda s: s.content.end - s.content.start).speaker
    entity = entities[speaker.entity or ""]
    return (Participant(entity.id, entity.name, entity.country, "who says so", speaker.mention),)


def place_of(
    entities: Mapping[str, Entity],
    coordinates: Mapping[str, tuple[float, float]],
    reading: Reading,
    trigger: Trigger,
) -> Place | None:
    """Where the act happened, with coordinates where they are known."""
    position = find_place(reading, trigger)
    return None if position is None else place_at(entities, coordinates, reading.items[position])


def place_at(
    entities: Mapping[str, Entity], coordinates: Mapping[str, tuple[float, float]], item: Item
) -> Place | None:
    """The place that the item names."""
    mention = item.mention
    if mention is None:
        return None
    entity = entities[mention.entity]
    lat, lon = coordinates.get(entity.id, (None, None))
    return Place(entity.name, entity.country, lat, lon, Span(mention.start, mention.end, mention.text))


def not_themselves(
    entities: Mapping[str, Entity],
    act: Act,
    actors: Sequence[Participant],
    targets: tuple[Participant, ...],
    said_by: Sequence[Claim],
) -> tuple[Participant, ...]:
    """ "X mengaku polisi memukuli mereka": whom the pronoun means is not who acts, but who says so, if anybody."""
    doers = {person.entity for person in actors if person.entity}
    speakers = (entities.get(claim.entity or "") for claim in said_by if claim.entity not in doers)
    speaker = next(filter(None, speakers), None)
    out: list[Participant] = []
    for person in targets:
        pronoun = person.mention is not None and person.mention.text.lower() in PRONOUNS
        if act.mutual or not pronoun or person.entity not in doers:
            out.append(person)
        elif (
            speaker is not None
            and speaker.kind in ("person", "group")
            and (
                person.mention is None
                or person.mention.text.lower() not in ("mereka", "kami")
                or speaker.kind == "group"
            )
        ):
            why = f"{person.role}; a pronoun of who says so"
            out.append(Participant(speaker.id, speaker.name, speaker.country, why, person.mention))
    return tuple(out)


def without_place(targets: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """Without what ``with_place`` added."""
    return tuple(person for person in targets if person.mention or person.role not in INFERRED)


def with_place(
    act: Act, actors: Sequence[Participant], targets: tuple[Participant, ...], place: Place | None, reading: Reading
) -> tuple[Participant, ...]:
    """An attack, a visit or a deployment in another state is directed at that state, where no target says so itself."""
    role = PLACE_ROLES.get(act.type)
    if role is None or place is None or act.mutual or act.name in ELSEWHERE or _is_whence(reading, place):
        return targets
    border = place.mention is not None and "perbatasan" in place.mention.text.lower()
    if any(person.country for person in targets) or not place.country or border:
        return targets
    if targets and act.type != "ASSAULT":
        return targets  # whom it was aimed at is told, if not by a name that we know
    if place.country in {person.country for person in actors}:
        return targets
    return (*targets, Participant(None, _state(place), place.country, role, None))


def _state(place: Place) -> str:
    """The state that a place belongs to: who is struck in Bandar Abbas is Iran."""
    country = countries().get(place.country or "")
    return place.name if country is None else country.name


def _is_whence(reading: Reading, place: Place) -> bool:
    """ "rudal yang diluncurkan dari Yaman": whence it came is not where it struck."""
    at = next((n for n, item in enumerate(reading.items) if place.mention and item.start == place.mention.start), 0)
    return at > 0 and reading.items[at - 1].lower == "dari"


def with_host(
    act: Act, actors: Sequence[Participant], targets: tuple[Participant, ...], place: Place | None
) -> tuple[Participant, ...]:
    """Whom an embassy opened or closed concerns: another's the one whose it is, one's own the state it is in."""
    ours = {person.country for person in actors if person.country}
    shared = any(person.role.startswith("mutual") for person in targets)
    if act.name not in MISSIONS or not ours or shared:
        return targets
    others = tuple(person for person in targets if person.country not in ours)
    if others or place is None or not place.country or place.country in ours:
        return others
    return (Participant(None, _state(place), place.country, PLACE_ROLES["CONSULT"], None),)


def not_own(act: Act, actors: Sequence[Participant], targets: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """Without the doer's own side where only its nearness made it a target: "menguji roket mereka", "membantah
    pengiriman pasukannya"."""
    ours = {person.country for person in actors if person.country}
    doers = {person.entity for person in actors if person.entity and person.entity.startswith(("Q", "person:"))}
    targets = tuple(person for person in targets if person.entity not in doers)
    if act.type == "ACCUSE" and any(person.entity in ours for person in actors):
        # "mengecam penyerbuan kedutaannya": a state blames nobody of its own for what was done to it
        targets = tuple(person for person in targets if person.role not in NEARBY or person.country not in ours)
    if act.type == "THREATEN":  # "memperingatkan AS siap turun tangan", says its president
        led = {person.country for person in actors if person.country and person.entity in doers}
        targets = tuple(person for person in targets if person.entity not in led)
    if act.type == "SANCTION":  # "tarif atas produk asal X ke AS", imposed by the AS
        targets = tuple(person for person in targets if person.entity not in ours)
    if act.type == "ASSAULT":  # "pasukan Kyiv menyerang desa yang berbatasan dengan Ukraina"
        arms = {person.entity.partition(":") for person in actors if person.entity}
        states = {state for state, _, branch in arms if branch in ("", "MIL")}
        targets = tuple(person for person in targets if person.entity not in states or person.entity not in ours)
    if act.type == "MOBILIZE":
        return tuple(person for person in targets if person.country is None or person.country not in ours)
    loose = NEARBY if act.type in OUTWARD or act.name in DENIALS else NEARBY - {"possessor in object"}
    return tuple(person for person in targets if person.role not in loose or person.country not in ours)
