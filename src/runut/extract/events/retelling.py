"""Acts that a fact check only retells: their status is that of the claim.

In: drafts, and the stretches that retell a claim (``factchecks``). Out: drafts. What the page judges false in one
sentence is false wherever the page retells it: the post that is quoted first, and the conclusion that quotes its claim.
What the page found out itself ("sebenarnya diambil pada 2019 saat ...") is no claim and keeps its status.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from runut.extract.events.factchecks import Retold
from runut.extract.events.merging import Draft

__all__ = ["as_claimed", "judged_false"]

# What a retold claim asserts; a denial inside it stays one. What is judged false is no rumour any more.
ASSERTED = frozenset({"actual", "planned", "conditional"})
JUDGED = ASSERTED | {"rumoured"}


def as_claimed(draft: Draft, claimed: Retold | None) -> Draft:
    """The draft with the status of the claim that its words only retell."""
    event = draft.event
    if claimed is None or not claimed.start <= event.trigger.start < claimed.end:
        return draft
    if event.type == "REJECT" and event.act.startswith("deny"):
        return draft  # "kabar itu dibantah Kepala Biro ...": the denial is no part of the claim
    if claimed.status == "denied":
        return _false(draft) if event.status in JUDGED else draft
    if event.status in ASSERTED:
        draft.event = replace(event, status="rumoured", why=(*event.why, "status rumoured: a fact check retells it"))
    draft.claimed = draft.event.status == "rumoured"
    return draft


def judged_false(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, where a claim that the page judges false is false in all of its tellings."""
    judged = {(d.event.type, d.event.act) for d in drafts if d.claimed and d.event.status == "denied"}
    return [
        _false(draft) if draft.claimed and (draft.event.type, draft.event.act) in judged else draft for draft in drafts
    ]


def _false(draft: Draft) -> Draft:
    event = draft.event
    draft.claimed = True
    if event.status != "denied":
        draft.event = replace(event, status="denied", why=(*event.why, "status denied: a fact check judges it false"))
    return draft
