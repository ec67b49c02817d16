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


def test_at_the_very_beginning_of_a_note_too() -> None:
    assert slices("待补充\n", read("待补充\n").placeholders) == ["待补充"]
    assert slices("待补充", read("待补充").placeholders) == ["待补充"]


@pytest.mark.parametrize(("marks", "found"), [(57, 1), (58, 0)])
def test_what_is_longer_than_sixty_characters_says_something(marks: int, found: int) -> None:
    long = "待补充" + "。" * marks
    assert len(read(f"# A\n\n{long}\n").placeholders) == found
    assert len(of_value("代码", long)) == found


def test_each_cell_of_a_row_is_one_and_so_is_each_line() -> None:
    text = "# A\n\n| a | b | c |\n| - | - | - |\n| 待补充 | x | TODO |\n| 待定 | 1 | 2 |\n\n待补充\n\n待补充\n"
    assert slices(text, read(text).placeholders) == ["待补充", "TODO", "待定", "待补充", "待补充"]


@pytest.mark.parametrize(("label", "found"), [("代码", ["value"]), ("标题", []), ("关键词", [])])
def test_of_titles_and_keywords_it_is_not_asked(label: str, found: list[str]) -> None:
    assert of_value(label, "待补充") == found


@pytest.mark.parametrize("below", ["- add a figure", "1. add a figure"])
def test_what_is_to_be_done_may_stand_in_a_list_below(below: str) -> None:
    assert kinds(f"# A\n\nTODO:\n\n{below}\n") == []
    assert kinds(f"# A\n\nTODO：\n\n{below}\n") == []
    assert kinds(f"# A\n\nTODO\n\n{below}\n") == ["text"]
    assert kinds("# A\n\nTODO:\n\nWords.\n") == ["text"]
    assert kinds("# A\n\nTODO:\n") == ["text"]


def test_a_to_do_item_is_one_for_all_that_stands_in_it_and_for_nothing_else() -> None:
    assert kinds("# A\n\n- [ ] write\n  - 待补充\n- 待补充\n\n待补充\n") == ["text", "text"]


def test_all_ways_to_write_one_may_stand_in_one_note() -> None:
    assert kinds("# A\n\n待补充\n\nTODO\n\nTo be written.\n") == ["text", "text", "text"]
