"""The words of the printed chronicle, in both languages, from the sheets of ``data/publish``; and the codebook's verbs.

In: nothing. Out: look-ups. A code that has no word is printed as it is.

>>> word("statuses", "planned", "id")
'rencana'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

import yaml

from runut.data import LOADER

Language = Literal["id", "en"]
LANGUAGES: tuple[Language, ...] = ("id", "en")


@dataclass(frozen=True, slots=True)
class ActPhrase:
    """How an act is told: "bertemu dengan", "meets with"; ``mutual`` where all parties are doers; its type."""

    id: str
    en: str
    mutual: bool = False
    type: str = ""

    def text(self, language: Language) -> str:
        """The verb phrase in ``language``."""
        return self.id if language == "id" else self.en


@cache
def wording() -> Mapping[str, Any]:
    """The words of both sheets."""
    sheets = [files("runut.data") / "publish" / name for name in ("wording.yaml", "reasons.yaml")]
    found = [yaml.load(sheet.read_text(encoding="utf8"), Loader=LOADER) for sheet in sheets]
    return MappingProxyType(found[0] | found[1])


def word(group: str, code: str, language: Language) -> str:
    """The word for a code of ``group``; the code itself where there is none."""
    entry = wording()[group].get(code)
    return str(entry[language]) if entry else code


def words(group: str) -> dict[str, dict[str, str]]:
    """All words of a group, both languages."""
    return {str(code): dict(entry) for code, entry in wording()[group].items()}


def fill(name: str, language: Language, **values: str) -> str:
    """A template of the sheet with its slots filled."""
    return str(wording()[name][language]).format(**values)


@cache
def act_phrases() -> Mapping[str, ActPhrase]:
    """The verb phrases of every act of the codebook that ships with Runut."""
    folder = files("runut.data") / "codebook"
    out: dict[str, ActPhrase] = {}
    for sheet in sorted((item for item in folder.iterdir() if item.name.endswith(".yaml")), key=lambda item: item.name):
        content = yaml.load(sheet.read_text(encoding="utf8"), Loader=LOADER)
        kind = str(content["type"]) if isinstance(content, dict) and "type" in content else ""
        for entry in content.get("acts") or () if kind else ():
            name = str(entry["act"])
            plain = name.replace("_", " ")
            out[name] = ActPhrase(entry.get("id") or plain, entry.get("en") or plain, bool(entry.get("mutual")), kind)
    return MappingProxyType(out)


@cache
def country_name(code: str | None, language: Language) -> str | None:
    """The name of an ISO 3166-1 alpha-3 code; None for anything else."""
    from babel import Locale
    from babel.core import get_global

    short = get_global("territory_aliases").get(code or "")
    return Locale(language).territories.get(short[0]) if short else None


def alpha2(code: str | None) -> str | None:
    """The code of two letters for one of three: "RU" for "RUS"; None for anything else."""
    from babel.core import get_global

    short = get_global("territory_aliases").get(code or "")
    return str(short[0]) if short and len(short[0]) == 2 else None
