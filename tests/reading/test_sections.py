from __future__ import annotations

import pytest

from reading.tools import at, read, slices

EVERYTHING = {
    "wikilinks": True,
    "comments": True,
    "shortcodes": True,
    "mark": True,
    "attributes": True,
    "containers": True,
    "admonitions": True,
}


def outline(text: str) -> list[tuple[str, int]]:
    """Each section with the index of the one around it."""
    return [(section.title, section.section) for section in read(text).sections]


# The tree


def test_a_section_ends_at_the_next_heading_of_its_level_or_above() -> None:
    text = "# A\n\na\n\n## B\n\nb\n\n### C\n\nc\n\n## D\n\nd\n\n# E\n\ne\n"
    assert outline(text) == [("A", -1), ("B", 0), ("C", 1), ("D", 0), ("E", -1)]
    bodies = {section.title: text[section.end : section.body_end].split() for section in read(text).sections}
    assert bodies["A"] == ["a", "##", "B", "b", "###", "C", "c", "##", "D", "d"]
    assert bodies["B"] == ["b", "###", "C", "c"]
    assert bodies["E"] == ["e"]


def test_a_level_may_be_left_out_and_come_back() -> None:
    assert outline("# A\n\n### B\n\n## C\n\n#### D\n") == [("A", -1), ("B", 0), ("C", 0), ("D", 2)]
    assert outline("### A\n\n# B\n\n## C\n") == [("A", -1), ("B", -1), ("C", 1)]


def test_items_know_their_section() -> None:
    note = read("[a](a.md)\n\n# A\n\n[b](b.md)\n\n## B\n\n> ![c](c.png)\n\n# C\n\n[d](d.md)\n")
    assert [link.section for link in note.links] == [-1, 0, 2]
    assert [image.section for image in note.images] == [1]


@pytest.mark.parametrize("text", ["> ## A\n", "- ## A\n", "> [!NOTE] x\n> ## A\n", "1. a\n\n   A\n   ---\n"])
def test_a_heading_in_a_quote_or_a_list_is_no_section(text: str) -> None:
    note = read(text)
    assert [heading.text for heading in note.headings] == ["A"]
    assert note.sections == []


# Headings as they are read


@pytest.mark.parametrize(
    ("text", "source", "title"),
    [
        ("## A\n", "A", "A"),
        ("## A ##\n", "A", "A"),
        ("A\n===\n", "A", "A"),
        ("## *A* __b__ ~~c~~\n", "*A* __b__ ~~c~~", "A b c"),
        ("## `A` b\n", "`A` b", "A b"),
        ("## [A](b.md) c\n", "[A](b.md) c", "A c"),
        ("## A &amp; B\n", "A &amp; B", "A & B"),
        ("## \\*A\\*\n", "\\*A\\*", "*A*"),
        ("## snake_case_name\n", "snake_case_name", "snake_case_name"),
        ("## 2 * 3 * 4\n", "2 * 3 * 4", "2 * 3 * 4"),
        ("## A* and 2*3\n", "A* and 2*3", "A* and 2*3"),
        ("A\n*B*\n---\n", "A\n*B*", "A B"),
        ("## A ![b](c.png)\n", "A ![b](c.png)", "A"),
        ("## A <br> b\n", "A <br> b", "A b"),
        ("## A {#b}\n", "A", "A"),
        ("## [[A|b]] c\n", "[[A|b]] c", "b c"),
        ("## 中文：标题\n", "中文：标题", "中文：标题"),
        ("##\n", "##", ""),
    ],
)
def test_a_heading_stands_at_its_text_and_is_called_as_it_is_read(text: str, source: str, title: str) -> None:
    [heading] = read(text, attributes=True, wikilinks=True).headings
    assert (at(text, heading), heading.text) == (source, title)


def test_an_explicit_anchor_is_kept() -> None:
    text = "## A {#x}\n\n## B\n"
    assert [heading.anchor for heading in read(text, attributes=True).headings] == ["x", None]
    assert read(text).headings[0].text == "A {#x}"


def test_the_text_that_slugs_are_made_of_keeps_its_spaces() -> None:
    [heading] = read("## A ![b](c.png)\n").headings
    assert heading.slug_text == "A "


# Empty or not


