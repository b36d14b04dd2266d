"""What ends a service or closes a terminal stops the work as Ctrl-C does: in order, and without fail.

In: nothing. Out: a context in which SIGTERM and SIGHUP raise ``KeyboardInterrupt``, where the system has them, and in
which a ``KeyboardInterrupt`` cannot be lost: Python drops what is raised while it clears away an object (a finaliser,
the callback of a weak reference) and goes on, so that the signal is given once more.

>>> with stoppable():
...     pass
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

__all__ = ["interrupt", "stoppable"]

AGAIN_SECONDS = 0.05  # long enough for the dropped callback to be over


@contextmanager
def stoppable() -> Iterator[None]:
    """What ends a service or closes a terminal stops the build as Ctrl-C does: in order, with its receipt."""
    if threading.current_thread() is not threading.main_thread():  # only the main thread hears signals
        yield
        return
    numbers: list[signal.Signals] = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    heard = [number for number in numbers if signal.getsignal(number) is not signal.SIG_IGN]  # nohup ignores SIGHUP
    before = {number: signal.signal(number, signal.default_int_handler) for number in heard}
    hook = sys.unraisablehook

    def dropped(what: UnraisableHookArgs) -> None:
        if not issubclass(what.exc_type, KeyboardInterrupt):
            hook(what)
        elif sys.unraisablehook is dropped:
            threading.Timer(AGAIN_SECONDS, again).start()

    def again() -> None:
        if sys.unraisablehook is dropped:  # the work may be over by now
            interrupt(heard[0] if heard else signal.SIGINT)

    sys.unraisablehook = dropped
    try:
        yield
    finally:
        sys.unraisablehook = hook
        for number, handler in before.items():
            signal.signal(number, handler)


def interrupt(number: signal.Signals) -> None:
    """Give the main thread a signal, also where it waits for something."""
    main = threading.main_thread().ident
    if hasattr(signal, "pthread_kill") and main is not None:
        signal.pthread_kill(main, number)
    else:
        import _thread

        _thread.interrupt_main(number)
