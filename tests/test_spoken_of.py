from __future__ import annotations

import pytest

from notelint.text.spoken_of import ENCODINGS, MOULDS, is_about, is_named, line_is_about, without_code


@pytest.mark.parametrize(
    "text",
    ["写“@”时", 'a "@" in it', "甲，@、乙", "|  @  |", "<kbd>@", "Ctrl + @", "⌘+@", "the sign '@'"],
)
def test_a_sign_that_is_named_is_not_used(text: str) -> None:
    at = text.index("@")
    assert is_named(text, at, at + 1)


@pytest.mark.parametrize("text", ["@", "“@", "@”", "甲，@乙", "甲@，乙", "a+@", "@,", ",@", "“ @ ”", "，\n@，"])
def test_a_sign_in_a_sentence_is_used(text: str) -> None:
    at = text.index("@")
    assert not is_named(text, at, at + 1)


def test_a_line_that_speaks_of_encodings_shows_what_is_garbled() -> None:
    text = "a\nGBK reads it as 锟斤拷.\n锟斤拷\n"
    assert line_is_about(ENCODINGS, text, text.index("锟"))
    assert not line_is_about(ENCODINGS, text, text.rindex("锟"))
    assert line_is_about(ENCODINGS, "锟斤拷 is mojibake", 0)


def test_a_text_that_speaks_of_templates_shows_their_holes() -> None:
    assert is_about(MOULDS, "Put {{title}} into your template.\n")
    assert not is_about(MOULDS, "# {{title}}\n")


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("a `{{title}}` b", "a  b"),
        ("a\n```md\n# {{title}}\n```\nb", "a\n\nb"),
        ("a\n~~~~\n```\n~~~\n~~~~\nb", "a\n\nb"),
        ("a ` lone\n# {{title}} `b`", "a ` lone\n# {{title}} "),
        ("a\n```\nnever closed", "a\n"),
    ],
)
def test_code_is_taken_out_of_a_text(text: str, rest: str) -> None:
    assert without_code(text) == rest
