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

INTERRUPTED = 128 + signal.SIGINT
_ENDS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


def run() -> NoReturn:
    """Runs the command line. A signal ends it without a traceback at any time.

    It ends without taking apart what it holds: after a large collection that takes a while. So does looking through it
    for garbage, of which there is little: that is done only now and then.
    """
    gc.set_threshold(500_000)
    # What takes long is to import all that a run needs, and there is nothing to put away yet.
    _leave_at_once()
    sys.excepthook, sys.unraisablehook = _uncaught, _unraisable
    from notelint.cli import flush, main
    from notelint.writing.signals import end_in_order

    try:
        end_in_order()
        code = main()
    except KeyboardInterrupt:
        code = INTERRUPTED
    except SystemExit as end:  # by a signal
        code = _code(end)
    _leave_at_once()
    flush()
    os._exit(code)


def _leave_at_once() -> None:
    """Says what a signal does, but for those that are to be ignored, as they are behind `nohup` and `&`."""
    for number in _ENDS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _leave)


def _leave(number: int, frame: Any) -> NoReturn:
    os._exit(128 + number)


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A signal that came between two lines of `run`."""
    _leave_for(error)
    sys.__excepthook__(kind, error, trace)


def _unraisable(unraisable: sys.UnraisableHookArgs) -> None:
    """A signal that came where Python lets nothing be raised: it would be told on the terminal, and then forgotten."""
    _leave_for(unraisable.exc_value)
    sys.__unraisablehook__(unraisable)


def _leave_for(error: BaseException | None) -> None:
    if isinstance(error, KeyboardInterrupt):
        os._exit(INTERRUPTED)
    if isinstance(error, SystemExit):
        os._exit(_code(error))


def _code(end: SystemExit) -> int:
    return end.code if isinstance(end.code, int) else 2


if __name__ == "__main__":
    run()
