"""What a run has asked of the world besides its notes: so that a later run can tell whether the answers are the same.

Whoever reads a file, lists a folder or asks git says so here, in the few places where that is done, with the answer and
with the way to ask again. A question that was not told of would make a stale answer look fresh, so nothing else in the
package may ask: `tests/memory/test_witness.py` watches the interpreter for that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from typing import NamedTuple

# The folder in which notelint keeps what it can make again: that it is there changes nothing.
OWN = ".notelint_cache"
# Says what the answer to a question is now, by the words of the question.
Asker = Callable[..., bytes]


class Question(NamedTuple):
    """What was asked: who asks it (a name of `ASKERS`), and with which words."""

    asker: str
    words: tuple[str, ...]


ASKERS: dict[str, Asker] = {}
_current: list[dict[Question, bytes]] = []


def asker(name: str) -> Callable[[Asker], Asker]:
    """Makes a function the way to ask questions of a name again."""

    def made(function: Asker) -> Asker:
        ASKERS[name] = function
        return function

    return made


@contextmanager
def watching(seen: dict[Question, bytes]) -> Iterator[None]:
    """Whatever is asked meanwhile is noted in `seen`, the first answer to each question."""
    _current.append(seen)
    try:
        yield
    finally:
        end(seen)


@contextmanager
def looking_away() -> Iterator[None]:
    """What is asked meanwhile is noted by somebody else."""
    watching_now = _current[:]
    _current.clear()
    try:
        yield
    finally:
        _current[:] = watching_now


def begin(seen: dict[Question, bytes]) -> None:
    """As `watching`, up to `end`."""
    _current.append(seen)


def end(seen: dict[Question, bytes]) -> None:
    _current[:] = [each for each in _current if each is not seen]


def is_watched() -> bool:
    return bool(_current)


def told(name: str, words: Iterable[str], answer: bytes) -> None:
    """Notes the answer to a question, if anybody watches."""
    if _current:
        question = Question(name, tuple(words))
        for seen in _current:
            seen.setdefault(question, answer)


def never() -> None:
    """Something was found out that another run may find otherwise, for no reason that can be asked about."""
    told("never", (), b"never the same")


@asker("never")
def _never() -> bytes:
    return b""


def short(answer: bytes) -> bytes:
    """Tells answers apart."""
    return answer if len(answer) <= 16 else blake2b(answer, digest_size=16).digest()


def is_same(seen: Iterable[tuple[Question, bytes]], known: dict[Question, bytes]) -> bool:
    """Are the answers what they were? Those that are `known` were given just now; all others are asked for again, and
    are known from then on if all are the same.
    """
    again: dict[Question, bytes] = {}
    for question, answer in seen:
        now = known.get(question)
        if now is None:
            now = again[question] = ASKERS[question.asker](*question.words)
        if now != answer:
            return False
    known.update(again)
    return True
