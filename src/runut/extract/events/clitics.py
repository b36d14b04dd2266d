"""Whom "-nya" on a verb means where its own sentence does not say: "Machado tiba di Caracas. Polisi menangkapnya."

In: a trigger, its actors, and the article's mentions. Out: the person told of before, with the clitic as its mention.
Only verbs whose object is a person are asked (``clause_words.yaml``): what "menolaknya" refuses may be anything.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence

from runut.extract.events.signposts import is_personal
from runut.extract.events.triggers import Reading, Trigger
from runut.records import Dissected, Entity, Mention, Participant, Sentence, Span

ON_VERB = "-nya on the verb, told before"
REACH = 2
NYA = "nya"
GOVERNING = frozenset("di ke dari kepada dengan oleh untuk bagi terhadap bersama menurut tentang soal atas".split())


def personal_object(reading: Reading, trigger: Trigger) -> int | None:
    """The position of the trigger's verb where "-nya" on it is the object."""
    last = trigger.end - 1
    return last if trigger.form.voice == "active" and is_personal(reading.items[last].lower) else None


def told_before(
    dissected: Dissected, mentions: Sequence[Mention], entities: Mapping[str, Entity], sentence: Sentence,
    others: Collection[str],
) -> Mention | None:  # fmt: skip
    """The person that the one or two sentences before ``sentence`` tell of first; none of ``others``."""
    at = sentence.index
    for back in range(at - 1, max(-1, at - 1 - REACH), -1):
        before = dissected.sentences[back]
        if before.label != sentence.label:
            return None
        low = bisect_left(mentions, before.start, key=lambda one: one.start)
        high = bisect_left(mentions, before.end, key=lambda one: one.start)
        persons = [m for m in mentions[low:high] if m.kind == "person" and m.entity in entities]
        persons = [m for m in persons if m.entity not in others]
        free = [m for m in persons if not _governed(before, m)]
        if free or persons:
            return (free or persons)[0]
    return None


def _governed(sentence: Sentence, mention: Mention) -> bool:
    at = bisect_left(sentence.tokens, mention.start, key=lambda token: token.start)
    return at > 0 and sentence.tokens[at - 1].lower in GOVERNING


def clitic_party(reading: Reading, position: int, person: Mention, entity: Entity) -> Participant:
    """The party that "-nya" on the verb at ``position`` means."""
    item = reading.items[position]
    span = Span(item.end - len(NYA), item.end, item.text[-len(NYA) :])
    return Participant(person.entity, entity.name, entity.country, ON_VERB, span)
