"""Paths -> raw pages: the walk through files, folders, archives, standard input and addresses.

In: what the user named, in that order. Out: an iterator; a folder's files come sorted by name. One document at a time
is held in memory. Links that lead out of a given folder are not followed. A file that was sent here under another name
than its path comes as ``Named``.

>>> [type(found).__name__ for found in find(["no such file"])]
['Reject']
"""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from runut.acquire.addresses import fetch
from runut.acquire.contents import contents
from runut.acquire.fetching import Fetcher
from runut.acquire.job import Found, Job
from runut.acquire.limits import Limits, megabytes
from runut.acquire.rows import json_lines
from runut.records import Given, Reject


@dataclass(frozen=True, slots=True)
class Named:
    """A file at ``path`` that is called ``name`` (its source; the ending says what it is), with what is said of it."""

    path: str
    name: str
    given: Given = field(default_factory=Given)


def find(
    paths: Sequence[str | Named],
    given: Given | None = None,
    *,
    limits: Limits | None = None,
    fetcher: Fetcher | None = None,
) -> Found:
    """Every page of the paths, and a reject for what could not be kept. ``fetcher``: who fetches addresses."""
    said, allowed = given or Given(), limits or Limits()
    for path in paths:
        if isinstance(path, Named):
            yield from _file(path, allowed)
        elif path == "-":
            yield from _standard_input(said, allowed)
        elif path.startswith(("http://", "https://")):
            fetcher = fetcher or Fetcher(limits=allowed)
            yield fetch(path, said, fetcher)
        elif os.path.isdir(path):
            yield from _folder(path, said, allowed)
        else:
            yield from _file(Named(path, _shown(path), said), allowed)


def find_rows(path: str, start: int, end: int, first: int) -> Found:
    """The pages of a stretch of a file of JSON lines, from byte to byte; ``first`` is the number of its first line."""
    try:
        with open(path, "rb") as file:
            file.seek(start)
            lines = io.BytesIO(file.read(end - start))
        yield from json_lines(_shown(path), lines, Given(), Limits(), first)
    except OSError as error:
        yield _unreadable(_shown(path), error)


def _standard_input(given: Given, limits: Limits) -> Found:
    data = sys.stdin.buffer.read(limits.document + 1)
    if len(data) > limits.document:
        yield Reject("-", "too-large", f"more than {megabytes(limits.document)} on standard input; give a file")
        return
    yield from contents("-", "", io.BytesIO(data), Job.of(given, limits))


def files_in(path: str) -> Iterator[str | Reject]:
    """The files of a folder and its folders, in the order in which they are read; links that lead out are rejects."""
    root = os.path.realpath(path)
    trouble: list[OSError] = []
    for folder, names, files in os.walk(path, onerror=trouble.append):
        links = sorted(name for name in names if os.path.islink(os.path.join(folder, name)))
        names[:] = sorted(name for name in names if not name.startswith(".") and name not in links)
        for name in links:
            if not _inside(os.path.join(folder, name), root):
                yield _led_out(os.path.join(folder, name))
        for name in sorted(files):
            if name.startswith("."):
                continue
            member = os.path.join(folder, name)
            if os.path.islink(member) and not _inside(member, root):
                yield _led_out(member)
            else:
                yield member
        while trouble:
            yield _unreadable(_shown(str(trouble[0].filename)), trouble.pop(0))
    for error in trouble:  # of the last folder: the walk ends without coming back to the loop
        yield _unreadable(_shown(str(error.filename)), error)


def _folder(path: str, given: Given, limits: Limits) -> Found:
    for member in files_in(path):
        if isinstance(member, Reject):
            yield member
        else:
            yield from _file(Named(member, _shown(member), given), limits)


def _inside(path: str, root: str) -> bool:
    real = os.path.realpath(path)
    return real == root or real.startswith(root.rstrip(os.sep) + os.sep)


def _led_out(path: str) -> Reject:
    return Reject(_shown(path), "unreadable", "a link that leads out of the folder; name its target itself to read it")


def _shown(path: str) -> str:
    """A path as a string that can be stored and printed on one line."""
    plain = os.fsencode(path).decode("utf-8", "replace")
    return "".join(char if char.isprintable() else "\ufffd" for char in plain)


def _unreadable(shown: str, error: OSError) -> Reject:
    if isinstance(error, FileNotFoundError):
        return Reject(shown, "not-found", "there is no such file or folder; check the path")
    if isinstance(error, PermissionError):
        return Reject(shown, "unreadable", "no permission to read it; change its permissions")
    return Reject(shown, "unreadable", f"cannot be read ({error.strerror or error})")


def _file(file: Named, limits: Limits) -> Found:
    try:
        status = os.stat(file.path)
        if not stat.S_ISREG(status.st_mode):
            yield Reject(file.name, "unreadable", "not a regular file")
            return
        stream = open(file.path, "rb")  # noqa: SIM115 - the generator below closes it
    except OSError as error:
        yield _unreadable(file.name, error)
        return
    except ValueError:
        yield Reject(file.name, "not-found", "not a valid path")
        return
    with stream:
        try:
            yield from contents(file.name, file.name, stream, Job.of(file.given, limits))
        except OSError as error:
            yield _unreadable(file.name, error)
