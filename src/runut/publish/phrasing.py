"""An event as the line that a person would write, in Indonesian and English.

In: a merged event or one article's event, and the verb phrases of the codebook. Out: one sentence with who, the act in
its state (planned, rumoured, denied ...), whom, where, when and according to whom. It adds nothing that the record does
not hold; words of the article that have no translation stay Indonesian.

::

    sentence(cluster, "id")  # "Rusia berencana mengunjungi Korea Utara pada 25–27 Juli 2023, menurut Interfax."
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from runut.publish.dates import time_phrase
from runut.publish.naming import english_country, in_line, is_plural, party_names
from runut.publish.voice import turned
from runut.publish.wording import ActPhrase, Language, act_phrases, country_name, fill, wording
from runut.records import Claim, Cluster, Event, EventTime, Participant, Place, Report

NAMED = 4
ENGLISH_IRREGULAR = {
    "is": "be", "are": "be", "has": "have", "dies": "die", "lies": "lie", "ties": "tie", "focuses": "focus",
}  # fmt: skip
ENGLISH_PLURAL = {"is": "are", "are": "are"}
SIBILANT = ("sses", "shes", "ches", "xes", "zzes", "oes")


@dataclass(frozen=True, slots=True)
class _Line:
    """What a sentence is made of."""

    act: str
    status: str
    actors: tuple[Participant, ...]
    targets: tuple[Participant, ...]
    place: Place | None
    time: EventTime | None
    claims: tuple[tuple[Claim, ...], ...]
    quantities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Clause:
    """Subject and verb phrase of a line."""

    subject: str
    verb: str
    plural: bool
    passive: bool = False


def sentence(
    event: Cluster | Event,
    language: Language,
    phrases: Mapping[str, ActPhrase] | None = None,
    *,
    dated: bool = True,
) -> str:
    """``event`` as one sentence; ``dated=False`` leaves the time out, where it stands beside."""
    line = _line_of_cluster(event) if isinstance(event, Cluster) else _line_of_event(event)
    book = act_phrases() if phrases is None else phrases
    plain = line.act.replace("_", " ")
    phrase = book.get(line.act, ActPhrase(plain, plain))
    text = _core(line, phrase, language)
    text += _place(line, language) + _quantity(line, language)
    if dated:
        text += time_phrase(line.time, language)
    text += _claim(line, language)
    return text[:1].upper() + text[1:] + "."


def _line_of_event(event: Event) -> _Line:
    quantities = tuple(dict.fromkeys(quantity.text for quantity in event.quantities))
    claims = (event.said_by,) if event.said_by else ()
    return _Line(event.act, event.status, event.actors, event.targets, event.place, event.time, claims, quantities)


def _line_of_cluster(cluster: Cluster) -> _Line:
    events = [report.event for report in cluster.reports]
    # One report that tells it in its own voice, and the event no longer hangs on the claimant alone.
    claimed = bool(events) and all(event.said_by for event in events)
    telling = [event for event in events if event.status == cluster.status] if cluster.status == "denied" else events
    claims = tuple(dict.fromkeys(event.said_by for event in telling if event.said_by))
    quantities = _counts([quantity.text for event in events for quantity in event.quantities])
    return _Line(
        cluster.act,
        cluster.status,
        cluster.actors,
        cluster.targets,
        cluster.place,
        cluster.time,
        claims if claimed or cluster.status == "denied" else (),
        quantities,
    )


def lead_report(cluster: Cluster) -> Report | None:
    """The report to show for an event: of those that say what the line says, the one that says most of it.

    First status and act, then the parties and the day of the line, then the reading's confidence; the first of equals.
    """
    return max(cluster.reports, key=lambda report: _says(report.event, cluster), default=None)


def _says(event: Event, cluster: Cluster) -> tuple[bool, bool, int, float]:
    parties = (event.actors, cluster.actors), (event.targets, cluster.targets)
    told = sum(bool({one.entity for one in said} & {one.entity for one in merged}) for said, merged in parties)
    dated = event.time is not None and cluster.time is not None and event.time.value == cluster.time.value
    return event.status == cluster.status, event.act == cluster.act, told + dated, event.confidence


def _counts(texts: Sequence[str]) -> tuple[str, ...]:
    """Each count once, in its shorter wording: "1.350 pegawai" says what "1.350 pegawai kementerian" says."""
    out: list[str] = []
    for text in dict.fromkeys(texts):
        if not any(text.lower().startswith(other.lower()) for other in out):
            out = [other for other in out if not other.lower().startswith(text.lower())] + [text]
    return tuple(out)


def _core(line: _Line, phrase: ActPhrase, language: Language) -> str:
    actors, targets = _names(line.actors, language), _names(line.targets, language)
    together = bool(set(actors) & set(targets)) or (phrase.mutual and not actors)
    if together:
        actors, targets = tuple(dict.fromkeys((*actors, *targets))), ()
    verb, done_to = phrase.text(language), _series(targets, language)
    # An act that takes an object in one language takes one in the other: "rallies" does, "menggelar rapat umum" not.
    turns = targets and not actors and not phrase.mutual and turned(phrase.id, done_to, "id") is not None
    passive = turned(verb, done_to, language) if turns else None
    if passive is not None:
        return _framed(line, _Clause(*passive, plural=passive[1].startswith("are "), passive=True), language)
    alone = _alone(line, language) if not targets and not phrase.mutual else None
    verb = f"{verb} {done_to}" if targets else alone or _without_preposition(verb, language)
    subject = _series(actors, language) or fill("nobody", language)
    plural = len(actors) > 1 or (language == "en" and len(actors) == 1 and is_plural(actors[0]))
    return _framed(line, _Clause(subject, verb, plural=plural), language)


def _names(participants: Sequence[Participant], language: Language) -> tuple[str, ...]:
    """The names of one side as they stand within the line."""
    return tuple(in_line(name, language) for name in party_names(participants, language))


def _alone(line: _Line, language: Language) -> str | None:
    """What the act is called without the party it is done to: "berkunjung" for "mengunjungi"."""
    entry = wording()["alone"].get(line.act)
    return str(entry[language]) if entry else None


def _framed(line: _Line, clause: _Clause, language: Language) -> str:
    """Subject and verb in the frame of the event's status."""
    verb, plural = clause.verb, clause.plural
    base = _english_base(verb) if language == "en" else verb
    template, denier = _template(line, language)
    if clause.passive and line.status == "planned":
        template = str(wording()["status_lines"][language]["passive_planned"])
    if language == "en" and line.status == "negated" and base.startswith("be "):
        return f"{clause.subject} {'are' if plural else 'is'} not {base.removeprefix('be ')}"
    return template.format(
        s=clause.subject,
        v=_english_plural(verb, base) if plural and language == "en" else verb,
        b=base,
        d=denier,
        be="are" if plural else "is",
        plan="plan" if plural else "plans",
        do="do" if plural else "does",
        deny="deny" if plural else "denies",
        it="they" if plural else "it",
    )


