"""How fast a host is asked: gently at first, then as it shows by its answers."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

FIRST = 3  # requests at once to a host that nothing is known of; one more for each so many answers
MOST = 8  # at once, at the most
# A learned rate is a little slower than the one that was seen, since clocks differ.
MARGIN = 1.02
# Seconds of pause where a host that refuses does not say how long; doubled from time to time.
PAUSE = 1.0
# So many refusals without an answer between them, and a host is left alone.
STUBBORN = 4


class Pace:
    """The pace of one host: at first `first` requests at once, begun `interval` seconds apart or more.

    `learned` is what an earlier run knows: the seconds between two requests that the host stands.
    """

    def __init__(
        self, first: int = FIRST, most: int = MOST, interval: float = 0.0, learned: float | None = None
    ) -> None:
        self.gap = max(interval, learned or 0.0)  # seconds from one request's start to the next one's
        self._least = interval
        self._learned = learned is not None
        self._guessed = False  # too little was served before the refusal to tell a rate
        self.closed = False  # it refuses everything: there is no use in asking on
        self._slots = asyncio.Semaphore(first)
        self._more = max(most - first, 0)
        self._line = asyncio.Lock()
        self._next = 0.0
        self._paused = 0.0
        self._pause = PAUSE
        self._refusals = 0
        self._count = 0
        self._answers: deque[float] = deque(maxlen=4096)  # when the last ones came

    @property
    def lesson(self) -> float | None:
        """The gap that is worth remembering, None where the host has taught none."""
        return self.gap if self._learned and not self._guessed else None

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Waits until the host may be asked; inside, one of its slots is taken."""
        async with self._slots:
            await self._wait()
            yield

    async def _wait(self) -> None:
        async with self._line:
            while not self.closed and (start := max(self._next, self._paused)) > time.monotonic():
                await asyncio.sleep(start - time.monotonic())
            # Who comes late makes up for it by half a learned gap at most: a host counts what arrives together.
            self._next = max(self._next, time.monotonic() - (self.gap - self._least) / 2) + self.gap

    def answered(self) -> None:
        """The host served a request."""
        self._refusals = 0
        self._answers.append(time.monotonic())
        self._count += 1
        if self._count % FIRST == 0:
            if self._guessed:
                self.gap = max(self.gap / 2, self._least)
            if self._more:
                self._more -= 1
                self._slots.release()

    def refused(self, seconds: float | None) -> None:
        """The host says that it is asked too much, and perhaps for how long to leave it alone.

        What it served in as long a time before is the rate that it stands; this is not forgotten. Where it had hardly
        begun to serve, the rate is a guess, which is given up step by step unless it refuses again.
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
        self._guessed = not self._learned and served <= FIRST
        self._learned = True
        self._paused = self._next = now + window
