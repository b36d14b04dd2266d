"""According to whom: the claimants of an event, the innermost first.

In: the document's statements and the sources cited in the sentence. Out: ``Claim`` records. One who tells of his own
act is not its claimant; what nobody is named for belongs to the article.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from runut.extract.events.triggers import Reading, Trigger
from runut.records import CitedSource, Claim, Entity, Participant, Span, Statement


class Claims:
    """Looks up who claims what stands at an offset."""

    def __init__(
        self, statements: Sequence[Statement], cited: Sequence[CitedSource], entities: Mapping[str, Entity]
    ) -> None:
        self.statements = statements
        self.cited = cited
        self.entities = entities

    def of(
        self, at: int, actors: Sequence[Participant], outer: Trigger | None, reading: Reading
    ) -> tuple[Claim, ...]:
        """Claimants of an event whose trigger stands at ``at``."""
        doers = {p.entity for p in actors}
        out: list[Claim] = []
        if outer is not None and outer.form.act.type == "ACCUSE":
            out.extend(self._accusers(reading, outer, doers))
        for statement in self.statements:
            if statement.content.start <= at < statement.content.end:
                speaker = statement.speaker
                if speaker.entity is None or speaker.entity not in doers:
                    cue = statement.cue.text if statement.cue else None
                    out.append(Claim(speaker.name, speaker.entity, cue, speaker.mention))
        names = {claim.name.lower() for claim in out}
        for source in self.cited:
            if source.name.lower() not in names:
                out.append(Claim(source.name, None, None, source.span))
                names.add(source.name.lower())
        return _unique(out)

    def _accusers(self, reading: Reading, outer: Trigger, doers: set[str | None]) -> list[Claim]:
        clause = reading.clauses.clause(outer.start)
        out = []
        for position in clause.subject[:1]:
            mention = reading.items[position].mention
            if mention is not None and mention.entity not in doers:
                entity = self.entities[mention.entity]
                cue = reading.items[outer.start].text
                out.append(Claim(entity.name, entity.id, cue, Span(mention.start, mention.end, mention.text)))
        return out


def _unique(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    seen: set[tuple[str, int | None]] = set()
    out = []
    for claim in claims:
        key = (claim.name, claim.mention.start if claim.mention else None)
        if key not in seen:
            seen.add(key)
            out.append(claim)
    return tuple(out)
