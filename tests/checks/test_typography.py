"""Typography: what is edited, and what is left as it is since it is no Chinese text."""

from __future__ import annotations

from pathlib import Path

import pytest
from runs import notelint, write

RULES = "space-near-fullwidth-punctuation,halfwidth-punctuation,mixed-brackets"
SPACED = "rules: {cjk-latin-space: {enabled: true, mode: require}}\n"


def mended(folder: Path, text: str, *options: str) -> str:
    (folder / "a.md").write_text(text, encoding="utf-8")
    notelint("--fix", *options)
    return (folder / "a.md").read_text(encoding="utf-8")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "notelint.yaml").write_text(SPACED)
    return tmp_path


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: 注意力attention , 好\n---\n",
        "`代码code , 好`，$损失loss , 好$\n",
        "```\n中文abc , 好\n```\n",
        "[^注1a]: x\n\n见[^注1a]。\n",
        "<https://example.org/中文abc> <b title='中文abc'>x</b>\n",
        "[x](图片1.png)，见图片1.png、@作者abc、#标签abc、:smile: 和 中@example.org\n",
        "{{< 图fig 1中 >}} {% 图fig %}\n",
        "# 标题title ，好\n",
        "日本語テキストABCの説明\n",
        "한국어 中abc 텍스트\n",
    ],
)
def test_what_is_no_chinese_text_is_left_as_it_is(here: Path, text: str) -> None:
    assert mended(here, text, "--select", f"cjk-latin-space,{RULES}") == text


def test_all_is_mended_at_once_and_stays(here: Path) -> None:
    select = "--select", f"cjk-latin-space,{RULES}"
    text = "> - 使用BERT模型 ，先编码,再训练（约3天)。\n"
    after = "> - 使用 BERT 模型，先编码，再训练（约 3 天）。\n"
    assert mended(here, text, *select) == after
    assert mended(here, after, *select) == after


def test_the_custom_of_the_collection_decides(here: Path) -> None:
    (here / "notelint.yaml").write_text("rules: {cjk-latin-space: on}\n")
    (here / "b.md").write_text("使用 BERT 模型\n" * 12, encoding="utf-8")
    assert mended(here, "使用BERT 模型\n", "--select", "cjk-latin-space") == "使用 BERT 模型\n"
    (here / "b.md").write_text("使用BERT模型\n" * 12, encoding="utf-8")
    assert mended(here, "使用BERT 模型\n", "--select", "cjk-latin-space") == "使用BERT模型\n"


def test_without_a_custom_nothing_is_said_but_that(here: Path) -> None:
    (here / "notelint.yaml").write_text("rules: {cjk-latin-space: on}\n")
    (here / "a.md").write_text("使用 BERT 模型\n使用BERT模型\n" * 12, encoding="utf-8")
    ran = notelint("--select", "cjk-latin-space")
    assert (ran.code, ran.out) == (0, "")
    assert "neither is usual" in ran.err


CHINESE_MARKS = ["fullwidth-alphanumeric", "halfwidth-punctuation", "repeated-punctuation", "mixed-brackets"]


def told_of(text: str, folder: Path) -> list[str]:
    config = "rules:\n" + "".join(f"  {rule}: {{enabled: true}}\n" for rule in CHINESE_MARKS)
    write(folder, {"notelint.yaml": config, "a.md": text})
    report = notelint("--format", "json", "--all", folder).report
    return [found["rule"] for found in report["findings"] if found["rule"] in CHINESE_MARKS]


KANJI = "## 第３章　結論\n\n東京都渋谷区１２３番地！！\n"


def test_what_is_written_in_han_alone_is_japanese_in_a_japanese_note(tmp_path: Path) -> None:
    assert told_of("この章では、これまでの話をまとめます。\n\n" + KANJI, tmp_path) == []
    assert told_of("---\nlang: ja\n---\n\n" + KANJI, tmp_path) == []
    assert told_of("这一章总结前面说过的话。\n\n" + KANJI, tmp_path) != []


def test_marks_of_other_languages_are_none_of_chinese(tmp_path: Path) -> None:
    assert told_of("Schön .... und dann „…“ ....\n", tmp_path) == []
    assert told_of("그는 (見) 갔다！！ 그리고 왔다.\n\n大韓民國１２３！！\n", tmp_path) == []
