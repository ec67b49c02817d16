"""The proof, of fixes that change emphasis: what it lets pass, and what it refuses."""

from __future__ import annotations

import pytest

from notelint.finding import Edit
from notelint.fix.edits import apply
from notelint.fix.proof import Claim, damage, read
from notelint.markdown import parser
from notelint.source import from_text


def refused(text: str, *edits: tuple[str, str], changes: str = "emphasis") -> str:
    """What the proof says of edits, each given as what stands there and what shall."""
    made = tuple(Edit("a.md", text.index(old), text.index(old) + len(old), new) for old, new in edits)
    after = from_text("a.md", apply(text, made))
    claim = Claim(made, frozenset({changes}))
    return damage(read(from_text("a.md", text), parser()), read(after, parser()), [claim])


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("**翻译：**文字\n", "：**", "**："),
        ("> - **翻译：**文字\n", "：**", "**："),
        ("**翻译：**文字和**强调**后\n", "：**文", "**：文"),  # which undoes the emphasis of what is between
        ("**甲（乙）**是[丙](https://example.org)\n", "**是", "** 是"),
    ],
)
def test_emphasis_may_be_made_and_unmade_in_the_block_of_the_edit(text: str, old: str, new: str) -> None:
    assert refused(text, (old, new)) == ""
    assert refused(text, (old, new), changes="text") != ""


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("**翻译：**[文](https://example.org)\n", "：**[", "[**："),
        ("**翻译：**文字\n\n- 一\n- 二\n", "\n- 二", " 二"),
        ("**翻译：**`文`字\n", "`字", "字"),
        ("**翻译：**文字\n", "**翻译", "    **翻译"),
    ],
)
def test_nothing_but_emphasis_may_change(text: str, old: str, new: str) -> None:
    assert refused(text, (old, new)) != ""


def test_emphasis_elsewhere_may_not_change() -> None:
    text = "**翻译：**文字\n\n甲**乙**丙\n"
    assert refused(text, ("：**", "**："), changes="emphasis") == ""
    assert refused(text, ("乙**", "乙"), changes="text") != ""
