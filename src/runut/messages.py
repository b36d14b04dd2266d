"""What the command line says, in the reader's language.

In: a message as the program makes it, in English. Out: the same in Indonesian, where that was chosen and the catalogue
has it; else as it is. Stages know no language: they raise errors in English, and the command line, which shows them,
translates here. A message that holds values is found by its pattern: the catalogue has "there is no chronicle at {0}",
the values are taken out of the message and put into the other language's. Records, JSON, CSV and codes never pass here.

The catalogue is gettext's (``data/messages/id.po``), not YAML like the wording of the pages: click, which makes half of
what a help text says, asks gettext for its own words, and ``runut --help`` has no time for YAML. It is read as it is
written; nothing is compiled.

>>> with speaking("id"):
...     told("there is no event ev-1 in korea.db; runut review queue korea.db lists ids")
'tidak ada peristiwa ev-1 di korea.db; runut review queue korea.db mendaftar id-nya'
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Literal

from runut.catalogue import given_to_gettext, read

__all__ = ["LANGUAGES", "Language", "asked_for", "chosen", "indonesian", "of_sentences", "say", "speaking", "told"]

Language = Literal["id", "en"]
LANGUAGES: tuple[Language, ...] = ("id", "en")
VARIABLE = "RUNUT_LANG"
DOMAIN = "runut"
INDONESIAN = Path(__file__).parent / "data" / "messages" / "id.po"
# Where POSIX and gettext look, in this order; RUNUT_LANG goes before them.
_LOCALE = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_SLOT = re.compile(r"\{(\d+)\}")
_PREFIX = "runut: "


def asked_for(arguments: Sequence[str], environment: Mapping[str, str]) -> Language | None:
    """The language that was asked for by name: ``--lang`` before the verb, else ``RUNUT_LANG``."""
    before = arguments[: next((at for at, word in enumerate(arguments) if not _is_option(arguments, at)), None)]
    for at, word in enumerate(before):
        name, _, value = word.partition("=")
        if name == "--lang":
            return _known(value or "".join(before[at + 1 : at + 2]))
    return _known(environment.get(VARIABLE, ""))


def _is_option(arguments: Sequence[str], at: int) -> bool:
    """Whether the word stands before the verb: an option, or the value of one."""
    return arguments[at].startswith("-") or (at > 0 and arguments[at - 1] in ("--lang", "--config"))


def chosen(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """The language of messages: what was asked for, else that of the machine if it is Indonesian, else English."""
    wish = asked_for(arguments, environment)
    locale = next((environment[name] for name in _LOCALE if environment.get(name)), "")
    return wish or _known(re.split(r"[_.@:-]", locale)[0]) or "en"


def _known(name: str) -> Language | None:
    return next((language for language in LANGUAGES if language == name.strip().lower()), None)


def of_sentences() -> Language:
    """The language of a chronicle's sentences, where the verb is not told: what was asked for by name, else Indonesian.

    The machine's locale has no say: the same command lists the same everywhere.
    """
    return _sentences[0]


_current: list[Language] = ["en"]
_sentences: list[Language] = ["id"]


@contextmanager
def speaking(language: Language, sentences: Language | None = None) -> Iterator[None]:
    """Let messages be of a language, click's own too, as long as this lasts."""
    before = _current[0], _sentences[0]
    _current[0], _sentences[0] = language, sentences or "id"
    try:
        with given_to_gettext(DOMAIN, _catalogue() if language == "id" else {}):
            yield
    finally:
        _current[0], _sentences[0] = before


def told(message: str) -> str:
    """The message in the language of now."""
    return message if _current[0] == "en" else indonesian(message)


def indonesian(message: str) -> str:
    """The message in Indonesian, where the catalogue has it."""
    if not message.strip():
        return message
    same = _catalogue().get(message)
    if same is not None:
        return same
    for pattern, order, other in _patterns():
        found = pattern.fullmatch(message)
        if found:
            return _filled(other, dict(zip(order, found.groups(), strict=True)))
    if "\n" in message:
        return "\n".join(indonesian(line) for line in message.split("\n"))
    if message.startswith(_PREFIX):
        return _PREFIX + indonesian(message.removeprefix(_PREFIX))
    return message


def say(message: str) -> None:
    """Tell it on standard error, in the language of now."""
    print(_PREFIX + told(message), file=sys.stderr)


def _filled(pattern: str, values: Mapping[str, str]) -> str:
    """A value that is itself a message (a reason inside an error) is told in the language, too; a name is not."""
    return _SLOT.sub(lambda slot: indonesian(values[slot[1]]) if " " in values[slot[1]] else values[slot[1]], pattern)


@cache
def _catalogue() -> Mapping[str, str]:
    return read(INDONESIAN.read_text(encoding="utf8"))


@cache
def _patterns() -> Sequence[tuple[re.Pattern[str], tuple[str, ...], str]]:
    """The messages with values, those with the most words of their own first."""
    found = [(key, other) for key, other in _catalogue().items() if _SLOT.search(key)]
    found.sort(key=lambda pair: (-len(_SLOT.sub("", pair[0])), pair[0]))
    return [(re.compile(_matching(key), re.DOTALL), tuple(_SLOT.findall(key)), other) for key, other in found]


def _matching(message: str) -> str:
    words = _SLOT.split(message)
    return "".join("(.*?)" if at % 2 else re.escape(word) for at, word in enumerate(words))
