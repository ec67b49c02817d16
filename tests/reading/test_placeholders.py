from __future__ import annotations

import pytest

from reading.tools import LLAVA, read, slices

HEAD = f"# LLaVA\n\n**arXiv**: [2304.08485]({LLAVA})\n"


def kinds(text: str, path: str = "a.md") -> list[str]:
    return [each.kind for each in read(text, path).placeholders]


def of_value(label: str, value: str) -> list[str]:
    return kinds(f"{HEAD}**{label}**: {value}\n\nWords.\n")


@pytest.mark.parametrize(
    "value", ["待补充", "待确认。", "（待补充）", "TODO", "tbd", "*待确认*", "尚待核实", "To be added"]
)
def test_a_value_that_is_still_to_be_filled_in(value: str) -> None:
    assert of_value("代码", value) == ["value"]


# There is none, the paper is silent, it is announced: these are facts.
@pytest.mark.parametrize(
    "value",
    ["无", "暂无", "未提及", "见CVF", "待公开", "待发布", "即将开源", "coming soon", "none", "未知", "待测模型的代码"],
)
def test_a_value_that_says_something(value: str) -> None:
    assert of_value("代码", value) == []


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("https://arxiv.org/search/?query=LLaVA&searchtype=all", ["search"]),
        ("https://scholar.google.com/scholar?hl=en&q=llava", ["search"]),
        ("https://www.google.com/search?q=llava", ["search"]),
        ("https://github.com/search?q=llava", ["search"]),
        ("https://github.com/search-lab/llava?tab=readme", []),
        ("https://scholar.google.com/citations?user=abc", []),
        ("https://example.org/search?q=llava", []),
    ],
)
def test_a_search_stands_where_an_address_belongs(target: str, found: list[str]) -> None:
    assert of_value("代码", f"[x]({target})") == found


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("待补充", "待补充"),
        ("- 待深读后补充。", "待深读后补充。"),
        ("> **待完善**", "待完善"),
        ("1. 新颖性: ⭐⭐⭐ — 待阅读后评价", "新颖性: ⭐⭐⭐ — 待阅读后评价"),
        ("摘要暂缺，待阅读原文后补充。", "摘要暂缺，待阅读原文后补充。"),
        ("TODO: 待补充", "TODO: 待补充"),
        ("To be written.", "To be written."),
        ("未完待续……", "未完待续……"),
        ("| a | b |\n| - | - |\n| COCO | 待补充 |", "待补充"),
    ],
)
def test_a_line_or_a_cell_that_is_nothing_but_a_placeholder(line: str, shown: str) -> None:
    text = f"# A\n\n{line}\n"
    assert slices(text, read(text).placeholders) == [shown]


@pytest.mark.parametrize(
    "line",
    [
        "待确认的问题有三个。",
        "更大规模模型的有效性待确认",
        "- [ ] 待补充",
        "- 待读论文",
        "## 待补充",
        "`TODO`",
        "```\nTODO\n```",
        "    TODO",
        "<!-- TODO -->",
        "%% 待补充 %%",
        "| TODO | 待补充 |\n| - | - |\n| a | b |",
        "[待补充](todo.md)",
        "TODO list of the week",
        "To be or not to be.",
        "等待补充",
    ],
)
def test_a_line_that_is_none(line: str) -> None:
    assert read(f"# A\n\n{line}\n\nWords.\n", comments=True).placeholders == []


def test_a_placeholder_in_a_field_is_one() -> None:
    text = f"{HEAD}**代码**: 待补充\n\n待补充\n"
    assert [each.kind for each in read(text).placeholders] == ["value", "text"]
