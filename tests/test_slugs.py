"""How headings become anchors."""

from __future__ import annotations

import pytest

from notelint.text.slugs import SLUGGERS, anchors, normalise

# Measured with the generators themselves.
MEASURED = [
    ("Vision Transformer（ViT）", "github", "vision-transformervit"),
    ("Vision Transformer（ViT）", "mkdocs", "vision-transformervit"),
    ("Vision Transformer（ViT）", "mkdocs-unicode", "vision-transformervit"),
    ("Vision Transformer（ViT）", "vitepress", "vision-transformer-vit"),
    ("Vision Transformer（ViT）", "hexo", "Vision-Transformer（ViT）"),
    ("视觉语言模型 CLIP", "github", "视觉语言模型-clip"),
    ("视觉语言模型 CLIP", "docusaurus", "视觉语言模型-clip"),
    ("视觉语言模型 CLIP", "mkdocs", "clip"),
    ("视觉语言模型 CLIP", "mkdocs-unicode", "视觉语言模型-clip"),
    ("视觉语言模型 CLIP", "vitepress", "视觉语言模型-clip"),
    ("视觉语言模型 CLIP", "hexo", "视觉语言模型-CLIP"),
    ("视觉语言模型 CLIP", "markdown-it-anchor", "视觉语言模型-clip"),
    ("Qwen2.5-VL", "github", "qwen25-vl"),
    ("Qwen2.5-VL", "mkdocs", "qwen25-vl"),
    ("Qwen2.5-VL", "vitepress", "qwen2-5-vl"),
    ("Qwen2.5-VL", "markdown-it-anchor", "qwen2.5-vl"),
    ("a  b", "github", "a--b"),
    ("a  b", "mkdocs", "a-b"),
    ("a  b", "vitepress", "a-b"),
    ("A & B", "github", "a--b"),
    ("A & B", "gitlab", "a-b"),
    ("A & B", "markdown-it-anchor", "a-&-b"),
    ("1. Intro", "github", "1-intro"),
    ("1. Intro", "vitepress", "_1-intro"),
    ("1. Intro", "markdown-it-anchor", "1.-intro"),
    ("1. Intro", "kramdown", "intro"),
    ("2024", "gitlab", "anchor-2024"),
    ("：标题：", "github", "标题"),
    ("：标题：", "mkdocs-unicode", "标题"),
    ("Résumé", "hexo", "Resume"),
    ("Résumé", "mkdocs", "resume"),
    ("Résumé", "github", "résumé"),
    ("snake_case and `code`", "github", "snake_case-and-code"),
    ("✨ New ✨", "github", "-new-"),
    ("x² and ①", "github", "x-and-"),
]


@pytest.mark.parametrize(("heading", "slugger", "slug"), MEASURED)
def test_each_slugger_makes_what_its_generator_makes(heading: str, slugger: str, slug: str) -> None:
    assert SLUGGERS[slugger](heading) == slug


def test_the_space_before_a_badge_becomes_a_hyphen_on_github() -> None:
    assert "awesome-llm-" in anchors([("Awesome-LLM ", None)], ["github"])


def test_a_heading_that_comes_again_is_numbered_by_its_slugger() -> None:
    headings = [("Results", None), ("Results", None), ("Results", None)]
    assert anchors(headings, ["github"]) == {"results", "results-1", "results-2"}
    assert anchors(headings, ["mkdocs"]) == {"results", "results_1", "results_2"}
    assert anchors(headings, ["obsidian"]) == {"results"}


def test_a_number_that_is_taken_is_passed_over() -> None:
    assert anchors([("a-1", None), ("a", None), ("a", None)], ["github"]) == {"a-1", "a", "a-2"}


def test_mkdocs_numbers_a_heading_of_which_nothing_is_left() -> None:
    assert anchors([("标题", None), ("方法", None)], ["mkdocs"]) == {"_1", "_2"}


def test_an_explicit_id_stands_for_the_heading() -> None:
    assert anchors([("Long heading", "short"), ("Other", None)], ["docusaurus"]) == {"short", "other"}


def test_obsidian_finds_a_heading_with_and_without_its_punctuation() -> None:
    found = anchors([("What: a C# primer (v2.5)?", None)], ["obsidian"])
    for fragment in ("What: a C# primer (v2.5)?", "what a C primer (v2.5)?", "What a C primer v2 5"):
        assert normalise(fragment) in found
    assert normalise("what-a-c-primer-v25") not in found


def test_an_anchor_of_any_slugger_counts() -> None:
    assert anchors([("My Heading", None)], ["github", "obsidian", "no-such"]) == {"my-heading", "my heading"}


@pytest.mark.parametrize(
    ("fragment", "plain"),
    [
        ("%E6%A0%87%E9%A2%98", "标题"),
        ("Re\u0301sume\u0301", "r\u00e9sum\u00e9"),
        ("\ufe0f-heart", "-heart"),
        ("My%20Heading", "my heading"),
        ("100%", "100%"),
        ("%FF", "\ufffd"),
    ],
)
def test_fragments_are_compared_decoded_composed_and_without_case(fragment: str, plain: str) -> None:
    assert normalise(fragment) == plain


def test_each_of_ten_thousand_equal_headings_has_its_anchor() -> None:
    assert len(anchors([("Same", None)] * 10_000, ["github"])) == 10_000
