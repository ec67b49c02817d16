from __future__ import annotations

import pytest

from reading.tools import read

OTHERS = "".join(f"\n> [!NOTE] {name}\n> **论文** [a](a.md)\n>\n> **代码** [b](b.md)\n" for name in ("甲", "乙", "丙"))


def found(text: str, callouts: str = "titled") -> list[tuple[str, str]]:
    defects = read(text, callouts=callouts).defects
    return [(each.case, text[each.start : each.end]) for each in defects if each.problem == "broken-callout"]


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("> [!NOTE] 丁\n> **论文** [a](a.md)\n\n**代码** [c](c.md)\n", "field"),
        ("> [!NOTE] 丁\n> **论文** [a](a.md)\n>\n**代码** [c](c.md)\n", "field"),
        ("> [!NOTE] 丁\n\n**代码** [c](c.md)\n", "field"),
        ("> [!NOTE] 丁\n> **论文** [a](a.md)\n\n> **代码** [c](c.md)\n", "quote"),
        ("> [!NOTE] 丁\n> **论文** [a](a.md)\n**代码** [c](c.md)\n", "lazy"),
        ("> [!NOTE] 丁\n> **论文** [a](a.md)\n>\n**代码** [c](c.md)\n> **年份** 2024\n", "cut"),
    ],
)
def test_a_field_that_the_other_callouts_hold_has_fallen_out_of_this_one(text: str, case: str) -> None:
    assert found(text + OTHERS) == [(case, "**代码** [c](c.md)")]
    assert found(text + OTHERS, callouts="none") == []
    assert found(text) == ([("cut", "**代码** [c](c.md)")] if case == "cut" else [])


@pytest.mark.parametrize(
    "text",
    [
        "> [!NOTE] 丁\n> **论文** [a](a.md)\n>\n> **代码** [b](b.md)\n\n**代码** [c](c.md)\n",  # has one
        "> [!NOTE] 丁\n> **论文** [a](a.md)\n\n\n**代码** [c](c.md)\n",  # far away
        "> [!NOTE] 丁\n> **论文** [a](a.md)\n\n文字\n\n**代码** [c](c.md)\n",
        "> [!NOTE] 丁\n> **论文** [a](a.md)\n\n## 节\n\n**代码** [c](c.md)\n",
        "> [!NOTE] 丁\n> **论文** [a](a.md)\n\n见 **代码** [c](c.md)\n",  # a sentence
        "> [!TIP]\n> 一句提醒\n\n**代码** [c](c.md)\n",  # no entry
        "> 引用\n\n**代码** [c](c.md)\n",
    ],
)
def test_what_need_not_belong_to_the_callout_has_not_fallen_out_of_it(text: str) -> None:
    assert found(text + OTHERS) == []


def test_each_fallen_field_is_told_and_what_is_cut_off_behind_them_is_not() -> None:
    text = "> [!NOTE] 丁\n> **论文** [a](a.md)\n\n**代码** [c](c.md)\n\n**年份** 2024\n\n> **会议** ICCV\n"
    others = OTHERS.replace("(b.md)\n", "(b.md)\n>\n> **年份** 2024\n>\n> **会议** ICCV\n")
    assert found(text + others) == [("field", "**代码** [c](c.md)"), ("field", "**年份** 2024")]


@pytest.mark.parametrize("block", ["- b", "1. b\n2. c", "```\nb\n```", "![b](b.png)", "| b |\n| - |\n| c |"])
def test_a_block_between_two_lines_of_a_callout_cuts_it(block: str) -> None:
    first = block.partition("\n")[0]
    assert found(f"> [!NOTE]\n> a\n>\n{block}\n> d\n") == [("cut", first)]
    assert found(f"- > [!NOTE]\n  > a\n  >\n  {block.replace(chr(10), chr(10) + '  ')}\n  > d\n") == [("cut", first)]


@pytest.mark.parametrize(
    "text",
    [
        "> [!NOTE]\n> a\n- b\n\n> d\n",  # a blank line: a quote of its own
        "> [!NOTE]\n> a\n\n- b\n> d\n",
        "> [!NOTE]\n> a\n- b\n> [!TIP]\n> d\n",
        "> [!NOTE]\n> a\n# b\n> d\n",
        "> [!NOTE]\n> a\n---\n> d\n",
        "> [!NOTE]\n> a\nb\n> d\n",  # the paragraph goes on
        "> a\n- b\n> d\n",
        "```\n> [!NOTE]\n> a\n- b\n> d\n```\n",
    ],
)
def test_what_stands_between_a_callout_and_a_quote_need_not_cut_it(text: str) -> None:
    assert found(text) == []


def test_a_line_that_goes_on_a_paragraph_gets_its_mark() -> None:
    text = f"> [!NOTE] 丁\n> **论文** [a](a.md)\n**代码** [c](c.md)\n{OTHERS}"
    [defect] = read(text, callouts="titled").defects
    [(start, end, new)] = defect.edits
    after = text[:start] + new + text[end:]
    assert "\n> **代码** [c](c.md)\n" in after
    assert found(after) == []
