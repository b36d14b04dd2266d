"""Verdicts of an audit kept as decisions.

In: judgements and a ``Desk``. Out: an acceptance for what is right, a rejection for what is wrong and why; those for
which a verdict is not enough are named, not guessed: a wrong type, state or person wants the right one.
"""

from __future__ import annotations

from collections.abc import Iterable

from runut.errors import UsageError
from runut.review.audit import Judgement
from runut.review.deciding import REASONS, Desk

__all__ = ["record"]


def record(desk: Desk, judgements: Iterable[Judgement]) -> tuple[int, list[tuple[str, str]]]:
    """How many were kept, and which were not, each with the reason."""
    kept, left = 0, []
    for one in judgements:
        if one.right is None:
            continue
        try:
            if one.right:
                desk.accept(one.event, note=one.note or None)
            elif one.reason in REASONS and one.reason != "wrong-person":
                desk.reject(one.event, one.reason, note=one.note or None)
            elif one.reason:
                left.append((one.event, f"{one.reason}: say what is right with runut review edit"))
                continue
            else:
                left.append((one.event, "wrong without a reason: say which with runut review reject"))
                continue
            kept += 1
        except UsageError as error:
            left.append((one.event, str(error)))
    return kept, left
