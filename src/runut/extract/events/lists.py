"""Lists of words that decide whose act a verb or noun is: ``data/lexicons/clause_words.yaml``.

In: the name of a list. Out: its words.

>>> "melarang" in listed("object_control")
True
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from runut.data import LOADER

__all__ = ["listed"]


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    text = (files("runut.data") / "lexicons" / "clause_words.yaml").read_text(encoding="utf8")
    return {name: frozenset(map(str, found)) for name, found in yaml.load(text, Loader=LOADER).items()}


def listed(name: str) -> frozenset[str]:
    """The list of that name."""
    return _lists()[name]
