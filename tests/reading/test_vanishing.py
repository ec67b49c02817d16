"""Text in angle brackets that a browser takes for an element."""

from __future__ import annotations

import pytest

from reading.tools import read


def vanishing(text: str, **features: bool) -> list[str]:
    return [each.text for each in read(text, **features).defects if each.problem == "vanishing"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("加入了<box> 和 </box>。", ["<box>"]),
        ("vector<T> 和 map<T>", ["<T>"]),
        ("**见 <think>**", ["<think>"]),
        ("</think>好的", ["</think>"]),
        ("| <F5> | 开始 |\n| --- | --- |\n", ["<F5>"]),
        ("git clone <your-repo>", ["<your-repo>"]),
    ],
)
def test_a_name_that_is_no_element_is_told_once(text: str, told: list[str]) -> None:
    assert vanishing(f"{text}\n") == told


@pytest.mark.parametrize(
    "text",
    [
        "<b>fett</b> <FONT>a</FONT> H<sub>2</sub>O<br>",
        "`<think>` \\<think> &lt;think&gt; a < b > c",
        "<https://example.org> <me@example.org>",
        'Eins <my-el name="a">zwei</my-el> drei',
        "```\n<think>\n```",
        "<!-- <think> -->",
    ],
)
def test_elements_code_and_addresses_are_none(text: str) -> None:
    assert vanishing(f"{text}\n") == []


def test_in_mdx_such_a_name_is_a_component() -> None:
    assert vanishing("Neu <Badge>beta</Badge>\n", mdx=True) == []
