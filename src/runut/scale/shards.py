"""Paths -> shards: the pieces of work, each of which can be done by itself, anywhere, and again.

In: what the user named. Out: ``Shard`` records. A large file (a web archive, a table that is not in lines) is one
shard; JSON lines are cut into stretches of lines; small files are put together in the order in which they are read.
Where small files are parted is said by their names, so that a file more makes one part anew and not all after it.
Pages that may be those of one article are never parted. Only names, sizes and what stands at the seams are looked at.

>>> [shard.files for shard in plan(["a.txt"])]
[('a.txt',)]
"""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b, sha256

from runut.acquire import files_in, find, find_rows
from runut.errors import UsageError
from runut.records import RawPage, Reject
from runut.scale.seams import may_join

__all__ = ["Rows", "Shard", "digest", "pages_of", "plan"]

ALONE = (".warc", ".warc.gz", ".wet.gz", ".wacz")  # these are shards by custom, however small
LARGE = 8_000_000
PART_FILES, PART_MOST, PART_BYTES = 200, 800, 64_000_000
LINES = (".jsonl", ".ndjson")
LINES_BYTES = 32_000_000
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Rows:
    """A stretch of a file of lines: from byte to byte, and the number of its first line."""

    start: int
    end: int
    first: int


@dataclass(frozen=True, slots=True)
class Shard:
    """``name``: what its output is called. ``rejects``: what was met on the way to its files and cannot be read."""

    name: str
    files: tuple[str, ...]
    rows: Rows | None = None
    rejects: tuple[Reject, ...] = ()

    @property
    def source(self) -> str:
        """How a person would call it."""
        first = self.files[0] if self.files else "nothing"
        if self.rows:
            return f"{first} from line {self.rows.first}"
        return first if len(self.files) < 2 else f"{first} and {len(self.files) - 1} more"


def plan(paths: Sequence[str]) -> Iterator[Shard]:
    """The shards of the paths, in order, each once."""
    names: set[str] = set()
    for shard in _parted(_files(paths)):
        if shard.name not in names:
            names.add(shard.name)
            yield shard


def pages_of(shard: Shard) -> Iterator[RawPage | Reject]:
    """What intake finds in it."""
    yield from shard.rejects
    if shard.rows is None:
        yield from find(shard.files)
    else:
        yield from find_rows(shard.files[0], shard.rows.start, shard.rows.end, shard.rows.first)


def digest(shard: Shard) -> tuple[str, int]:
    """The hash of its names and bytes, and how many bytes they are; a file that cannot be read counts as none."""
    total, size = sha256(), 0
    for reject in shard.rejects:
        total.update(f"{reject}\0".encode())
    for path in shard.files:
        total.update(os.fsencode(path) + b"\0")
        for chunk in _chunks(path, shard.rows):
            total.update(chunk)
            size += len(chunk)
    return total.hexdigest(), size


def _chunks(path: str, rows: Rows | None) -> Iterator[bytes]:
    try:
        with open(path, "rb") as file:
            file.seek(rows.start if rows else 0)
            left = rows.end - rows.start if rows else None
            while chunk := file.read(_CHUNK if left is None else min(_CHUNK, left)):
                left = None if left is None else left - len(chunk)
                yield chunk
    except (OSError, ValueError):  # intake says why
        return


def _files(paths: Sequence[str]) -> Iterator[str | Reject]:
    seen: set[str] = set()
    for path in paths:
        if path == "-" or path.startswith(("http://", "https://")):
            raise UsageError(f"{path}: runut scale reads files and folders; save it to a file first")
        for found in files_in(path) if os.path.isdir(path) else (path,):
            if isinstance(found, Reject):
                yield found
            elif found not in seen:
                seen.add(found)
                yield found


@dataclass(slots=True)
class _Part:
    """Small files that are put together."""

    files: list[str]
    rejects: list[Reject]
    size: int = 0

    def shard(self) -> Shard:
        first = self.files[0] if self.files else self.rejects[0].source
        return Shard(_name(first, "part"), tuple(self.files), None, tuple(self.rejects))

    def is_full(self) -> bool:
        if not self.files:
            return False
        seam = blake2b(os.fsencode(self.files[-1]), digest_size=8).digest()
        by_name = int.from_bytes(seam, "little") % PART_FILES == 0
        return by_name or len(self.files) >= PART_MOST or self.size >= PART_BYTES


def _parted(files: Iterable[str | Reject]) -> Iterator[Shard]:
    part = _Part([], [])
    for found in files:
        if isinstance(found, Reject):
            part.rejects.append(found)
            continue
        size = _size(found)
        if found.lower().endswith(ALONE) or size >= LARGE:
            if part.files or part.rejects:
                yield part.shard()
                part = _Part([], [])
            yield from _alone(found, size)
            continue
        if part.is_full() and not _hang_together(part.files[-1], found):
            yield part.shard()
            part = _Part([], [])
        part.files.append(found)
        part.size += size
    if part.files or part.rejects:
        yield part.shard()


def _alone(path: str, size: int) -> Iterator[Shard]:
    if not path.lower().endswith(LINES) or size <= LINES_BYTES:
        yield Shard(_name(path, "whole"), (path,))
        return
    for rows in _stretches(path):
        yield Shard(_name(path, f"line {rows.first}"), (path,), rows)


def _stretches(path: str) -> Iterator[Rows]:
    """A file of lines in stretches; pages of one article stay together."""
    start, first = 0, 1
    at, number, before = 0, 1, 0
    with open(path, "rb") as file:
        while line := file.readline():
            if at - start >= LINES_BYTES and not _lines_hang_together(path, before, at + len(line)):
                yield Rows(start, at, first)
                start, first = at, number
            before, at, number = at, at + len(line), number + 1
    yield Rows(start, at, first)


def _lines_hang_together(path: str, start: int, end: int) -> bool:
    pages = [item for item in find_rows(path, start, end, 1) if isinstance(item, RawPage)]
    return len(pages) == 2 and may_join(*pages)


def _hang_together(path: str, following: str) -> bool:
    """Whether the last page of one file and the first of the next may be pages of one article."""
    last = deque(find([path]), maxlen=1)
    first = next(find([following]), None)
    return bool(last) and isinstance(last[0], RawPage) and isinstance(first, RawPage) and may_join(last[0], first)


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except (OSError, ValueError):  # intake says why
        return 0


def _name(path: str, kind: str) -> str:
    """Readable and the name of one shard only."""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", os.path.basename(path))[:40].strip("-").lower() or "shard"
    return f"{plain}-{blake2b(os.fsencode(path) + kind.encode(), digest_size=6).hexdigest()}"
