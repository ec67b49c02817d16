from __future__ import annotations

from typing import Any

import pytest

from reading.tools import read


def found(text: str, **features: Any) -> list[tuple[str, int]]:
    return [(each.case, each.start) for each in read(text, **features).defects]


def test_a_missing_dollar_is_told_where_its_formula_begins() -> None:
    assert found("损失 $\\alpha_t 的函数，$x$ 是输入\n") == [("inline", 3)]
    assert found("a $x$ and $\\beta\n") == [("inline", 10)]
    assert found("> - a $x_i and b\n") == [("inline", 6)]


@pytest.mark.parametrize("text", ["$$\nx\n", "a\n\n> $$\n> x\n", "- $$\n  x\n\ny\n"])
def test_a_block_of_a_formula_that_nothing_closes_is_told(text: str) -> None:
    assert found(text) == [("block", text.index("$$"))]


@pytest.mark.parametrize(
    "text",
    [
        "It is $5, and $\\alpha$ is less.\n",
        "$HOME, $x_path_of and $PATH\n",
        "frame$column_name_of holds it\n",
        "利用$符号去定位，所以 l\\ll 等\n",
        "在 $PATH里的是`C:\\Program Files`\n",
        "\\$\\alpha and `$\\alpha`\n",
        "$\\text{损失函数} + x$ and $y_i$\n",
        "$$x$$ and $$\ny\n$$\n",
        "a$$\nx\n$$Then $y$ is\n$$\nz\n$$\n",
        "- a:\n  $$\n  x\n$$\n  b\n\n$$\ny\n$$\n",
        "1. a\n$$\nx\n\ny\n$$\n2. b\n",
        "    $\\alpha\n",
        "It costs $ 0.1 million\n",
    ],
)
def test_prices_and_variables_are_no_formulas(text: str) -> None:
    assert found(text) == []


def test_where_the_site_shows_no_formulas_nothing_is_said() -> None:
    assert found("$\\alpha_t 的\n", math=False) == []
