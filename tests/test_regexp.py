from __future__ import annotations

import pytest

from notelint.text.user_patterns import MAX_VALUE, Budget, TooCostlyError, _beginning, matches, refusal, steps


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


@pytest.mark.parametrize(
    ("cheap", "dear", "times"),
    [
        ("a", ".*a", 100),  # wherever the first part may end, the rest is tried
        (".*a", ".*.*a", 100),
        (".*a", ".*aaaaaaaaaa", 4),  # all of the rest
        (".*a", ".*(?:a|b|a|b|a)", 4),
        (".*a", "a?b?c?.*a", 7),
        (".*a.*", ".*a.*b", 50),  # where nothing follows, the first way that gets there is the last one
        (".*[ab]b", ".*[ab]{200}b", 5),  # what is asked for often is held against each character
        (".*[𐀀𐀂𐀄]b", f".*[{''.join(map(chr, range(0x10000, 0x10100)))}]b", 5),  # a set without a table, part by part
    ],
)
def test_what_a_pattern_may_cost_is_the_ways_to_lay_its_parts(cheap: str, dear: str, times: int) -> None:
    value = "a" * 400
    assert steps(dear, value) > times * steps(cheap, value)


def test_it_grows_with_the_value_and_ends_where_nothing_is_judged() -> None:
    assert steps(".*.*b", "a" * 20) < 2_000 < 200_000 < steps(".*.*b", "a" * 500)
    assert steps(".*.*b", "a" * (MAX_VALUE + 1)) == 0


def test_steps_are_spent_once() -> None:
    budget = Budget(1, 0)
    with pytest.raises(TooCostlyError):
        budget.spend(1_000_001)
    budget.spend(600_000)
    with pytest.raises(TooCostlyError):
        budget.spend(600_000)
    budget.spend(400_000)


def test_what_a_value_does_not_begin_with_costs_nothing_more() -> None:
    host = r"https?://host\.org/.*\.(?:html|pdf)"
    assert steps(host, "https://host.org/" + "a" * 80) > 5 * steps(host, "https://host.net/" + "a" * 80)
    assert steps(r"x|.*a", "a" * 80) > 80


def test_what_is_tried_before_anything_is_counted_can_be_laid_in_few_ways() -> None:
    """Of `a?a?a?…aaa…` each way would be tried, millions for each value of a note."""
    assert _beginning("a?" * 23 + "a" * 40) == "a?" * 4
    assert _beginning("x(a|a)" + "(b|a)" * 20 + "c*") == "x" + "(a|a)" + "(b|a)" * 3
    assert _beginning("x(?:" + "(b|a)" * 20 + ")c*") == "x"
    assert _beginning(r"https?://(?:a|b)\.c/.*d") == r"https?://(?:a|b)\.c/"
    assert _beginning("(ab)*") == ""
    assert _beginning("a|b*") == ""
