from __future__ import annotations

import asyncio

import pytest

from notelint.online import pace as module
from notelint.online.pace import FIRST, MOST, STUBBORN, Pace


class Clock:
    """Time that passes only where somebody sleeps."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 100.0
        monkeypatch.setattr(module.time, "monotonic", lambda: self.now)
        monkeypatch.setattr(module.asyncio, "sleep", self.sleep)

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def starts(pace: Pace, clock: Clock, count: int) -> list[float]:
    """When so many requests would be sent, in seconds from now; each is served at once."""

    async def run() -> list[float]:
        began, times = clock.now, []
        for _ in range(count):
            async with pace.turn():
                times.append(round(clock.now - began, 3))
            pace.answered()
        return times

    return asyncio.run(run())


def test_a_host_that_never_refuses_is_never_waited_for(clock: Clock) -> None:
    assert starts(Pace(), clock, 50) == [0.0] * 50


def test_a_refusal_pauses_the_host_and_teaches_its_rate(clock: Clock) -> None:
    pace = Pace()
    starts(pace, clock, 5)
    pace.refused(1.0)
    assert starts(pace, clock, 3) == [1.0, 1.204, 1.408]
    # However often it answers from now on.
    starts(pace, clock, 100)
    assert pace.gap == pytest.approx(0.204)


def test_refusals_that_belong_to_one_burst_count_once(clock: Clock) -> None:
    pace = Pace()
    starts(pace, clock, 5)
    for _ in range(STUBBORN + 2):
        pace.refused(1.0)
    assert (pace.closed, pace.gap) == (False, pytest.approx(0.204))


def test_a_rate_that_is_only_guessed_is_given_up_step_by_step(clock: Clock) -> None:
    pace = Pace()
    starts(pace, clock, 1)
    pace.refused(1.0)
    assert pace.gap == pytest.approx(1.02)
    starts(pace, clock, 5 * FIRST)
    assert pace.gap < 0.05
    # Refused once more, it is known.
    starts(pace, clock, 1)
    pace.refused(1.0)
    known = pace.gap
    starts(pace, clock, 5 * FIRST)
    assert pace.gap == known


def test_only_what_was_learned_for_certain_is_remembered(clock: Clock) -> None:
    sure, guessed = Pace(), Pace()
    starts(sure, clock, 5)
    starts(guessed, clock, 1)
    sure.refused(1.0)
    guessed.refused(1.0)
    assert (Pace().lesson, sure.lesson, guessed.lesson) == (None, pytest.approx(0.204), None)
    assert Pace(interval=3.0, learned=0.2).gap == 3.0


def test_a_host_that_does_not_say_how_long_is_given_more_time_each_time(clock: Clock) -> None:
    pace = Pace()
    waits = []
    for _ in range(3):
        pace.refused(None)
        waits.append(starts(pace, clock, 1)[0])
    assert waits == [1.0, 2.0, 4.0]


def test_a_host_that_only_refuses_is_given_up(clock: Clock) -> None:
    pace = Pace()
    for _ in range(STUBBORN):
        assert not pace.closed
        pace.refused(1.0)
        clock.now += 2
    assert pace.closed


def test_what_is_sent_late_does_not_bunch_up(clock: Clock) -> None:
    pace = Pace(interval=1.0)
    starts(pace, clock, 1)
    clock.now += 60
    assert starts(pace, clock, 3) == [0.0, 1.0, 2.0]
    # Of a rate that was learned, half a gap is made up for.
    pace = Pace()
    starts(pace, clock, 5)
    pace.refused(1.0)
    clock.now += 60
    assert starts(pace, clock, 3) == [0.0, 0.102, 0.306]


def test_slots_grow_with_answers_up_to_the_most() -> None:
    async def run() -> tuple[int, int]:
        pace = Pace()
        before = pace._slots._value
        for _ in range(100):
            pace.answered()
        return before, pace._slots._value

    assert asyncio.run(run()) == (FIRST, MOST)
