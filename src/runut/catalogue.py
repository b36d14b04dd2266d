"""A catalogue of messages as translators write it: gettext's .po text, read without compiling it first.

In: the text of a .po file. Out: ``read``, every message with its other form; ``given_to_gettext``, the same for
libraries that ask gettext for their words (click). A compiled .mo file would say the same twice, and what is said twice
drifts apart; reading the text takes a few milliseconds. Contexts are not read, and of a plural only the one form that
Indonesian has for all numbers.

>>> read('msgid "stopped"\\nmsgstr "dihentikan"\\n')
{'stopped': 'dihentikan'}
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

__all__ = ["given_to_gettext", "read"]

_LINE = re.compile(r'^(?:(msgid|msgid_plural|msgstr(?:\[0\])?) )?"(.*)"$', re.MULTILINE)
_ESCAPED = re.compile(r"\\(.)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}


def read(text: str) -> dict[str, str]:
    """The messages that have another form; the head, whose message is empty, is none."""
    found: dict[str, str] = {}
    message = other = ""
    into = ""
    for word, part in _LINE.findall(text):
        if word == "msgid":
            found[message] = other
            message = other = ""
        into = word or into
        if into == "msgid":
            message += part
        elif into != "msgid_plural":
            other += part
    found[message] = other
    return {_plain(one): _plain(form) for one, form in found.items() if one and form}


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda found: _ESCAPES.get(found[1], found[1]), text) if "\\" in text else text


class _Words(gettext.NullTranslations):
    """The messages as gettext asks for them; what is not there stays as it is."""

    def __init__(self, messages: Mapping[str, str]) -> None:
        super().__init__()
        self.messages = messages

    def gettext(self, message: str) -> str:
        """The message in the other language."""
        return self.messages.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The form of one, which is that of many too."""
        return self.messages.get(msgid1, msgid1 if n == 1 else msgid2)


@contextmanager
def given_to_gettext(domain: str, messages: Mapping[str, str]) -> Iterator[None]:
    """Let gettext's default words be these as long as this lasts.

    Libraries took ``gettext.gettext`` when they were imported, and that looks for a .mo file on the disk. It does so
    through the one function of gettext's module that is replaced here, for our domain alone.
    """
    words, before, domain_before = _Words(messages), gettext.translation, gettext.textdomain()

    def translation(name: str, *rest: Any, **named: Any) -> Any:
        return words if name == domain else before(name, *rest, **named)

    gettext.translation = translation  # type: ignore[assignment]  # it has one shape for each of its options
    gettext.textdomain(domain)
    try:
        yield
    finally:
        gettext.translation = before
        gettext.textdomain(domain_before)
