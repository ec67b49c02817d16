"""Emphasis beside Chinese as the friendly renderers read it. What is expected here is what markdown-it-cjk-friendly 3.0
makes of it; `bench/emphasis.py` compares both on whole collections.
"""

from __future__ import annotations

import pytest

from notelint.markdown import parser


def emphasised(text: str, friendly: bool) -> list[str]:
    found, opened = [], []
    for token in parser().parse("").pieces(text, friendly):
        if token.nesting > 0:
            opened.append(token.end)
        elif token.nesting < 0:
            found.append(text[opened.pop() : token.start])
    return found


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("**翻译：**文字", "翻译："),
        ("中文**“强调”**中文", "“强调”"),
        ("これは**「重要」**です", "「重要」"),
        ("이것은**(중요)**이다", "(중요)"),
        ("*`code`*中文", "`code`"),
        ("**abc.**中文", "abc."),
        ("**翻译：**abc", "翻译："),
        ("~~删除：~~保留", "删除："),
        ("**葛\U000e0100。**文", "葛\U000e0100。"),
    ],
)
def test_only_a_friendly_renderer_shows_it(text: str, inner: str) -> None:
    assert emphasised(text, friendly=True) == [inner]
    assert emphasised(text, friendly=False) == []


@pytest.mark.parametrize(
    "text", ["**abc.**def", "_中文。_中文", "中文_强调_中文", "**😀**a", "a*(b)*c", "** 中文 **字"]
)
def test_nothing_of_it_is_for_other_languages_and_underscores(text: str) -> None:
    assert emphasised(text, friendly=True) == []


@pytest.mark.parametrize(
    "text", ["**翻译**：文字", "中文**强调**中文", "**翻译：** 文字", "**翻译：**[a](b)", "**翻译：**"]
)
def test_what_a_strict_renderer_shows_a_friendly_one_shows_alike(text: str) -> None:
    assert emphasised(text, friendly=True) == emphasised(text, friendly=False) != []
