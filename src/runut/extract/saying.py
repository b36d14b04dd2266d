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

# Forms that take a plain clause without "bahwa": only plain speech and claims do; "memutuskan X" decides a thing.
CLAUSAL_CLASSES = frozenset({"speech", "claim", "report", "think", "reply", "deny"})
# Verbs that say a thing as well as a clause: "menyoroti serangan", "membenarkan peretasan".
THING_CLASSES = frozenset({"mention", "confirm"})
# Forms of the list that frame no content of their own: being reached or asked is not saying.
NO_CUES = frozenset("dihubungi ditemui ditanya ditanyai dimintai bicara dibaca dikenal".split())
@dataclass(frozen=True, slots=True)
class Saying:
    """Forms by place of the speaker. ``after``: content first ("kata X"); ``before``: the subject speaks.

    ``clausal``: take a clause without "bahwa"; ``things``: may say a thing ("melaporkan serangan"); ``told``: passives
    whose subject is what is said; ``nouns``: "pernyataan X bahwa"; ``frames``: "menurut X"; ``denying``: say that it is
    not so; ``speakers``: nouns that can speak without a name; ``persons``: what stands before people; ``fillers``: what
    stands before a party's name; ``pairs``: two words that are one noun; ``days``: no names; ``cues``: any of them.
    """

    after: frozenset[str]
    before: frozenset[str]
    passive: frozenset[str]
    clausal: frozenset[str]
    all: frozenset[str]
    things: frozenset[str]
    told: frozenset[str]
    nouns: frozenset[str]
    frames: frozenset[str]
    denying: frozenset[str]
    speakers: frozenset[str]
    persons: frozenset[str]
    fillers: frozenset[str]
    days: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    cues: frozenset[str]


@cache
def saying() -> Saying:
    """The shipped words of saying; single words only (groups are recognised by their first word's own entry)."""
    text = (files("runut.data") / "lexicons" / "saying.yaml").read_text(encoding="utf8")
    raw: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    after, before, passive = _forms(raw, "bare"), _forms(raw, "active", "passive"), _forms(raw, "passive")
    before -= NO_CUES
    nouns = _forms(raw, "noun")
    frames = frozenset(raw["frames"])
    heads = frozenset(raw["frame_heads"])
    return Saying(
        after=after,
        before=before,
        passive=passive,
        clausal=_forms(raw, "active", "passive", "bare", classes=CLAUSAL_CLASSES) - NO_CUES,
        all=after | before,
        things=_forms(raw, "active", classes=THING_CLASSES) | frozenset(raw["things"]),
        told=frozenset(raw["told"]),
        nouns=nouns,
        frames=frames,
        denying=_forms(raw, "active", "passive", "noun", classes=frozenset({"deny"})) | frozenset(raw["denying"]),
        speakers=frozenset(raw["speakers"]),
        persons=frozenset(raw["persons"]),
        fillers=frozenset(raw["fillers"]),
        days=frozenset(raw["days"]),
        pairs=frozenset(_pair(words) for words in raw["pairs"]),
        cues=after | before | nouns | frames | heads | frozenset(raw["lines"]),
    )


def _forms(raw: Mapping[str, Any], *voices: str, classes: frozenset[str] | None = None) -> frozenset[str]:
    """The single words of the groups with one of ``voices`` (and of ``classes``)."""
    groups = [g for g in raw["groups"] if g["voice"] in voices and (classes is None or g["class"] in classes)]
    return frozenset(str(form).lower() for group in groups for form in group["forms"] if " " not in str(form))


def _pair(words: str) -> tuple[str, str]:
    first, second = words.split()
    return first, second
