"""The trained reader: one small network that sees names, word classes, acts, their standing and their parties.

In: ``Dissected``. Out: ``Sensed`` by sentence: what the network makes of it, as probabilities over spans of the stored
text. It decides nothing: what becomes of its readings is said in ``extract/events/judging.py``. With ``--no-model``
nothing is sensed.
"""

from __future__ import annotations

from collections.abc import Mapping

from runut.extract.reader.sensed import NameReading, PartyReading, Sensed, TriggerReading, eventful
from runut.own import own
from runut.records import Dissected

__all__ = ["NameReading", "PartyReading", "Sensed", "TriggerReading", "eventful", "sensed"]


def sensed(dissected: Dissected) -> Mapping[int, Sensed]:
    """What the model makes of the sentences, by their index; nothing where the user reads without it.

    :raises ModelError: the model is missing or damaged.
    """
    if not own().model:
        return {}
    from runut.extract.reader.reading import sense
    from runut.extract.reader.session import opened

    return sense(dissected, opened())
