from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notelint.report.cells import cells
from notelint.report.excerpt import excerpt


def marked(text: str, column: int, end_column: int | None, width: int = 80) -> str:
    """What stands above the carets."""
    line, carets = excerpt(text, column, end_column, width)
    before, under = len(carets) - len(carets.lstrip()), carets.count("^")
    by_cell = "".join(char + "\0" * (cells(char) - 1) for char in line if cells(char))
    return by_cell[before : before + under].replace("\0", "")


@pytest.mark.parametrize(
    ("text", "column", "end_column", "expected"),
    [
        ("see [a](b.md)\n", 5, 14, "[a](b.md)"),
        ("多模态 [综述](综述.md)", 5, 16, "[综述](综述.md)"),
        ("\t- 😀 [a](b)", 6, 12, "[a](b)"),
        ("> cafe\u0301 [a](b)", 9, 15, "[a](b)"),
        ("⚠️ [a](b)", 4, 10, "[a](b)"),
        ("\x1b[31m [a](b)", 7, 13, "[a](b)"),
    ],
)
def test_carets_stand_under_the_place(text: str, column: int, end_column: int, expected: str) -> None:
    assert marked(text, column, end_column) == expected


def test_a_place_of_several_lines_is_underlined_to_the_line_s_end() -> None:
    assert marked("a `b c", 3, None) == "`b c"


def test_an_empty_place_gets_one_caret() -> None:
    assert excerpt("abc", 4, 4, 80) == ("abc", "   ^")


def test_a_place_past_the_line_stays_at_its_end() -> None:
    assert excerpt("abc", 99, 120, 80) == ("abc", "   ^")


def test_a_long_line_is_cut_on_both_sides_of_the_place() -> None:
    line, carets = excerpt("中" * 100 + "[a](b)" + "文" * 100, 101, 107, 40)
    assert line == "...中中中中中[a](b)" + "文" * 9 + "..."
    assert carets == " " * 13 + "^^^^^^"


def test_a_place_longer_than_the_width_is_underlined_as_far_as_it_is_shown() -> None:
    line, carets = excerpt("x" + "a" * 10_000_000, 2, 10_000_001, 20)
    assert (line, carets) == ("x" + "a" * 16 + "...", " " + "^" * 19)


@given(st.text(max_size=200), st.integers(-5, 250), st.integers(-5, 250), st.integers(20, 120))
def test_line_and_carets_stay_within_the_width(text: str, column: int, end_column: int, width: int) -> None:
    line, carets = excerpt(text, column, end_column, width)
    assert cells(line) <= width
    assert "^" in carets and len(carets) <= width + 1  # the end of a full line is one past it
