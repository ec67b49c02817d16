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
# Seconds between two requests that a host can teach, at the most: it is not the host that says how long a run takes.
LONGEST = 10.0
# Seconds that a host is waited for in one run beyond the time in which it serves.
PATIENCE = 300.0
# Of one exchange, what is more than so many seconds is waiting; each answer is worth one of these.
PROMPT, EARNED = 10.0, 1.0
# What was learned is believed for so many seconds, and for ten pauses, without a refusal; then a little less.
CALM, PAUSES = 60.0, 10
FADING = 0.75


class Pace:
    """The pace of one host: at first `first` requests at once, begun `interval` seconds apart or more.

    `learned` is what an earlier run knows: the seconds between two requests that the host stands. What a host can
    teach is bounded, and fades where it does not refuse again.
    """

    def __init__(
        self, first: int = FIRST, most: int = MOST, interval: float = 0.0, learned: float | None = None
    ) -> None:
        known = learned if learned is not None and is_gap(learned) else None
        self.gap = max(interval, known or 0.0)  # seconds from one request's start to the next one's
        self._least = interval
        self._learned = known is not None
        self._guessed = False  # too little was served before the refusal to tell a rate
        self.closed = False  # it refuses everything, or is slow: there is no use in asking on
        self.slow = False  # it takes for ever
        self._slots = asyncio.Semaphore(first)
        self._more = max(most - first, 0)
        self._line = asyncio.Lock()
        self._next = 0.0
        self._paused = 0.0
        self._pause = PAUSE
        self._waited = 0.0  # seconds in pauses, all together
        self._dragged = 0.0  # and for answers, or for none
        self._refusals = 0  # since the last answer
        self._refused = False  # in this run
        self._calm = time.monotonic()  # since when what was learned holds
        self._believed = CALM  # for so long
        self._count = 0
        self._answers: deque[float] = deque(maxlen=4096)  # when the last ones came

    @property
    def lesson(self) -> float | None:
        """The gap that is worth remembering, None where the host has taught none.

        A run that was not refused remembers a shorter one than it has kept, so that a mistake is unlearned.
        """
        if not self._learned or self._guessed:
            return None
        return min(self.gap, LONGEST) * (1.0 if self._refused else FADING)

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
        now = time.monotonic()
        self._refusals = 0
        self._answers.append(now)
        self._count += 1
        if self._learned and now - self._calm > self._believed:
            self.gap, self._calm = max(self.gap * FADING, self._least), now
        if self._count % FIRST == 0:
            if self._guessed:
                self.gap = max(self.gap / 2, self._least)
            if self._more:
                self._more -= 1
                self._slots.release()

    def took(self, seconds: float) -> None:
        """An exchange took so long, whatever came of it. A host that drags on with all is not asked any more."""
        self._dragged += max(seconds - PROMPT, 0.0)
        self.slow = self.slow or self._dragged > PATIENCE + self._count * EARNED
        self.closed = self.closed or self.slow

    def refused(self, seconds: float | None, patience: float = PATIENCE) -> None:
        """The host says that it is asked too much, and perhaps for how long to leave it alone.

        What it served in as long a time before is the rate that it stands. Where it had hardly begun to serve, the rate
        is a guess, which is given up step by step unless it refuses again. A pause beyond `patience`, in seconds, says
        nothing of a rate: the host is not asked any more.
        """
        now = time.monotonic()
        if now < self._paused:  # asked before the pause began
            return
        self._refusals += 1
        window = self._pause if seconds is None else max(seconds, 0.05)
        if seconds is None:
            self._pause = min(self._pause * 2, patience)
        self._waited += window
        endured = PATIENCE + self._count * self.gap
        self.closed = self.closed or self._refusals >= STUBBORN or window > patience or self._waited > endured
        if window > patience:
            return
        served = sum(at > now - window for at in self._answers)
        self.gap = max(self.gap, min(window / max(served, 1) * MARGIN, LONGEST))
        self._guessed = not self._learned and served <= FIRST
        self._learned = self._refused = True
        self._paused = self._next = self._calm = now + window
        self._believed = max(CALM, PAUSES * window)


def is_gap(value: float) -> bool:
    """Are these seconds between two requests that a host can have taught?"""
    return 0.0 < value <= LONGEST
