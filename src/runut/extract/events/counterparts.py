"""Whom an answer or a condemnation is directed at, where the sentence points back to what was told.

In: the merged drafts of an article in text order. Out: the same; a charge of "serangan itu" gets the doer of the act of
force told just before, an answer to "tuduhan tersebut" the one who made it. An inferred target has no mention of its
own, its ``role`` says where it comes from, and the event's confidence is lowered. A state that is merely often named
beside the doer is no target (of seventy so inferred on read articles, fifty were wrong), unless it is what most of the
article is about, the act is a threat, a measure or a refusal, and the sentence names nobody else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from runut.extract.events.conditions import HOME
from runut.extract.events.lists import listed
from runut.extract.events.merging import Draft
from runut.records import Entity, Event, Participant, Span

ANSWERS = frozenset({"REJECT", "AGREE"})
WORDS = frozenset({"ACCUSE", "REQUEST", "AGREE", "THREATEN"})
JUDGED = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "THREATEN", "PROTEST", "RETREAT"})
WELCOMED = frozenset({"AGREE", "CONCEDE", "RETREAT", "AID", "COOPERATE"})
JUDGING = frozenset({"ACCUSE", "THREATEN", "SUPPORT"})
SENTENCES_BACK = 3
LEAST_DEALINGS = 3
CLEAR_SHARE = 0.75
# Acts against somebody. A demand or charge is as often put to another one, praise and help are about a deed: of 35 of
# these in unseen articles 19 would have been right, of 16 threats, measures and refusals thirteen.
AGAINST = frozenset({"REJECT", "SANCTION", "THREATEN"})
TO_NOBODY = listed("acts_toward_nobody")
LEAST_NAMED = 4
TOPIC_SHARE = 0.5
DOUBT = 0.1
# How many characters behind the trigger still belong to its object.
REACH = 110
# "tuduhan itu", "semua klaim tersebut", "tawarannya": words of somebody else that are answered.
SAID_BEFORE = re.compile(
    r"\b(tuduhan|tudingan|klaim|laporan|usul|usulan|tawaran|permintaan|seruan|undangan|ancaman|desakan|tuntutan|proposal|"
    r"pernyataan|kecaman|kritik|protes|permohonan|imbauan|ultimatum|peringatan|ajakan|syarat)"
    r"(nya|[ -]\w+)?( (itu|tersebut|ini|tadi))\b|"
    r"\b(tuduhan|tudingan|klaim|tawaran|permintaan|seruan|undangan|ancaman|tuntutan|ajakan)nya\b"
)
# "serangan itu", "aksi penembakan tersebut": a deed told before.
DONE_BEFORE = re.compile(
    r"\b(\w*serangan|aksi|tindakan|langkah|keputusan|kebijakan|insiden|peristiwa|agresi|invasi|operasi|manuver|"
    r"uji coba|peluncuran|pe\w+an|sanksi|blokade|serbuan|gempuran)([ -]\w+)?([ -]\w+)? (itu|tersebut|ini|tadi)\b"
)

PASSIVE = re.compile(r"\bdi[a-z]{3,}")
# A protest that says what it is about points nowhere else; one that says nothing is about what was told before.
ABOUT = re.compile(r"\b(atas|terhadap|kepada|karena|soal|tentang|terkait|mengenai|bahwa|sebagai)\b")
BARE = re.compile(r"\s*(keras|tegas|resmi)?\s*(\W|$|melalui\b|lewat\b|di\b|pada\b|secara\b|dengan\b)")


@dataclass(frozen=True, slots=True)
class Named:
    """``states``: how often the article names each state; ``within``: the states that a stretch of its text names."""

    states: Counter[str]
    within: Callable[[Span], frozenset[str]]
    entities: Mapping[str, Entity]


def with_counterparts(drafts: Sequence[Draft], named: Named) -> list[Draft]:
    """Give acts without a target the one that the story points to."""
    for index, draft in enumerate(drafts):
        event = draft.event
        ours = _sides(event.actors)
        if event.targets or not ours or draft.title:
            continue
        before = [other for other in drafts[:index] if 0 <= draft.sentence - other.sentence <= SENTENCES_BACK]
        found, why = _answered(event, ours, before)
        if not found:
            found, why = _judged(event, ours, before)
        if not found and _hostile(event) and not DONE_BEFORE.search(_behind(event)):
            found, why = _throughout(ours, drafts)
        if not found:
            found, why = _about(event, ours, named)
        if found:
            targets = tuple(replace(person, role=why, mention=None) for person in found)
            draft.event = replace(event, targets=targets, confidence=round(max(0.2, event.confidence - DOUBT), 2))
    return list(drafts)


def _sides(people: Sequence[Participant]) -> set[str]:
    """Whom the participants stand for: their state, or themselves where they have none (the UN, ASEAN)."""
    return {side for person in people if (side := person.country or person.entity)}


def _others(people: Sequence[Participant], ours: set[str]) -> list[Participant]:
    return [person for person in people if (person.country or person.entity) not in ours]


def _somebody(person: Participant) -> bool:
    """Whether it is known who it is: not just "orang", "pria" of no state."""
    return person.country is not None or not (person.entity or "group:").startswith("group:")


def _answered(event: Event, ours: set[str], before: Sequence[Draft]) -> tuple[list[Participant], str]:
    """ "membantah tuduhan itu", "menerima tawaran tersebut": who said it last, to us or to nobody named."""
    if event.type not in ANSWERS:
        return [], ""
    points = SAID_BEFORE.search(_behind(event)) is not None or event.trigger.text.lower().endswith("nya")
    for draft in reversed(before):
        said = draft.event
        # a refusal without "tuduhan itu" answers only words that were put to us by name
        to_us = bool(ours & _sides(said.targets)) if event.type == "REJECT" else points
        to_us = to_us or (points and not said.targets)
        found = _others(said.actors, ours)
        if said.type in WORDS and to_us and found:
            return found, "who said what is answered"
    return [], ""


def _judged(event: Event, ours: set[str], before: Sequence[Draft]) -> tuple[list[Participant], str]:
    """ "mengecam penembakan itu": the doer of the last act of force told before."""
    behind = _behind(event)
    elided = event.type == "ACCUSE" and _says_no_object(event, behind)
    if event.type not in JUDGING or not (elided or DONE_BEFORE.search(behind)):
        return [], ""
    for draft in reversed(before):
        found = [person for person in _others(draft.event.actors, ours) if _somebody(person)]
        if found and draft.event.type in (WELCOMED if event.type == "SUPPORT" else JUDGED):
            return found, "doer of the act told before"
    return [], ""


def _says_no_object(event: Event, behind: str) -> bool:
    """ "melayangkan protes melalui ...", "Kremlin mencelanya"."""
    word = event.trigger.text.lower()
    rest = behind[behind.find(word) + len(word) :]
    return word.endswith("nya") or bool(BARE.match(rest) and not ABOUT.search(rest))


def _hostile(event: Event) -> bool:
    """A threat, or a charge made by a verb: an investigation or "tuduhan" at large has no sure counterpart."""
    verb = " noun" not in event.rule and event.act not in ("investigate", "review_critically", "warn_publicly")
    return verb and event.type in ("THREATEN", "ACCUSE")


def _throughout(ours: set[str], drafts: Sequence[Draft]) -> tuple[list[Participant], str]:
    """The one state that the doer's state deals with in most events of the article."""
    counts: Counter[str] = Counter()
    samples: dict[str, Participant] = {}
    for draft in drafts:
        both = (*draft.event.actors, *draft.event.targets)
        if not ours & _sides(both):
            continue
        for person in _others(both, ours):
            if person.country is not None:
                counts[person.country] += 1
                samples.setdefault(person.country, person)
    if not counts:
        return [], ""
    country = max(sorted(counts), key=lambda key: counts[key])
    if counts[country] < LEAST_DEALINGS or counts[country] / sum(counts.values()) < CLEAR_SHARE:
        return [], ""
    return [samples[country]], "counterpart throughout the article"


