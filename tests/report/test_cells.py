from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notelint.report.cells import cells, cut, wrap


@pytest.mark.parametrize(
    ("text", "expected"),
    [("abc", 3), ("中文", 4), ("，（", 4), ("e\u0301", 1), ("😀", 2), ("ｱ", 1), ("한", 2)],
)
def test_wide_characters_take_two_cells_and_marks_none(text: str, expected: int) -> None:
    assert cells(text) == expected


def test_a_cut_keeps_within_the_width_and_says_that_it_cut() -> None:
    assert cut("多模态大模型", 8) == "多模..."
    assert cut("多模态", 6) == "多模态"


def test_lines_break_at_spaces_and_beside_wide_characters() -> None:
    assert wrap("the 多模态大模型 notes", 9) == ["the 多模", "态大模型", "notes"]


def test_no_line_begins_with_closing_punctuation() -> None:
    assert wrap("多模态，大", 6) == ["多模", "态，大"]


def test_a_url_stays_whole() -> None:
    assert wrap("see https://example.org/a/long/path", 10) == ["see", "https://example.org/a/long/path"]


def test_the_first_line_may_have_less_room() -> None:
    assert wrap("a message", 20, 0) == ["", "a message"]


@given(st.text(alphabet="ab 中，“”（。\u3000"), st.integers(1, 30))
def test_wrapping_loses_nothing_but_spaces(text: str, width: int) -> None:
    assert "".join("".join(wrap(text, width)).split()) == "".join(text.split())


def test_an_opening_bracket_goes_with_what_it_opens() -> None:
    assert wrap("见“论文”（abc/def.md）", 14) == ["见“论文”", "（abc/def.md）"]
