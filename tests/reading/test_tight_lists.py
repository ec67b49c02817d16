"""Lists that are none, and headings that are none, for the renderers that say so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from runs import notelint, write

from reading.tools import read


def told(text: str, problem: str, **features: Any) -> list[tuple[str, str]]:
    defects = [each for each in read(text, **features).defects if each.problem == problem]
    return [(each.case, text[each.start : each.end]) for each in defects]


@pytest.mark.parametrize("text", ["-One\n-two", "-第一\n-第二", "1.One\n2.two", "1)第一\n2)第二"])
def test_a_paragraph_whose_lines_all_begin_with_a_tight_mark_was_meant_as_a_list(text: str) -> None:
    assert told(text, "unrendered-list") == [("no-space", text.split("\n")[0])]


@pytest.mark.parametrize(
    "text",
    [
        "-One",
        "-v\n-x",
        "-Wall\n-name=b\n",
        "--long\n--more",
        "1.5\n2.5",
        "-One\ntwo",
        "2.One\n1.two",
        "-x y\n-z",
        "- a\n-b",
    ],
)
def test_options_decimals_and_single_lines_are_no_list(text: str) -> None:
    assert told(text, "unrendered-list") == []


def test_a_list_in_a_paragraph_begins_with_one() -> None:
    text = "Text:\n3. three\n4. four\n"
    assert told(text, "unrendered-list") == [("glued", "3. three")]
    assert told(text, "unrendered-list", emphasis="kramdown") == []
    assert told("In\n2020. It was\n7. x\n3. y\n", "unrendered-list") == []


@pytest.mark.parametrize("emphasis", ["kramdown", "python-markdown"])
def test_numbers_in_brackets_and_indented_headings_are_text_to_some(emphasis: str) -> None:
    text = "   ## Part\n\n1) one\n2) two\n"
    lists = "python-markdown" if emphasis == "python-markdown" else "commonmark"
    assert told(text, "unrendered-list", emphasis=emphasis, lists=lists) == [("parenthesis", "1) one")]
    assert told(text, "heading", emphasis=emphasis) == [("indented", "##")]
    assert told(text, "heading") == told(text, "unrendered-list") == []


def test_a_list_right_behind_a_table_or_a_quote_is_text_to_python_markdown() -> None:
    features = {"emphasis": "python-markdown", "lists": "python-markdown"}
    assert told("> q\n- a\n", "unrendered-list", **features) == [("glued", "- a")]
    assert told("| a |\n|---|\n| 1 |\n- b\n", "unrendered-list", **features) == [("glued", "- b")]
    assert told("> q\n\n- a\n", "unrendered-list", **features) == []
    assert told("- - a\n", "unrendered-list", **features) == []


def test_a_table_of_kramdown_needs_a_blank_line_before_and_no_row_of_hyphens() -> None:
    bare, tight = "| a | b |\n| 1 | 2 |\n", "Text:\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    assert told(bare, "table", emphasis="kramdown") == [] != told(bare, "table")
    assert told(tight, "unrendered-table", emphasis="kramdown") == [("glued", "| a | b |")]
    assert told("| a |\n|---|\n| `b|c` |\n", "table", emphasis="kramdown") == []


def test_a_row_of_hyphens_that_is_too_short_makes_no_table() -> None:
    assert [case for case, _ in told("| a | b |\n|---|\n| 1 | 2 |\n", "table")] == ["delimiter"]
    assert told("a | b\n---\ntext\n", "table") == []


def test_a_heading_in_an_item_needs_a_space_and_none_is_of_the_seventh_level() -> None:
    assert told("- ##Part\n", "heading") == [("none", "##")]
    assert told("####### Part\n", "heading") == [("seven", "####### ")]
    assert told("- #tag\n\n########\n", "heading") == []


def test_betterem_takes_emphasis_as_commonmark_does_but_beside_code() -> None:
    assert told("**翻译：**文字\n", "emphasis", emphasis="betterem") == [("shown", "**翻译：**")]
    assert told("使用**`代码`**的\n", "emphasis", emphasis="betterem") == []
    assert told("**翻译：**文字\n", "emphasis", emphasis="python-markdown") == []


@pytest.mark.parametrize(
    ("marker", "text", "expected"),
    [
        ("hugo.toml", "1. one\n  - two\n", ["apart"]),
        ("hugo.toml", "1. one\n   - two\n", []),
        ("hugo.toml", "1. one\n- two\n", []),
        ("hugo.toml", "1. one\n\n  - two\n", []),
        (".obsidian/app.json", "1. one\n  - two\n", []),
    ],
)
def test_bullets_that_stand_left_of_the_text_of_a_numbered_item_are_not_below_it(
    marker: str, text: str, expected: list[str], tmp_path: Path
) -> None:
    write(tmp_path, {marker: "", "content/a.md": text})
    found = notelint("check", tmp_path, "--format", "json", "--select", "unrendered-list").report["findings"]
    assert ["apart" for each in found if "too far left" in each["message"]] == expected


def test_full_width_bars_make_no_table() -> None:
    assert told("｜ 甲 ｜ 乙 ｜\n｜---｜---｜\n", "table") == [("full-width", "｜ 甲 ｜ 乙 ｜")]
    assert told("｜ 甲 ｜\n", "table") == told("甲 ｜ 乙\n丙\n", "table") == []