def is_empty(body: str, path: str = "a.md") -> bool:
    return read(f"## A\n\n{body}\n\n## B\n\ntext\n", path, **EVERYTHING).sections[0].empty


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<br>",
        "<br/>\n\n<br />",
        "<!-- a comment -->",
        "%% a comment %%",
        "---",
        "-",
        "1.",
        ">",
        "> -",
        "&nbsp;",
        '<a id="x"></a>',
        "<a name='x'></a> <br>",
        '<div align="center">\n</div>',
        "{#x}",
        "[x]: y.md",
        ":::note\n:::",
    ],
)
def test_what_shows_nothing_leaves_a_section_empty(body: str) -> None:
    assert is_empty(body)


@pytest.mark.parametrize(
    "body",
    [
        "a",
        "中",
        "**",
        "![](a.png)",
        "<img src='a.png'>",
        "![[a.png]]",
        "[[a]]",
        "> a",
        "> [!NOTE]",
        "> ## a heading in a quote",
        "- a",
        "- ![](a.png)",
        "```\n```",
        "    code",
        "| a |\n|---|",
        "<div>a</div>",
        "<br>a",
        "<details><summary>a</summary></details>",
        '<a id="x">a</a>',
        "{{< tree >}}",
        "$$\nx\n$$",
        "[^1]: a",
        ":::note\na\n:::",
        ":::note a title\n:::",
        '!!! tip "a title"',
        "!!! tip",
        "a <!-- and a comment -->",
        "`<br>`",
    ],
)
def test_what_a_reader_sees_fills_it(body: str) -> None:
    assert not is_empty(body)


def test_a_sub_section_fills_the_section_around_it_and_not_itself() -> None:
    note = read("# A\n\n## B\n\n### C\n")
    assert [(section.title, section.empty) for section in note.sections] == [("A", False), ("B", False), ("C", True)]


@pytest.mark.parametrize(("body", "empty"), [("{/* a comment */}", True), ("<Toc />", False), ("{x}", False)])
def test_components_of_mdx_show_something(body: str, empty: bool) -> None:
    assert is_empty(body, "a.mdx") is empty


# Callouts


def test_a_callout_has_a_kind_and_a_title() -> None:
    text = "> [!NOTE] LLaVA\n> text\n"
    [callout] = read(text).callouts
    assert (callout.kind, callout.title) == ("note", "LLaVA")
    assert text[callout.title_start : callout.title_end] == "LLaVA"
    assert at(text, callout) == "> [!NOTE] LLaVA\n> text"


@pytest.mark.parametrize(
    ("first", "kind", "title"),
    [
        ("[!IMPORTANT]", "important", ""),
        ("[!tip]+ Open", "tip", "Open"),
        ("[!my-kind]- Closed", "my-kind", "Closed"),
        ("[!NOTE]Tight", "note", "Tight"),
        ("[!NOTE] *A* **b** \\* c", "note", "A b * c"),
        ("[!NOTE] [LLaVA](https://arxiv.org/abs/2304.08485)", "note", "LLaVA"),
        ("[!NOTE] `code` [[a|b]] <br>", "note", "code b"),
        ("[!NOTE] a < b", "note", "a < b"),
        ("[!笔记] x", None, ""),
        ("[!no te] x", None, ""),
        ("\\[!NOTE] x", None, ""),
        ("[NOTE] x", None, ""),
        ("x [!NOTE] y", None, ""),
    ],
)
def test_the_first_line_of_a_quote_makes_it_a_callout(first: str, kind: str | None, title: str) -> None:
    found = [(callout.kind, callout.title) for callout in read(f"> {first}\n> x\n", wikilinks=True).callouts]
    assert found == ([] if kind is None else [(kind, title)])


def test_a_marker_in_the_second_line_is_text() -> None:
    assert read("> x\n> [!NOTE] y\n").callouts == []


def test_callouts_stand_in_each_other_and_back_to_back() -> None:
    text = "> [!A] 1\n> > [!B] 2\n> > x\n>\n> > [!C] 3\n\n> [!D] 4\n\n> x\n\n- > [!E] 5\n"
    note = read(text)
    assert [(callout.title, callout.parent) for callout in note.callouts] == [
        ("1", -1),
        ("2", 0),
        ("3", 0),
        ("4", -1),
        ("5", -1),
    ]
    assert slices(text, note.callouts)[1] == "> [!B] 2\n> > x"
