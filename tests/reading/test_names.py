"""Which words of a note may be names."""

from __future__ import annotations

from notelint.reading.names import odd_words


def test_words_with_a_capital_and_words_that_nobody_can_say() -> None:
    assert odd_words("用 ViLT、mllm 和 BLIP-2. The best of Qwen2.5-VL, rhythm too") == "BLIP-2 Qwen2.5-VL The ViLT mllm"


def test_each_word_once() -> None:
    assert odd_words("CLIP CLIP/CLIP") == "CLIP"
