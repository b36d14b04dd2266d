"""Stretches that Ctrl-C does not cut in two: it is heard, and obeyed when they are over.

In: nothing. Out: ``calm``, a context. Only the main thread hears signals; elsewhere nothing is changed.

>>> with calm():
...     pass
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["calm"]


@contextmanager
def calm() -> Iterator[None]:
    """Hold back the signals that stop the program until the end of the block."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        heard.append(number)

    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    held = [number for number in numbers if callable(signal.getsignal(number))]
    before = {number: signal.signal(number, note) for number in held}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if heard:
        signal.raise_signal(heard[0])
