"""Which spellings are one name."""

from __future__ import annotations

import pytest

from notelint.text.spelling import core, folded, singular


@pytest.mark.parametrize("spelling", ["GPT-4V", "GPT 4V", "gpt_4v", "ＧＰＴ-４Ｖ", "gpt4v"])
def test_case_width_spaces_and_hyphens_make_no_other_name(spelling: str) -> None:
    assert folded(spelling) == "gpt4v"


@pytest.mark.parametrize(
    ("one", "other"), [("3-5", "35"), ("C", "C++"), ("C", "C#"), ("2.5", "25"), ("ai/llm", "aillm")]
)
def test_numbers_and_signs_do(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@pytest.mark.parametrize(("plural", "one"), [("agents", "agent"), ("boxes", "box"), ("categories", "category")])
def test_a_plural_is_its_singular_where_that_is_a_name_too(plural: str, one: str) -> None:
    assert singular(plural, {plural, one}) == one
    assert singular(plural, {plural}) == plural


@pytest.mark.parametrize(
    ("word", "other"), [("news", "new"), ("physics", "physic"), ("os", "o"), ("windows", "window")]
)
def test_another_word_that_ends_in_s_is_none(word: str, other: str) -> None:
    assert singular(word, {word, other}) == word


def test_the_core_of_a_name_is_without_symbols() -> None:
    assert core("🔥 BEiT-3 (2022)!") == "BEiT-3 (2022"
