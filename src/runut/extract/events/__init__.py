"""Events: who did what to whom, when, where, with what standing, and according to whom.

In: a dissected document with its times, actors, statements and quantities. Out: ``Event`` records, one per real act
per article, each with its sentence, its trigger and the rule that gave it. Litter never gets here: ``dissect`` cuts the
title and the body only.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial

from runut.extract.events.counterparts import Named, with_counterparts
from runut.extract.events.drafting import Context, sentence_drafts
from runut.extract.events.factchecks import retold
from runut.extract.events.merging import Draft, merge
from runut.extract.events.narrative import told_on
from runut.extract.events.retelling import judged_false
from runut.extract.events.standing import TOLD_ALONE
from runut.extract.events.story import with_story
from runut.records import Event, Span

# In a match report these are moves of the game: "menyerang", "bertahan", "menyerah".
PLAYED = frozenset({"ASSAULT", "RETREAT", "MOBILIZE", "THREATEN"})
LEAST_SPORT = 3
SPORT_SHARE = 0.25

__all__ = ["Context", "find_events"]


def find_events(context: Context) -> tuple[Event, ...]:
    """All events of the document, in text order of their evidence."""
    drafts: list[Draft] = []
    claims = retold(context.dissected)
    for sentence in context.dissected.sentences:
        claimed = next((one for one in claims if sentence.start <= one.start < sentence.end), None)
        drafts.extend(sentence_drafts(context, sentence, claimed))
    drafts = judged_false(drafts)
    if _is_sport(context):
        drafts = [draft for draft in drafts if draft.event.type not in PLAYED]
    drafts = told_on(drafts)
    body = [draft for draft in drafts if not draft.title]
    titles = [draft for draft in drafts if draft.title]
    # The title is met last: it joins the body's telling, and stands alone only where the body is silent.
    merged = merge([*body, *titles])
    merged = [draft for draft in merged if draft.event.actors or draft.event.targets or _stands_alone(context, draft)]
    merged.sort(key=lambda draft: (draft.event.evidence.start, draft.event.trigger.start))
    states = _states(context)
    merged = with_story(merged, states, context.entities, context.book.acts)
    merged = with_counterparts(merged, Named(states, partial(_states_within, context), context.entities))
    return tuple(_numbered(context, draft, number) for number, draft in enumerate(merged))


def _states(context: Context) -> Counter[str]:
    """How often the article names each state, the sources it cites left out."""
    cited = {one.span.start for one in context.dissected.document.cited_sources}
    found = (context.entities[m.entity].country for m in context.mentions if m.start not in cited)
    return Counter(country for country in found if country)


def _states_within(context: Context, span: Span) -> frozenset[str]:
    """The states that a stretch of the text names, or whose people and bodies it names."""
    inside = (context.entities[m.entity].country for m in context.mentions if span.start <= m.start < span.end)
    return frozenset(country for country in inside if country)


def _is_sport(context: Context) -> bool:
    """Whether the article is about a match: its sentences keep naming what belongs to one."""
    sentences = context.dissected.sentences
    hits = sum(context.book.sport.hits([token.lower for token in sentence.tokens]) for sentence in sentences)
    return hits >= LEAST_SPORT and hits >= SPORT_SHARE * len(sentences)


def _stands_alone(context: Context, draft: Draft) -> bool:
    """Whether the act may stand without any known party: by the codebook, by its type, or because its place is told."""
    event = draft.event
    free = event.type in TOLD_ALONE or context.book.acts[event.act].requires.party is False
    return not draft.pointing and (free or event.place is not None)


def _numbered(context: Context, draft: Draft, number: int) -> Event:
    return replace(draft.event, id=f"{context.dissected.document.id}-e{number + 1}", also=tuple(draft.also))
