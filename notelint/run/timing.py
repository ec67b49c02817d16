"""Where a run's time goes: what `--profile` tells."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager


class Timing:
    """Seconds of each part of a run, and of each rule across notes that had to work."""

    def __init__(self) -> None:
        self.parts: defaultdict[str, float] = defaultdict(float)
        self.rules: defaultdict[str, float] = defaultdict(float)


@contextmanager
def timed(seconds: defaultdict[str, float], name: str) -> Iterator[None]:
    """Adds the time that what is done meanwhile takes to that of its name."""
    began = time.perf_counter()
    try:
        yield
    finally:
        seconds[name] += time.perf_counter() - began