def _template(line: _Line, language: Language) -> tuple[str, str]:
    """The frame for the state of the act, and the name of who denies it."""
    frames = wording()["status_lines"][language]
    if line.status != "denied" or not line.claims:
        return str(frames[line.status]), ""
    denier = line.claims[0][0]
    if _speaks_of_itself(line, denier):
        return str(frames["denied_self"]), ""
    return str(frames["denied_by"]), _claimant(denier, language)


def _place(line: _Line, language: Language) -> str:
    place = line.place
    if place is None or any(place.name == one.name for one in (*line.actors, *line.targets)):
        return ""
    country = in_line(english_country(place.country) or "", language) if _english_state(place, language) else None
    toward = not line.targets and wording()["alone"].get(line.act, {}).get("toward", False)
    return fill("toward" if toward else "place", language, x=country or place.name)


def _quantity(line: _Line, language: Language) -> str:
    return fill("quoted_quantity", language, x="”, “".join(line.quantities[:2])) if line.quantities else ""


def _claim(line: _Line, language: Language) -> str:
    if not line.claims or line.status == "denied":
        return ""
    voices = []
    for name, via in _voices(line, language).items():
        carriers = ", ".join(via)
        voices.append(fill("chain", language, x=name, y=carriers) if carriers else name)
    return fill("claim", language, x=_series(tuple(voices), language)) if voices else ""


def _voices(line: _Line, language: Language) -> dict[str, tuple[str, ...]]:
    """Who says it, each once, and who passed it on; nobody passes on his own word or that of another claimant here."""
    said: dict[str, dict[str, None]] = {}
    for first, *others in line.claims:
        if not _speaks_of_itself(line, first):
            via = said.setdefault(_claimant(first, language), {})
            via.update(dict.fromkeys(_claimant(other, language) for other in others))
    return {name: tuple(one for one in via if one not in said) for name, via in said.items()}


def _speaks_of_itself(line: _Line, claim: Claim) -> bool:
    return any(claim.name == one.name or (claim.entity and claim.entity == one.entity) for one in line.actors)


def _claimant(claim: Claim, language: Language) -> str:
    state = english_country(claim.entity) if language == "en" else None
    return in_line(state, language) if state else claim.name


def _series(names: Sequence[str], language: Language) -> str:
    """ "A", "A dan B", "A, B, dan C", "A, B, C, D, dan 3 lainnya"."""
    listed = list(names[:NAMED])
    if len(names) > NAMED:
        more = len(names) - NAMED
        listed.append(fill("others" if more > 1 else "other", language, n=str(more)))
    joint = wording()["and"][language]
    if len(listed) > 2:
        return f"{', '.join(listed[:-1])}, {joint} {listed[-1]}"
    return f" {joint} ".join(listed)


def _without_preposition(verb: str, language: Language) -> str:
    """The phrase without the preposition that waits for an object."""
    for preposition in sorted(wording()["prepositions"][language], key=len, reverse=True):
        if verb.endswith(f" {preposition}"):
            return verb.removesuffix(f" {preposition}")
    return verb


def _english_base(phrase: str) -> str:
    """The phrase with its verb in the base form: "visits and meets" -> "visit and meet"."""
    words = phrase.split(" ")
    words[0] = _english_verb(words[0])
    if len(words) > 2 and words[1] in ("and", "or"):
        words[2] = _english_verb(words[2])
    return " ".join(words)


def _english_plural(phrase: str, base: str) -> str:
    head, _, rest = phrase.partition(" ")
    return f"{ENGLISH_PLURAL[head]} {rest}" if head in ENGLISH_PLURAL else base


def _english_verb(word: str) -> str:
    if word in ENGLISH_IRREGULAR:
        return ENGLISH_IRREGULAR[word]
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(SIBILANT):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _english_state(place: Place, language: Language) -> bool:
    """Whether the place is its whole country ("Korea Utara", not "Pyongyang") and has an English name."""
    return language == "en" and place.name == country_name(place.country, "id")
