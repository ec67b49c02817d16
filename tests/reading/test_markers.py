from __future__ import annotations

from typing import Any

import pytest

from reading.tools import read


def found(text: str, **features: Any) -> list[tuple[str, str]]:
    return [(each.case, text[each.start : each.end]) for each in read(text, **features).defects]


def mended(text: str) -> str:
    [defect] = read(text).defects
    for start, end, new in reversed(defect.edits):
        text = text[:start] + new + text[end:]
    return text


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("**a: **\n", "**a:**\n"),
        ("> - ** a**\n", "> - **a**\n"),
        ("**a **b\n", "**a** b\n"),
        ("综合来看，** 甲乙**\n", "综合来看，**甲乙**\n"),
        ("甲** 乙 **丙\n", "甲 **乙** 丙\n"),
        ("| a |\n| - |\n| **b ** |\n", "| a |\n| - |\n| **b** |\n"),
    ],
)
def test_a_blank_inside_of_marks_goes_outside_or_away(text: str, after: str) -> None:
    assert mended(text) == after
    assert read(after).defects == []


@pytest.mark.parametrize("text", ["press **Continue to Go\n", "**第一步：先\n", "> 这是重点**。\n"])
def test_a_mark_without_its_other_half_is_told(text: str) -> None:
    assert found(text) == [("lone", "**")]


@pytest.mark.parametrize(
    "text",
    [
        "2 ** 3 and 4 ** 5\n",
        "f(*args, **kwargs)\n",
        "p < 0.05**, 0.001***\n",
        "glob **/*.md\n",
        "\\*\\* a \\*\\*\n",
        "`** a **` and $a ** b$\n",
        "RRT*/Informed RRT***\n",
        "char **argv\n",
    ],
)
def test_operators_and_signs_are_no_marks(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("kind", ["cjk-friendly", "python-markdown", "kramdown"])
def test_what_other_renderers_show_is_no_stray_mark(kind: str) -> None:
    assert found("**甲：**乙\n\n**a.**b\n", emphasis=kind) == []


def test_highlighting_is_told_once_a_note_where_the_site_has_none() -> None:
    text = "这是==甲==和==乙==\n\n==丙==\n"
    assert found(text) == [("mark", "==甲==")]
    assert found(text, mark=True) == []


@pytest.mark.parametrize(
    "text", ["X`mas\n", "| `a | b` |\n| - | - |\n| 1 | 2 |\n", "a \\` b\n", "`` ` ``\n", "写“`”时\n", "用 *、`、_\n"]
)
def test_a_backtick_may_be_an_apostrophe_cut_by_a_cell_or_spoken_of(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("case", "text"),
    [("spaced", "__ 重点 __"), ("spaced", "*** both***"), ("struck", "~~gone ~~"), ("spaced", "** bold **")],
)
def test_a_blank_inside_keeps_every_mark_from_marking(case: str, text: str) -> None:
    assert found(f"Some {text} words\n") == [(case, text)]


@pytest.mark.parametrize("text", ["a ** b ** c", "x __y__ z", "~~y~~ x", "***y*** x", "f*** it *** x", "`__ x __`"])
def test_marks_that_mark_and_operators_are_none_of_these(text: str) -> None:
    assert found(f"{text}\n") == []


def test_a_number_may_begin_bold_text_that_nothing_closes() -> None:
    assert found("**6.3 Results\n") == [("lone", "**")]
