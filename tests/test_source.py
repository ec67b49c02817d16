"""Bytes to text and back."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from notelint.text.source import Source, from_text, places, read

NOTE = "# 阅读笔记\n\n这篇论文提出了一种新的训练方法，效果很好。\n"
SENTENCES = (
    "今天读了一篇论文，主要的贡献是一个新的模型。",
    "# 视觉语言模型 CLIP",
    "结果和我们想的一样：数据比方法更重要！",
    "## 实验设置",
    "- 学习率与批大小的关系（见下图）",
    "我不知道为什么这样做。",
)
TRADITIONAL = (
    "今天讀了一篇論文，主要的貢獻是一個新的模型。",
    "## 實驗設置",
    "結果和我們想的一樣：數據比方法更重要！",
    "我不知道為什麼這樣做。",
)
TEXTS = st.text(st.sampled_from("ab中文，\r\n\0\ufeffé🔆") | st.characters(codec="utf-8"))
NOTES = st.lists(st.sampled_from(SENTENCES), min_size=1).map("\n".join)


@given(st.binary())
@example(b"")
@example(b"\xff\xfe\x00")
@example(b"\xef\xbb\xbf\xff")
@example(b"\xc4\xe3\xba\xc3\r\r\n\0")
def test_any_bytes_are_read_and_given_back(data: bytes) -> None:
    source = read("a.md", data)
    assert source.original() == data
    assert source.encode([]) == data
    assert not re.search("[\r\0\ud800-\udfff]", source.text)


@given(TEXTS)
def test_utf_8_is_read_as_it_was_written(text: str) -> None:
    data = ("é中" + text.replace("\0", "")).encode()
    source = read("a.md", data)
    assert (source.encoding, source.bom) == ("utf-8", False)
    assert source.text == ("é中" + text.replace("\0", "")).replace("\r\n", "\n").replace("\r", "\n")


@given(NOTES, st.sampled_from(["gb18030", "gbk", "utf-16-le", "utf-16-be", "utf-8"]))
def test_short_chinese_notes_are_read_in_any_of_their_encodings(text: str, codec: str) -> None:
    assert read("a.md", (text + "\n").encode(codec)).text == text + "\n"


@given(st.lists(st.sampled_from(TRADITIONAL), min_size=1).map("\n".join), st.sampled_from(["big5", "gb18030", "utf-8"]))
def test_traditional_chinese_is_read_in_any_of_its_encodings(text: str, codec: str) -> None:
    source = read("a.md", text.encode(codec))
    assert (source.text, source.encoding) == (text, codec)


@pytest.mark.parametrize("word", ["标题", "笔记", "你好", "一直", "论文阅读", "系统设计"])
def test_a_single_word_in_gb18030_is_enough(word: str) -> None:
    assert read("a.md", word.encode("gb18030")).text == word


@pytest.mark.parametrize(
    "text",
    ["λ-calculus", "3 ± 1°", "a·b", "É", "привет мир", "שלום", "مرحبا", "ə ʃ ɪ", "Žluťoučký kůň", "한국어", "日本語"],
)
def test_utf_8_in_other_scripts_is_not_taken_for_chinese(text: str) -> None:
    assert read("a.md", text.encode()).text == text


def test_a_bad_byte_in_utf_8_is_shown_and_does_no_harm() -> None:
    data = NOTE.encode() + b"\xe4\xb8\n"
    source = read("a.md", data)
    assert (source.encoding, source.text) == ("utf-8", NOTE + "\ufffd\ufffd\n")
    assert source.encode([(2, 4, "读书")]) == data.replace("阅读".encode(), "读书".encode())


def test_european_bytes_have_an_unknown_encoding_and_are_not_edited() -> None:
    source = read("a.md", "Café déjà vu".encode("latin-1"))
    assert (source.encoding, source.text) == ("unknown", "Café déjà vu")
    with pytest.raises(ValueError, match=r"a\.md: its encoding is unknown"):
        source.encode([(0, 1, "c")])


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_byte_order_mark_tells_the_encoding_and_is_kept(codec: str) -> None:
    data = ("\ufeff" + NOTE).encode(codec)
    source = read("a.md", data)
    assert (source.text, source.encoding, source.bom) == (NOTE, codec, True)
    assert source.encode([(0, 1, "##")]) == ("\ufeff#" + NOTE).encode(codec)


@pytest.mark.parametrize(
    ("data", "newline"),
    [
        (b"a\nb\n", "\n"),
        (b"a\r\nb\r\n", "\r\n"),
        (b"a\rb", "\r"),
        (b"a\r\nb\n", "mixed"),
        (b"\r\r\n", "mixed"),
        (b"", "\n"),
    ],
)
def test_the_line_ends_are_told(data: bytes, newline: str) -> None:
    assert read("a.md", data).newline == newline


def test_a_final_newline_is_missed_only_where_there_is_a_line() -> None:
    assert [read("a.md", data).final_newline for data in (b"a\n", b"a\r", b"a", b"")] == [True, True, False, True]


def test_nul_is_shown_as_the_replacement_character_and_kept_in_the_file() -> None:
    source = read("a.md", "中\0文".encode())
    assert source.text == "中\ufffd文"
    assert source.encode([(2, 3, "国")]) == "中\0国".encode()


def test_places_are_1_based_and_count_code_points() -> None:
    source = read("a.md", "ab\r\n🔆中\n".encode())
    assert [source.place(offset) for offset in (-1, 0, 2, 3, 4, 6)] == [(1, 1), (1, 1), (1, 3), (2, 1), (2, 2), (3, 1)]
    assert places([0, 3, 6], 5) == (2, 3)


@given(TEXTS)
def test_every_line_starts_behind_a_line_end(text: str) -> None:
    source = from_text("a.md", text)
    assert source.line_starts == [0] + [at + 1 for at, c in enumerate(source.text) if c == "\n"]


def test_a_buffer_of_an_editor_is_utf_8_even_where_its_bytes_look_like_gb18030() -> None:
    source = from_text("a.md", "\ufeffһֱ\r\n\ud800")
    assert (source.text, source.encoding, source.bom) == ("һֱ\n\ufffd", "utf-8", True)


def test_new_lines_end_as_most_lines_do() -> None:
    source = read("a.md", b"a\r\nb\r\nc\nd")
    assert source.encode([(1, 1, "\nx"), (5, 5, "\ny"), (7, 7, "\nz")]) == b"a\r\nx\r\nb\r\nc\r\ny\nd\r\nz"


def test_deleting_a_line_end_takes_all_of_it() -> None:
    assert read("a.md", b"a\r\nb\r\n").encode([(1, 2, " ")]) == b"a b\r\n"


def test_an_edit_may_not_make_one_line_end_of_two() -> None:
    with pytest.raises(ValueError, match="one line end of two"):
        read("a.md", b"a\rb\n").encode([(2, 3, "")])


@pytest.mark.parametrize("edits", [[(0, 3, ""), (2, 4, "")], [(3, 99, "")], [(2, 1, "")], [(-1, 1, "")]])
def test_edits_that_overlap_or_lie_outside_are_refused(edits: list[tuple[int, int, str]]) -> None:
    with pytest.raises(ValueError, match="overlap or lie outside"):
        read("a.md", b"abcde\n").encode(edits)


def test_what_the_encoding_cannot_hold_is_refused_by_name() -> None:
    source = read("a.md", "".join(TRADITIONAL).encode("big5"))
    with pytest.raises(ValueError, match=r"a\.md: big5 cannot hold U\+1F506"):
        source.encode([(0, 0, "🔆")])


@st.composite
def edited(draw: st.DrawFn) -> tuple[Source, list[tuple[int, int, str]]]:
    newline = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    lines = draw(st.lists(st.sampled_from(["中文，", "a🔆", "", "é\0"]), min_size=1))
    mark, codec = draw(st.sampled_from([("", "utf-8"), ("\ufeff", "utf-8"), ("\ufeff", "utf-16-le")]))
    source = read("a.md", (mark + newline.join(lines)).encode(codec))
    cuts = sorted(draw(st.lists(st.integers(0, len(source.text)), max_size=6)))
    new = st.sampled_from(["", "新", "x\ny", "\n"])
    return source, [(start, end, draw(new)) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]


@given(edited())
def test_an_edited_file_reads_as_the_edited_text(case: tuple[Source, list[tuple[int, int, str]]]) -> None:
    source, edits = case
    wanted, done = "", 0
    for start, end, new in edits:
        wanted += source.text[done:start] + new
        done = end
    wanted += source.text[done:]
    data = source.encode(edits)
    mark = 3 * source.bom if source.encoding == "utf-8" else 2 * source.bom
    text = data[mark:].decode(source.encoding).replace("\0", "\ufffd")
    assert text.replace("\r\n", "\n").replace("\r", "\n") == wanted
    assert data[:mark] == source.original()[:mark]
    assert "\n" not in text.replace(source.newline, "")
