from __future__ import annotations

import pytest

from notelint.reading.html import shows_nothing, text
from notelint.reading.words import count, fingerprint


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("two words", 2),
        ("a-b c_d e.f", 6),
        ("GPT-4 2024", 3),
        ("中文", 2),
        ("读 LLaVA 论文", 4),
        ("读LLaVA论文", 4),
        ("，。！……", 0),
        ("ひらがな カタカナ", 8),
        ("한국어", 3),
        ("naïve café", 2),
        ("αβ x² ①", 3),
        ("㐀龥豈𝒙 1→2", 6),
        ("读\ud800a", 2),
        ("— 🔥 –", 0),
    ],
)
def test_a_han_character_is_a_word_and_so_is_a_run_of_letters(text: str, words: int) -> None:
    assert count(text) == words


def test_a_fingerprint_does_not_know_spaces() -> None:
    assert fingerprint("a  b\n c") == fingerprint("a b c") != fingerprint("a b d")
    assert 0 <= fingerprint("\ud800") < 1 << 48


@pytest.mark.parametrize(
    ("html", "nothing"),
    [
        ("<br>", True),
        ("<br />&nbsp;", True),
        ("<!-- a -->", True),
        ("<!-- a", True),
        ("<a id='x'></a>", True),
        ('<a name="x"> </a>', True),
        ("<p></p>", True),
        ("<div class='x'>\n</div>", True),
        ("<p>a</p>", False),
        ("<hr>", False),
        ("<img src='x'>", False),
        ("<a href='x'></a>", False),
    ],
)
def test_html_that_shows_nothing(html: str, nothing: bool) -> None:
    assert shows_nothing(html) is nothing


def test_the_text_of_html_is_what_stands_outside_its_tags() -> None:
    assert text("<p>a<br>b <!-- c --></p> 1 < 2").split() == ["a", "b", "1", "<", "2"]
