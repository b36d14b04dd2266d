"""Words of saying: which forms frame a statement, and where their speaker stands.

Out: ``Saying``, read from ``data/lexicons/saying.yaml``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

# Forms that take a plain clause without "bahwa": only plain speech and claims do; "memutuskan X" decides a thing.
CLAUSAL_CLASSES = frozenset({"speech", "claim", "report", "think", "reply", "deny"})
# Forms of the list that frame no content of their own: being reached or asked is not saying.
NO_CUES = frozenset("dihubungi ditemui ditanya ditanyai dimintai bicara dibaca dikenal".split())
# Nouns that name an unnamed speaker.
SPEAKERS = frozenset(
    """pejabat sumber jubir juru pengamat analis saksi warga korban seorang komandan diplomat penasihat pakar menteri
    gubernur jenderal polisi petugas narasumber peneliti aktivis demonstran wartawan pengacara hakim jaksa anggota
    direktur kepala ketua wakil sekretaris duta utusan perwira tentara relawan dokter kelompok lembaga kementerian
    pemerintah militer media kantor laporan intelijen""".split()
)


@dataclass(frozen=True, slots=True)
class Saying:
    """Forms by place of the speaker. ``after``: content first ("kata X"); ``before``: the subject speaks."""

    after: frozenset[str]
    before: frozenset[str]
    passive: frozenset[str]
    clausal: frozenset[str]
    all: frozenset[str]
    speakers: frozenset[str] = SPEAKERS


@cache
def saying() -> Saying:
    """The shipped words of saying; single words only (groups are recognised by their first word's own entry)."""
    text = (files("runut.data") / "lexicons" / "saying.yaml").read_text(encoding="utf8")
    raw: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    after: set[str] = set()
    before: set[str] = set()
    passive: set[str] = set()
    clausal: set[str] = set()
    for group in raw["groups"]:
        forms = {str(form).lower() for form in group["forms"] if " " not in str(form)}
        if group["voice"] == "bare":
            after |= forms
        elif group["voice"] in ("active", "passive"):
            before |= forms
            if group["voice"] == "passive":
                passive |= forms
            if group["class"] in CLAUSAL_CLASSES:
                clausal |= forms
    before -= NO_CUES
    every = after | before
    return Saying(frozenset(after), frozenset(before), frozenset(passive), frozenset(clausal), frozenset(every))
