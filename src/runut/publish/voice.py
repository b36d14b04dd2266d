"""A verb phrase turned to the passive, for an event whose doer nobody names.

In: the verb phrase of an act ("menjatuhkan sanksi kepada", "imposes sanctions on") and whom it is done to. Out: subject
and verb phrase of the passive line, or None where the phrase does not turn. The forms are data
(``publish/wording.yaml``); a phrase whose verb is not listed there stays active.

>>> turned("menahan", "Rusia", "id")
('Rusia', 'ditahan')
>>> turned("imposes sanctions on", "Russia", "en")
('sanctions', 'are imposed on Russia')
"""

from __future__ import annotations

from runut.publish.wording import Language, wording


def turned(phrase: str, targets: str, language: Language) -> tuple[str, str] | None:
    """Subject and verb phrase of the passive; ``targets`` are the names of whom it is done to."""
    verb, _, after = phrase.partition(" ")
    passive = _passive(verb, language)
    if passive is None or after.partition(" ")[0] in wording()["no_objects"][language]:
        return None
    particles = wording()["particles"][language]
    if not after or after in particles["alone"] or after.partition(" ")[0] in particles["with_more"]:
        return targets, _be(f"{passive} {after}".rstrip(), targets, language)
    thing, preposition = _object(after, language)
    if not thing or after.partition(" ")[0] in particles["alone"]:
        return None
    if not preposition:
        return (f"{thing} {targets}", passive) if language == "id" else None
    if preposition == "of":
        return f"{thing} of {targets}", _be(passive, thing, language)
    return thing, f"{_be(passive, thing, language)} {preposition} {targets}"


def _object(words: str, language: Language) -> tuple[str, str]:
    """What a verb phrase names as its object, and the preposition before the party."""
    for preposition in sorted(wording()["prepositions"][language], key=len, reverse=True):
        if words == preposition or words.endswith(f" {preposition}"):
            return words.removesuffix(preposition).rstrip(), preposition
    return words, ""


def _passive(verb: str, language: Language) -> str | None:
    """The passive of a listed verb; English verbs that are not listed are regular."""
    listed = wording()["passive"][language].get(verb)
    if listed is not None or language == "id":
        return str(listed) if listed else None
    if verb in ("is", "has", "says") or not verb.endswith("s") or verb.endswith("ss"):
        return None
    if verb.endswith("ies"):
        return f"{verb[:-3]}ied"
    base = verb[:-2] if verb.endswith(("shes", "sses", "ches")) else verb[:-1]
    return f"{base}d" if base.endswith("e") else f"{base}ed"


def _be(participle: str, subject: str, language: Language) -> str:
    if language == "id":
        return participle
    last = subject.rsplit(" ", 1)[-1]
    several = " and " in subject or (subject[:1].islower() and last.endswith("s") and not last.endswith("ss"))
    return f"{'are' if several else 'is'} {participle}"
