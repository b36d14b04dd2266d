"""What a user reads by: files of acts and of actors that add to the shipped ones; with the trained model or without it.

In: paths. Out: what holds in this process, and YAML with the line of every value. What the files mean is for the stages
that read them. ``use`` makes every table that depends on them be built anew.

>>> use(Own())
>>> own().codebook, own().model
((), True)
>>> marked("a:\\n  b: [1, 2]\\n").line("a", "b", 1)
2
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol, TypeVar

import yaml

from runut.data import LOADER
from runut.errors import UsageError

__all__ = ["Marked", "Own", "Problem", "follows_own", "marked", "own", "parsed", "read_own", "use", "using"]


@dataclass(frozen=True, slots=True)
class Own:
    """The user's files, in the order in which they were named: a later one overrides an earlier one.

    ``model``: the trained model reads beside the rules; without it reading is faster and weaker.
    """

    codebook: tuple[Path, ...] = ()
    actors: tuple[Path, ...] = ()
    model: bool = True


class _Cached(Protocol):
    def cache_clear(self) -> None: ...


C = TypeVar("C", bound=_Cached)
_state = [Own()]
_followers: list[_Cached] = []


def own() -> Own:
    """What holds now."""
    return _state[0]


def use(files: Own) -> None:
    """Let this hold from now on, in place of what held before.

    Tables are built anew for other files only: with the model and without it they are the same, and they take a second.
    """
    before, _state[0] = _state[0], files
    if replace(before, model=files.model) != files:
        for function in _followers:
            function.cache_clear()


@contextmanager
def using(*, model: bool | None) -> Iterator[None]:
    """Read with the model or without it for a while; None: as before."""
    before = own()
    use(before if model is None else replace(before, model=model))
    try:
        yield
    finally:
        use(before)


def follows_own(function: C) -> C:
    """Mark a cached function whose result depends on the user's files (not on ``model``: see ``use``)."""
    _followers.append(function)
    return function


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a file, at which line (from 1), and what to do."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        """As editors and compilers write it: FILE:LINE: text."""
        return f"{self.file}:{self.line}: {self.text}"


@dataclass(frozen=True, slots=True)
class Marked:
    """The value of a YAML file and the line of everything in it."""

    value: Any
    lines: Mapping[tuple[Hashable, ...], int]

    def line(self, *path: Hashable) -> int:
        """The line of the value at ``path``, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def marked(text: str, name: str = "") -> Marked:
    """Read YAML.

    :raises UsageError: it is no valid YAML; the text says where.
    """
    value = parsed(text, name)
    lines: dict[tuple[Hashable, ...], int] = {}
    _mark(yaml.compose(text, Loader=LOADER), (), lines, set())
    return Marked(value, lines)


def parsed(text: str, name: str) -> Any:
    """The value of YAML that stands in the file ``name``.

    :raises UsageError: it is no valid YAML; the text says where.
    """
    try:
        return yaml.load(text, Loader=LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        why = f"not valid YAML ({getattr(error, 'problem', None) or error})"
        raise UsageError(str(Problem(name, mark.line + 1 if mark else 1, why))) from error


def _mark(
    node: yaml.Node | None, path: tuple[Hashable, ...], lines: dict[tuple[Hashable, ...], int], seen: set[int]
) -> None:
    """What an alias stands for is gone through once: aliases of aliases would be a bomb."""
    if node is None or len(path) > 8:
        return
    lines[path] = node.start_mark.line + 1
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                _mark(value, (*path, key.value), lines, seen)
                lines[(*path, key.value)] = key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            _mark(value, (*path, number), lines, seen)


def read_own(path: Path) -> Marked:
    """One of the user's files.

    :raises UsageError: it cannot be read, or is no valid YAML.
    """
    try:
        text = path.read_text(encoding="utf8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UsageError(f"{path} cannot be read ({why}); name another file") from error
    return marked(text, str(path))
