from __future__ import annotations

import io

import pytest

from notelint.report.safe import HIDDEN, no_commands, one_line, page, visible, write


def written(text: str, encoding: str, utf8: bool = False) -> bytes:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    write(stream, text, utf8=utf8)
    stream.flush()
    return raw.getvalue()


def test_an_escape_sequence_is_shown_and_does_not_act() -> None:
    assert visible("a\x1b[31mb\x07\x7f") == "a␛[31mb␇␡"


def test_c1_controls_are_shown_since_some_terminals_obey_them() -> None:
    assert visible("\x9b31m") == "<U+009B>31m"


@pytest.mark.parametrize("char", ["\u202e", "\u2066", "\u200b", "\u200d", "\u2028", "\ufeff", "\udc80"])
def test_what_reorders_or_hides_is_shown_by_its_number(char: str) -> None:
    assert visible(f"a{char}b") == f"a<U+{ord(char):04X}>b"


def test_chinese_and_emoji_are_left_alone() -> None:
    text = "“多模态”（一）· ⚠️ 😀 é"
    assert visible(text) == text


def test_a_line_break_in_a_sentence_is_a_space() -> None:
    assert one_line("a title  \r\n  on two\tlines") == "a title on two lines"


def test_a_line_break_in_a_path_is_shown() -> None:
    assert visible("a\nb.md") == "a␊b.md"


def test_no_hidden_character_is_left_after_visible() -> None:
    everything = "".join(map(chr, range(0x110000)))
    assert HIDDEN.search(visible(everything)) is None


def test_gbk_holds_the_report_s_own_typography() -> None:
    assert written("“多模态” · 3 × …", "gbk").decode("gbk") == "“多模态” · 3 × …"


def test_what_gbk_lacks_is_shown_as_an_escape() -> None:
    assert written("表情 😀", "gbk").decode("gbk") == "表情 \\U0001f600"


def test_ascii_gets_plain_typography_of_the_same_width() -> None:
    assert written("“a” · 3 × b …", "ascii") == b'"a" - 3 x b ~'


def test_utf8_formats_ignore_the_console_s_encoding() -> None:
    assert written("多\n", "ascii", utf8=True) == "多\n".encode()


def test_a_stream_without_encoding_gets_the_text_as_it_is() -> None:
    stream = io.StringIO()
    write(stream, "多 😀", utf8=True)
    assert stream.getvalue() == "多 😀"


def test_what_a_runner_would_obey_is_no_command() -> None:
    assert visible("a ##[error]b") == "a ## [error]b"
    assert visible("a##vso[task.prependpath]b ###TeamCity[c]") == "a## vso[task.prependpath]b ### TeamCity[c]"
    assert visible("## a [b] ##") == "## a [b] ##"
    assert no_commands("::error::a\n \t::warning::b\nc ::d::") == "\\::error::a\n \t\\::warning::b\nc ::d::"


def test_a_page_keeps_its_lines_and_nothing_that_acts() -> None:
    assert page("# a\x1b[2J\n\n::set-output::\tb\n") == "# a␛[2J\n\n\\::set-output::  b\n"
