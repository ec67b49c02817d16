from __future__ import annotations

import pytest

from notelint.text.user_patterns import MAX_VALUE, matches, refusal


@pytest.mark.parametrize(
    "pattern",
    [
        r"\d{4}-\d{2}-\d{2}",
        r".*\.md",
        r"\w+( \w+)?",
        r"(note|tip|warning)",
        r"[^\]*+(]*",
        r"\(a\)*",
        r"(?:a|b)c?",
        r"a{,3}",
    ],
)
def test_ordinary_patterns_are_accepted(pattern: str) -> None:
    assert refusal(pattern) == ""


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(a+)+b", "`)+` is not offered in patterns"),
        ("(?:a|aa)*b", "`)*` is not offered in patterns"),
        ("(a|b){1,9}", "`){1,9}` is not offered in patterns"),
        ("a*?b", "`*?` is not offered in patterns"),
        (r"(a)\1", r"`\1` is not offered in patterns"),
        ("(?=a)b", "`(?=a)` is not offered in patterns"),
        ("(?i)a", "`(?i)` is not offered in patterns"),
        (".*.*.*x", "too many open ends"),
        ("a{0,}b{1,}c{,}", "too many open ends"),
        ("a?" * 40 + "b", "too many open ends"),
        ("(a|a)" * 40 + "b", "too many open ends"),
        ("a" * 1001, "a pattern has at most 1,000 characters"),
        ("(", "no regular expression: missing )"),
        ("[[a]", "no regular expression: Possible nested set"),
        ("(" * 600 + ")" * 600, "a pattern has at most"),
        ("(" * 490 + ")" * 490, ""),
        ("a{99999999999}", "no regular expression"),
    ],
)
def test_what_could_hang_is_refused_with_its_reason(pattern: str, reason: str) -> None:
    assert refusal(pattern).startswith(reason)


def test_the_whole_value_must_match() -> None:
    assert matches(r"\d+", "2026") is True
    assert matches(r"\d+", "2026-11") is False


def test_of_a_very_long_value_nothing_is_said() -> None:
    assert matches("a*", "a" * MAX_VALUE) is True
    assert matches("a*", "a" * (MAX_VALUE + 1)) is None
