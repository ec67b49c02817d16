"""What the quick reader reads, the full parser reads the same way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notelint.data import quick_yaml
from notelint.data.located import LocatedError, read_full_yaml
from notelint.rule.rule import builtin_rules

PLAIN = """\
title: Each paper is noted once
# a comment
check: duplicate-paper
limit: 12
share: 0.8
enabled: false
nothing:
since: 2026-11-01
folder: ./rules
cases:
  same-note:  {severity: error,   message: "{id} is noted under “{first.title}”"}
  other-note: {severity: warning, words: {a: b, "c d": [1, two, "three"]}}
list:
- one
- key: value
  other: 它的标题
deep:
  - [a, b]
  - x:
      y: {}  # a comment
"": [ ]
"""


def same(text: str) -> bool:
    quick = quick_yaml.read(text, 2)
    if quick is None:
        return False
    full = read_full_yaml(text, 2)
    assert quick == (full.data, full.keys, full.values)
    return True


def test_rules_are_of_the_plain_part() -> None:
    assert same(PLAIN)


def test_every_built_in_rule_is_read_quickly() -> None:
    rules = [path for path in builtin_rules().rglob("*.md") if path.name != "README.md"]
    slow = [path for path in rules if not same(path.read_text("utf-8").split("\n---\n")[0].removeprefix("---\n"))]
    assert rules
    assert slow == []


@pytest.mark.parametrize(
    "text",
    [
        "a: |\n  b",
        'a: "b\\n"',
        "a: 'it''s'",
        "a: &x b",
        "a: b\n  c",
        "a: 010",
        "a: True",
        "a: 12:30",
        "a: {b: c,\n  d: e}",
        "a: !!str b",
        "a: - b",
        "a: b: c",
        "a: @x",
        "a: [b, c",
        "a: b\na: c",
        "a: b\n c: d",
        "a:\tb",
        "a: x\u2028y",
        "? a",
        "[" * 5000,
    ],
)
def test_what_is_beyond_the_plain_part_is_left_to_the_full_parser(text: str) -> None:
    assert quick_yaml.read(text) is None


_words = st.text(st.sampled_from("ab 1.-_:#'\"{}[],?&*!|%@`~/=<>()\\是：\n"), max_size=8)
_lines = st.tuples(st.integers(0, 4), st.sampled_from(["", "- ", "a: ", "b: ", '"c": ', "- a: ", "a:", "#"]), _words)


@given(st.lists(_lines, max_size=6))
def test_the_two_never_disagree(lines: list[tuple[int, str, str]]) -> None:
    text = "\n".join(" " * indent + key + word for indent, key, word in lines)
    try:
        same(text)
    except LocatedError as error:
        raise AssertionError(f"only the quick reader takes {text!r}: {error}") from error
