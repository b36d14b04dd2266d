"""According to whom: the claimants of an event, the innermost first.

In: the document's statements and the sources cited in the sentence. Out: ``Claim`` records. One who tells of his own
act, who denies it, or who only fears, thanks or condemns is not its claimant; what nobody is named for belongs to the
article.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from runut.extract.events.triggers import Reading, Trigger
from runut.extract.saying import saying
from runut.records import CitedSource, Claim, Entity, Participant, Sentence, Span, Speaker, Statement

# Acts that live in words: without another doer the speaker does them.
SPOKEN = frozenset({"REQUEST", "ACCUSE", "THREATEN", "REJECT"})


class Claims:
    """Looks up who claims what one sentence tells. ``cited``: the sources named in it."""

    def __init__(
        self,
        sentence: Sentence,
        statements: Sequence[Statement],
        cited: Sequence[CitedSource],
        entities: Mapping[str, Entity],
    ) -> None:
        self.sentence, self.cited, self.entities = sentence, cited, entities
        words = saying()
        self.statements = [
            s
            for s in statements
            if s.content.start < sentence.end
            and s.content.end > sentence.start
            and (s.cue is None or s.cue.text.lower() not in words.no_claim)
        ]

    def of(
        self, trigger: Trigger, actors: Sequence[Participant], outer: Trigger | None, reading: Reading
    ) -> tuple[Claim, ...]:
        """Claimants of the event of ``trigger``."""
        at = reading.items[trigger.start].start
        doers = {p.entity for p in actors}
        out: list[Claim] = []
        if outer is not None and outer.form.act.embeds == "rumoured":
            out.extend(self._accusers(reading, outer, doers))
        for statement in self._saying(at):
            speaker = statement.speaker
            if speaker.entity is not None and speaker.entity in doers:
                continue
            if not self._of_itself(statement, trigger, actors):
                cue = statement.cue.text if statement.cue else None
                out.append(Claim(self._medium(speaker) or speaker.name, speaker.entity, cue, speaker.mention))
        if trigger.form.voice == "noun" and trigger.light is None:
            # a medium vouches for what its sentence tells; an act that is only named in it is taken as known
            return _unique(out)
        return _unique(self._with_sources(out))

    def is_own(self, trigger: Trigger, actors: Sequence[Participant], reading: Reading) -> bool:
        """Whether the doer, or somebody of its state, tells of the act."""
        doers, states = {p.entity for p in actors if p.entity}, {p.country for p in actors if p.country}
        for statement in self._saying(reading.items[trigger.start].start):
            entity = self.entities.get(statement.speaker.entity or "")
            if entity is not None and (entity.id in doers or entity.country in states):
                return True
        return False

    def _medium(self, speaker: Speaker) -> str | None:
        """The name of the cited medium that the speaker's mention names: "kantor berita Yonhap"."""
        mention = speaker.mention
        if mention is None:
            return None
        inside = (s.name for s in self.cited if s.span.start < mention.end and mention.start < s.span.end)
        return next(inside, None)

    def _saying(self, at: int) -> list[Statement]:
        """The statements that hold the offset, the innermost first."""
        holding = [s for s in self.statements if s.content.start <= at < s.content.end or self._around(s)]
        return sorted(holding, key=lambda s: s.content.end - s.content.start)

    def _around(self, statement: Statement) -> bool:
        """A word of saying in the middle covers both sides: "Korban, kata X, sudah ..."."""
        inside = statement.cue is not None and self.sentence.start <= statement.cue.start < self.sentence.end
        return inside and statement.rule == "statement:parenthesis"

    def _of_itself(self, statement: Statement, trigger: Trigger, actors: Sequence[Participant]) -> bool:
        """Words spoken without another doer are the speaker's own; a state that names no doer means itself."""
        if actors or statement.speaker.entity is None:
            return False
        if trigger.form.act.type in SPOKEN and trigger.form.voice != "passive":
            return True
        return self.entities[statement.speaker.entity].kind == "state"

    def _with_sources(self, claims: Sequence[Claim]) -> list[Claim]:
        """The claims and the media cited in the sentence: who has it from another one stands behind that one."""
        out = list(claims)
        passes_on = {source.name: source.via for source in self.cited if source.via}
        for claim in self._sources({claim.name.lower() for claim in claims}):
            outer = next((n for n, c in enumerate(out) if c.name == passes_on.get(claim.name)), len(out))
            out.insert(outer, claim)
        return out

    def _sources(self, named: set[str]) -> list[Claim]:
        """The cited media that are not ``named`` yet, the innermost first."""
        waiting = [source for source in self.cited if source.name.lower() not in named]
        ordered: list[CitedSource] = []
        while waiting:
            outer = {source.via for source in waiting}
            innermost = next((source for source in waiting if source.name not in outer), waiting[0])
            waiting.remove(innermost)
            ordered.append(innermost)
        return [Claim(source.name, None, None, source.span) for source in ordered]

    def _accusers(self, reading: Reading, outer: Trigger, doers: set[str | None]) -> list[Claim]:
        """Who accuses: the subject, of a passive its agent. "X dituduh (oleh Y) berkhianat" is told by Y or nobody."""
        if outer.form.voice in ("passive", "undergo"):
            positions = (outer.slots.get("oleh") or _right_behind(outer))[:1]
        else:
            positions = list(reading.clauses.clause(outer.start).subject[:1])
        out = []
        for position in positions:
            mention = reading.items[position].mention
            if mention is not None and mention.entity not in doers:
                entity = self.entities[mention.entity]
                cue = reading.items[outer.start].text
                out.append(Claim(entity.name, entity.id, cue, Span(mention.start, mention.end, mention.text)))
        return out


def _right_behind(trigger: Trigger) -> list[int]:
    """ "dituduh Israel menyerang X": the agent without a preposition."""
    return [position for position in trigger.slots.get("object") if position == trigger.end]


def _unique(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Everybody once: by name where the text names them ("menurutnya" beside "kata Peters")."""
    found: dict[str, Claim] = {}
    for claim in claims:
        key = claim.entity or claim.name.lower()
        if key not in found:
            found[key] = claim
        elif found[key].mention is None and claim.mention is not None:
            found[key] = claim
    return tuple(found.values())
