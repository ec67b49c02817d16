from __future__ import annotations

import pytest

from reading.tools import read


def lone(text: str) -> list[str]:
    """The brackets without their other half, a block after the other, with what stands around them."""
    defects = [each for each in read(text).defects if each.problem == "bracket"]
    assert [text[each.start : each.end] for each in defects] == [each.text for each in defects]
    return [f"{each.case} {text[max(0, each.start - 1) : each.end + 1].strip()}" for each in defects]


def test_of_one_kind_only_the_blocks_in_which_a_half_is_missing_are_told() -> None:
    assert lone("损失（见上）下降。\n\n损失（见上，下降。\n\n没有。\n") == ["open 失（见"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("甲（乙『丙）丁", ["open 乙『丙"]),  # what is left open within a pair
        ("甲（乙)", []),  # a half-width bracket closes a full-width one
        ("甲(乙）", []),
        ("甲(乙", []),  # of half-width ones alone nothing is said
        ("甲)乙（丙丁戊", ["open 乙（丙"]),
        ('"甲”乙', []),  # a straight quote may be the other half
        ('"甲"乙”丙', ["close 乙”丙"]),
        ('"甲「乙', ["open 甲「乙"]),
        ("好；）", []),  # a smile
        ("好：）", []),
        ("好：」", ["close ：」"]),
        ("好;】", []),
    ],
)
def test_a_half_that_stands_alone(text: str, told: list[str]) -> None:
    assert lone(f"{text}\n") == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("记号有 ，（、", []),  # in a list of signs
        ("（，甲", ["open （，"]),  # at the beginning of a text there is none before it
        ("甲，（", ["open ，（"]),
        ("甲，（乙丙丁", ["open ，（乙"]),
        ("甲（，乙", ["open 甲（，"]),
        ("在菜单里选文件-》新建", []),
        ("（1）甲 2）乙", []),
        ("写“（”时", []),
        ("“（", ["open “（"]),
        ("按 <kbd>（</kbd>", []),
    ],
)
def test_a_sign_that_is_named_listed_or_numbers_is_none(text: str, told: list[str]) -> None:
    assert lone(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "Ein „Zitat“ hier.",
        "Oto „cytat” tutaj.",
        "Ett ”citat” här.",
        "Он сказал: «да „нет“ да».",
        "Hän sanoi ”kyllä” ja lähti.",
        "„Ano,“ řekl.",
        "“One paragraph goes on.\n\n“And ends.”",
        "She said: “One paragraph goes on.\n\n“And ends.”",
        "「一段。\n\n「又一段。」",
        "真好（笑",
        "就是我（不是",
        "太难了（逃。",
        "区间 [0, 1000）里",
        "区间（0, 1]里",
    ],
)
def test_other_languages_and_other_uses_close_otherwise(text: str) -> None:
    assert lone(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("“One paragraph.\n\nAnother one.", ["open “O"]),
        ("“One paragraph.\n\n“Another one.", ["open “A"]),
        ("Er sagt „ja“.\n\nHe “never closed it.", ["open “n"]),
        ("损失（见上文", ["open 失（见"]),
        ("真好（笑）（哭，怎么办", ["open ）（哭"]),
    ],
)
def test_what_stays_open_there_is_told(text: str, told: list[str]) -> None:
    assert lone(text) == told
