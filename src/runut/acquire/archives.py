"""Zip archives, read member by member with every size checked as it is read, never as it is declared.

In: an open zip file. Out: its members' names and bytes, in the order of their names, or rejects: path tricks, links,
locked or damaged members, and archives that unpack to more than the limits (zip bombs). It writes nothing to disk.

>>> safe_name("folder/a.txt"), safe_name("../../etc/passwd")
('folder/a.txt', None)
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from runut.acquire.job import Budget
from runut.acquire.limits import Limits, megabytes
from runut.records import Reject

_SKIPPED = ("__MACOSX/",)
_CHUNK = 1 << 16
_SMALL = 1_000_000


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive, unpacked."""

    source: str
    name: str
    data: bytes


def members(source: str, stream: IO[bytes], limits: Limits, budget: Budget) -> Iterator[Member | Reject]:
    """The files of the archive, sorted by name."""
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        yield Reject(
            source,
            "broken-archive",
            f"the zip archive is damaged or cut off ({str(error)[:80]}); make or download it again",
        )
        return
    with archive:
        infos = sorted((info for info in archive.infolist() if not info.is_dir()), key=lambda info: info.filename)
        if not infos:
            yield Reject(source, "empty", "the archive holds no files")
            return
        if len(infos) > budget.members:
            yield Reject(
                source,
                "too-large",
                f"{len(infos)} files in the archive, the limit is {limits.archive_members}; split it",
            )
            return
        for info in infos:
            if info.filename.startswith(_SKIPPED) or info.filename.rsplit("/", 1)[-1].startswith("."):
                continue
            budget.members -= 1
            found = _member(source, archive, info, limits, budget)
            yield found
            if budget.size <= 0:
                yield Reject(
                    source,
                    "too-large",
                    f"it unpacks to more than {megabytes(limits.archive_bytes)}; the rest was not read",
                )
                return


def safe_name(name: str) -> str | None:
    """The member's name, or None where it points out of the archive."""
    plain = name.replace("\\", "/")
    if plain.startswith("/") or (len(plain) > 1 and plain[1] == ":") or ".." in plain.split("/"):
        return None
    return "".join(char if char.isprintable() else "\ufffd" for char in plain)


def _member(
    source: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits, budget: Budget
) -> Member | Reject:
    name = safe_name(info.filename)
    if name is None:
        shown = "".join(char if char.isprintable() else "\ufffd" for char in info.filename)
        return Reject(f"{source}!{shown}", "broken-archive", "its name points out of the archive; it was not read")
    label = f"{source}!{name}"
    if stat.S_ISLNK(info.external_attr >> 16):
        return Reject(label, "unreadable", "a link, not a file; links in archives are not followed")
    if info.flag_bits & 1:
        return Reject(label, "unreadable", "locked with a password; unpack the archive first")
    if info.file_size > limits.document:
        return Reject(
            label,
            "too-large",
            f"{megabytes(info.file_size)}, the limit is {megabytes(limits.document)} a file in an archive",
        )
    if info.file_size > _SMALL and info.file_size > limits.archive_ratio * max(info.compress_size, 1):
        return Reject(
            label, "too-large", "it unpacks to more than 200 times its size, like a zip bomb; it was not read"
        )
    try:
        data = _read(archive, info, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        return Reject(label, "broken-archive", f"damaged in the archive ({str(error)[:80]})")
    if data is None:
        return Reject(
            label,
            "too-large",
            f"more than {megabytes(limits.document)} when unpacked, though the archive says otherwise",
        )
    budget.size -= len(data)
    return Member(label, name, data)


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> bytes | None:
    chunks: list[bytes] = []
    size = 0
    with archive.open(info) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > limits.document:
                return None
            chunks.append(chunk)
    return b"".join(chunks)
