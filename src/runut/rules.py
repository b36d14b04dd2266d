"""A user's own acts and actors put to use: files checked, then read by every stage from now on.

In: paths. Out: nothing; a ``UsageError`` that names every problem of the files with its line, in which case nothing
has changed.

::

    use_files(["my-acts.yaml"], ["my-actors.yaml"])
    article = runut.read("page.html")
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from runut.errors import UsageError
from runut.own import Own, Problem, marked, read_own, use

__all__ = ["use_files"]

Name = str | os.PathLike[str]


def use_files(codebook: Iterable[Name] = (), actors: Iterable[Name] = (), *, model: bool = True) -> None:
    """Let these files of acts and of actors add to the shipped rules, in place of those named before.

    ``model=False`` reads without the trained model: faster, weaker.

    :raises UsageError: a file cannot be read or is wrong.
    """
    new = Own(tuple(Path(name) for name in codebook), tuple(Path(name) for name in actors), model)
    problems = [*_book_problems(new.codebook), *_actor_problems(new.actors)]
    if problems:
        raise UsageError("\n".join(str(problem) for problem in problems))
    use(new)


def _book_problems(paths: tuple[Path, ...]) -> list[Problem]:
    if not paths:
        return []
    from runut.extract.events.check_book import check_book

    classes = {
        name
        for item in (files("runut.data") / "codebook").iterdir()
        if item.name.startswith("classes")
        for name in marked(item.read_text(encoding="utf8")).value
    }
    return [problem for path in paths for problem in check_book(read_own(path), str(path), classes)]


def _actor_problems(paths: tuple[Path, ...]) -> list[Problem]:
    if not paths:
        return []
    from runut.extract.actors.check_actors import check_actors

    return [problem for path in paths for problem in check_actors(read_own(path), str(path))]
