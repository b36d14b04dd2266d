"""Files that are there wholly or not at all, and the manifest that says that a shard is done.

In: a folder, bytes, what was counted. Out: files written under another name, brought to the disk, then renamed; and
``Manifest``, which is written last: without it a shard does not exist, whatever else lies there. It reads no page.

>>> read_manifest(Path("no such folder"), "a") is None
True
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import orjson

from runut.errors import StoreError

__all__ = [
    "Counts",
    "Manifest",
    "Output",
    "clear_halves",
    "hash_of",
    "manifest_of",
    "manifests",
    "put_in_place",
    "read_manifest",
    "shown",
    "whole",
    "withdraw",
    "write_manifest",
]

FORMAT = 1
FAULTS = ("crashed", "too-slow", "unreadable")  # refusals that another try may not meet
_HALF = ".half"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Output:
    """One file of a shard."""

    file: str
    sha256: str
    bytes: int
    rows: int


@dataclass(slots=True)
class Counts:
    """What became of the pages: every one that was read is in one of the others (``joined``: as a further page)."""

    read: int = 0
    passed_over: int = 0
    kept: int = 0
    joined: int = 0
    events: int = 0
    rejected: dict[str, int] = field(default_factory=dict)

    def add(self, other: Counts) -> None:
        """Count another's, too."""
        self.read += other.read
        self.passed_over += other.passed_over
        self.kept += other.kept
        self.joined += other.joined
        self.events += other.events
        for reason, number in other.rejected.items():
            self.reject(reason, number)

    def reject(self, reason: str, number: int = 1) -> None:
        """Count refusals."""
        self.rejected[reason] = self.rejected.get(reason, 0) + number


@dataclass(frozen=True, slots=True)
class Manifest:
    """A shard that is done. ``rules``: what its bytes depend on beside the input; ``versions``: what was at work."""

    shard: str
    source: str
    input_sha256: str
    input_bytes: int
    rules: Mapping[str, str]
    counts: Counts
    outputs: Mapping[str, Output]
    versions: Mapping[str, str]
    format: int = FORMAT

    @property
    def faults(self) -> int:
        """How many pages were refused for a reason that another try may not meet."""
        return sum(self.counts.rejected.get(reason, 0) for reason in FAULTS)


@contextmanager
def put_in_place(folder: Path, name: str) -> Iterator[Path]:
    """A path to write to; what is there at the end becomes the file ``name``, on an error it is taken away.

    Two that do the same, on one machine or on two, do not write into one file.
    """
    half = folder / f".{name}.{os.getpid()}-{os.urandom(4).hex()}{_HALF}"
    try:
        yield half
        _to_disk(half)
        os.replace(half, folder / name)
        _to_disk(folder)
    except OSError as error:
        raise StoreError(f"{folder / name} cannot be written ({error.strerror}); make room or name another") from error
    finally:
        with suppress(OSError):
            half.unlink(missing_ok=True)


def clear_halves(folder: Path) -> None:
    """Take away what processes that were ended left behind. Nobody else may be at work in the folder."""
    for half in folder.glob(f".*{_HALF}"):
        half.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    try:
        handle = os.open(path, os.O_RDONLY)
    except PermissionError:  # Windows opens no folder
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def hash_of(path: Path) -> tuple[str, int]:
    """The hash of a file and its size."""
    total, size = sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            total.update(chunk)
            size += len(chunk)
    return total.hexdigest(), size


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Make the shard exist."""
    with put_in_place(folder, f"{manifest.shard}.json") as path:
        path.write_bytes(shown(manifest))


def withdraw(folder: Path, name: str) -> None:
    """The shard no longer exists: its files are about to change."""
    (folder / f"{name}.json").unlink(missing_ok=True)


def shown(manifest: Manifest) -> bytes:
    """The manifest as JSON."""
    return orjson.dumps(manifest, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def read_manifest(folder: Path, name: str) -> Manifest | None:
    """The manifest of that shard; None where there is none, or none of this format."""
    try:
        return manifest_of((folder / f"{name}.json").read_bytes())
    except OSError:
        return None


def manifest_of(data: bytes) -> Manifest | None:
    """The manifest in these bytes, None where they are none of this format."""
    try:
        found = orjson.loads(data)
        if found["format"] != FORMAT:
            return None
        outputs = {kind: Output(**one) for kind, one in found["outputs"].items()}
        return Manifest(**found | {"counts": Counts(**found["counts"]), "outputs": outputs})
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def manifests(folder: Path) -> Iterator[Manifest]:
    """All shards of a folder, by name."""
    for path in sorted(folder.glob("*.json")):
        manifest = read_manifest(folder, path.stem)
        if manifest is not None:
            yield manifest


def whole(folder: Path, manifest: Manifest) -> bool:
    """Whether its files are what they were."""
    try:
        return all(hash_of(folder / one.file) == (one.sha256, one.bytes) for one in manifest.outputs.values())
    except OSError:
        return False
