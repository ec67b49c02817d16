"""Where a block of HTML ends. The two that are not CommonMark were tried with Markdown 3.10 and kramdown 2.4."""

from __future__ import annotations

import pytest

from notelint.markdown import Features, parser


def blocks(text: str, renderer: str) -> list[str]:
    """The blocks of a text by their types, those of HTML with what they hold."""
    tokens = parser(Features(closed_html=renderer)).parse(text).tokens
    named = [token for token in tokens if token.level == 0 and token.nesting >= 0]
    return [token.content if token.type == "html_block" else token.type.removesuffix("_open") for token in named]


@pytest.mark.parametrize("renderer", ["kramdown", "python-markdown"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '<div markdown="1">\n[B](b.md)\n</div>\n```\na\n```\n',
            ['<div markdown="1">\n', "paragraph", "</div>\n", "fence"],
        ),
        ("<div>box</div>\n## After\n", ["<div>box</div>\n", "heading"]),
        ("<div>\n\n**a**\n\n</div>\n- x\n", ["<div>\n\n**a**\n\n</div>\n", "bullet_list"]),
        ("<div>\n<div>\n</div>\n\n# no\n</div>\n# H\n", ["<div>\n<div>\n</div>\n\n# no\n</div>\n", "heading"]),
        ("<center>x</center>\n- [d](e)\n", ["<center>x</center>\n", "bullet_list"]),
        ("<hr>\nText\n", ["<hr>\n", "paragraph"]),
        ("<span>x</span>\n## H\n", ["paragraph", "heading"]),
        ("<img src='x'>\n# H\n", ["paragraph", "heading"]),
        ("text\n<div>\n**a**\n</div>\n**b**\n", ["paragraph", "<div>\n**a**\n</div>\n", "paragraph"]),
        ("<div>\na\n\n# H\n", ["<div>\na\n", "heading"]),
    ],
)
def test_it_ends_with_its_element(renderer: str, text: str, expected: list[str]) -> None:
    assert blocks(text, renderer) == expected


def test_an_element_that_nobody_knows_is_a_block_for_kramdown_and_a_word_for_python_markdown() -> None:
    text = "<foo>\na\n\nb\n</foo>\n- x\n"
    assert blocks(text, "kramdown") == ["<foo>\na\n\nb\n</foo>\n", "bullet_list"]
    assert blocks(text, "python-markdown") == ["paragraph", "paragraph", "bullet_list"]


def test_commonmark_s_ends_at_a_blank_line() -> None:
    assert blocks("<div>box</div>\n## After\n\n**a**\n", "") == ["<div>box</div>\n## After\n", "paragraph"]


def test_what_opens_thousands_of_times_is_looked_through_once() -> None:
    text = "<div>\n" * 20_000
    assert len(blocks(text, "kramdown")) == 1
