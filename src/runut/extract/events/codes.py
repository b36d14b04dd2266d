"""The code tables of PLOVER and CAMEO as the codebook needs them: which codes exist, their names and Goldstein values.

In: ``data/ontology``. Out: look-ups. A Goldstein value is the one that ICEWS publishes for a CAMEO code (from -10, the
most hostile, to +10, the most friendly); an act has the value of its code, whatever its status.

>>> goldstein("190"), cameo_codes()["190"]
(-10.0, 'Use conventional military force')
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files("runut.data") / "ontology" / name).read_text(encoding="utf8")
    yield from csv.DictReader(text.splitlines(), delimiter="\t")


@cache
def _cameo() -> Mapping[str, tuple[str, float | None]]:
    return {
        row["cameo_code"]: (row["cameo_name"], float(row["goldstein_icews"]) if row["goldstein_icews"] else None)
        for row in _rows("plover_cameo_map.tsv")
    }


@cache
def cameo_codes() -> Mapping[str, str]:
    """CAMEO code to its name."""
    return {code: name for code, (name, _) in _cameo().items()}


def goldstein(code: str | None) -> float | None:
    """The Goldstein value of a CAMEO code, or of the code it is a part of."""
    while code:
        value = _cameo().get(code, ("", None))[1]
        if value is not None:
            return value
        code = code[:-1]
    return None


@cache
def modes(kind: str) -> tuple[str, ...]:
    """The modes of a PLOVER type."""
    return tuple(row["mode"] for row in _rows("plover_modes.tsv") if row["event_type"] == kind)


@cache
def contexts() -> tuple[str, ...]:
    """PLOVER's contexts."""
    return tuple(row["context"] for row in _rows("plover_contexts.tsv"))
