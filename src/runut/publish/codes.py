"""The code tables of PLOVER, CAMEO and the data sets that use them, as the exports need them.

In: ``data/ontology``. Out: look-ups, and ``coded``: the type, mode and CAMEO code under which an event goes into a data
set that has no place for its status. PLOVER folds there: a future visit is AGREE, a future attack THREATEN, a refusal
REJECT. A rumour, a denial and a condition have no such code, and ``coded`` gives None for them.

Known errors of the published tables are not repeated: the folding table names types that PLOVER has no more (its
``_plover16`` columns are used), the manual prints ACCUSE with a positive intensity (``intensity_usable``), some modes
of the data are not in the manual, and a withdrawal that is only announced is CONCEDE, as the manual says, not AGREE.

>>> intensity("ACCUSE", None), intensity("CONSULT", "visit"), quad("ACCUSE").name
(-3.0, 4.0, 'VERBAL CONFLICT')
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from runut.extract.events.codes import cameo_codes, goldstein
from runut.records import Cluster

__all__ = [
    "Coded", "Country", "Quad", "cameo_name", "coded", "columns", "contexts", "countries", "goldstein", "in_manual",
    "intensity", "is_plover", "quad", "quad_of_cameo", "sector",
]  # fmt: skip

QUADS = {
    "V-COOP": "VERBAL COOPERATION", "M-COOP": "MATERIAL COOPERATION",
    "V-CONF": "VERBAL CONFLICT", "M-CONF": "MATERIAL CONFLICT",
}  # fmt: skip
# The last CAMEO root of each of GDELT's four classes.
CAMEO_CLASSES = (("05", 1), ("08", 2), ("13", 3), ("20", 4))


@dataclass(frozen=True, slots=True)
class Coded:
    """How an event stands in a data set: ``cameo`` is None where CAMEO has no code for it."""

    type: str
    mode: str | None
    cameo: str | None
    folded: bool


@dataclass(frozen=True, slots=True)
class Country:
    """What other data sets call a state; "" where they do not know it."""

    cow: str
    fips: str


@dataclass(frozen=True, slots=True)
class Quad:
    """One of the four classes: verbal or material, cooperation or conflict."""

    number: int
    name: str


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files("runut.data") / "ontology" / name).read_text(encoding="utf8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    yield from csv.DictReader(lines, delimiter="\t")


@cache
def _types() -> Mapping[str, dict[str, str]]:
    return {row["event_type"]: row for row in _rows("plover_event_types.tsv")}


@cache
def _modes() -> Mapping[tuple[str, str], dict[str, str]]:
    return {(row["event_type"], row["mode"]): row for row in _rows("plover_modes.tsv")}


@cache
def contexts() -> frozenset[str]:
    """The contexts of the manual; CAMEO tables name others."""
    return frozenset(row["context"] for row in _rows("plover_contexts.tsv"))


@cache
def countries() -> Mapping[str, Country]:
    """ISO 3166-1 alpha-3 code to the codes of others."""
    return {row["iso3"]: Country(row["cow"], row["fips"]) for row in _rows("country_codes.tsv")}


@cache
def columns(dataset: str) -> tuple[str, ...]:
    """The columns of a data set, in its order: POLECAT_weekly_txt, ICEWS_dataverse, GDELT2_events."""
    name = "polecat_columns.tsv" if dataset.startswith("POLECAT") else "event_columns.tsv"
    found = sorted((int(row["position"]), row["column"]) for row in _rows(name) if row["dataset"] == dataset)
    return tuple(column for _, column in found)


@cache
def _sectors() -> Mapping[tuple[str, str], tuple[str, str]]:
    return {(row["kind"], row["name"]): (row["plover"], row["cameo"]) for row in _rows("sectors.tsv")}


def sector(kind: str, name: str) -> tuple[str, str]:
    """PLOVER's sector and CAMEO's agent code for a role or an office; empty where there is none."""
    return _sectors().get((kind, name), ("", ""))


def is_plover(kind: str) -> bool:
    """Whether it is one of PLOVER's sixteen types; a chronicle made with a codebook of one's own may have others."""
    return kind in _types()


def in_manual(kind: str, mode: str | None) -> bool:
    """Whether PLOVER's manual has the mode; some are in POLECAT's data only."""
    return mode is None or _modes().get((kind, mode), {}).get("status") == "manual_2.0"


def intensity(kind: str, mode: str | None) -> float | None:
    """The intensity of a mode; of its type where the mode has none."""
    own = _modes().get((kind, mode or ""), {}).get("intensity") or _types().get(kind, {}).get("intensity_usable")
    return float(own) if own else None


def quad(kind: str) -> Quad:
    """The class of a PLOVER type."""
    row = _types()[kind]
    return Quad(int(row["quad_num"]), QUADS[row["quad"]])


def quad_of_cameo(code: str) -> int:
    """The class of a CAMEO code, as GDELT counts it."""
    return next(number for last, number in CAMEO_CLASSES if code[:2] <= last)


def cameo_name(code: str) -> str:
    """The name of a CAMEO code; of the code it is a part of where it has none."""
    while code and code not in cameo_codes():
        code = code[:-1]
    return cameo_codes().get(code, "")


def coded(cluster: Cluster) -> Coded | None:
    """How the event goes into a data set; None for what is only rumoured, denied or conditional, or no PLOVER type."""
    if not is_plover(cluster.type):
        return None
    if cluster.status == "actual":
        return Coded(cluster.type, cluster.mode, cluster.cameo, folded=False)
    if cluster.status not in ("planned", "negated"):
        return None
    kind = _folded(cluster)
    if kind == cluster.type:
        return Coded(kind, cluster.mode, cluster.cameo, folded=False)
    modes = _folded_modes()
    mode = modes.get((cluster.type, cluster.mode or "*", kind)) or modes.get((cluster.type, "*", kind))
    cameo = _foldings().get(((cluster.cameo or "")[:2], kind))
    return Coded(kind, mode, cameo, folded=True)


def _folded(cluster: Cluster) -> str:
    """The type that PLOVER gives the act; of two types that its table leaves open, the verbal one."""
    if cluster.status == "planned":
        # The manual against the table: an announced withdrawal yields in words.
        return "CONCEDE" if cluster.type in ("CONCEDE", "RETREAT") else _modality()[cluster.type]["future_plover16"]
    column = "neg_past_plover16" if _is_past(cluster) else "neg_future_plover16"
    return _modality()[cluster.type][column].split("|")[0]


def _is_past(cluster: Cluster) -> bool:
    """Whether its day had come when it was reported. Without a day it counts as future: the milder codes."""
    reported = [report.published.latest for report in cluster.reports if report.published.latest]
    return bool(cluster.time and cluster.time.latest and reported and cluster.time.latest <= max(reported))


@cache
def _modality() -> Mapping[str, dict[str, str]]:
    return {kind: row for row in _rows("plover_modality_rules_zsp.tsv") for kind in row["root_plover16"].split("|")}


@cache
def _folded_modes() -> Mapping[tuple[str, str, str], str]:
    rows = _rows("plover_folded_modes.tsv")
    return {(row["event_type"], row["mode"], row["folded_type"]): row["folded_mode"] for row in rows}


@cache
def _foldings() -> Mapping[tuple[str, str], str]:
    return {(row["cameo_root"], row["folded_type"]): row["cameo_code"] for row in _rows("cameo_foldings.tsv")}
