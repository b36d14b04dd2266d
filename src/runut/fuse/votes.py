"""Counts of a vote: how many were for it, against it, abstained.

In: a count and the sentence in which it stands. Out: which way those counted voted ("for", "against", "abstention"), ""
where the sentence does not say. It knows nothing about which vote it was.

>>> from runut.records import Quantity
>>> count = Quantity(8, 18, "120 negara", 120, None, None, None, "negara")
>>> ballot(count, 0, "sebanyak 120 negara mendukung, 14 menolak")
'for'
"""

from __future__ import annotations

import re

from runut.fuse.weights import weights
from runut.records import Quantity

__all__ = ["ballot", "voting_word"]

WORD = re.compile(r"[^\W\d_]+")
# Words behind the count, and before it, in which its vote is named; and how far they are looked for.
NEAR, REACH = 3, 40


def ballot(quantity: Quantity, start: int, sentence: str) -> str:
    """Which way those counted voted; ``sentence`` is in lower case and begins at ``start``."""
    return weights().ballots.get(voting_word(quantity, start, sentence), "")


def voting_word(quantity: Quantity, start: int, sentence: str) -> str:
    """The word that says it: in the count's own words, behind it, else right before it."""
    w = weights()
    own = WORD.findall((quantity.of or "").lower())
    if not own or own[0] not in w.voters:
        return ""
    at, end = quantity.start - start, quantity.end - start
    inside = 0 <= at < len(sentence)
    after = WORD.findall(re.split(r"[,;]", sentence[end : end + REACH])[0])[:NEAR] if inside else []
    before = WORD.findall(re.split(r"[,;]", sentence[max(0, at - REACH) : at])[-1])[-NEAR:] if inside else []
    return next((word for word in (*own, *after, *reversed(before)) if word in w.ballots), "")
