"""Words of saying: which forms frame a statement, and where their speaker stands.

Out: ``Saying``, read from ``data/lexicons/saying.yaml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from runut.data import LOADER

# Forms that take a plain clause without "bahwa": only plain speech and claims do; "memutuskan X" decides a thing.
CLAUSAL_CLASSES = frozenset({"speech", "claim", "report", "think", "reply", "deny"})
VOICES = ("bare", "active", "passive", "noun")
# Verbs that say a thing as well as a clause: "menyoroti serangan", "membenarkan peretasan".
THING_CLASSES = frozenset({"mention", "confirm"})
# Forms of the list that frame no content of their own: being reached or asked is not saying.
NO_CUES = frozenset("dihubungi ditemui ditanya ditanyai dimintai bicara dibaca dikenal".split())


@dataclass(frozen=True, slots=True)
class Saying:
    """Words of saying by what they do; ``data/lexicons/saying.yaml`` explains the lists.

    A sentence can hold a statement where it has a word of ``telling``, or one of ``nouns`` and one of ``opening``.
    """

    after: frozenset[str]  # content first: "kata X"
    before: frozenset[str]  # the subject speaks: "X mengatakan"
    passive: frozenset[str]
    clausal: frozenset[str]  # a clause may follow without "bahwa"
    all: frozenset[str]
    things: frozenset[str]  # a thing may be said: "melaporkan serangan"
    citing: frozenset[str]  # passives that name a source
    told: frozenset[str]  # passives whose subject is what is said
    nouns: frozenset[str]  # "pernyataan X bahwa"
    frames: frozenset[str]  # "menurut X"
    lines: frozenset[str]  # "demikian pernyataan X", "bunyi laporan X"
    heads: frozenset[str]  # "berdasarkan laporan X"
    no_claim: frozenset[str]  # denials, fears, hopes
    speakers: frozenset[str]  # nouns that speak without a name
    bodies: frozenset[str]  # those that are no person
    persons: frozenset[str]  # what stands before people
    fillers: frozenset[str]  # what stands before a party's name
    days: frozenset[str]  # no names
    pairs: frozenset[tuple[str, str]]  # two words that are one noun
    cues: frozenset[str]  # any word that may frame a statement
    telling: frozenset[str]
    opening: frozenset[str]


@cache
def saying() -> Saying:
    """The shipped words of saying; single words only (groups are recognised by their first word's own entry)."""
    text = (files("runut.data") / "lexicons" / "saying.yaml").read_text(encoding="utf8")
    raw: dict[str, Any] = yaml.load(text, Loader=LOADER)
    after, before, passive = _forms(raw, "bare"), _forms(raw, "active", "passive"), _forms(raw, "passive")
    before -= NO_CUES
    nouns = _forms(raw, "noun")
    frames = frozenset(raw["frames"])
    heads = frozenset(raw["frame_heads"])
    return Saying(
        after=after,
        before=before,
        passive=passive,
        clausal=_forms(raw, "active", "passive", classes=CLAUSAL_CLASSES) - NO_CUES - frozenset(raw["complete"]),
        all=after | before,
        things=(_forms(raw, "active", classes=THING_CLASSES) | frozenset(raw["things"])) - frozenset(raw["complete"]),
        citing=frozenset(raw["citing"]),
        told=frozenset(raw["told"]),
        nouns=nouns,
        frames=frames,
        lines=frozenset(raw["lines"]),
        heads=heads,
        no_claim=_forms(raw, *VOICES, classes=frozenset({"deny"})) | frozenset(raw["no_claim"]),
        speakers=frozenset(raw["speakers"]),
        bodies=frozenset(raw["bodies"]),
        persons=frozenset(raw["persons"]),
        fillers=frozenset(raw["fillers"]),
        days=frozenset(raw["days"]),
        pairs=frozenset(_pair(words) for words in raw["pairs"]),
        telling=after | before | frames | frozenset(raw["lines"]) | {":"},
        opening=heads | {"bahwa", "kalau", "bahwasanya"},
        cues=after | before | nouns | frames | heads | frozenset(raw["lines"]),
    )


def _forms(raw: Mapping[str, Any], *voices: str, classes: frozenset[str] | None = None) -> frozenset[str]:
    """The single words of the groups with one of ``voices`` (and of ``classes``)."""
    groups = [g for g in raw["groups"] if g["voice"] in voices and (classes is None or g["class"] in classes)]
    return frozenset(str(form).lower() for group in groups for form in group["forms"] if " " not in str(form))


def _pair(words: str) -> tuple[str, str]:
    first, second = words.split()
    return first, second
