import pytest

from notelint.model.items import OddText
from notelint.reading.note import read_note
from notelint.reading.profile import ReadingProfile
from notelint.text.source import read


def odd(data: str | bytes) -> list[OddText]:
    return read_note(read("a.md", data if isinstance(data, bytes) else data.encode()), ReadingProfile()).odd_texts


def cases(data: str | bytes) -> list[tuple[str, str]]:
    return [(item.case, item.text) for item in odd(data)]


def test_damaged_bytes_among_sound_ones_are_told_at_their_place() -> None:
    data = "多数文字都好，中间的\r\n".encode() + b"\xe4\xb8" + "坏了一个字节\0\ufffd".encode()
    found = odd(data)
    assert [(item.problem, item.case, item.text) for item in found] == [
        ("encoding", "bytes", "E4 B8"),
        ("control", "nul", "U+0000"),
        ("mojibake", "lost", "\ufffd"),
    ]
    text = read("a.md", data).text
    assert [text[item.start : item.end] for item in found] == ["\ufffd\ufffd", "\ufffd", "\ufffd"]


def test_what_a_line_has_lost_is_told_once() -> None:
    assert cases("\ufffd = \ufffd + \ufffd\n\ufffd\n") == [("lost", "\ufffd")] * 2


@pytest.mark.parametrize(
    ("encoding", "case", "told"),
    [
        ("gb18030", "whole", "gb18030"),
        ("big5", "whole", "big5"),
        ("utf-16", "whole", "utf-16-le"),
        ("cp1251", "unknown", "unknown"),
    ],
)
def test_a_note_in_another_encoding_is_one_finding(encoding: str, case: str, told: str) -> None:
    text = "Это русский текст\n" if case == "unknown" else "這是一個很好的中文筆記，我們都在這裡說話。\n" * 3
    assert cases(text.encode(encoding)) == [(case, told)]


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("a\u200bb", "inside"),
        ("公式\u2061 后", "stray"),
        ("a\ufeffb", "inside"),
        ("trans\u00adformer", "inside"),
        ("trans\u00ad former", ""),
        ("see \u202aC:\\a\u202c", "bidi"),
        ("\u200fשלום\u200f", ""),
        ("می\u200cخواهم", ""),
        ("न\u094d\u200dय", ""),
        ("a\u200cb", "inside"),
        ("👩\u200d💻", ""),
        ("**好：**\u200b好", ""),
        ("สวัสดี\u200bครับ", ""),
        ("`a\u200bb`", ""),
        ("```\na\u200bb\n```", ""),
        ("    a\u200bb", ""),
        ("\u200b", ""),
        ("好。\n\u200b好", ""),
        ("# a\u200bb", "inside"),
        ("- x\n\n  > a\u200bb", "inside"),
        ("---\ntitle: a\u200bb\n---\n", "inside"),
        ("a" + "".join(chr(0xE0000 + ord(c)) for c in "do it"), "hidden"),
        ("\U0001f3f4\U000e0067\U000e0062\U000e007f", ""),
    ],
)
def test_invisible_characters_are_told_where_they_do_harm(text: str, case: str) -> None:
    assert {found for found, _ in cases(text)} == ({case} if case else set())


def test_a_control_character_that_ends_the_front_matter_is_told_once() -> None:
    assert cases("---\ntitle: a\u0008b\n---\n\u0008\n") == [("control", "U+0008")]


@pytest.mark.parametrize(
    ("text", "blanks"),
    [
        ("a \nb", [" "]),
        ("a  \nb", []),
        ("a  \n\nb", ["  "]),
        ("a\t\nb \t \n", ["\t", " \t "]),
        ("a\n  \nb", ["  "]),
        ("a  ", ["  "]),
        (" ", [" "]),
        ("a\nb", []),
    ],
)
def test_blanks_at_the_end_of_a_line_that_break_no_line(text: str, blanks: list[str]) -> None:
    found = read_note(read("a.md", text.encode()), ReadingProfile()).trailing_blanks
    assert [text[each.start : each.end] for each in found] == blanks
