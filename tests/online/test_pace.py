from __future__ import annotations

import asyncio
from math import inf, nan

import pytest

from notelint.online import pace as module
from notelint.online.answer import Answer, retry_after
from notelint.online.pace import FIRST, LONGEST, MOST, PATIENCE, STUBBORN, Pace


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


# What a host may teach


@pytest.mark.parametrize("seconds", [61.0, 334.0, 3600.0, 1e9])
def test_a_pause_beyond_patience_ends_the_asking_and_teaches_no_rate(clock: Clock, seconds: float) -> None:
    pace = Pace()
    starts(pace, clock, 5)
    pace.refused(seconds, patience=60.0)
    assert (pace.closed, pace.gap, pace.lesson) == (True, 0.0, None)


@pytest.mark.parametrize("served", [0, 1, 4, 5])
def test_no_gap_is_longer_than_the_longest(clock: Clock, served: int) -> None:
    pace = Pace()
    starts(pace, clock, served)
    pace.refused(60.0, patience=60.0)
    assert 0 < pace.gap <= LONGEST
    assert pace.lesson is None or pace.lesson <= LONGEST


@pytest.mark.parametrize("learned", [inf, -inf, nan, -1.0, 0.0, 1e300, LONGEST * 1.01])
def test_a_remembered_gap_that_no_host_can_have_taught_is_none(clock: Clock, learned: float) -> None:
    pace = Pace(learned=learned)
    assert (pace.gap, pace.lesson) == (0.0, None)
    assert starts(pace, clock, 3) == [0.0] * 3


def test_what_was_learned_fades_from_run_to_run_until_the_host_refuses_again(clock: Clock) -> None:
    gaps = [8.0]
    while gaps[-1] > 0.1:
        pace = Pace(learned=gaps[-1])
        starts(pace, clock, 2)
        assert pace.lesson is not None
        gaps.append(pace.lesson)
    assert len(gaps) < 20
    pace = Pace(learned=gaps[-1])
    starts(pace, clock, 5)
    pace.refused(5.0)
    assert pace.lesson == pytest.approx(1.02)


def test_what_was_learned_fades_within_a_long_run_too(clock: Clock) -> None:
    pace = Pace(learned=10.0)
    starts(pace, clock, 100)
    assert pace.gap < 2.0


def test_a_host_that_never_says_how_long_cannot_double_its_pause_for_ever(clock: Clock) -> None:
    pace = Pace()
    began, asked = clock.now, 0
    while not pace.closed and asked < 1000:
        starts(pace, clock, 1)
        pace.refused(None, patience=60.0)
        asked += 1
    assert pace.closed
    assert clock.now - began < 2 * PATIENCE


def test_a_host_that_serves_one_request_between_two_pauses_is_left_alone_in_the_end(clock: Clock) -> None:
    pace = Pace()
    began, asked = clock.now, 0
    while not pace.closed and asked < 1000:
        starts(pace, clock, 1)
        pace.refused(60.0, patience=60.0)
        asked += 1
    assert pace.closed
    assert clock.now - began < 3 * PATIENCE


def test_a_host_that_keeps_its_limit_for_hours_is_asked_for_hours(clock: Clock) -> None:
    """Sixty requests a minute; whoever asks more waits for the rest of it."""
    pace, window = Pace(), list[float]()
    served = 0
    while served < 5000:
        starts(pace, clock, 1)
        assert not pace.closed
        window = [at for at in window if at > clock.now - 60]
        if len(window) >= 60:
            pace._answers.pop()  # this one was none
            pace.refused(window[0] + 60 - clock.now, patience=60.0)
        else:
            window.append(clock.now)
            served += 1
    assert clock.now < 1.5 * 5000


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        *(
            ("5", 5.0),
            ("0.5", 0.5),
            ("-1", 0.0),
            (" 7 ", 7.0),
            ("9" * 400, 1e9),
            ("Wed, 21 Oct 9999 07:28:00 GMT", 1e9),
        ),
        *(("Wed, 21 Oct 1015 07:28:00 GMT", 0.0), ("inf", None), ("nan", None), ("1e999", None), ("1e3", None)),
        *(("soon", None), ("", None), ("٣", None), ("Wed, 21 Oct 99999999 07:28:00 GMT", None), ("5 minutes", None)),
        *(("Wed, 21 Oct 2015 07:28:00 -99999999", None), ("1_0", None), ("0x10", None)),
    ],
)
def test_how_long_a_host_wants_to_be_left_alone_is_a_finite_time(value: str, seconds: float | None) -> None:
    assert retry_after(Answer("", 429, {"retry-after": value})) == seconds


def test_a_host_that_drags_on_with_each_answer_is_left_alone_in_the_end() -> None:
    pace, asked = Pace(), 0
    while not pace.closed and asked < 1000:
        pace.took(29.0)
        pace.answered()
        asked += 1
    assert asked < 20


def test_a_large_host_of_which_one_page_in_fifty_never_comes_is_asked_to_the_end() -> None:
    pace = Pace()
    for number in range(5000):
        pace.took(30.0 if number % 50 == 0 else 2.0)
        if number % 50:
            pace.answered()
    assert not pace.closed
