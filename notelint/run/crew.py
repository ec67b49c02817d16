"""Work that is shared among processes, any of which may be killed at any time.

`multiprocessing.Pool` waits forever for what a killed process had in hand, and `concurrent.futures` leaves its
processes behind where the first one is killed. Here each process has a pipe of its own that nobody else holds, so that
either end sees at once that the other is gone.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:  # most runs need no second process, and not what begins one
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

# Does a stretch of items, from a number up to another, in a process.
Work = Callable[[int, int], Any]

# Forking costs nothing where it is safe; elsewhere each process imports what it needs.
FORKS = os.name == "posix" and sys.platform != "darwin"

_IN_HAND = 2  # stretches that a process has: the next one is there when it has done the first
_TRIES = 2  # of an item by itself, before it is blamed: whatever kills at random rarely comes twice
MOST_KILLED = 20  # items; then it is not they that are to blame
_GRACE = 2.0  # seconds in which a process that is no longer needed may end by itself
_SAFE_PATH = "PYTHONSAFEPATH"


class Killed(NamedTuple):
    """Becomes of an item that ended each process that tried it. `how` names a signal or an exit code."""

    how: str


class Answer(NamedTuple):
    """What came of the items from `start` up to `stop`: what the work returned, the exception that it raised, or Killed
    of one item.
    """

    start: int
    stop: int
    value: Any


class _Piece(NamedTuple):
    start: int
    stop: int
    tries: int = 0

    @property
    def is_one(self) -> bool:
        return self.stop - self.start == 1


class _Hand:
    """A process, and the pieces that it was given and has not answered; the first is what it is at."""

    def __init__(self, process: BaseProcess, pipe: Connection) -> None:
        self.process = process
        self.pipe = pipe
        self.pieces: deque[_Piece] = deque()

    def takes(self, piece: _Piece) -> bool:
        """A single item may be what ends processes: nothing else is in hand beside it."""
        if not self.pieces:
            return True
        return len(self.pieces) < _IN_HAND and not piece.is_one and not self.pieces[0].is_one

    def give(self, piece: _Piece) -> None:
        self.pieces.append(piece)
        with suppress(OSError):  # it has ended: so it will be found
            self.pipe.send((piece.start, piece.stop))


def shared(work: Work, count: int, size: int, jobs: int) -> Iterator[Answer]:
    """Has `jobs` processes do `count` items in stretches of `size`. The answers come in any order.

    What a process had in hand when it was killed is tried again item by item, so that only the item is lost that kills.
    `work` must be picklable where processes are not forked. Raises ChildProcessError where process after process ends.
    """
    crew = _Crew(work, jobs, deque(_Piece(n, min(n + size, count)) for n in range(0, count, size)))
    try:
        yield from crew.answers()
    finally:
        crew.dismiss()


class _Crew:
    def __init__(self, work: Work, jobs: int, todo: deque[_Piece]) -> None:
        import multiprocessing

        self.context: Any = multiprocessing.get_context("fork" if FORKS else "spawn")
        self.work = work
        self.jobs = jobs
        self.todo = todo
        self.hands: list[_Hand] = []
        self.killed = 0

    def answers(self) -> Iterator[Answer]:
        while self.todo or any(hand.pieces for hand in self.hands):
            self._hire()
            if not self.hands:  # no process can be started: this one will do
                piece = self.todo.popleft()
                yield Answer(piece.start, piece.stop, _tried(self.work, piece.start, piece.stop))
                continue
            self._hand_out()
            for hand in self._ready():
                yield from self._answers_of(hand)

    def dismiss(self) -> None:
        """Leaves no process behind. Those that wait for work end by themselves when their pipe does."""
        for hand in self.hands:
            hand.pipe.close()
            if hand.pieces:
                hand.process.kill()
        for hand in self.hands:
            _ended(hand.process)
        self.hands = []

    def _hire(self) -> None:
        while len(self.hands) < min(self.jobs, len(self.hands) + len(self.todo)):
            try:
                with _held():
                    self.hands.append(self._started())
            except OSError as error:
                if not self.hands and self.killed:
                    why = error.strerror or error
                    raise ChildProcessError(f"no process can be started any more: {why}; try --jobs 1") from None
                self.jobs = len(self.hands)

    def _started(self) -> _Hand:
        here, there = self.context.Pipe()
        # A forked process has all that this one has open: it must not hold the pipes of the others.
        others = [here, *(hand.pipe for hand in self.hands)] if FORKS else []
        try:
            process = self.context.Process(target=_serve, args=(self.work, there, others), daemon=True)
            with _safe_path():
                process.start()
        except BaseException:
            here.close()
            raise
        finally:
            there.close()
        return _Hand(process, here)

    def _hand_out(self) -> None:
        for _ in range(_IN_HAND):  # one for each, before a second for any
            for hand in self.hands:
                if self.todo and hand.takes(self.todo[0]):
                    hand.give(self.todo.popleft())

    def _ready(self) -> list[_Hand]:
        """The processes that have answered or ended; waits for one."""
        from multiprocessing.connection import wait

        by_source: dict[Any, _Hand] = {hand.pipe: hand for hand in self.hands}
        by_source |= {hand.process.sentinel: hand for hand in self.hands}
        return list(dict.fromkeys(by_source[source] for source in wait(list(by_source))))

    def _answers_of(self, hand: _Hand) -> Iterator[Answer]:
        is_alive = hand.process.is_alive()  # asked first: what it has sent before its end is still there
        try:
            while hand.pipe.poll():
                data = hand.pipe.recv_bytes()
                piece = hand.pieces.popleft()
                if self.todo and hand.takes(self.todo[0]):
                    hand.give(self.todo.popleft())
                yield Answer(piece.start, piece.stop, pickle.loads(data))
        except (EOFError, OSError):
            is_alive = False
        if not is_alive:
            yield from self._bury(hand)

    def _bury(self, hand: _Hand) -> Iterator[Answer]:
        """Takes back what an ended process had in hand."""
        self.hands.remove(hand)
        hand.pipe.close()
        how = _how(_ended(hand.process))
        if not hand.pieces:
            self.killed += 1
            self._stop_at_many(how)
            return
        first = hand.pieces.popleft()
        self.todo.extendleft(reversed(hand.pieces))
        if not first.is_one:
            self.todo.extend(_Piece(n, n + 1) for n in range(first.start, first.stop))
        elif first.tries + 1 < _TRIES:
            self.todo.append(first._replace(tries=first.tries + 1))
        else:
            self.killed += 1
            self._stop_at_many(how)
            yield Answer(first.start, first.stop, Killed(how))

    def _stop_at_many(self, how: str) -> None:
        if self.killed > MOST_KILLED:
            raise ChildProcessError(f"one process after the other is killed, the last by {how}: try --jobs 1")


def _ended(process: BaseProcess) -> int | None:
    """The exit code of a process that has ended, or must end now."""
    process.join(_GRACE)
    if process.is_alive():
        process.kill()
        process.join(_GRACE)
    return process.exitcode


def _how(code: int | None) -> str:
    if code is not None and code < 0:
        with suppress(ValueError):
            return signal.Signals(-code).name
        return f"signal {-code}"
    return f"exit code {code}"


@contextmanager
def _held() -> Iterator[None]:
    """Signals wait: one that meets a process before it knows what to do with it would be told on the terminal."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _OURS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_OURS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def _safe_path() -> Iterator[None]:
    """Python begins another process with `-c`, and would look for modules in the working directory first: there are
    notes of strangers in it.
    """
    before = os.environ.get(_SAFE_PATH)
    os.environ[_SAFE_PATH] = "1"
    try:
        yield
    finally:
        del os.environ[_SAFE_PATH]
        if before is not None:
            os.environ[_SAFE_PATH] = before


# In another process


def _serve(work: Work, pipe: Connection, others: list[Connection]) -> None:
    for other in others:
        other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ^C is answered once, by the first process
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _OURS)
    gc.disable()
    with suppress(EOFError, OSError):  # the first process has no more work, or is gone
        while True:
            start, stop = pipe.recv()
            pipe.send_bytes(_packed(_tried(work, start, stop)))


def _tried(work: Work, start: int, stop: int) -> Any:
    try:
        return work(start, stop)
    except Exception as error:
        error.add_note("".join(traceback.format_exception(error)))  # what a pickled one does not have
        return error


def _packed(value: Any) -> bytes:
    try:
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        if isinstance(value, Exception):
            pickle.loads(data)  # some can be packed, and not unpacked
    except Exception as error:
        told = value if isinstance(value, Exception) else error
        return pickle.dumps(RuntimeError(f"{type(told).__name__}: {told}"))
    return data
