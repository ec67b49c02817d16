from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from notelint.report import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def ticking(step: float) -> Iterator[float]:
    now = 0.0
    while True:
        yield now
        now += step


def drawn(stream: io.StringIO, step: float, lang: str = "en") -> str:
    times = ticking(step)
    with progress(4, stream, "zh" if lang == "zh" else "en", clock=lambda: next(times)) as advance:
        for _ in range(4):
            advance(1)
    return stream.getvalue()


def test_a_long_run_is_drawn_and_leaves_an_empty_line() -> None:
    text = drawn(Terminal(), 0.6)
    frames = text.split("\r")
    assert frames[1] == "reading notes [###############...............] 2/4"
    assert frames[-3].endswith("] 4/4")
    assert frames[-2:] == [" " * len(frames[-3]), ""]


def test_a_chinese_bar_is_cleared_by_its_cells() -> None:
    frames = drawn(Terminal(), 2.0, "zh").split("\r")
    assert len(frames[-2]) == len(frames[-3]) + len("正在读笔记")


def test_a_short_run_draws_nothing() -> None:
    assert drawn(Terminal(), 0.1) == ""


def test_a_pipe_gets_nothing() -> None:
    assert drawn(io.StringIO(), 5.0) == ""


def test_the_bar_is_cleared_when_the_run_fails() -> None:
    stream, times = Terminal(), ticking(2.0)
    with pytest.raises(ZeroDivisionError), progress(0, stream, clock=lambda: next(times)) as advance:
        advance(3)
        raise ZeroDivisionError
    assert stream.getvalue().endswith(" \r")


def test_drawing_is_rare_however_many_notes_there_are() -> None:
    stream, times = Terminal(), ticking(0.001)
    with progress(3000, stream, clock=lambda: next(times)) as advance:
        for _ in range(3000):
            advance(1)
    assert stream.getvalue().count("reading") == 20
