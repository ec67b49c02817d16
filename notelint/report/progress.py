"""A bar on stderr for runs that take more than a second."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal, Protocol, TextIO

from notelint.report.cells import cells
from notelint.report.safe import write
from notelint.report.words import Lang, say

DELAY = 1.0  # seconds before anything is drawn
INTERVAL = 0.1  # seconds between two drawings
BAR = 30  # cells


class Advance(Protocol):
    """`n` more are done; `more` is what else the bar says."""

    def __call__(self, n: int = 1, more: str = "") -> None: ...


@contextmanager
def progress(
    total: int,
    stream: TextIO | None,
    lang: Lang = "en",
    clock: Callable[[], float] = time.monotonic,
    what: Literal["reading", "asking"] = "reading",
) -> Iterator[Advance]:
    """Gives `advance(n, more)`, to be called as work is done. Draws on terminals only, and leaves nothing behind."""
    done, drawn, due = 0, "", clock() + DELAY
    terminal = stream if stream is not None and stream.isatty() else None

    def advance(n: int = 1, more: str = "") -> None:
        nonlocal done, drawn, due
        done += n
        now = clock()
        if terminal is not None and now >= due:
            due = now + INTERVAL
            before, drawn = cells(drawn), f"{say(lang, what)} {_bar(min(done, total), total)}{more}"
            write(terminal, f"\r{drawn}{' ' * max(before - cells(drawn), 0)}")
            terminal.flush()

    try:
        yield advance
    finally:
        if terminal is not None and drawn:
            write(terminal, f"\r{' ' * cells(drawn)}\r")
            terminal.flush()


def _bar(done: int, total: int) -> str:
    filled = BAR * done // max(total, 1)
    return f"[{'#' * filled}{'.' * (BAR - filled)}] {done}/{total}"