def _about(event: Event, ours: set[str], named: Named) -> tuple[list[Participant], str]:
    """The state that the article is about, for a verb against somebody: "ECOWAS mengancam memakai kekuatan".

    Where the sentence names a third state, whom it is done to is not left to the article.
    """
    against_somebody = event.type in AGAINST and " noun" not in event.rule and event.act not in TO_NOBODY
    if not against_somebody or not any(_acts_for_a_body(person) for person in event.actors):
        return [], ""
    # The press's own country is named all along, whatever the article is about.
    others = Counter({state: count for state, count in named.states.items() if state not in ours and state != HOME})
    state = max(sorted(others), key=lambda key: others[key], default="")
    most = max(sum(others.values()), max(named.states.values(), default=0))
    if state not in named.entities or others[state] < LEAST_NAMED or others[state] < TOPIC_SHARE * most:
        return [], ""
    if named.within(event.evidence) - ours - {state}:
        return [], ""
    about = named.entities[state]
    return [Participant(about.id, about.name, about.country, "", None)], "state that the article is about"


def _acts_for_a_body(person: Participant) -> bool:
    """Whether it is a state, a body or its officer, and not somebody who is known by name alone."""
    return _somebody(person) and not (person.entity or "").startswith("person:")


def _behind(event: Event) -> str:
    """The words right behind the trigger; of a passive ("tuduhan itu dibantah X") the whole sentence."""
    text = event.evidence.text.lower()
    at = event.trigger.start - event.evidence.start
    return text if PASSIVE.search(event.trigger.text.lower()) else text[at : at + REACH]
