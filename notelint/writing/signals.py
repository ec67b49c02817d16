"""Who ends the program by a signal finds everything in order, and what must not be cut in two is not."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# Somebody ends the program, or closes the terminal in which it runs.
_ENDS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


def end_in_order() -> None:
    """From now on a signal that ends the process does it as `SystemExit`, ^C as KeyboardInterrupt: what was begun is
    put away on the way out.
    """
    first = os.getpid()

    def end(number: int, frame: FrameType | None) -> None:
        if os.getpid() == first:
            raise SystemExit(128 + number)
        # A process that the first one has made has nothing to clear away.
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)

    for number, act in ((signal.SIGINT, signal.default_int_handler), *((number, end) for number in _ENDS)):
        if signal.getsignal(number) is not signal.SIG_IGN:  # `nohup` has it ignored, and `&`
            signal.signal(number, act)


@contextmanager
def held() -> Iterator[None]:
    """Signals that come meanwhile are answered afterwards: ^C, and those that end the process."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals are answered by the main thread
        return
    came: list[int] = []
    before = {}
    for number in (signal.SIGINT, *_ENDS):
        handler = signal.getsignal(number)
        if callable(handler):
            before[number] = handler
            signal.signal(number, lambda number, frame: came.append(number))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for number in came[:1]:
            signal.raise_signal(number)
