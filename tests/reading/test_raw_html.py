from __future__ import annotations

from typing import Any

import pytest

from reading.tools import read


def found(text: str, **features: Any) -> list[str]:
    return [text[each.start : each.end] for each in read(text, **features).defects if each.problem == "raw-html"]


@pytest.mark.parametrize(
    "markdown",
    [
        "**重点**",
        "*重点*",
        "_重点_",
        "[论文](https://example.org)",
        "[a](b.md)",
        "![图](a.png)",
        "`code`",
        "## 标题",
        "- 第一步",
        "* first",
        "1. first",
        "```python",
    ],
)
@pytest.mark.parametrize("before", ["<div>", "<details open>", "<summary>a</summary>", "<center>", "</div>", "<br>"])
def test_markdown_that_no_blank_line_parts_from_a_tag_is_shown_as_it_is_written(before: str, markdown: str) -> None:
    assert found(f"{before}\n{markdown}\n") == [markdown]
    assert found(f"> - a\n>\n>   {before}\n>   {markdown}\n") == [markdown]
    assert found(f"{before}\n\n{markdown}\n") == []


def test_the_first_of_a_block_is_told() -> None:
    assert found("<p>\na `b`\n**c**\n</p>\n\n<p>**d** `e`</p>\n") == ["`b`", "**d**"]


@pytest.mark.parametrize("name", ["pre", "script", "style", "code", "textarea", "svg", "math", "template", "kbd"])
def test_code_and_drawings_are_no_text(name: str) -> None:
    assert found(f"<{name}>\n**a**\n- b\n</{name}>\n") == []
    assert found(f"<div><{name}>**a**</{name}>\n</div>\n") == []


@pytest.mark.parametrize(
    "inside",
    [
        "<!-- **a** -->",
        "{{ x **a** }} {% y `b` %} <% **c** %>",
        "$a_b*c*d$ $$**a**$$",
        "Ann<sup>*</sup>, Bo<sup>*</sup>, Cy<sup>**</sup>, Di<sup>**</sup>",
        "f(*args, **kwargs), 2 * 3 * 4, snake_case_name, a[i](x)",
        "``so'' and `so'",
        '<a title="**a** `b`" href="x_y_z">c</a>',
        "1. first<br>\n2. second",
        "https://example.org/_a_",
    ],
)
def test_what_looks_like_markdown_in_html_and_is_not(inside: str) -> None:
    assert found(f"<div>\n{inside}\n</div>\n") == []


def test_what_goes_on_behind_a_blank_line_in_code_is_code() -> None:
    assert found("<div><pre>\na\n\n<div>\n**b**\n</div></pre></div>\n") == []


def test_a_cell_may_hold_a_hyphen_and_no_bold() -> None:
    assert found("<table><tr><td>\n- 3.5\n</td></tr></table>\n") == []
    assert found("<table><tr><td>\n**3.5**\n</td></tr></table>\n") == ["**3.5**"]


@pytest.mark.parametrize(
    "features", [{"mdx": True}, {"emphasis": "kramdown", "markdown_in_html": True}, {"emphasis": "pandoc"}]
)
def test_who_reads_markdown_in_html_is_not_told(features: dict[str, Any]) -> None:
    assert found("<div>\n**a**\n</div>\n", **features) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<div>\n**a**\n</div>\n", ["**a**"]),
        ("<div>\n</div>\n**a**\n", []),
        ("<br>\n**a**\n", []),
        ("- a\n\n  <div>\n  **a**\n  </div>\n", []),
        ("<div markdown>\n**a**\n</div>\n", []),
        ('<div class="b" markdown="1">\n<p>**a**</p>\n</div>\n', []),
    ],
)
def test_kramdown_and_python_markdown_go_by_the_element_and_its_attribute(text: str, expected: list[str]) -> None:
    assert found(text, emphasis="python-markdown") == expected
    assert found(text, emphasis="kramdown") == expected


@pytest.mark.parametrize(
    "inside",
    [
        "~~a~~",
        "==a==",
        r"\*a\*",
        "[[Note]]",
        "[a] (b.md)",
        "##标题",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "**重点：**文字",
    ],
)
def test_marks_of_any_viewer_are_shown_in_html_as_they_are_written(inside: str) -> None:
    assert len(found(f"<div>\n{inside}\n</div>\n")) == 1


def test_a_label_in_html_is_told_where_the_note_defines_it() -> None:
    assert found("<div>\nx[^1] and [a][b] and x[0][1]\n</div>\n\n[b]: c.md\n") == ["[a][b]"]
    assert found("<div>\nx[^1]\n</div>\n\n[^1]: note\n") == ["[^1]"]
    assert found("<div>\nx[^1] and [a][b]\n</div>\n") == []


def test_python_markdown_takes_fenced_code_out_before_it_looks_at_html() -> None:
    assert found("<div>\n```\n**a**\n```\n</div>\n", emphasis="python-markdown") == []
    assert found("<div>\n```\n**a**\n```\n</div>\n", emphasis="kramdown") == ["```"]
