import pytest

from notelint.reading.mojibake import find


def spoilt(text: str, wrong: str) -> str:
    """UTF-8, read in a wrong encoding; of an odd number of bytes GBK loses the last."""
    return text.encode().decode(wrong, "replace")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("你好", "latin-1"),
        ("你好，世界", "latin-1"),
        ("模型", "cp1252"),
        ("’", "cp1252"),
        ("café", "cp1252"),
        ("25\u00a0°C", "cp1252"),
        ("Привет", "latin-1"),
        ("😀", "cp1252"),
        ("你好，世界！", "gbk"),
        ("这是我的笔记。", "gb18030"),
    ],
)
def test_what_was_read_in_a_wrong_encoding_is_told(text: str, wrong: str) -> None:
    (found,) = find(f"A line, and {spoilt(text, wrong)} in it\n")
    assert found.meant and found.meant in text


@pytest.mark.parametrize("garbled", ["锟斤拷", "锟斤拷锟斤", "烫烫烫", "屯屯屯屯", "x 烫烫烫烫烫 x"])
def test_what_is_lost_has_no_meaning(garbled: str) -> None:
    (found,) = find(garbled)
    assert found.meant == ""


@pytest.mark.parametrize(
    "text",
    [
        "« café\u00a0» et « déjà\u00a0! »",
        "NÃO, AÇÃO, ÂNGELO, « LÂ»",
        "σ(Â·H·W), Â², Ã±δ and Ã·x",
        "Größe, Ærø, naïve, Ðóra",
        "Việt Nam: đặc biệt, ổn định",
        "烫烫烫的水，烫面和面",
        "锛子是一种工具，锑不是。",
        "中文，标点。以及更多的中文",
        "x² + y³ = ½ µm ± 3°",
        "The bytes C3 A9 read as Latin-1 are “Ã©”",
        "GBK 乱码：锟斤拷",
    ],
)
def test_what_is_meant_as_it_stands_is_not_mojibake(text: str) -> None:
    assert list(find(text)) == []


def test_a_line_is_told_once() -> None:
    line = f"{spoilt('你好', 'latin-1')} and {spoilt('世界', 'latin-1')}\n"
    assert [found.meant for found in find(line * 2)] == ["你好", "你好"]
