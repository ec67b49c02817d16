"""Words that stand twice in a row."""

from __future__ import annotations

from pathlib import Path

import pytest

from reading.tools import read
from tests.runs import notelint, write


def doubled(text: str, path: str = "a.md") -> list[str]:
    return [each.text for each in read(f"{text}\n", path).defects if each.problem == "doubled"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("This is the the thing that they were looking for.", ["the"]),
        ("The the thing that they were looking for is here.", ["The"]),
        ("What they need is in\nthe folder of\nof the notes.", ["of"]),
        ("> What they need is in the\n> the folder of notes.", ["the"]),
        ("## What is in the the folder of these notes", ["the"]),
        ("They are **part of of the** same folder, and it is large.", ["of"]),
        ("这个模型的的参数很多", ["的"]),
        ("我们将将它用于训练", ["将"]),
        ("我們將將它用於訓練", ["將"]),
        ("这里使用使用过的数据", ["使用"]),
        ("Das Haus ist alt, und und der Garten ist klein.", ["und"]),
        ("Le livre est sur la table dans dans la cuisine de ma mère.", ["dans"]),
        ("El libro está en la mesa de de la cocina, pero nadie lo lee.", ["de"]),
        ("Dom jest stary, a ogród jest w w lesie, który jest daleko.", ["w"]),
        ("Дом стоит в в лесу, и никто не знает, где это.", ["в"]),
        ("这句话引用了 the author said that it is the the best of them 这段原文", ["the"]),
    ],
)
def test_a_word_that_hardly_doubles_is_told(text: str, told: list[str]) -> None:
    assert doubled(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "He had had enough, and I know that that is so.",
        "All night long we listened to The The, and to nobody else.",
        "“the the” and 'of of' are slips, and `the the` is code that nobody runs.",
        "This is the feature that we have been hoping for for years, and the best of them.",
        "la la la la, and it is the song of the year",
        "the the of of and and to to in in is is",
        "Die Dateien, die die Nutzer hochladen, sind von der der Partei nahen Seite.",
        "Ab und zu zu Hause zu sein, ist für alle gut.",
        "Nous nous sommes vus, et vous vous en souvenez : prends-le le matin.",
        "为了达到目的的方法，对存在在先的看法，问题是是否可行，实实在在的好处",
        "的的确确，是是非非，但是是这样，模型在在线学习中，大将将至，不了了之",
        "对状态数是线性的的证明就是算法本身，对转移数为线性的的证明也是",
        "叫做“的的”的词，的的。",
        "先求前缀和和差分，再看样本对对比",
        "もののの気配と、人々のの声がした。",
        "See the[^1] the, path/the the/path, the.the.md and https://example.org/the the",
    ],
)
def test_what_doubles_rightly_or_is_named_is_not_told(text: str) -> None:
    assert doubled(text) == []


def test_what_is_too_short_is_of_the_language_that_the_front_matter_or_the_note_has() -> None:
    assert doubled("---\nlang: fr\n---\n\nParis de de Lyon") == ["de"]
    assert doubled("---\nlang: en-GB\n---\n\nParis de de Lyon") == []
    assert doubled("Nous ne l'avons pas su, mais c'est ainsi que vous le voyez.\n\nParis de de Lyon") == ["de"]
    assert doubled("Paris de de Lyon") == []


def test_the_second_one_is_deleted_only_where_that_was_asked_for(tmp_path: Path) -> None:
    text = "It is the the model of\nof the year, and it is the best.\n"
    write(tmp_path, {"a.md": text})
    notelint("--fix", tmp_path)
    assert (tmp_path / "a.md").read_text() == text
    notelint("--unsafe-fixes", "--yes", tmp_path)
    assert (tmp_path / "a.md").read_text() == "It is the model of\nthe year, and it is the best.\n"
