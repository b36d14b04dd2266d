"""Names as runs of tokens: the likeliest row of BIO labels that is one.

In: probabilities of the labels ``NAMES`` a token, [tokens, labels]. Out: an index of a label a token. Viterbi's
algorithm (1967) over the one rule of BIO: a name goes on only where one of its kind has begun.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from runut.extract.reader.labels import NAMES

__all__ = ["likeliest"]

NEVER = -1e9
# [before, after]: 0 where the one may follow the other.
_AFTER = np.array(
    [[NEVER if b[0] == "I" and a[1:] != b[1:] else 0.0 for b in NAMES] for a in NAMES], dtype=np.float64
)
_FIRST = np.array([NEVER if name[0] == "I" else 0.0 for name in NAMES])


def likeliest(sure: NDArray[np.floating]) -> list[int]:
    """The likeliest labels. A name cannot go on that has not begun:

    >>> likeliest(np.array([[0.6, 0.4, 0, 0, 0, 0, 0], [0.1, 0, 0.9, 0, 0, 0, 0]]))
    [1, 2]
    """
    if not len(sure):
        return []
    weighed = np.log(np.maximum(sure, 1e-30).astype(np.float64))
    best = weighed[0] + _FIRST
    came = []
    for one in weighed[1:]:
        ways = best[:, None] + _AFTER
        came.append(ways.argmax(0))
        best = ways.max(0) + one
    at = int(best.argmax())
    row = [at]
    for back in reversed(came):
        at = int(back[at])
        row.append(at)
    return row[::-1]
