from __future__ import annotations

import pytest

from notelint.model.labels import ARXIV_LIKE, CLASSES, Labels, normalise


@pytest.mark.parametrize(
    "label",
    [
        "Arxiv",
        "arXiv",
        "ARXIV:",
        "Arxiv：",
        " arxiv ",
        "**Arxiv**",
        "`arxiv`",
        "Ａｒｘｉｖ",
        "📄 Arxiv",
        "🔗arxiv",
        "- Arxiv",
        "| Arxiv |",
    ],
)
def test_spellings_of_one_label_are_one(label: str) -> None:
    assert normalise(label) == "arxiv"


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Paper  Link", "paper link"),
        ("论文 链接：", "论文 链接"),
        ("会议／期刊", "会议/期刊"),
        ("TL;DR", "tl;dr"),
        ("🔥", ""),
        ("：", ""),
        ("", ""),
    ],
)
def test_what_a_label_is_called(label: str, name: str) -> None:
    assert normalise(label) == name


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("arXiv", "paper"),
        ("论文链接：", "paper"),
        ("翻译", "translation"),
        ("📦 Code", "code"),
        ("开源代码", "code"),
        ("项目主页", "project"),
        ("会议", "venue"),
        ("年份", "year"),
        ("作者", "authors"),
        ("机构", "organisation"),
        ("标题", "title"),
        ("TL;DR", "summary"),
        ("关键词", "keywords"),
        ("难度", ""),
        ("", ""),
    ],
)
def test_a_label_has_a_class_in_english_and_chinese(label: str, name: str) -> None:
    assert Labels().classify(label) == name


def test_the_configuration_adds_labels_and_moves_them() -> None:
    labels = Labels({"paper": ["原始文献:", "Blog"], "code": []})
    assert [labels.classify(label) for label in ("**原始文献**", "blog", "Code")] == ["paper", "paper", "code"]
    assert Labels().classify("blog") == "project"


def test_no_spelling_stands_in_two_classes_and_each_is_normalised() -> None:
    names = [name for names in CLASSES.values() for name in names]
    assert len(names) == len(set(names))
    assert [name for name in names if normalise(name) != name] == []
    assert set(CLASSES["paper"]) > ARXIV_LIKE
