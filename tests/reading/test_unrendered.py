from __future__ import annotations

import pytest

from reading.tools import read, slices


def unrendered(text: str) -> list[tuple[str, str]]:
    return [(each.reason, each.text) for each in read(text).unrendered]


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        ("full-width-close", "[a](https://example.org/b）"),
        ("full-width-close", "[a](./b）"),
        ("full-width-close", "![a](b.png）"),
        ("full-width-brackets", "[a]（https://example.org）"),
        ("full-width-brackets", "［a］(https://example.org)"),
        ("full-width-brackets", "［a］（https://example.org）"),
        ("full-width-brackets", "[a]（b.md）"),
        ("full-width-brackets", "![a]（b.png）"),
        ("no-close", "[a](https://example.org/b"),
        ("no-bracket", "[a(https://example.org)"),
        ("space-in-destination", "[a](b c.md)"),
        ("space-in-destination", "![图](图 1.png)"),
        ("curly-title", "[a](b.md “c d”)"),
        ("curly-title", "![图](https://example.org/b.png 「标题」)"),
        ("space-between", "[论文] (https://example.org/b)"),
        ("swapped", "(论文)[https://example.org/a]"),
        ("swapped", "!(图)[x.png]"),
        ("wrong-brackets", "[x](b.md]"),
        ("wrong-brackets", "[论文]{https://example.org/d}"),
        ("wrong-brackets", "[pprof][https://example.org/c]"),
        ("no-close", "[论文](<https://example.org/c>"),
        ("nested-bracket", "[a]([https://example.org)"),
        ("nested-bracket", "[a]((https://example.org))"),
    ],
)
def test_what_was_meant_as_a_link_is_told_with_its_reason(reason: str, text: str) -> None:
    source = f"> - 见 {text}\n"
    [found] = read(source).unrendered
    assert (found.reason, found.image) == (reason, text.startswith("!"))
    assert found.text == source[found.start : found.end]
    assert found.text in (text, text.lstrip("!"))


@pytest.mark.parametrize("line", ["**代码** [", "> **代码**：[", "- **代码** [", "**论文** [a](b.md)\n**代码** [  "])
def test_a_bracket_at_the_end_of_a_label_s_line_is_half_a_link(line: str) -> None:
    assert [reason for reason, _ in unrendered(f"{line}\n")] == ["lone-bracket"]


@pytest.mark.parametrize(
    "text",
    [
        # links
        "[a](https://example.org/b)（见下文）",
        "[a](https://example.org/（b）)",
        "[a](https://example.org/b_(c))",
        "[a](<b c.md>)",
        '[a](b.md "c d.md")',
        "[a](b%20c.md)",
        "[![a](b.png)](https://example.org)",
        "[[a]](https://example.org)",
        # prose
        "[1]（2024）",
        "[1]（见 3.2 节）",
        "[^1]（见）\n\n[^1]: b",
        "[ ]（x）",
        "- [ ] （以后）",
        "[注]（https 之外的说明）",
        "[a] (b)",
        "[a](b c)",
        "a[i](x y)",
        "text(https://example.org)",
        "interval [",
        "**区间** [0,\n1]",
        "the half-open [\n0, 1)",
        # what only looks like text
        "`[a](https://example.org`",
        "```\n[a](https://example.org）\n```",
        "$[0, 1](x y.md)$",
        "<!-- [a](https://example.org） -->",
        # meant as it is
        "\\[a](https://example.org/b",
        "\\[a](b c.md)",
        "[a\\](https://example.org/b",
    ],
)
def test_what_looks_like_it_and_is_not(text: str) -> None:
    assert unrendered(f"{text}\n") == []


def test_a_cell_and_a_heading_are_read_too() -> None:
    text = "# [a](https://example.org）\n\n| [b](https://example.org/c | d |\n|---|---|\n| [e](f g.md) | h |\n"
    note = read(text)
    assert slices(text, note.unrendered) == [
        "[a](https://example.org）",
        "[b](https://example.org/c",
        "[e](f g.md)",
    ]


def test_one_place_is_told_once() -> None:
    assert unrendered("[a](https://example.org/b）和 [c](https://example.org/d）\n") == [
        ("full-width-close", "[a](https://example.org/b）"),
        ("full-width-close", "[c](https://example.org/d）"),
    ]


def test_a_link_whose_address_begins_with_a_bracket_names_no_paper() -> None:
    [entry] = read("## A\n\n**Arxiv** [a]([https://arxiv.org/abs/2304.08485)\n").entries
    assert entry.ids == ()


def test_an_exclamation_mark_that_is_none_makes_a_link_of_an_image() -> None:
    assert unrendered("！[图](x.png)\n\n! [图](x.png)\n") == [
        ("full-width-bang", "！[图](x.png)"),
        ("full-width-bang", "! [图](x.png)"),
    ]
    assert unrendered("太好了！[图](x.png) Look! [a](b.png) ！[文字](b.md)\n") == []


@pytest.mark.parametrize("text", ["[a](b c.csv)", "[a](b c/)", "![a](b (1) c.heic)", '[a](b c.d "title")'])
def test_what_may_be_a_file_with_a_space_is_not_sure(text: str) -> None:
    assert [each.sure for each in read(text).unrendered] == [False]


@pytest.mark.parametrize("renderer", ["kramdown", "python-markdown"])
def test_some_renderers_take_spaces_in_a_destination(renderer: str) -> None:
    assert read("[a](b c.md) ![b](c (1).png)", emphasis=renderer).unrendered == []
