"""The messages that the program can make, collected from its source: what the catalogue must hold.

In: nothing. Out: ``messages``, templates with their values as {0}, {1}; ``helps``, the paragraphs of every help text.
A message that is put together from parts (a value that is a message itself) counts as its parts.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click

import runut
from runut.cli import VERBS, cli
from runut.commands.worded import paragraphs

SOURCE = Path(runut.__file__).parent
ERRORS = {"UsageError", "UnreadableError", "StoreError", "ModelError", "WorkerError", "_RefusedError", "RefusedError"}
SAYING = {"say", "told", "Reject"} | ERRORS
# Not for a user: what these raise is caught, or is said to who writes a program.
ELSEWHERE = ("serve/", "publish/formats/")


def messages() -> dict[str, str]:
    """Each template, and where it is."""
    found: dict[str, str] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        if name.startswith(ELSEWHERE):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
            if isinstance(node, ast.Call) and _called(node) in SAYING and node.args:
                for text in _said(_called(node), node):
                    found.setdefault(text, f"{name}:{node.lineno}")
    return found


def helps() -> dict[str, str]:
    """Each paragraph of help, and the verb."""
    found: dict[str, str] = {summary: verb for verb, (_, summary) in VERBS.items()}
    modules = {verb: import_module(f"runut.commands.{module}") for verb, (module, _) in VERBS.items()}
    commands = [(verb, getattr(module, f"{verb}_command")) for verb, module in modules.items()]
    for name, command in [("runut", cli), *commands]:
        for text in _of(command):
            for part in paragraphs(text):
                found.setdefault(part, name)
    return found


def _of(command: click.Command) -> Iterator[str]:
    yield command.help or ""
    yield command.short_help or ""
    yield from (one.help or "" for one in command.params if isinstance(one, click.Option))
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            yield from _of(inner)


def _called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def _said(called: str, node: ast.Call) -> Iterator[str]:
    """The messages of a call: the last text of an error or a refusal (those before it are codes and names)."""
    told = node.args[-1] if called in ERRORS | {"Reject"} else node.args[0]
    for one in (told.body, told.orelse) if isinstance(told, ast.IfExp) else (told,):
        text = _template(one)
        if text and sum(char.isalpha() for char in text) > 3 and not text.startswith("{0}: {1}: {2}"):
            yield text


def _template(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if not isinstance(node, ast.JoinedStr):
        return None
    text, count = "", 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            text += str(part.value)
        else:
            text, count = text + f"{{{count}}}", count + 1
    return text
