"""The errors Runut raises on purpose.

::

    RunutError                 anything below; the command line prints its message without a traceback
    ├── UsageError             wrong arguments or configuration (exit code 2)
    ├── UnreadableError        one source cannot be read; becomes a line in the receipt
    ├── ModelError             the trained reader is missing, damaged, or cannot be opened; the run stops (exit code 2)
    ├── StoreError             the chronicle file is missing, damaged or of a newer version
    │   └── BusyError          somebody else writes to it and did not end in time
    └── WorkerError            the processes that read cannot be started; the run stops (exit code 2)

>>> issubclass(UsageError, RunutError)
True
"""

from __future__ import annotations

__all__ = ["BusyError", "ModelError", "RunutError", "StoreError", "UnreadableError", "UsageError", "WorkerError"]


class RunutError(Exception):
    """Base of every deliberate error; its text says what is wrong and what to do."""


class UsageError(RunutError):
    """Wrong arguments or configuration."""


class UnreadableError(RunutError):
    """A single source that cannot be read; ``reason`` is one of the codes of ``records.Reject``."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


class ModelError(RunutError):
    """The trained reader is missing, damaged, or cannot be opened."""


class StoreError(RunutError):
    """The chronicle cannot be opened or written."""


class BusyError(StoreError):
    """Somebody else writes to the chronicle, and did not end in time."""


class WorkerError(RunutError):
    """The processes that read cannot be started, or read by other rules than the build."""
