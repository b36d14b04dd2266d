"""Runut reads Indonesian-language news and writes a chronicle, every line tied to its sentence.

In Python as in the command line: ``read`` one article, ``open`` a chronicle, find the ``times`` of a text. Nothing is
loaded until it is asked for.

>>> import runut
>>> sorted(name for name in runut.__all__)
['Chronicle', '__version__', 'open', 'read', 'read_all', 'times']
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from runut.api import Chronicle, open, read, read_all
    from runut.extract.times.api import times

__version__ = "0.1.0"
__all__ = ["Chronicle", "__version__", "open", "read", "read_all", "times"]

_HOMES = {
    "Chronicle": "runut.api",
    "open": "runut.api",
    "read": "runut.api",
    "read_all": "runut.api",
    "times": "runut.extract.times.api",
}


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'runut' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
