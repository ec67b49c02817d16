"""Slips that no dictionary is needed for."""

from __future__ import annotations

from pathlib import Path

import pytest

from notelint import check
from tests.runs import write


def found(folder: Path, word: str, text: str) -> list[str]:
    write(folder, {"a.md": f"{word} " * 10, "b.md": text})
    return [each.message for each in check([folder], root=folder, select=["rare-spelling"]).findings]


@pytest.mark.parametrize("slip", ["tranformer", "transformmer", "trasnformer"])
def test_a_letter_more_or_less_and_two_swapped_are_slips(tmp_path: Path, slip: str) -> None:
    assert found(tmp_path, "transformer", slip) == [f"“{slip}” stands here only, “transformer” 10 times"]


@pytest.mark.parametrize("word", ["transformed", "transfarmer", "transformers", "retransformer"])
def test_another_word_is_none(tmp_path: Path, word: str) -> None:
    assert found(tmp_path, "transformer", word) == []


@pytest.mark.parametrize("text", ["`tranformer`", "<!-- tranformer -->", "$tranformer$", "tranformer tranformer"])
def test_what_is_no_text_or_stands_twice_is_none(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, "transformer", text) == []
