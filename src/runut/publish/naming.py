"""What the parties of an event are called, in Indonesian and English.

In: participants. Out: names, each once, as the event's line and its columns show them. A state is left out where
somebody of it is named beside it, and a word for anybody ("orang", "korban") where the side has a better one. Common
nouns ("militer Myanmar", "sandera") have an English name in ``data/publish/wording.yaml``; names stay as they are.

>>> english("militer Myanmar"), english("sandera"), english("Partai Buruh")
('the military of Myanmar', 'hostages', None)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from runut.publish.wording import Language, country_name, wording
from runut.records import Participant

__all__ = ["english", "english_country", "in_line", "is_plural", "is_state", "party_names"]

OF = " of "


def party_names(participants: Sequence[Participant], language: Language) -> tuple[str, ...]:
    """The names of one side."""
    bodies = {one.country for one in participants if not is_state(one)}
    shown = [one for one in participants if not (is_state(one) and one.country in bodies)]
    better = [one for one in shown if one.name.lower() not in wording()["anybody"]]
    names: dict[str, str] = {}
    for one in better or shown:
        name = _name(one, language)
        names.setdefault(name.lower(), name)
    return tuple(names.values())


def in_line(name: str, language: Language) -> str:
    """The name within a sentence: "the United States"."""
    return f"the {name}" if language == "en" and name in wording()["with_the"] else name


def is_plural(name: str) -> bool:
    """Whether an English verb after the name stands in the plural: "hostages", "security forces of Kosovo"."""
    return name.partition(OF)[0] in wording()["plural_parties"]


def is_state(participant: Participant) -> bool:
    """Whether it is a state as such, not somebody of it."""
    return participant.country is not None and participant.entity == participant.country


def english(name: str) -> str | None:
    """The English of a common noun, with the state that may follow it; None for a name."""
    lower = name.lower()
    heads: Mapping[str, str] = wording()["common_parties"]
    for head in sorted(heads, key=len, reverse=True):
        if lower == head:
            return str(heads[head])
        state = _states().get(lower.removeprefix(f"{head} ")) if lower.startswith(f"{head} ") else None
        if state:
            return f"{heads[head]}{OF}{in_line(state, 'en')}"
    return None


def english_country(code: str | None) -> str | None:
    """The English name of a state, without what stands in brackets ("Myanmar (Burma)")."""
    name = country_name(code, "en")
    return name.partition(" (")[0] if name else None


@cache
def _states() -> Mapping[str, str]:
    """English names of states by their Indonesian ones, in lower case."""
    from babel.core import get_global

    short = [code for code in get_global("territory_aliases") if len(code) == 3 and code.isalpha()]
    pairs = [(country_name(code, "id"), english_country(code)) for code in short]
    return {one.lower().partition(" (")[0]: other for one, other in pairs if one and other}


def _name(participant: Participant, language: Language) -> str:
    if is_state(participant):
        return (english_country(participant.entity) if language == "en" else None) or participant.name
    common = english(participant.name)
    if common is None:
        return participant.name
    return common if language == "en" else participant.name[:1].lower() + participant.name[1:]
