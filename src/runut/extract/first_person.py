"""Saya, kami and kita inside a quotation stand for the one who is quoted.

In: statements, sentences and the mentions found so far. Out: the mentions with first-person pronouns of quotations
added, each pointing to its speaker. Outside quotations nothing is resolved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from runut.records import Dissected, Entity, Mention, Statement

FIRST_PERSON = frozenset({"saya", "aku", "kami", "kita"})


def with_first_person(
    dissected: Dissected, mentions: Sequence[Mention], statements: Sequence[Statement], entities: Mapping[str, Entity]
) -> tuple[Mention, ...]:
    """``mentions`` and the pronouns of quoted speakers, sorted by place."""
    spoken = [
        (s.content.start, s.content.end, s.speaker.entity)
        for s in statements
        if s.kind != "indirect" and s.speaker.entity in entities
    ]
    if not spoken:
        return tuple(mentions)
    taken = {mention.start for mention in mentions}
    added: list[Mention] = []
    for sentence in dissected.sentences:
        inside = [(a, b, who) for a, b, who in spoken if a < sentence.end and b > sentence.start]
        if not inside:
            continue
        for token in sentence.tokens:
            if token.lower not in FIRST_PERSON or token.start in taken:
                continue
            if not any(a <= token.start < b for a, b in sentence.quoted):
                continue
            who = next((who for a, b, who in inside if a <= token.start < b), None)
            if who is not None:
                kind = entities[who].kind
                rule = "first person of a quotation"
                added.append(Mention(token.start, token.end, token.text, kind, who, "pronoun", (who,), rule))
    return tuple(sorted([*mentions, *added], key=lambda mention: mention.start))
