"""The hunks of a diff can be read, lead from the old lines to the new ones, and cost no more than the lines do."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from difflib import unified_diff

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notelint.fix import unified
from notelint.fix.unified import hunks

FIELDS = [f"> **Arxiv**[{number}](u)\n>\n> **翻译**[{number}](u)\n>\n" for number in range(80)]
OLD = "".join(FIELDS).splitlines(keepends=True)


def diff(old: Sequence[str], new: Sequence[str]) -> list[str]:
    found: list[str] = []
    for hunk in hunks(old, new):
        found += [f"@@ -{hunk.old} +{hunk.new} @@\n", *(f"{mark}{line}" for mark, line in hunk.rows)]
    return found


def test_lines_between_two_changed_ones_are_shown_once() -> None:
    new = [line.replace("**[7]", "** [7]") for line in OLD]
    assert [line for line in diff(OLD, new) if line[0] in "-+"] == [
        "-> **Arxiv**[7](u)\n",
        "+> **Arxiv** [7](u)\n",
        "-> **翻译**[7](u)\n",
        "+> **翻译** [7](u)\n",
    ]


def test_of_many_lines_that_are_alike_only_what_changed_is_shown() -> None:
    old = ["- a\n"] * 5000
    new = [*old[:100], "- b\n", *old[101:4900], "- b\n", *old[4901:]]
    assert [line for line in diff(old, new) if line[0] in "-+"] == ["-- a\n", "+- b\n"] * 2


def test_what_is_alike_has_no_diff() -> None:
    assert diff(OLD, OLD) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a\n", "b\n"),
        ("", "a\n"),
        ("a\n", ""),
        ("a\nb\nc\n", "a\nc\n"),
        ("a\n" * 9, "a\n" * 8 + "b\n"),
        ("".join(f"{at}\n" for at in range(99)), "".join(f"{at}\n" for at in range(99) if at % 9)),
    ],
)
def test_elsewhere_it_is_the_stock_diff(old: str, new: str) -> None:
    lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    assert diff(*lines) == list(unified_diff(*lines))[2:]


TEXTS = st.lists(st.sampled_from(["> a\n", ">\n", "b\n", "c\n", "d\n", "\n"]), max_size=40)


@given(TEXTS, TEXTS, st.sampled_from([0, 3, 60]))
def test_the_hunks_lead_from_the_old_lines_to_the_new_ones(old: list[str], new: list[str], small: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(unified, "_SMALL", small)  # more goes another way than in notes of this length
        found = list(hunks(old, new))
    assert list(_made(old, found)) == new
    assert list(_made(new, [_turned(hunk) for hunk in found])) == old
    for hunk in found:
        assert {mark for mark, _ in hunk.rows} & {"-", "+"}


def _made(lines: Sequence[str], found: Sequence[unified.Hunk[str]]) -> Iterator[str]:
    """What a reader of patches makes of the lines, who wants to find each old one where it is said to be."""
    at = 0
    for hunk in found:
        start, _, count = hunk.old.partition(",")
        begin = int(start) - (count != "0")
        yield from lines[at:begin]
        at = begin
        for mark, line in hunk.rows:
            if mark != "+":
                assert lines[at] == line
                at += 1
            if mark != "-":
                yield line
        assert at - begin == int(count or 1)
    yield from lines[at:]


def _turned(hunk: unified.Hunk[str]) -> unified.Hunk[str]:
    return unified.Hunk(hunk.new, hunk.old, [({"-": "+", "+": "-"}.get(mark, mark), line) for mark, line in hunk.rows])


@pytest.mark.parametrize("alphabet", [1, 2, 100, 10_000, 1_000_000])
def test_no_lines_are_compared_with_all_others(alphabet: int) -> None:
    compared = 0

    class Counted(str):
        __slots__ = ()

        def __eq__(self, other: object) -> bool:
            nonlocal compared
            compared += 1
            return str.__eq__(self, other)

        __hash__ = str.__hash__

    dice = random.Random(alphabet)
    old = [Counted(dice.randrange(alphabet)) for _ in range(20_000)]
    new = [line for at, line in enumerate(old) if at % 7] + [Counted("x")]
    list(hunks(old, new))
    assert compared < 200 * len(old)
