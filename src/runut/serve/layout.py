"""Where the points of a graph stand: those that are joined near each other, the others apart.

In: how many points there are, and the lines between them. Out: a place for each, between 0 and 1 in both
directions. The points begin on a circle in the order they are given and move a fixed number of steps (Fruchterman and
Reingold's forces, with a pull to the middle so that what is not joined does not drift away): nothing is drawn by lot,
and equal graphs are drawn equally.

>>> placed(2, [(0, 1)])
((1.0, 0.5), (0.0, 0.5))
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["placed"]

STEPS = 240
PULL = 0.4  # to the middle, against 1 between points that are joined
COARSE = 3  # digits that are kept: processors disagree in later ones


def placed(points: int, lines: Sequence[tuple[int, int]]) -> tuple[tuple[float, float], ...]:
    """The places of the points."""
    import numpy as np

    if points < 2:
        return ((0.5, 0.5),) * points
    turn = 2 * np.pi * np.arange(points) / points
    at = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    pull = np.zeros((points, points))
    for one, other in lines:
        pull[one, other] = pull[other, one] = 1.0
    apart = 1.0 / np.sqrt(points)
    for step in range(STEPS):
        moved = _force(at, pull, float(apart))
        length = np.maximum(np.hypot(moved[:, 0], moved[:, 1]), 1e-9)
        reach = 0.12 * (1 - step / STEPS)
        at = at + moved * (np.minimum(length, reach) / length)[:, None]
    return _framed(at)


def _force(at: NDArray[Any], pull: NDArray[Any], apart: float) -> NDArray[Any]:
    """Where every point is drawn to."""
    import numpy as np

    between = at[:, None, :] - at[None, :, :]
    length = np.maximum(np.hypot(between[..., 0], between[..., 1]), 1e-3)
    push = (apart / length) ** 2 - pull * length / apart
    moved: NDArray[Any] = (between * push[..., None]).sum(axis=1) - PULL * at
    return moved


def _framed(at: NDArray[Any]) -> tuple[tuple[float, float], ...]:
    """Stretched to fill the frame; a direction in which nothing lies apart stands in the middle."""
    import numpy as np

    low, high = at.min(axis=0), at.max(axis=0)
    wide = high - low
    even = np.where(wide > 1e-6, (at - low) / np.where(wide > 1e-6, wide, 1), 0.5)
    return tuple((round(float(x), COARSE), round(float(y), COARSE)) for x, y in even)
