"""The program, as `notelint` and as `python -m notelint`."""

from __future__ import annotations

import gc
import os
import signal
import sys

TYPE_CHECKING = False  # as in `notelint`: nothing is imported here that takes time
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any, NoReturn

INTERRUPTED, TERMINATED = 128 + signal.SIGINT, 128 + signal.SIGTERM


class Terminated(SystemExit):
    """SIGTERM, as KeyboardInterrupt is ^C: what was begun is put away on the way out."""


def run() -> NoReturn:
    """Runs the command line. A signal ends it without a traceback at any time.

    It ends without taking apart what it holds: after a large collection that takes a while. So does looking through it
    for garbage, of which there is little: that is done only now and then.
    """
    gc.set_threshold(500_000)
    # What takes long is to import all that a run needs, and there is nothing to put away yet.
    _on_signals(_leave, _leave)
    sys.excepthook, sys.unraisablehook = _uncaught, _unraisable
    from notelint.cli import flush, main

    try:
        _on_signals(signal.default_int_handler, _terminate)
        code = main()
    except KeyboardInterrupt:
        code = INTERRUPTED
    except Terminated:
        code = TERMINATED
    _on_signals(_leave, _leave)
    flush()
    os._exit(code)


def _on_signals(interrupt: Any, terminate: Any) -> None:
    """Says what a signal does, but for those that are to be ignored, as they are behind `nohup` and `&`."""
    for number, act in ((signal.SIGINT, interrupt), (signal.SIGTERM, terminate)):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, act)


def _leave(number: int, frame: Any) -> NoReturn:
    os._exit(128 + number)


def _terminate(number: int, frame: Any) -> NoReturn:
    raise Terminated(TERMINATED)


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A signal that came between two lines of `run`."""
    _leave_for(kind)
    sys.__excepthook__(kind, error, trace)


def _unraisable(unraisable: sys.UnraisableHookArgs) -> None:
    """A signal that came where Python lets nothing be raised: it would be told on the terminal, and then forgotten."""
    _leave_for(unraisable.exc_type)
    sys.__unraisablehook__(unraisable)


def _leave_for(kind: type[BaseException]) -> None:
    if issubclass(kind, (KeyboardInterrupt, Terminated)):
        os._exit(INTERRUPTED if issubclass(kind, KeyboardInterrupt) else TERMINATED)


if __name__ == "__main__":
    run()
