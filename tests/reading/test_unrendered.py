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
        ("space-in-destination", "![图](图 (1).PNG)"),
        ("space-in-destination", '[a](my note.md#part-one "c d")'),
        ("space-in-destination", "[a](it's mine.md)"),
        ("space-in-destination", "[a](my talk.pptx)"),
        ("bare-title", "[a](b.md 说明)"),
        ("open-title", '[a](b.md "c)'),
        ("size", "![图](b.png =300x)"),
        ("swapped", "(a)[https://example.org]"),
        ("swapped", "!(图)[b.png]"),
        ("square", "[a][https://example.org/b]"),
        ("square", "![图][b.png]"),
        ("apart", "[a] (https://example.org)"),
        ("apart", "[![a](b.png)] (https://example.org)"),
        ("braces", "[a]{https://example.org}"),
        ("angle", "[a]<https://example.org>"),
        ("no-close", "[a](<https://example.org>"),
        ("no-close", "[a](b.md"),
        ("wrong-close", "[a](b.md]"),
        ("wrong-close", "[a](https://example.org}"),
        ("doubled", "[#36]((https://example.org)"),
        ("doubled", "[a]](https://example.org)"),
        ("no-bracket", "[a)(https://example.org)"),
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


def test_only_what_no_more_stands_behind_on_its_line_is_an_address_without_an_end() -> None:
    assert unrendered("[a](https://example.org and more\n") == [("no-close", "[a](https://example.org")]


@pytest.mark.parametrize(("reason", "text"), [("full-width-mark", "！[图](b.png)"), ("mark-apart", "! [图](b.png)")])
def test_a_link_behind_a_mark_was_meant_as_an_image(reason: str, text: str) -> None:
    [found] = read(f"> - {text}\n").unrendered
    assert (found.reason, found.text, found.image) == (reason, text, True)


@pytest.mark.parametrize("renderer", ["python-markdown", "kramdown", "pandoc"])
def test_a_renderer_that_takes_blanks_shows_the_link(renderer: str) -> None:
    text = "[a](my note.md) ![图](图 (1).png)\n"
    assert read(text, emphasis=renderer).unrendered == []


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
        "[1] (https://example.org)",
        "- [x] (https://example.org)",
        "f(x)[1] and (a)[b]",
        "run(a)[--b]",
        "真好！[图](https://example.org)",
        "oh ! [图](b.png)",
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
