"""What is usual, for whom, and when nothing is."""

from __future__ import annotations

import pytest

from notelint.learning import Habit, Verdict
from notelint.learning.habits import lower_bound


def habit(**notes: str) -> Habit[str]:
    """Notes by name, `_` for `/`, each with its values, a letter each."""
    found: Habit[str] = Habit()
    for name, values in notes.items():
        for value in values:
            found.add(name.replace("_", "/"), value)
    return found


@pytest.mark.parametrize(("count", "total", "bound"), [(20, 25, 0.64), (8, 9, 0.62), (4, 5, 0.44), (5, 5, 0.65)])
def test_the_lower_bound_of_a_share_grows_with_what_was_seen(count: int, total: int, bound: float) -> None:
    assert lower_bound(count, total) == pytest.approx(bound, abs=0.01)


def test_what_nearly_all_write_is_usual() -> None:
    assert habit(a="x" * 8 + "y").verdict("a") == Verdict("x", 8, 9)


@pytest.mark.parametrize("values", ["xxxx", "xxxxy", "xxxxxyyyyy", ""])
def test_few_values_and_even_ones_decide_nothing(values: str) -> None:
    assert habit(a=values).verdict("a") is None


def test_the_collection_decides_against_a_folder() -> None:
    found = habit(a="xxxxx", b="xxxxx", c="xxxxx", e="xxxxx", d_a="yyy", d_b="yyy")
    assert found.verdict("d/a") == Verdict("x", 20, 26)


def test_a_folder_decides_what_the_collection_leaves_open() -> None:
    found = habit(x_a="xxx", x_b="xxxx", y_a="yyy", y_b="yyyy")
    assert found.verdict("x/c") == Verdict("x", 7, 7)
    assert found.verdict("y/c") == Verdict("y", 7, 7)
    assert found.verdict("c") is None
    assert found.is_open


def test_one_note_decides_for_no_folder() -> None:
    assert habit(x_a="xxxxxxx", y_a="yyyyyyy").verdict("x/a") is None


def test_a_series_decides_what_folders_leave_open() -> None:
    found: Habit[str] = Habit()
    for path, series, value in (("a", "s", "x"), ("b", "s", "x"), ("c", "t", "y"), ("d", "t", "y")):
        for _ in range(4):
            found.add(path, value, series)
    assert found.verdict("e", "s") == Verdict("x", 8, 8)
    assert found.verdict("e", "") is None


def test_a_note_that_was_pasted_in_does_not_out_vote_the_rest() -> None:
    assert habit(pasted="y" * 100, a="xxx", b="xxx").verdict("a") is None


def test_nothing_is_open_where_all_agree_or_hardly_anything_was_seen() -> None:
    assert not habit(a="xxxxxx").is_open
    assert not habit(a="xxyy").is_open


def test_what_is_declared_was_not_counted() -> None:
    assert Verdict("x").declared
    assert not Verdict("x", 5, 5).declared
