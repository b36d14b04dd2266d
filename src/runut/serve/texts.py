"""The words of the workbench in the reader's language, and the templates.

In: a template's name and what it shows. Out: HTML. Whatever a template prints is escaped, and characters that act
without being seen (marks that turn the direction of writing, spaces of no width, controls) are printed as their names:
an article can neither run anything here nor make a line read otherwise than it is.

>>> visible("Rabu\u202e(27/7)")
'Rabu⟦U+202E⟧(27/7)'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, cast, get_args
from urllib.parse import quote

import yaml
from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from runut.data import LOADER
from runut.messages import indonesian
from runut.publish.dates import date_text
from runut.publish.occasion_names import title_of
from runut.publish.reasons import rule_line
from runut.publish.wording import Language, country_name, fill, wording

__all__ = ["LANGUAGES", "clipped", "language_of", "party_name", "render", "say", "visible"]

LANGUAGES: tuple[Language, ...] = get_args(Language)
LONGEST = 420  # characters of a quotation in a list; the article has it whole
# Controls but tab, line feed and return; marks of direction (UAX 9); what has no width and joins no emoji.
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def visible(value: object) -> object:
    """Text with its unseen characters named; anything else as it is."""
    if not isinstance(value, str) or isinstance(value, Markup) or (value.isascii() and value.isprintable()):
        return value
    return _UNSEEN.sub(lambda found: f"⟦U+{ord(found[0]):04X}⟧", value)


def clipped(text: str, longest: int = LONGEST) -> str:
    """The text on one line, shortened at a word where it is longer than a list can show."""
    line = " ".join(text[: 4 * longest].split())
    if len(line) <= longest:
        return line
    return (line[:longest].rpartition(" ")[0] or line[:longest]) + " …"


def language_of(*wishes: str | None) -> Language:
    """The first of the wishes that is a language of the workbench; Indonesian where none is."""
    return cast(Language, next((wish for wish in wishes if wish in LANGUAGES), "id"))


@cache
def _sheet() -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    for sheet in sorted((files("runut.data") / "serve").iterdir(), key=lambda one: one.name):
        if sheet.name.endswith(".yaml"):
            found |= yaml.load(sheet.read_text(encoding="utf8"), Loader=LOADER)
    return MappingProxyType(found)


def say(key: str, language: Language, group: str = "interface", **values: object) -> str:
    """A word of the interface, or of a group of the chronicle's wording; a code without a word as it is."""
    entry = _sheet().get(key) if group == "interface" else None
    entry = entry or wording()[group].get(key)
    text = str(entry[language]) if entry else key
    return text.format(**values) if values else text


def party_name(party: str | None, called: str, language: Language) -> str:
    """A state in the reader's language, anybody else as the chronicle calls him."""
    return country_name(party, language) or called


def render(name: str, language: Language, **shown: object) -> str:
    """The page of a template."""
    words: dict[str, Callable[..., object]] = {
        "t": lambda key, group="interface", **values: say(key, language, group, **values),
        "n": lambda key, count: _counted(key, count, language),
        "date": lambda value: date_text(value, language) if value else fill("undated", language),
        "who": lambda entity, name: party_name(entity, name, language),
        "two": lambda both: getattr(both, language),
        "told": lambda text: indonesian(text) if language == "id" else text,
        "num": lambda number: _number(number, language),
        "rule_words": lambda rule: rule_line(rule, language),
        "occasion": lambda name: title_of(name, language),
    }
    return _template(name).render(lang=language, **words, **shown)


def _counted(key: str, count: int, language: Language) -> str:
    word = say(key, language)
    return f"{_number(count, language)} {word[:-1] if language == 'en' and count == 1 else word}"


def _number(number: int, language: Language) -> str:
    """12.345 in Indonesian, 12,345 in English."""
    text = f"{number:,}"
    return text.replace(",", ".") if language == "id" else text


@cache
def _environment() -> Environment:
    made = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=visible,
        loader=_loader(),
        auto_reload=False,
    )
    made.filters["clip"] = clipped
    made.filters["segment"] = lambda name: quote(name, safe=":@")
    made.filters["file"] = lambda source: source.replace("\\", "/").rsplit("/", 1)[-1]
    return made


def _loader() -> Any:
    from jinja2 import PackageLoader

    return PackageLoader("runut.serve", "templates")


@cache
def _template(name: str) -> Template:
    return _environment().get_template(f"{name}.html.j2")
