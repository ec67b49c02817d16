"""How fast a host is asked: gently at first, then as it shows by its answers."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

FIRST = 4  # requests at once to a host that nothing is known of
MOST = 8  # and once it has answered
# A learned rate is a little slower than the one that was seen, since clocks differ.
MARGIN = 1.02
# Seconds of pause where a host that refuses does not say how long; doubled from time to time.
PAUSE = 1.0
# So many refusals without an answer between them, and a host is left alone.
STUBBORN = 4


class Pace:
    """The pace of one host. `gap` is the seconds from one request's start to the next one's."""

    def __init__(self, first: int = FIRST, most: int = MOST, gap: float = 0.0) -> None:
        self.gap = gap
        self.learned = False
        self.closed = False  # it refuses everything: there is no use in asking on
        self._slots = asyncio.Semaphore(first)
        self._more = max(most - first, 0)
        self._next = 0.0
        self._paused = 0.0
        self._pause = PAUSE
        self._refusals = 0
        self._answers: deque[float] = deque(maxlen=4096)  # when the last ones came

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Waits until the host may be asked; inside, one of its slots is taken."""
        async with self._slots:
            await self._wait()
            yield

    async def _wait(self) -> None:
        while not self.closed:
            now = time.monotonic()
            start = max(now, self._next, self._paused)
            self._next = start + self.gap
            if start > now:
                await asyncio.sleep(start - now)
            if time.monotonic() >= self._paused:  # nobody was refused in the meantime
                return

    def answered(self) -> None:
        """The host served a request."""
        self._refusals = 0
        self._answers.append(time.monotonic())
        if self._more:
            self._more -= 1
            self._slots.release()

    def refused(self, seconds: float | None) -> None:
        """The host says that it is asked too much, and perhaps for how long to leave it alone.

        What it served in as long a time before is the rate that it stands; this is not forgotten.
        """
        now = time.monotonic()
        if now < self._paused:  # asked before the pause began
            return
        self._refusals += 1
        self.closed = self._refusals >= STUBBORN
        window = self._pause if seconds is None else max(seconds, 0.05)
        if seconds is None:
            self._pause *= 2
        served = sum(at > now - window for at in self._answers)
        self.gap = max(self.gap, window / max(served, 1) * MARGIN)
        self.learned = True
        self._paused = self._next = now + window
