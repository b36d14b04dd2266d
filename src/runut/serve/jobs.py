"""What was sent in to be read: jobs, each in a folder of its own beside the chronicle, until it is read.

In: what was sent. Out: ``Job`` records that outlive the program: every change is on the disk, whole, before anything
else happens. It starts nothing and reads no article. Names of files on the disk are numbers; what a file was called
where it came from is only a word in the record.

>>> Job("a", "2026-11-29T02:00:00+00:00", ()).state
'waiting'
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from runut.build import OUR_FAULTS
from runut.keep.codec import decode, encode
from runut.receipt import Receipt
from runut.records import Given

__all__ = ["GOING", "Inbox", "Job", "Progress", "Sent", "State", "distinct", "plain_name"]

# stopped: the program ended before the job did; crashed: its own process did.
State = Literal["waiting", "running", "done", "cancelled", "stopped", "crashed"]
GOING: tuple[State, ...] = ("waiting", "running")
LONGEST_NAME = 120
FINISHED = 200  # jobs whose files are all read are listed up to so many; their receipts stand in the chronicle, too
ABANDONED_SECONDS = 3600.0
_NUMBER = re.compile(r"\d{14}-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Sent:
    """A file or an address that was sent.

    ``name``: what the file was called, or the address; ``file``: its number on the disk, "" for an address. ``left``:
    it is still to be read; of what is not, the file is gone.
    """

    name: str
    file: str = ""
    size: int = 0
    given: Given = field(default_factory=Given)
    left: bool = True


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is, as its process tells it."""

    doing: str = "starting"
    source: str = ""
    read: int = 0
    kept: int = 0
    already_there: int = 0
    refused: int = 0
    run: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """Things that were sent together; ``runs`` are its builds in the chronicle, ``why`` is what went wrong."""

    id: str
    made: str
    sent: tuple[Sent, ...]
    state: State = "waiting"
    runs: tuple[int, ...] = ()
    why: str = ""

    @property
    def is_going(self) -> bool:
        """Whether it waits or runs."""
        return self.state in GOING

    @property
    def can_go_on(self) -> bool:
        """Whether something of it is still to be read."""
        return not self.is_going and any(one.left for one in self.sent)


class Inbox:
    """The folder of jobs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def new(self) -> str:
        """A folder for a job that is being sent; it is no job before ``put``."""
        number = f"{datetime.now(UTC):%Y%m%d%H%M%S}-{secrets.token_hex(4)}"
        self.path(number).mkdir(parents=True)
        return number

    def path(self, number: str) -> Path:
        """The folder of a job."""
        if not _NUMBER.fullmatch(number):
            raise ValueError(number)
        return self.folder / number

    def put(self, job: Job) -> None:
        """Keep the job as it is now."""
        _write(self.path(job.id) / "job.json", encode(job))

    def get(self, number: str) -> Job | None:
        """The job of that number."""
        try:
            return decode(Job, (self.path(number) / "job.json").read_bytes())
        except (OSError, ValueError, TypeError, AttributeError):
            return None

    def all(self) -> list[Job]:
        """Every job, the newest first."""
        try:
            names = sorted((one.name for one in self.folder.iterdir() if _NUMBER.fullmatch(one.name)), reverse=True)
        except OSError:
            return []
        return [job for job in map(self.get, names) if job is not None]

    def receipt(self, number: str) -> Receipt | None:
        """The receipt of the job's last build, where it came to one."""
        try:
            return decode(Receipt, (self.path(number) / "receipt.json").read_bytes())
        except (OSError, ValueError, TypeError, AttributeError):
            return None

    def put_receipt(self, number: str, receipt: Receipt) -> None:
        """Keep the receipt."""
        _write(self.path(number) / "receipt.json", encode(receipt))

    def clear(self, job: Job, receipt: Receipt) -> Job:
        """Let go of what is read; that stays which a fault of ours, or of the net, kept from being read."""
        failed = [reject.source for reject in receipt.rejects if reject.reason in OUR_FAULTS]
        sent = tuple(replace(one, left=one.left and _is_in(one.name, failed)) for one in job.sent)
        cleared = replace(job, sent=sent)
        self.put(cleared)
        for one in sent:
            if one.file and not one.left:
                with suppress(OSError):
                    (self.path(job.id) / one.file).unlink(missing_ok=True)
        return cleared

    def remove(self, number: str) -> None:
        """Let go of a job and all that was sent with it."""
        with suppress(OSError):
            (self.path(number) / "job.json").unlink(missing_ok=True)
        shutil.rmtree(self.path(number), ignore_errors=True)

    def tidy(self) -> None:
        """Remove what was never sent to its end, and the oldest of the finished jobs of which nothing is left."""
        with suppress(OSError):
            for one in self.folder.iterdir():
                if _NUMBER.fullmatch(one.name) and not (one / "job.json").exists() and _is_left(one):
                    self.remove(one.name)
        finished = [job.id for job in self.all() if not job.is_going and not job.can_go_on]
        for number in finished[FINISHED:]:
            self.remove(number)


def plain_name(name: str) -> str:
    """What a file was called where it came from, as one line without folders; it is shown and never opened.

    >>> plain_name("../../etc/passwd"), plain_name("C:\\\\berita\\\\a.html"), plain_name("")
    ('passwd', 'a.html', 'unnamed')
    """
    last = re.split(r"[/\\]", name)[-1]
    printable = "".join(char if char.isprintable() else "\ufffd" for char in last)
    plain = printable.strip().encode("utf8", "replace").decode()
    if len(plain) > LONGEST_NAME:
        stem, dot, ending = plain.rpartition(".")
        plain = f"{stem[: LONGEST_NAME - 16]}{dot}{ending[:15]}" if dot else plain[:LONGEST_NAME]
    return plain if plain.strip(".") else "unnamed"


def distinct(names: Iterable[str]) -> list[str]:
    """The names, told apart where several files were called the same.

    >>> distinct(["a.html", "a.html", "b"])
    ['a.html', 'a (2).html', 'b']
    """
    seen: set[str] = set()
    made = []
    for name in names:
        stem, dot, ending = name.rpartition(".")
        now, number = name, 1
        while now in seen:
            number += 1
            now = f"{stem} ({number}).{ending}" if dot and stem else f"{name} ({number})"
        seen.add(now)
        made.append(now)
    return made


def _is_in(name: str, sources: Iterable[str]) -> bool:
    """Whether one of the sources is the file, a member of it, or a row."""
    return any(source == name or source.startswith((f"{name}!", f"{name}#")) for source in sources)


def _is_left(folder: Path) -> bool:
    """Whether nobody has written there for long: another workbench may be receiving it now."""
    newest = max((one.stat().st_mtime for one in (folder, *folder.iterdir())), default=0.0)
    return time.time() - newest > ABANDONED_SECONDS


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all, also when the power goes."""
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)
