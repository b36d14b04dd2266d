"""The messages that the program can make, collected from its source: what the catalogue must hold.

In: nothing. Out: ``messages``, templates with their values as {0}, {1}; ``helps``, the paragraphs of every help text;
``details`` and ``origins``, what records say of conflicts and dates; ``unmarked``, words that a verb prints without
asking for their other language. A message that is put together from parts (a value that is a message itself) counts as
its parts.
"""

from __future__ import annotations

import ast
import re
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


def details() -> dict[str, str]:
    """What is said of a conflict, and where: stages make it in English, screens and pages tell it."""
    found: dict[str, str] = {}
    for path in sorted(path for stage in ("extract", "fuse") for path in (SOURCE / stage).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
            text = None
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "detail":
                text = _template(node.value)
            elif isinstance(node, ast.Call) and _called(node) in ("Conflict", "CrossConflict"):
                text = next((told for told in map(_template, node.args) if told and " " in told), None)
            if text:
                found[text] = f"{path.name}:{node.lineno}"
    return found


def origins() -> dict[str, str]:
    """Why a day of the text or of publication is what it is, and where that is said; pages tell it, as ``details``."""
    found: dict[str, str] = {}
    for path in sorted(path for path in (SOURCE / "extract").rglob("*.py") if path.parent.name != "events"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
            for given in _origin(node):
                text = _template(given)
                if text and " " in text and re.search("[a-z]", re.sub(r"\{\d+\}", "", text)):
                    found[text] = f"{path.name}:{node.lineno}"
    return found


def _origin(node: ast.AST) -> list[ast.expr]:
    """The expressions that such a text is made of."""
    given: list[ast.expr] = []
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "why":
        given = [node.value]
    elif isinstance(node, ast.Call) and _called(node) in ("Draft", "replace"):
        given = [one.value for one in node.keywords if one.arg == "why"]
        given += node.args[2:3] if _called(node) == "Draft" else []
    elif isinstance(node, ast.Call) and _called(node) in ("Published", "_not_before"):
        given = node.args[-1:]
    return [part for one in given for part in ((one.body, one.orelse) if isinstance(one, ast.IfExp) else (one,))]


def unmarked() -> dict[str, str]:
    """Words of our own in what a verb prints or asks, by their place; JSON, names of options and commands are none."""
    found: dict[str, str] = {}
    for path in sorted((SOURCE / "commands").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
            if isinstance(node, ast.Call) and _called(node) in ("echo", "prompt", "print", "append", "assemble"):
                for text in _bare(node.args[0]) if node.args else ():
                    found[text] = f"{path.name}:{node.lineno}"
    return found


def _bare(node: ast.expr) -> Iterator[str]:
    """The words in a text that are not inside a call."""
    if isinstance(node, ast.IfExp):
        yield from _bare(node.body)
        yield from _bare(node.orelse)
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            yield from _bare(part)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        if re.search(r"[a-z]{2,}", node.value) and node.value.strip() != "runut" and not node.value.startswith('{"'):
            yield node.value


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
