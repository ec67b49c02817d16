from __future__ import annotations

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from reading.tools import read


def vanishing(text: str) -> list[str]:
    return [text[each.start : each.end] for each in read(text).defects if each.problem == "vanishing"]


@pytest.mark.parametrize("text", ["<box>", "<your name>", "<plugin-id>", "<K>", "<UNL>", "</think>", "<img>"])
def test_what_a_browser_takes_for_a_tag_is_not_seen(text: str) -> None:
    source = f"> - 甲 {text} 乙\n"
    assert vanishing(source) == [text]
    assert text in cmarkgfm.markdown_to_html(source, Options.CMARK_OPT_UNSAFE)


@pytest.mark.parametrize("text", ["<K, V>", "<y_z>", "a < b", "<2>", "\\<box>", "`<box>`", "<a.b>"])
def test_what_is_no_tag_is_seen(text: str) -> None:
    source = f"甲 {text} 乙\n"
    assert vanishing(source) == []
    assert "&lt;" in cmarkgfm.markdown_to_html(source, Options.CMARK_OPT_UNSAFE)


def test_a_tag_alone_on_its_line_is_a_block() -> None:
    assert vanishing("甲\n\n<think>\n乙\n</think>\n") == ["<think>"]
    assert vanishing("<Tabs>\n乙\n</Tabs>\n") == []
