"""brat standoff: a zip archive with a text and an annotation file for each article, and brat's configuration.

In: a ``View``. Out: bytes. Entities are the names the article mentions, events their triggers with actor, target, place
and time; attributes are status and confidence, notes the real name and id of an entity. Only the events of the view are
there. A stretch over a line break is several fragments, because brat allows no line break in one. Without text, every
letter of the article is an x, in both files, so that brat still opens them.
"""

from __future__ import annotations

from collections.abc import Iterator

from runut.publish.decisions import decisions_left_out
from runut.publish.formats.told import masked_note, told
from runut.publish.made import Made, archive, note
from runut.publish.sources import plain
from runut.publish.view import View
from runut.records import Article, Event, Participant, Span

__all__ = ["write"]

TYPES = ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
         "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")  # fmt: skip
KINDS = ("person", "organisation", "state", "place", "group", "event", "weapon", "time")
STATUSES = ("actual", "planned", "rumoured", "denied", "negated", "conditional")
LEFT_OUT = (
    "what articles tell together: merged dates, conflicts",
    "parties, places and times that have no words of their own",
    "quantities, statements, blocks",
)


def write(view: View) -> Made:
    """The archive."""
    left_out = (*masked_note(view), *decisions_left_out(view.clusters), *LEFT_OUT)
    files = {"annotation.conf": _configuration().encode(), "README.txt": (note(left_out) + "\n").encode()}
    for name, article in told(view):
        # A carriage return would be a line break for brat and one more character for us.
        files[f"{name}.txt"] = article.document.text.replace("\r", " ").encode("utf-8", "replace")
        files[f"{name}.ann"] = "".join(f"{line}\n" for line in Annotations(article).lines()).encode("utf-8", "replace")
    return Made(archive(files), left_out)


class Annotations:
    """The lines of one annotation file; each stretch of a kind is named once."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.text = article.document.text.replace("\r", " ")
        self.names: dict[tuple[str, int, int], str] = {}
        self.bound: list[str] = []

    def lines(self) -> Iterator[str]:
        """Text-bound lines first, then events, attributes and notes."""
        entities = {entity.id: entity for entity in self.article.entities}
        notes = []
        for mention in self.article.mentions:
            name = self._bind(mention.kind, mention.start, mention.end)
            entity = entities.get(mention.entity)
            if entity:
                notes.append((name, plain(f"{entity.name} [{entity.wikidata or entity.id}]")))
        events, attributes = [], []
        for number, event in enumerate(self.article.events, 1):
            events.append(f"E{number}\t" + " ".join(self._event(event)))
            attributes.append(f"Status E{number} {event.status}")
        yield from self.bound
        yield from events
        yield from (f"A{number}\t{line}" for number, line in enumerate(attributes, 1))
        yield from (f"#{number}\tAnnotatorNotes {name}\t{text}" for number, (name, text) in enumerate(notes, 1))

    def _event(self, event: Event) -> Iterator[str]:
        yield f"{event.type}:{self._bind(event.type, event.trigger.start, event.trigger.end)}"
        yield from self._roles("Actor", event.actors)
        yield from self._roles("Target", event.targets)
        if event.place and event.place.mention:
            yield f"Place:{self._span('place', event.place.mention)}"
        if event.time and event.time.mention:
            yield f"Time:{self._span('time', event.time.mention)}"

    def _roles(self, role: str, participants: tuple[Participant, ...]) -> Iterator[str]:
        seen = dict.fromkeys(self._mention(one) for one in participants if one.mention)
        for number, name in enumerate(seen, 1):
            yield f"{role}{number if number > 1 else ''}:{name}"

    def _mention(self, one: Participant) -> str:
        assert one.mention is not None
        at = one.mention.start, one.mention.end
        kinds = (mention.kind for mention in self.article.mentions if (mention.start, mention.end) == at)
        return self._bind(next(kinds, "group"), *at)

    def _span(self, kind: str, span: Span) -> str:
        return self._bind(kind, span.start, span.end)

    def _bind(self, kind: str, start: int, end: int) -> str:
        key = kind, start, end
        if key not in self.names:
            self.names[key] = f"T{len(self.names) + 1}"
            parts = list(_fragments(self.text, start, end))
            offsets = ";".join(f"{first} {last}" for first, last in parts)
            words = " ".join(self.text[first:last] for first, last in parts)
            self.bound.append(f"{self.names[key]}\t{kind} {offsets}\t{words}")
        return self.names[key]


def _fragments(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for line in text[start:end].split("\n"):
        left = len(line) - len(line.lstrip())
        if line.strip():
            yield at + left, at + len(line.rstrip())
        at += len(line) + 1


def _configuration() -> str:
    roles = "Actor*:<ENTITY>, Target*:<ENTITY>, Place?:<ENTITY>, Time?:<ENTITY>"
    lines = ["[entities]", *KINDS, "", "[relations]", "", "[events]", *(f"{kind}\t{roles}" for kind in TYPES), ""]
    return "\n".join([*lines, "[attributes]", f"Status\tArg:<EVENT>, Value:{'|'.join(STATUSES)}", ""])
