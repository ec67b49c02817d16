"""Processes that share work, while some of them fail, are killed, or have their first one killed."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from notelint.run import crew
from notelint.run.crew import Answer, Killed, shared

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are not forked here")


def numbers(answers: Iterator[Answer]) -> list[int]:
    """The items that were answered, in their order."""
    return sorted(n for answer in answers for n in range(answer.start, answer.stop))


def kill(start: int, stop: int, *which: int) -> None:
    if set(which) & set(range(start, stop)):
        os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("count", [0, 1, 31, 32, 33, 100])
@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_each_item_is_done_once(count: int, jobs: int) -> None:
    assert numbers(shared(lambda start, stop: None, count, 32, jobs)) == list(range(count))


def test_only_the_item_is_lost_that_kills() -> None:
    answers = list(shared(lambda start, stop: kill(start, stop, 7, 90), 100, 32, 2))
    assert numbers(iter(answers)) == list(range(100))
    assert sorted(answer for answer in answers if answer.value) == [
        Answer(7, 8, Killed("SIGKILL")),
        Answer(90, 91, Killed("SIGKILL")),
    ]


def test_where_process_after_process_is_killed_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "MOST_KILLED", 3)
    with pytest.raises(ChildProcessError, match="the last by SIGKILL: try --jobs 1"):
        list(shared(lambda start, stop: kill(start, stop, *range(40)), 40, 8, 2))
    assert multiprocessing.active_children() == []


def test_a_process_may_be_killed_while_it_answers() -> None:
    def work(start: int, stop: int) -> bytes:
        if 7 in range(start, stop):
            # What it sends stops in the middle: a pipe does not hold as much.
            signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
            signal.setitimer(signal.ITIMER_REAL, 0.01)
            return b"x" * 300_000_000
        return b""

    answers = list(shared(work, 20, 5, 2))
    assert numbers(iter(answers)) == list(range(20))
    assert [answer.start for answer in answers if isinstance(answer.value, Killed)] in ([], [7])


def test_an_error_that_cannot_be_sent_is_told() -> None:
    class LocalError(Exception):
        """Of a class that no other process can find."""

    def work(start: int, stop: int) -> None:
        raise LocalError("told")

    (answer,) = shared(work, 1, 1, 2)
    assert isinstance(answer.value, RuntimeError)
    assert str(answer.value) == "LocalError: told"


def test_what_cannot_be_sent_is_an_error() -> None:
    (answer,) = shared(lambda start, stop: (each for each in ()), 1, 1, 2)
    assert isinstance(answer.value, RuntimeError)


def test_where_no_process_can_be_started_this_one_does_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", fails)
    answers = list(shared(lambda start, stop: os.getpid(), 100, 32, 2))
    assert numbers(iter(answers)) == list(range(100))
    assert {answer.value for answer in answers} == {os.getpid()}


def test_no_process_is_left_where_nobody_wants_the_rest() -> None:
    answers = shared(lambda start, stop: None, 100, 1, 2)
    next(answers)
    answers.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


def test_no_process_outlives_the_first_one(tmp_path: Path) -> None:
    read, write = os.pipe()  # nobody holds the writing end any more once all are gone

    def work(start: int, stop: int) -> None:
        if start:
            os.kill(first, signal.SIGKILL)

    def first_process() -> None:
        nonlocal first
        first = os.getpid()
        os.close(read)
        list(shared(work, 10, 1, 3))

    first = 0
    context: Any = multiprocessing.get_context("fork")
    process = context.Process(target=first_process)
    process.start()
    os.close(write)
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert os.read(read, 1) == b""  # waits as long as one of them lives
    os.close(read)
