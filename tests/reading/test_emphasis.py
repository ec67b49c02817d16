from __future__ import annotations

import pytest

from reading.tools import read, slices


def mended(text: str, safe: bool = True) -> str:
    """The text once the edits of its only defect are made."""
    [defect] = read(text).defects
    assert defect.safe is safe
    for start, end, new in reversed(defect.edits):
        text = text[:start] + new + text[end:]
    return text


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("> - 甲**乙：**丙\n", "**乙：**"),
        ("| a |\n| --- |\n| 甲*“乙”*丙 |\n", "*“乙”*"),
        ("> 甲**乙\n> 丙。**丁\n", "**乙\n> 丙。**"),
        ("***甲：***乙\n", "***甲：***"),
        ("# 甲**乙：**丙\n", "**乙：**"),
    ],
)
def test_it_is_told_at_its_exact_place(text: str, exact: str) -> None:
    assert exact in slices(text, read(text).defects)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("**甲：**乙\n", "**甲**：乙\n"),
        ("**甲！！**乙\n", "**甲**！！乙\n"),
        ("甲**：乙**\n", "甲：**乙**\n"),
        ("甲**“乙”**丙\n", "甲“**乙**”丙\n"),
        ("> 甲**乙\n> 丙。**丁\n", "> 甲**乙\n> 丙**。丁\n"),
    ],
)
def test_punctuation_and_pairs_are_moved_out(text: str, after: str) -> None:
    assert mended(text) == after
    assert read(after).defects == []


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("**甲（乙）**丙\n", "**甲（乙）** 丙\n"),
        ("甲**（乙）丙**丁\n", "甲 **（乙）丙**丁\n"),
        ("甲**《乙》《丙》**丁\n", "甲 **《乙》《丙》** 丁\n"),
        ("**`甲`**乙\n", "**`甲`** 乙\n"),
        ("**甲，**乙**丙**丁\n", "**甲**，乙**丙**丁\n"),  # 乙 is bold before
    ],
)
def test_what_is_seen_is_done_only_on_demand(text: str, after: str) -> None:
    assert mended(text, safe=False) == after
    assert read(after).defects == []


def test_a_heading_is_left_to_its_author() -> None:
    [defect] = read("# **甲：**乙\n").defects
    assert defect.edits == ()


@pytest.mark.parametrize("kind", ["cjk-friendly", "python-markdown", "kramdown", "pandoc"])
def test_where_the_site_shows_it_nothing_is_said(kind: str) -> None:
    assert read("**甲：**乙\n", emphasis=kind).defects == []


@pytest.mark.parametrize(
    "text",
    [
        "`**甲：**乙`\n",
        "$a*（b）*c$ 甲\n",
        "\\*\\*甲：\\*\\*乙\n",
        "    **甲：**乙\n",
        "2**3，甲**乙**\n",
        "5*（3+4）*甲\n",
        "**甲：**[乙](c.md)\n",
        "**abc.**def\n",
        "调用__init__方法\n",
        "[甲__乙 (丙] 丁 (戊__己)\n",
        "更换为** 甲**，并使用了**乙（丙）**，整体\n",
        "**只有**\\*\\*`甲`****采用单向**, 而**`乙`****和****`丙`\\*\\***都采用双向\n",
    ],
)
def test_what_is_no_emphasis_for_anybody_is_none(text: str) -> None:
    assert [each for each in read(text).defects if each.problem == "emphasis"] == []


def test_of_two_that_break_each_other_the_one_with_punctuation_is_told() -> None:
    text = "**训练了一周，**然后接着**微调**三天\n"
    [defect] = read(text).defects
    assert (defect.case, defect.text) == ("misplaced", "**训练了一周，**")
