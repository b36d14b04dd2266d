"""A verb's help in the reader's language.

In: a click command, made in English. Out: a copy of it whose texts are in the language of now; in English, the command
itself. Names of verbs, options and values stay: they are what is typed.
"""

from __future__ import annotations

import inspect
from copy import copy
from typing import Any

import click

from runut.messages import told

__all__ = ["paragraphs", "worded"]


def worded(command: click.Command) -> click.Command:
    """The command with its help as the reader reads it."""
    other = copy(command)
    other.help = _whole(command.help)
    other.short_help = _whole(command.short_help)
    other.epilog = _whole(command.epilog)
    other.params = [_option(one) for one in command.params]
    if isinstance(command, click.Group) and isinstance(other, click.Group):
        other.commands = {name: worded(one) for name, one in command.commands.items()}
    return other


def _option(one: click.Parameter) -> click.Parameter:
    if not isinstance(one, click.Option):
        return one
    other = copy(one)
    other.help = _whole(one.help)
    return other


def paragraphs(text: str) -> list[str]:
    """A help text as the catalogue has it: paragraphs, each on one line, but for those whose lines are kept (\\b)."""
    parts = [part.strip("\n") for part in inspect.cleandoc(text).split("\n\n")]
    return [part if part.startswith("\b") else " ".join(part.split()) for part in parts if part.strip()]


def _whole(text: Any) -> Any:
    """The text in the language of now; of an example only its head is a message."""
    if not isinstance(text, str):
        return text
    head, mark, rest = text.partition("Example:\n")
    if mark:
        return head + told("Example:") + "\n" + rest
    return "\n\n".join(told(part) for part in paragraphs(text))
