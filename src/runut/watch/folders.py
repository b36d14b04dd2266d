"""Folders that are watched: which files in them are new or changed, and complete.

In: the name of a folder and what the state knows. Out: the files that are to be read, each with its size, time of
change and digest. A file is complete when its size and time stand still for a moment; one that is still growing, empty,
or named as browsers name what they have not finished waits for a later round. It reads nothing but bytes.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from runut.acquire.finding import files_in
from runut.acquire.manners import Clock
from runut.records import Reject
from runut.watch.state import State

__all__ = ["SETTLED", "File", "new_files"]

SETTLED = 2.0  # seconds in which a file that is being written would have changed
_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp", ".temp", ".swp", "~")


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was looked at."""

    path: str
    size: int
    changed: int
    digest: str = ""


def new_files(folders: Iterable[str], state: State, clock: Clock, leave: tuple[str, ...] = ()) -> list[File | Reject]:
    """The files to read, and what keeps others from it. ``leave``: paths whose names begin so are not ours to read."""
    out: list[File | Reject] = []
    fresh: list[File] = []
    for folder in folders:
        for found in files_in(folder):
            if isinstance(found, Reject):
                out.append(found)
            elif not found.lower().endswith(_UNFINISHED) and not os.path.abspath(found).startswith(leave or ("\0",)):
                look = _look(found)
                known = state.file(found)
                if look and look.size and (known is None or known[:2] != (look.size, look.changed)):
                    fresh.append(look)
    if fresh:
        clock.sleep(SETTLED)
    for file in fresh:
        if file == _look(file.path) and (read := _read(file)):
            known = state.file(file.path)
            if known is not None and known[2] == read.digest:
                state.have_file(read.path, read.size, read.changed, read.digest)  # touched, not changed
            else:
                out.append(read)
    return out


def _look(path: str) -> File | None:
    try:
        status = os.stat(path)
    except OSError:  # gone since
        return None
    return File(path, status.st_size, status.st_mtime_ns)


def _read(file: File) -> File | None:
    total = blake2b(digest_size=16)
    try:
        with open(file.path, "rb") as stream:
            while piece := stream.read(1 << 20):
                total.update(piece)
    except OSError:  # build says why
        return file
    return File(file.path, file.size, file.changed, total.hexdigest())
