"""Print-outs: PDF and DOCX files -> their text, taken out in a process of its own with bounded time and memory.

In: the bytes of the file. Out: a raw page of plain text whose lines are paragraphs, or a reject. Libraries for such
files run into endless loops and huge allocations on hostile ones; the process that does is ended and the run goes on.
Scans hold pictures of text and are refused: there is no character recognition here.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from types import MappingProxyType

from runut.acquire.job import Job
from runut.acquire.limits import megabytes
from runut.records import RawPage, Reject

__all__ = ["printed"]

_START = 5.0  # seconds that a busy machine may need to start the process at all


def printed(source: str, form: str, data: bytes, job: Job) -> RawPage | Reject:
    """The text of the file; ``form`` is pdf or docx."""
    bounds = [str(job.limits.memory), str(job.limits.document)]
    command = [sys.executable, "-m", "runut.acquire.print_worker", form, *bounds]
    # The process has to find this very package, wherever it was imported from.
    places = os.pathsep.join(dict.fromkeys(place for place in sys.path if place))
    seconds = job.limits.seconds
    try:
        done = subprocess.run(
            command,
            input=data,
            capture_output=True,
            timeout=seconds + _START,
            check=False,
            env={**os.environ, "PYTHONPATH": places},
        )
    except subprocess.TimeoutExpired:
        return Reject(source, "unreadable", f"its text was not found within {seconds:.0f} seconds; save it as text")
    except OSError as error:
        return Reject(source, "unreadable", f"no process could be started to read it ({error.strerror})")
    try:
        answer = json.loads(done.stdout)
        reason, detail, text = str(answer["reason"]), str(answer["detail"]), str(answer["text"])
    except (ValueError, TypeError, KeyError, RecursionError):
        memory = megabytes(job.limits.memory)
        return Reject(source, "unreadable", f"its reader broke off, damaged or in need of more than {memory} of memory")
    if reason:
        return Reject(source, reason, detail)
    address = str(answer.get("address") or "")
    other = {**job.given.other, "read from": form}
    given = replace(job.given, url=job.given.url or address or None, other=MappingProxyType(other))
    return RawPage(source, text.encode("utf-8", "replace"), "text", given, "utf-8")
