"""The audits of a chronicle that go on for days: sheets beside its file, numbered, each a sample that is judged.

In: where the chronicle is; an event's verdict. Out: the audits with their rows; every verdict is on the disk before the
next is asked for, whole or not at all. The sheets are those of ``runut audit``: ``--judged`` counts them as well.

::

    begin(store, Filter(), size=200, seed=0)     # korea.audit-1.csv beside korea.db
    give(audit(store, 1), Judgement("ev-1", right=True, by="sari"))
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path

from runut.errors import UsageError
from runut.keep.filters import Filter
from runut.keep.store import Store
from runut.publish.wording import Language
from runut.review.audit import WRONG, Judgement, sample
from runut.review.sheet import Row, read_rows, row_of, sheet

__all__ = ["Audit", "audit", "audits", "begin", "give"]


@dataclass(frozen=True, slots=True)
class Audit:
    """A sample with its verdicts; ``trouble`` where the sheet cannot be read."""

    number: int
    path: Path
    rows: tuple[Row, ...] = ()
    trouble: str = ""

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """The verdicts, in the order of the draw."""
        return tuple(row.judgement for row in self.rows)

    @property
    def drawn(self) -> str:
        """How the sample was drawn."""
        return self.rows[0].drawn if self.rows else ""

    def place(self, event: str) -> int | None:
        """Where in the sample the event stands, from 0."""
        return next((at for at, one in enumerate(self.judgements) if one.event == event), None)

    def waiting(self) -> str | None:
        """The first event without a verdict."""
        return next((one.event for one in self.judgements if one.right is None), None)


def audits(store: Store) -> list[Audit]:
    """All of them, the newest first."""
    return sorted((_read(number, path) for number, path in _sheets(store)), key=lambda one: -one.number)


def audit(store: Store, number: int) -> Audit | None:
    """The audit of that number."""
    return next((_read(number, path) for known, path in _sheets(store) if known == number), None)


def begin(
    store: Store, wanted: Filter, *, size: int, seed: int, narrowed: str = "", language: Language = "id"
) -> Audit:
    """Draw a sample and put its sheet beside the chronicle; ``narrowed``: what was drawn from, in words.

    :raises UsageError: there is nothing to draw from, or the folder cannot be written.
    """
    events = sample(store, wanted, size, seed)
    if not events:
        raise UsageError("there is no event that the filters leave")
    drawn = f"{len(events)} at random, seed {seed}{narrowed}"
    content = sheet(row_of(one, None, language, drawn) for one in events)
    number = max((known for known, _ in _sheets(store)), default=0) + 1
    while True:
        path = _folder(store) / f"{store.path.stem}.audit-{number}.csv"
        try:
            with path.open("xb") as file:
                file.write(content)
        except FileExistsError:
            number += 1
            continue
        except OSError as error:
            raise UsageError(f"{path} cannot be written ({error.strerror}); see to the rights of its folder") from error
        return _read(number, path)


def give(found: Audit, verdict: Judgement) -> Audit:
    """The audit with this verdict in the place of the event's, on the disk.

    :raises UsageError: the event is not of the sample, the reason is none, or the sheet cannot be written.
    """
    if verdict.right is False and verdict.reason not in WRONG:
        raise UsageError(f"the reason {verdict.reason!r} is unknown; choose one of {', '.join(WRONG)}")
    if verdict.right is not False and verdict.reason:
        raise UsageError(f"judged right, and yet {verdict.reason}; take one of the two out")
    at = found.place(verdict.event)
    if at is None:
        raise UsageError(f"{verdict.event} is not of the sample {found.path.name}")
    rows = list(found.rows)
    rows[at] = replace(rows[at], judgement=verdict)
    part = found.path.with_name(f"{found.path.name}.part")
    try:
        with part.open("wb") as file:
            file.write(sheet(rows))
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, found.path)
    except OSError as error:
        raise UsageError(f"{found.path} cannot be written ({error.strerror}); the verdict is not kept") from error
    return replace(found, rows=tuple(rows))


def _folder(store: Store) -> Path:
    """Beside the chronicle; where one is called, for a chronicle that is no file."""
    return store.path.absolute().parent if isinstance(store.path, Path) else Path.cwd()


def _sheets(store: Store) -> list[tuple[int, Path]]:
    pattern = re.compile(rf"{re.escape(store.path.stem)}\.audit-([1-9]\d{{0,8}})\.csv")
    names = ((pattern.fullmatch(path.name), path) for path in _folder(store).iterdir())
    return sorted((int(match[1]), path) for match, path in names if match)


def _read(number: int, path: Path) -> Audit:
    try:
        return Audit(number, path, tuple(read_rows(path)))
    except UsageError as error:
        return Audit(number, path, trouble=str(error))
